import { defineTransform, piecesOf, withoutParentheses } from '#transform'
import { parseFormat } from './_format-string.ts'

export default defineTransform({
  summary: "Write '{0} {1}'.format(…) without the numbers",
  since: 'any',
  safety: 'safe',
  sameAs: ['UP030'],
  docs: 'https://docs.python.org/3/library/string.html#format-string-syntax',
  query: `
    (attribute
      object: [(string) (concatenated_string) (parenthesized_expression)] @format
      attribute: (identifier) @_method (#eq? @_method "format"))`,
  anchors: ['{0'],
  drops: ['constants'],
  rewrite({ format }, context) {
    const pieces = format && piecesOf(withoutParentheses(format))
    if (!pieces || pieces.some(({ isBytes, isFormatted }) => isBytes || isFormatted)) return
    const parsed = parseFormat(context.text, pieces)
    if (typeof parsed === 'string') return context.skip(parsed)
    const numbered = parsed.fields.filter(({ name }) => /^\d*$/.test(name))
    if (numbered.length === 0 || numbered.every(({ name }) => name === '')) return
    // Fields are counted all or not at all.
    if (numbered.some(({ name }, i) => name !== String(i)))
      return context.skip('the fields take the arguments in another order, or one of them twice')
    for (const { name, nameSpan } of numbered)
      context.remove({ start: nameSpan.start, end: nameSpan.start + name.length })
  },
})
