import { defineTransform, genericParts, roleOf } from '#transform'
import { INSPECTOR_WORDS } from './_inspectors.ts'
import { pipe } from './_pipe.ts'

export default defineTransform({
  summary: 'Replace Optional[X] with X | None',
  since: '3.10',
  decidesBySite: true,
  safety: 'safe',
  sameAs: ['UP045'],
  docs: 'https://peps.python.org/pep-0604/',
  // typing.py binds the name itself.
  drops: ['names', 'statements'],
  query: `
    (subscript value: (_) @head) @site
    (generic_type . (identifier) @head) @site`,
  where: { head: ['typing.Optional', 'typing_extensions.Optional'] },
  searches: INSPECTOR_WORDS,
  rewrite({ head, site }, context) {
    const parts = genericParts(site)
    // `Optional[int,]` raises.
    if (parts?.args.length !== 1 || parts.trailingComma) return
    if (head.type === 'identifier' && roleOf(head)?.role !== 'load') return
    pipe(context, site, parts, true)
  },
})
