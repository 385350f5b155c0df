import { defineTransform, genericParts, roleOf } from '#transform'
import { pipe } from './_pipe.ts'

export default defineTransform({
  summary: 'Replace Union[X, Y] with X | Y',
  since: '3.10',
  decidesBySite: true,
  safety: 'safe',
  sameAs: ['UP007'],
  docs: 'https://peps.python.org/pep-0604/',
  query: `
    (subscript value: (_) @head) @site
    (generic_type . (identifier) @head) @site`,
  where: { head: ['typing.Union', 'typing_extensions.Union'] },
  rewrite({ head, site }, context) {
    const parts = genericParts(site)
    if (!parts || (head.type === 'identifier' && roleOf(head)?.role !== 'load')) return
    const [only, ...more] = parts.args
    // `Union[()]` raises, and a single name may hold a tuple of types.
    if (only?.type === 'tuple' && only.namedChildCount === 0) return
    if (only && more.length === 0 && only.type === 'identifier' && !context.annotation(site))
      for (const { kind } of context.module.bindingsOf(only))
        if (kind !== 'class' && kind !== 'import') context.skip(`${only.text} may be a tuple of types`)
    pipe(context, site, parts, false)
  },
})
