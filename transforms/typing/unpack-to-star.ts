import { type Context, defineTransform, genericParts, type Node, parentOf, roleOf } from '#transform'
import { placeOf } from './_place.ts'
import { bothModules } from './_tables.ts'

export default defineTransform({
  summary: 'Replace Unpack[Ts] with *Ts',
  since: '3.11',
  safety: 'safe',
  sameAs: ['UP044'],
  docs: 'https://peps.python.org/pep-0646/',
  query: `
    (subscript value: (_) @head) @site
    (generic_type . (identifier) @head) @site`,
  where: { head: bothModules(['Unpack']) },
  rewrite({ head, site }, context) {
    if (!context.targets('3.11')) return
    const parts = genericParts(site)
    const [only, ...more] = parts?.args ?? []
    if (!parts || !only || more.length > 0 || parts.trailingComma) return
    if (head.type === 'identifier' && roleOf(head)?.role !== 'load') return
    if (!isStarrable(context, site)) return
    // `*` before a string would take its characters apart, and binds looser than none of the others.
    if (!/^(?:identifier|attribute|member_type|generic_type|subscript)$/.test(only.type))
      context.skip(`${only.text} cannot be unpacked with a star`)
    if (placeOf(context, site) === 'key') context.skip('the subscript may be a look-up, not a type')
    context.replace({ start: site.startIndex, end: only.startIndex }, '*')
    context.remove({ start: only.endIndex, end: site.endIndex })
  },
})

/** Arguments of a generic, of the list in Callable, and the annotation of `*args`: not that of `**kwargs`. */
function isStarrable(context: Context, site: Node): boolean {
  let child = site
  let up = parentOf(site)
  while (up?.type === 'type' || up?.type === 'tuple' || up?.type === 'list') {
    child = up
    up = parentOf(up)
  }
  if (up?.type === 'type_parameter') return true
  if (up?.type === 'subscript') return child.startIndex > (up.firstNamedChild?.startIndex ?? 0)
  return (
    up?.type === 'typed_parameter' &&
    up.firstNamedChild?.type === 'list_splat_pattern' &&
    context.annotation(site)?.string === undefined &&
    site.startIndex === child.startIndex
  )
}
