import { defineTransform, roleOf } from '#transform'
import { sixPath } from './_six.ts'
import { NAMES, replaceName } from './_six-names.ts'

export default defineTransform({
  summary: 'Replace names and calls of six by what they are on Python 3',
  since: 'any',
  safety: 'safe',
  sameAs: ['pyupgrade'],
  docs: 'https://six.readthedocs.io/',
  query: '(attribute) @name (identifier) @name',
  where: { name: NAMES.map((name) => `six.${name}`) },
  drops: ['names', 'constants', 'negations'],
  rewrite({ name }, context) {
    if (!name || (name.type === 'identifier' && roleOf(name)?.role !== 'load')) return
    replaceName(name, sixPath(context.qualifiedName(name), context) ?? '', context)
  },
})
