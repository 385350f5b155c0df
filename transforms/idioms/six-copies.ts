import { defineTransform, roleOf } from '#transform'
import { sixPath } from './_six.ts'
import { NAMES, replaceName } from './_six-names.ts'

/** Names that nothing else has: a file that imports them by name need not spell six where it uses them. */
const TELLING = NAMES.filter(
  (name) => /_|^iter|^view|MAXSIZE|unichr/.test(name) && !name.startsWith('moves.'),
)
const ALL: ReadonlySet<string> = new Set(NAMES)

export default defineTransform({
  summary: 'Replace names and calls of a copy of six that a project or library carries',
  since: 'any',
  safety: 'safe',
  docs: 'https://six.readthedocs.io/',
  query: '(attribute) @name (identifier) @name',
  anchors: ['six', ...TELLING],
  drops: ['names', 'constants', 'statements'],
  rewrite({ name }, context) {
    if (!name || (name.type === 'identifier' && roleOf(name)?.role !== 'load')) return
    // The copy itself is better dropped than rewritten.
    if (/(?:^|\/)_?six\.py$/.test(context.module.path)) return
    const qualified = context.qualifiedName(name)
    const path =
      qualified === undefined || qualified.startsWith('six.') ? undefined : sixPath(qualified, context)
    if (path === undefined) return
    if (ALL.has(path)) return replaceName(name, path, context)
    if (/^\w+$/.test(path) && path !== 'moves')
      context.skip(
        `${path} of a copy of six stands for nothing that is known: write what it gives on Python 3`,
      )
  },
})
