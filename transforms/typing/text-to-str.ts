import { defineTransform, roleOf } from '#transform'
import { bothModules } from './_tables.ts'

export default defineTransform({
  summary: 'Replace typing.Text with str, which it is',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP019'],
  docs: 'https://docs.python.org/3/library/typing.html#typing.Text',
  query: `
    (identifier) @name
    (attribute) @name`,
  where: { name: bothModules(['Text']) },
  rewrite({ name }, context) {
    if (!name || (name.type === 'identifier' && roleOf(name)?.role !== 'load')) return
    if (!context.isBuiltin('str', name)) context.skip('str is not the builtin here')
    context.replace(name, 'str')
  },
})
