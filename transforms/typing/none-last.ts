import { type Context, checkWidth, defineTransform, genericParts, type Node, sameNode } from '#transform'
import { chainOf, operandsOf } from './_chain.ts'
import { annotationReader, INSPECTOR_WORDS, READER_WORDS } from './_inspectors.ts'
import { bothModules } from './_tables.ts'

export default defineTransform({
  summary: 'Name None last in a union: int | None for None | int (RUF036)',
  since: 'any',
  safety: 'safe',
  sameAs: ['RUF036'],
  recipes: ['standards'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#types-union',
  searches: [...INSPECTOR_WORDS, ...READER_WORDS],
  query: `
    (binary_operator operator: "|") @union
    (union_type) @union
    (subscript value: (_) @head) @subscript
    (generic_type . (identifier) @head) @subscript`,
  where: { head: bothModules(['Union']) },
  anchors: [/\bNone\b(?=\s*(?:#[^\n]*\s*){0,3}\|)/, /\bUnion\b(?=\s*\[[^\]]{0,200}\bNone\s*,)/],
  rewrite({ union, head, subscript }, context) {
    const whole = union ?? subscript
    if (!whole || (union && !sameNode(chainOf(union), union))) return
    const annotation = context.annotation(whole)
    const members = union ? operandsOf(union) : head && subscript && genericParts(subscript)?.args
    if (!annotation || !members || !movesNone(members)) return
    if (annotation.evaluation === 'definition' && members.some(({ type }) => type === 'string'))
      return context.skip('what a text and the class beside it give depends on their order')
    if (annotation.evaluation !== 'never') {
      const reader = annotation.framework ?? annotationReader(context)
      if (reader !== undefined)
        context.review(`${reader} reads the annotation, and may heed the order of its members`)
    }
    if (union) unwrap(context, members)
    else move(context, members, /^\s*,\s*$/)
  },
})

function movesNone(members: readonly Node[]): boolean {
  const empty = members.filter(({ type, text }) => type === 'none' || text === 'None')
  const [only] = empty
  return empty.length === 1 && !sameNode(only, members.at(-1))
}

const BAR = /^\s*\|\s*$/

/** `None | (int | str)` needs no parentheses the other way round. */
function unwrap(context: Context, members: readonly Node[]): void {
  const { text } = context
  const [none, first, last] = [members[0], members[1], members.at(-1)]
  const before = none && first ? text.slice(none.endIndex, first.startIndex) : ''
  if (!none || !first || !last || none.text !== 'None' || !/^\s*\|\s*\($/.test(before)) {
    move(context, members, BAR)
    return
  }
  const isWhole = members.slice(2).every((member, i) => {
    const previous = members[i + 1]
    return previous && BAR.test(text.slice(previous.endIndex, member.startIndex))
  })
  if (
    !isWhole ||
    text.charAt(last.endIndex) !== ')' ||
    text.slice(first.startIndex, last.endIndex).includes('\n')
  )
    context.skip('a comment or parentheses stand between its members')
  const edits = [
    { start: none.startIndex, end: first.startIndex, text: '' },
    { start: last.endIndex, end: last.endIndex + 1, text: ' | None' },
  ]
  checkWidth(context, { start: none.startIndex, end: last.endIndex + 1 }, edits)
  context.edit(edits)
}

/** What is between two members has to be plain: no comment, and no parenthesis. */
function move(context: Context, members: readonly Node[], plain: RegExp): void {
  const gaps = members.slice(1).map((member, i) => {
    const before = members[i]
    return before ? context.text.slice(before.endIndex, member.startIndex) : ''
  })
  if (!gaps.every((gap) => plain.test(gap)))
    context.skip('a comment or parentheses stand between its members')
  const at = members.findIndex(({ text }) => text === 'None')
  const [none, next, last] = [members[at], members[at + 1], members.at(-1)]
  if (!none || !next || !last) return
  context.remove({ start: none.startIndex, end: next.startIndex })
  context.insert(last.endIndex, `${gaps.at(-1)}None`)
}
