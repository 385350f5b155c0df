import {
  type Context,
  type Edit,
  indentOf,
  indentUnit,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  nextLine,
  type Span,
} from '#transform'

/** Makes `name = call` the header of a `with` whose body begins with `first`. */
export function headerOf(context: Context, statement: Node, call: Node, name: string, first: Node): Edit[] {
  const { text } = context
  const start = lineStart(text, statement.startIndex)
  if (text.slice(start, statement.startIndex).trim() !== '')
    context.skip('it shares its line with what is before it')
  if (/[\n#]/.test(text.slice(statement.startIndex, call.startIndex)))
    context.skip('the assignment goes over several lines')
  const end = lineEnd(text, call.endIndex)
  const opening = { start: statement.startIndex, end: call.startIndex, text: 'with ' }
  const colon = { start: call.endIndex, end: call.endIndex, text: ` as ${name}:` }
  if (first.startIndex < end) {
    const indent = indentOf(text, start)
    const line = newlineAt(text, start) + indent + unitBelow(text, indent)
    return [opening, { ...colon, end: first.startIndex, text: colon.text + line }]
  }
  const semicolon = /^[ \t]*;/.exec(text.slice(call.endIndex, end))?.[0].length ?? 0
  const below = nextLine(text, end)
  return [
    opening,
    { ...colon, end: call.endIndex + semicolon },
    { start: below, end: pastBlankLines(text, below), text: '' },
  ]
}

/** Indents the lines that begin in `span` by one level, but for those that begin in a string. */
export function indented(text: string, span: Span, statements: readonly Node[]): Edit[] {
  const [first] = statements
  if (!first) return []
  const indent = indentOf(text, first.startIndex)
  const unit = unitBelow(text, indent)
  const strings = statements
    .flatMap((statement) => statement.descendantsOfType('string'))
    .filter((string) => string.text.includes('\n'))
  const edits: Edit[] = []
  for (let at = span.start; at < span.end; at = nextLine(text, at)) {
    if (text.slice(at, lineEnd(text, at)).trim() === '') continue
    if (strings.some(({ startIndex, endIndex }) => startIndex < at && at < endIndex)) continue
    const start = text.startsWith(indent, at) ? at + indent.length : at
    edits.push({ start, end: start, text: unit })
  }
  return edits
}

function unitBelow(text: string, indent: string): string {
  return indent.endsWith('\t') ? '\t' : indentUnit(text)
}

/** The start of the first line from `index` on that is not blank. */
export function pastBlankLines(text: string, index: number): number {
  let at = index
  while (at < text.length && text.slice(at, lineEnd(text, at)).trim() === '') at = nextLine(text, at)
  return at
}

/** The start of the first of the blank lines that end at `index`. */
export function beforeBlankLines(text: string, index: number): number {
  let at = index
  while (at > 0 && text.slice(lineStart(text, at - 1), at).trim() === '') at = lineStart(text, at - 1)
  return at
}

/** Edits as one: statements that come to lie in another are written anew, they do not stay where they are. */
export function asOne(text: string, edits: readonly Edit[]): Edit {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  const start = sorted[0]?.start ?? 0
  let written = ''
  let at = start
  for (const edit of sorted) {
    written += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return { start, end: at, text: written }
}
