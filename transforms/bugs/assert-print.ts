import {
  argumentsOf,
  checkWidth,
  commentsIn,
  defineTransform,
  type Node,
  onOneLine,
  spanOf,
  stringParts,
} from '#transform'

export default defineTransform({
  summary: 'Give assert the message itself instead of a call that prints it',
  since: 'any',
  safety: 'review',
  sameAs: ['RUF030'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-assert-statement',
  query: '(assert_statement (_) @condition (call function: (_) @callee) @call .) @statement',
  where: { callee: 'builtins.print' },
  drops: ['constants'],
  anchors: [/\bassert\b[^\n]*,\s*print\s*\(/],
  rewrite({ condition, call }, context) {
    const args = argumentsOf(call)
    if (commentsIn(context.module.tree, { start: condition.endIndex, end: call.endIndex }).length > 0)
      return context.skip('a comment would be lost')
    if (args.some(({ type }) => /splat|keyword|generator/.test(type)))
      return context.skip('print gives None, which is the message: put the values into one text')
    const [message, ...more] = args
    context.review('what was printed, with None as the message, becomes the message')
    if (!message) return context.remove({ start: condition.endIndex, end: call.endIndex })
    const text = more.length === 0 ? onOneLine(message) : merged(args)
    if (text === undefined)
      return context.skip('print gives None, which is the message: put the values into one text')
    const edit = { ...spanOf(call), text }
    checkWidth(context, edit, [edit])
    context.edit([edit])
  },
})

/** One text of what print puts blanks between, where all of it is plain. */
function merged(values: readonly Node[]): string | undefined {
  const pieces = values.map(pieceOf)
  if (pieces.includes(undefined)) return undefined
  return `${values.every(({ type }) => type === 'string') ? '' : 'f'}"${pieces.join(' ')}"`
}

/** What stands for a value in an f-string, where that is plain. */
function pieceOf(value: Node): string | undefined {
  if (/^(?:identifier|attribute)$/.test(value.type) && !value.text.includes('\n')) return `{${value.text}}`
  const parts = value.type === 'string' ? stringParts(value) : undefined
  if (!parts || parts.isFormatted || parts.isBytes || parts.prefix !== '') return undefined
  const text = value.text.slice(parts.content.start - value.startIndex, parts.content.end - value.startIndex)
  return /[{}"\\\n]/.test(text) ? undefined : text
}
