import { type Context, defineTransform, genericParts, type Node, roleOf, sameNode } from '#transform'
import { chainOf, operandsOf } from './_chain.ts'
import { placeOf } from './_place.ts'
import { bothModules } from './_tables.ts'

export default defineTransform({
  summary: 'Name each member of a union, and each value of a Literal, once',
  since: '3.10',
  safety: 'safe',
  sameAs: ['PYI016', 'PYI062', 'RUF041'],
  docs: 'https://docs.python.org/3/library/typing.html#typing.Literal',
  drops: ['names', 'constants'],
  query: `
    (binary_operator operator: "|") @union
    (union_type) @union
    (subscript value: (_) @head) @literal
    (generic_type . (identifier) @head) @literal`,
  where: { head: bothModules(['Literal']) },
  // What stands behind a bar and stood before one, not far away.
  anchors: [
    /\|\s*([A-Za-z_][\w.]*)(?![\w.])(?<=\b\1\b[\w.[\],"'|\s]{0,400}\|\s*\1)/,
    /\bLiteral\b(?=\s*\[|\s+as\b)/,
  ],
  rewrite({ union, head, literal }, context) {
    if (head && literal) return rewriteLiteral(context, head, literal)
    // Elsewhere `|` may do anything.
    if (!union || !sameNode(chainOf(union), union) || !context.annotation(union)) return
    dropRepeated(context, operandsOf(union), /^\s*\|\s*$/)
  },
})

/** What is between two of them has to be plain: no comment, and no parenthesis. */
function dropRepeated(context: Context, members: readonly Node[], between: RegExp): void {
  const seen = new Set<string>()
  for (const [at, member] of members.entries()) {
    const text = member.text.replace(/\s+/g, ' ')
    const before = members[at - 1]
    if (!seen.has(text) || !before) {
      seen.add(text)
      continue
    }
    const span = { start: before.endIndex, end: member.endIndex }
    if (!between.test(context.text.slice(span.start, member.startIndex)))
      context.skip(`${text} is named twice, in a way that is hard to take apart`)
    context.remove(span)
  }
}

function rewriteLiteral(context: Context, head: Node, literal: Node): void {
  if (head.type === 'identifier' && roleOf(head)?.role !== 'load') return
  if (placeOf(context, literal) === 'key') return
  const parts = genericParts(literal)
  const nested = parts?.args.filter((arg) => isLiteral(context, arg)) ?? []
  if (!parts) return
  for (const arg of nested) {
    const inner = genericParts(arg)
    const [first, last] = [inner?.args[0], inner?.args.at(-1)]
    if (!first || !last || arg.text.includes('\n')) return
    context.remove({ start: arg.startIndex, end: first.startIndex })
    context.remove({ start: last.endIndex, end: arg.endIndex })
  }
  // Python drops none where one of them cannot be hashed.
  const isHashed = parts.args.every(({ type }) => !/^(?:list|set|dictionary)$/.test(type))
  if (nested.length === 0 && isHashed) dropRepeated(context, parts.args, /^\s*,\s*$/)
}

function isLiteral(context: Context, arg: Node): boolean {
  const head = /^(?:subscript|generic_type)$/.test(arg.type) ? arg.firstNamedChild : undefined
  return !!head && /^typing(?:_extensions)?\.Literal$/.test(context.qualifiedName(head) ?? '')
}
