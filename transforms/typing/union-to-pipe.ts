import { type Context, defineTransform, genericParts, hasSplat, type Node, roleOf } from '#transform'
import { INSPECTOR_WORDS } from './_inspectors.ts'
import { pipe } from './_pipe.ts'

export default defineTransform({
  summary: 'Replace Union[X, Y] with X | Y',
  since: '3.10',
  decidesBySite: true,
  safety: 'safe',
  sameAs: ['UP007'],
  docs: 'https://peps.python.org/pep-0604/',
  // What a union names twice is in it once.
  drops: ['names', 'constants'],
  query: `
    (subscript value: (_) @head) @site
    (generic_type . (identifier) @head) @site`,
  where: { head: ['typing.Union', 'typing_extensions.Union'] },
  searches: INSPECTOR_WORDS,
  rewrite({ head, site }, context) {
    const parts = genericParts(site)
    if (!parts || (head.type === 'identifier' && roleOf(head)?.role !== 'load')) return
    const [only, ...more] = parts.args
    // `Union[()]` raises.
    if (only?.type === 'tuple' && only.namedChildCount === 0) return
    const isAlone = only && !context.text.slice(only.endIndex, site.endIndex).includes(',')
    if (only?.type === 'tuple' && isAlone && !hasSplat(only.namedChildren)) {
      // `Union[(X, Y)]` is `Union[X, Y]`, which the next pass reads.
      context.remove({ start: only.startIndex, end: only.startIndex + 1 })
      return context.remove({ start: only.endIndex - 1, end: only.endIndex })
    }
    if (only && more.length === 0 && mayBeTuple(context, only))
      context.skip(`${only.text} may be a tuple of types`)
    pipe(context, site, parts, false)
  },
})

/** Whether a single argument may give the members as a tuple: `Union[tuple(types)]`, `Union[TYPES[1:]]`, `Union[a + b]`. */
function mayBeTuple(context: Context, only: Node): boolean {
  switch (only.type) {
    case 'none':
    case 'string':
      return false
    case 'identifier':
      return (
        !context.annotation(only) &&
        context.module.bindingsOf(only).some(({ kind }) => kind !== 'class' && kind !== 'import')
      )
    case 'subscript':
    case 'generic_type': {
      const origin = genericParts(only)?.origin
      return !context.annotation(only) && (!origin || context.qualifiedName(origin) === undefined)
    }
    case 'attribute':
    case 'member_type':
      return !context.annotation(only)
    default:
      return true
  }
}
