import { type Context, lineStart, type Node, nextLine, removeStatement, trueEnd } from '#transform'

/**
 * Takes statements of one block out, as `removeStatement` does each: what stood in a row goes as one, so that the blank lines
 * around it are not kept twice. Skips the site where a comment would go that is more than a remark for linters.
 * @param statements in text order
 */
export function removeLines(context: Context, statements: readonly Node[]): void {
  const { text, module } = context
  const runs: { start: number; end: number }[] = []
  for (const statement of statements) {
    const removal = removeStatement(module.tree, statement)
    if (!removal) context.skip('a comment speaks of what would go, or the line is shared: write it by hand')
    for (const comment of removal.droppedComments) context.dropComment(comment)
    const start = lineStart(text, statement.startIndex)
    const end = nextLine(text, trueEnd(statement))
    const last = runs.at(-1)
    if (removal.edits.some((edit) => edit.start > start || edit.text !== ''))
      context.skip('the line is shared with another statement')
    if (last && text.slice(last.end, start).trim() === '') last.end = end
    else runs.push({ start, end })
  }
  for (const { start, end } of runs) context.remove(withBlankLines(text, start, end))
}

/** As many of the blank lines around whole lines as are on both sides, or all above where nothing follows. */
function withBlankLines(text: string, start: number, end: number): { start: number; end: number } {
  const above = /(?:(?<=\n)[ \t\f]*\r?\n)*$/.exec(text.slice(0, start))?.[0] ?? ''
  const below = /^(?:[ \t\f]*\r?\n)*/.exec(text.slice(end))?.[0] ?? ''
  if (end + below.length >= text.length) return { start: start - above.length, end: text.length }
  return count(below) <= count(above)
    ? { start, end: end + below.length }
    : { start: start - above.length, end }
}

const count = (lines: string) => lines.split('\n').length
