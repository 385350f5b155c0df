import { type Context, defineTransform, field, type Node, stringParts, withoutComments } from '#transform'

export default defineTransform({
  summary: 'Open files without encoding="utf-8", which is the default',
  since: '3.15',
  safety: 'safe',
  docs: 'https://peps.python.org/pep-0686/',
  query: '(call function: (_) @callee arguments: (argument_list) @arguments)',
  anchors: ['encoding'],
  drops: ['constants'],
  rewrite({ callee, arguments: list }, context) {
    const all = withoutComments(list)
    const index = all.findIndex((argument) => nameOf(argument) === 'encoding')
    const argument = all[index]
    if (!argument || !opensText(context, callee)) return
    if (all.some((other) => /splat/.test(other.type))) return context.skip('other arguments are unpacked')
    // Beside errors= the encoding is worth reading.
    if (all.some((other) => nameOf(other) === 'errors'))
      return context.skip('errors= says what to do with this encoding')
    const value = field(argument, 'value')
    const parts = value && stringParts(value)
    if (!parts || parts.isBytes || parts.isFormatted) return
    if (!/^utf[-_]?8$/i.test(context.text.slice(parts.content.start, parts.content.end))) return
    const [before, after] = [all[index - 1], all[index + 1]]
    if (before) context.remove({ start: before.endIndex, end: argument.endIndex })
    else if (after) context.remove({ start: argument.startIndex, end: after.startIndex })
    else context.remove({ start: list.startIndex + 1, end: list.endIndex - 1 })
  },
})

function nameOf(argument: Node): string | undefined {
  return argument.type === 'keyword_argument' ? field(argument, 'name')?.text : undefined
}

/** Whether the call is `open`, or a method of a path that is made right there. */
function opensText(context: Context, callee: Node): boolean {
  const name = context.qualifiedName(callee)
  if (name === 'builtins.open' || name === 'io.open') return true
  const object = callee.type === 'attribute' ? field(callee, 'object') : undefined
  const made = object?.type === 'call' ? field(object, 'function') : undefined
  return (
    !!made &&
    context.qualifiedName(made) === 'pathlib.Path' &&
    /^(?:open|read_text|write_text)$/.test(field(callee, 'attribute')?.text ?? '')
  )
}
