import { indentOf, lineEnd, nextLine, statementsOf, trueEnd } from '../python/layout.ts'
import type { Node } from '../python/node.ts'
import type { Context } from './context.ts'

/**
 * Moves the lines of a block that loses its header to the left, comments that follow at its depth included.
 * Skips the site where text in a string would move, or where its lines are not indented alike.
 * @param from where the first line begins that moves
 * @param outer the indentation that `inner` becomes
 */
export function dedentBlock(
  context: Context,
  body: Node,
  from: number,
  { outer, inner }: { readonly outer: string; readonly inner: string },
): void {
  const { text } = context
  if (!inner.startsWith(outer)) context.skip('its lines are not indented alike')
  if (body.descendantsOfType('string').some((one) => one.text.includes('\n')))
    context.skip('a string in it takes several lines')
  const [first] = statementsOf(body)
  const own = first ? indentOf(text, first.startIndex) : inner
  let end = trueEnd(body)
  // Comments that follow at the same depth belong to it.
  for (let at = nextLine(text, end); isComment(text, at, own); at = nextLine(text, at)) end = at + 1
  for (let at = from; at < end; at = nextLine(text, at))
    if (text.startsWith(inner, at)) context.remove({ start: at + outer.length, end: at + inner.length })
    else if (text.slice(at, lineEnd(text, at)).trim() !== '') context.skip('its lines are not indented alike')
}

/** Whether a comment stands alone on the line that begins at `index`, at this depth or deeper. */
function isComment(text: string, index: number, indent: string): boolean {
  return text.startsWith(indent, index) && /^[ \t]*#/.test(text.slice(index, lineEnd(text, index)))
}
