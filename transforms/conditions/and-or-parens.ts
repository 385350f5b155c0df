import { checkWidth, defineTransform, field, spanOf } from '#transform'
import { chainOf } from './_chain.ts'

export default defineTransform({
  summary: 'Write a and b or c as (a and b) or c',
  since: 'any',
  safety: 'safe',
  sameAs: ['RUF021'],
  docs: 'https://docs.python.org/3/reference/expressions.html#operator-precedence',
  query: '(boolean_operator) @site',
  anchors: ['or'],
  needs: /\b(?:and\b[^\n]{0,999}(?:\n[^\n]{0,999}){0,4}\bor|or\b[^\n]{0,999}(?:\n[^\n]{0,999}){0,4}\band)\b/,
  rewrite({ site }, context) {
    const chain = chainOf(site)
    if (chain?.operator !== 'or') return
    const inner = chain.operands.filter(
      (one) => one.type === 'boolean_operator' && field(one, 'operator')?.type === 'and',
    )
    if (inner.some((one) => one.text.includes('\n')))
      return context.skip('what and joins takes several lines')
    const edits = inner.flatMap(({ startIndex, endIndex }) => [
      { start: startIndex, end: startIndex, text: '(' },
      { start: endIndex, end: endIndex, text: ')' },
    ])
    if (edits.length === 0) return
    checkWidth(context, spanOf(site), edits)
    context.edit(edits)
  },
})
