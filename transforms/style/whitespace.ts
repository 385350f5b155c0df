import { defineTransform, lineStart, newlineAt, nextLine } from '#transform'
import { isExempt } from './_exempt.ts'

export default defineTransform({
  summary: 'Drop blanks at the ends of lines and empty lines at the end of the file, and end the last line',
  since: 'any',
  safety: 'safe',
  sameAs: ['W291', 'W292', 'W293', 'W391'],
  docs: 'https://peps.python.org/pep-0008/#other-recommendations',
  // All of a file is one change, which what happens elsewhere in it should not put off.
  phase: 'last',
  query: '(module) @module',
  anchors: [/[ \t]\r?(?:\n|$)/, /\n[ \t]*\r?\n[ \t]*$/, /[^\n]$/],
  rewrite({ module }, context) {
    const { text } = context
    const { tree } = context.module
    if (module.namedChildCount === 0) return
    const strings = tree.spansOf('string')
    let next = 0
    const isInString = (index: number) => {
      while ((strings[next]?.end ?? text.length) <= index) next++
      return (strings[next]?.start ?? text.length) < index
    }
    const end = lastLineEnd(text)
    if (end < text.length && !isExempt(context, { start: end, end }, 'W391'))
      context.remove({ start: end, end: text.length })
    const isOpen = end === text.length && !/[\n\f]$/.test(text)
    if (isOpen && !isExempt(context, { start: end, end }, 'W292')) context.insert(end, newlineAt(text, end))
    for (const { index, 0: blanks } of text.matchAll(/(?<![ \t])[ \t]+(?=\r?\n|$)/g)) {
      const span = { start: index, end: index + blanks.length }
      const start = lineStart(text, index)
      // A line behind a backslash belongs to the one above.
      if (index >= end || isInString(index) || (start === index && isJoined(text, start))) continue
      if (isExempt(context, span, start === index ? 'W293' : 'W291')) continue
      context.remove(span)
    }
  },
})

/** Where the last line begins that is not blank, and ends with its newline; the end of the text where something else than blanks ends it. */
function lastLineEnd(text: string): number {
  let end = text.length
  while (end > 0 && /[ \t\r\n]/.test(text.charAt(end - 1))) end--
  return end === 0 || text.charAt(end - 1) === '\f' ? text.length : nextLine(text, end)
}

function isJoined(text: string, lineHead: number): boolean {
  return /\\\r?\n$/.test(text.slice(Math.max(0, lineHead - 3), lineHead))
}
