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
  const [first, ...more] = argumentsOf(call)
  const last = more.at(-1) ?? first
  if (last?.type !== 'dictionary_splat') {
    context.edit(addArgument(text, call, argument, context.lineLength))
    return
  }
  const at = last.startIndex
  const isOnOwnLines = first !== undefined && isFirstOnLine(text, first.startIndex)
  const gap = isOnOwnLines && isFirstOnLine(text, at) ? newlineAt(text, at) + indentOf(text, at) : ' '
  context.insert(at, `${argument},${gap}`)
}
