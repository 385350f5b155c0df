import {
  ancestorsOf,
  type Context,
  type Edit,
  indentOf,
  lineStart,
  type Node,
  nextLine,
  trueEnd,
} from '#transform'

/**
 * Edits for the further lines of a statement that gets a line of its own: what is aligned with its first line goes on being so, the
 * rest is indented as much more as the statement is. None where that cannot be told; lines in strings stay.
 * @param outer the indentation of the line that it stood on
 * @param inner its own indentation from now on
 */
export function movedLines(context: Context, statement: Node, outer: string, inner: string): readonly Edit[] {
  const { text, module } = context
  const start = statement.startIndex
  const column = start - lineStart(text, start)
  const lines: number[] = []
  for (let at = nextLine(text, start); at < trueEnd(statement); at = nextLine(text, at)) {
    const leaf = module.tree.nodeAt(at)
    const isInString = [leaf, ...ancestorsOf(leaf)].some(({ type }) => type === 'string')
    if (!isInString && text.slice(at, nextLine(text, at)).trim() !== '') lines.push(at)
  }
  const indents = lines.map((at) => indentOf(text, at))
  if (indents.some((indent) => !indent.startsWith(outer) || /[^ ]/.test(indent.slice(outer.length))))
    return []
  const isAligned = indents.every((indent) => indent.length > column)
  const shift = isAligned ? inner.length - column : inner.length - outer.length
  if (shift === 0 || (isAligned && /[^ ]/.test(inner))) return []
  return lines.map((at): Edit => {
    const from = at + outer.length
    if (shift < 0) return { start: from, end: from - shift, text: '' }
    return { start: from, end: from, text: isAligned ? ' '.repeat(shift) : inner.slice(outer.length) }
  })
}
