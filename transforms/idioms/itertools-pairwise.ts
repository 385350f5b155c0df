import { defineTransform, field } from '#transform'

export default defineTransform({
  summary: 'Write zip(a, a[1:]) with itertools.pairwise',
  since: '3.10',
  safety: 'review',
  sameAs: ['RUF007'],
  docs: 'https://docs.python.org/3/library/itertools.html#itertools.pairwise',
  drops: ['constants'],
  query: `
    (call function: (_) @callee arguments: (argument_list . (_) @first . (subscript) @second .))
    (call function: (_) @callee arguments: (argument_list . (_) @first . (subscript) @second
      . (keyword_argument name: (identifier) @_name (#eq? @_name "strict") value: (false)) @strict .))`,
  where: { callee: 'builtins.zip' },
  anchors: ['zip'],
  rewrite({ callee, first, second, strict }, context) {
    const value = second && field(second, 'value')
    if (
      !first ||
      !callee ||
      !value ||
      !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(value.text) ||
      sliceOf(second.text, value.text) !== '1:'
    )
      return
    const isAll = first.text === value.text
    const isCut =
      first.type === 'subscript' &&
      field(first, 'value')?.text === value.text &&
      sliceOf(first.text, value.text) === ':-1'
    if (!isAll && !isCut) return
    context.replace(callee, context.import('itertools', 'pairwise'))
    context.replace({ start: first.startIndex, end: (strict ?? second).endIndex }, value.text)
    context.note('a sequence whose class makes its own slices may give other items')
  },
})

/** What stands between the brackets, without spaces. */
function sliceOf(subscript: string, value: string): string {
  return subscript
    .slice(value.length)
    .replace(/\s/g, '')
    .replace(/^\[(.*)\]$/, '$1')
}
