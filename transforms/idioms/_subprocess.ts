import {
  addArgument,
  argumentsOf,
  type Context,
  indentOf,
  isFirstOnLine,
  type Node,
  newlineAt,
} from '#transform'

/** Adds a keyword argument to a call: behind the others, or before the `**` at their end. */
export function addKeyword(context: Context, call: Node, argument: string): void {
  const { text } = context
  const last = argumentsOf(call).at(-1)
  if (last?.type !== 'dictionary_splat') {
    context.edit(addArgument(text, call, argument, context.lineLength))
    return
  }
  const at = last.startIndex
  const gap = isFirstOnLine(text, at) ? newlineAt(text, at) + indentOf(text, at) : ' '
  context.insert(at, `${argument},${gap}`)
}
