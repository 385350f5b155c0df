import { type Context, lineEnd, lineStart, type Node, trueEnd } from '#transform'

/** The line that a node begins in, without the blanks around it. */
export function lineOf({ text }: Context, node: Node): string {
  return text.slice(lineStart(text, node.startIndex), lineEnd(text, node.startIndex)).trim()
}

/** Skips the site where more than the words stands in the lines of `try:` and `finally:`, or behind the last statement. */
export function needPlainLines(context: Context, attempt: Node, cleanup: Node): void {
  const { text } = context
  const end = trueEnd(cleanup)
  const isPlain =
    lineOf(context, attempt) === 'try:' &&
    lineOf(context, cleanup) === 'finally:' &&
    /^[ \t]*$/.test(text.slice(end, lineEnd(text, end)))
  if (!isPlain) context.skip('the lines of try and finally hold something else, too')
}
