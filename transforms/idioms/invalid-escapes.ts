import { defineTransform, escapesIn, piecesOf } from '#transform'
import { checkPrefixed, spaceBefore } from './_literals.ts'

export default defineTransform({
  summary: "Write backslashes that begin no escape so that they stand for themselves: r'\\d'",
  since: 'any',
  safety: 'safe',
  sameAs: ['W605'],
  docs: 'https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences',
  query: '(string) @literal',
  // In bytes \N, \u and \U are no escapes either.
  anchors: [/\\[^\\'"abfnrtvxuUN0-7\r\n]/, /\b[bB]['"][^\n]*\\[NuU]/],
  rewrite({ literal }, context) {
    const piece = piecesOf(literal)?.[0]
    if (!piece || piece.isRaw) return
    const escapes = escapesIn(context.text, piece)
    const fields = literal.namedChildren.filter(({ type }) => type === 'interpolation')
    const wrong = escapes.filter(({ isKnown }) => !isKnown)
    if (wrong.length === 0) return
    if (
      fields.some((field) => escapes.some(({ start }) => field.startIndex <= start && start < field.endIndex))
    )
      return context.skip('a field of the f-string holds a backslash')
    if (piece.isFormatted && wrong.some(({ start }) => /[{}]/.test(context.text.charAt(start + 1))))
      return context.skip('a backslash before a brace: is it a field?')
    // \x and \u without their digits, and \N without a name, are errors.
    if (wrong.some(({ start }) => (piece.isBytes ? /x/ : /[xuUN]/).test(context.text.charAt(start + 1))))
      return context.skip('an escape is not complete: this fails already')
    if (wrong.length < escapes.length) {
      for (const { start } of wrong) context.insert(start, '\\')
      return
    }
    checkPrefixed(context, literal)
    const { startIndex: start } = literal
    const letters = piece.prefix.replace(/u/i, '')
    const space = piece.prefix === '' ? spaceBefore(context.text, start) : ''
    const written = /f|t/i.test(letters) ? `${space}r${letters}` : `${space}${letters}r`
    // With the quote, so that nobody makes one text of it and what stands beside it at the same time.
    context.replace({ start, end: piece.content.start }, written + piece.quote)
  },
})
