import { defineTransform, indentOf, isFirstOnLine, lineEnd, lineStart, nextLine } from '#transform'
import { isExempt } from './_exempt.ts'

export default defineTransform({
  summary: 'Drop comments that say nothing',
  since: 'any',
  safety: 'safe',
  recipes: ['style'],
  sameAs: ['PLR2044'],
  docs: 'https://peps.python.org/pep-0008/#comments',
  query: '(comment) @comment',
  anchors: [/#[ \t]*\r?(?:\n|$)/],
  rewrite({ comment }, context) {
    const { text } = context
    if (comment.text.trim() !== '#') return
    const { startIndex: at } = comment
    const span = { start: at, end: at + 1 }
    if (isExempt(context, span, 'PLR2044')) return
    if (!isFirstOnLine(text, at)) {
      let start = at
      while (/[ \t]/.test(text.charAt(start - 1))) start--
      context.remove({ start, end: lineEnd(text, at) })
    } else {
      const start = lineStart(text, at)
      const isRemark = (index: number) => /^[ \t]*#/.test(text.slice(index, lineEnd(text, index)))
      // Between others it divides what they say.
      const isBelow = start > 0 && isRemark(lineStart(text, start - 1))
      if (isBelow || (nextLine(text, at) < text.length && isRemark(nextLine(text, at)))) return
      // Under a backslash it ends the statement above.
      if (/\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start)) || indentOf(text, at).includes('\f'))
        return
      context.remove({ start, end: nextLine(text, at) })
    }
    context.dropComment(comment.text)
  },
})
