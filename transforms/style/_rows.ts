import {
  type Context,
  commentsIn,
  type Edit,
  indentOf,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  spanOf,
  withoutReturn,
} from '#transform'

/** An element of a list, and the comment behind it on its line. */
export interface Row {
  readonly element: Node
  /** With the blanks before it; empty where there is none. */
  readonly comment: string
}

/** The elements with their comments. Skips the site where it is not said by the layout which comment is about which element. */
export function rowsOf(context: Context, list: Node, elements: readonly Node[]): readonly Row[] {
  const { text, module } = context
  const comments = commentsIn(module.tree, spanOf(list))
  const [first] = elements
  // What stands behind the opening bracket is about all of them.
  const about = comments.filter(({ startIndex }) => !first || startIndex > first.startIndex)
  const between = elements.slice(1).map((one, i) => text.slice(elements[i]?.endIndex, one.startIndex))
  if (comments.some((one) => text.slice(lineStart(text, one.startIndex), one.startIndex).trim() === ''))
    context.skip('comments between the names group them')
  if (between.some((gap) => /\n[ \t]*\r?\n/.test(gap))) context.skip('blank lines group the names')
  if (between.some((gap) => gap.includes('\\'))) context.skip('backslashes join its lines')
  const left = new Set(about)
  const rows = elements.map((element, i): Row => {
    const next = elements[i + 1]
    const comment = about.find(
      ({ startIndex }) => startIndex > element.endIndex && startIndex < (next?.startIndex ?? list.endIndex),
    )
    if (!comment) return { element, comment: '' }
    left.delete(comment)
    const end = /^(?:\s*,)?/.exec(text.slice(element.endIndex, comment.startIndex))?.[0].length ?? 0
    return { element, comment: withoutReturn(text.slice(element.endIndex + end, comment.endIndex)) }
  })
  if (left.size > 0) context.skip('a comment stands where none can be moved')
  return rows
}

/** Edits that give the elements of a list another order, in the layout that the list has. */
export function inOrder(
  context: Context,
  list: Node,
  rows: readonly Row[],
  sorted: readonly Row[],
): readonly Edit[] {
  const { text } = context
  const lines = new Set(rows.map(({ element }) => element.startPosition.row))
  if (lines.size > 1 && lines.size < rows.length) return [refilled(context, list, rows, sorted)]
  return rows.flatMap(({ element, comment }, i): Edit[] => {
    const other = sorted[i]
    if (!other || other.element === element) return []
    const end =
      element.endIndex + (/^(?:\s*,)?/.exec(text.slice(element.endIndex, list.endIndex))?.[0].length ?? 0)
    const edits: Edit[] = [{ ...spanOf(element), text: other.element.text }]
    const after = end + comment.length
    if (other.comment !== '' && text.slice(after, lineEnd(text, after)).trim() !== '')
      context.skip('the bracket closes behind the last name, where no comment can stand')
    if (comment !== other.comment) edits.push({ start: end, end: after, text: other.comment })
    return edits
  })
}

/** Several elements a line: the lines are filled anew, as far as the longest of them went. */
function refilled(context: Context, list: Node, rows: readonly Row[], sorted: readonly Row[]): Edit {
  const { text } = context
  const [first] = rows
  const last = rows.at(-1)
  if (!first || !last) return { start: list.startIndex, end: list.startIndex, text: '' }
  if (rows.some(({ comment }) => comment !== '')) context.skip('a comment stands behind several names')
  const start = first.element.startIndex
  const end = last.element.endIndex
  const body = text.slice(start, end)
  if (/,(?! ?\S|\s*\n)/.test(body) || /[^\s,][ \t]+,/.test(body))
    context.skip('the names are laid out as a table')
  const below = rows.find(({ element }) => element.startPosition.row > first.element.startPosition.row)
  const indent = indentOf(text, below?.element.startIndex ?? start)
  const newline = newlineAt(text, start)
  const columns = rows.map(
    ({ element }) => lineEnd(text, element.endIndex) - lineStart(text, element.endIndex),
  )
  const width = Math.max(...columns)
  // What follows the last name on its line has to fit, too.
  const tail = lineEnd(text, end) - end
  let line = start - lineStart(text, start)
  let made = ''
  for (const [i, { element }] of sorted.entries()) {
    const isLast = i === sorted.length - 1
    const size = element.text.length + (isLast ? tail : 1)
    if (i > 0) {
      const isFull = line + 1 + size > width
      made += isFull ? newline + indent : ' '
      line = isFull ? indent.length : line + 1
    }
    made += element.text + (isLast ? '' : ',')
    line += size
  }
  return { start, end, text: made }
}
