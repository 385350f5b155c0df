import {
  type Context,
  type Edit,
  indentOf,
  indentUnit,
  isFirstOnLine,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  nextLine,
  pastBlankLines,
  type Span,
} from '#transform'

/** A statement that becomes the header of a `with`: `name = value`, `value.acquire()`. */
export interface Header {
  readonly statement: Node
  /** What enters and leaves. */
  readonly value: Node
  /** What is written before and behind it: `with `, and nothing. */
  around(): readonly [string, string]
  /** What gets what entering gives. */
  readonly name?: Node
}

/** Makes a statement the header of a `with` whose body begins with `first`. */
export function headerOf(context: Context, { statement, value, name, around }: Header, first: Node): Edit[] {
  const { text } = context
  const [before, behind] = around()
  const start = lineStart(text, statement.startIndex)
  if (!isFirstOnLine(text, statement.startIndex)) context.skip('it shares its line with what is before it')
  if (/[\n#]/.test(text.slice(statement.startIndex, value.startIndex)))
    context.skip('the assignment goes over several lines')
  const last = statement.endIndex
  const end = lineEnd(text, last)
  const opening = { start: statement.startIndex, end: value.startIndex, text: before }
  const aligned = alignment(text, value, before.length + statement.startIndex - value.startIndex)
  const colon = { start: value.endIndex, end: last, text: `${behind}${name ? ` as ${name.text}` : ''}:` }
  if (first.startIndex < end) {
    const indent = indentOf(text, start)
    const line = newlineAt(text, start) + indent + indentUnit(text, indent)
    return [opening, ...aligned, { ...colon, end: first.startIndex, text: colon.text + line }]
  }
  const semicolon = /^[ \t]*;/.exec(text.slice(last, end))?.[0].length ?? 0
  const below = nextLine(text, end)
  return [
    opening,
    ...aligned,
    { ...colon, end: last + semicolon },
    { start: below, end: pastBlankLines(text, below), text: '' },
  ]
}

/** Moves the further lines of a value along with its first one, where they are aligned with what is in that. */
function alignment(text: string, value: Node, shift: number): Edit[] {
  const { startIndex, endIndex } = value
  const hangs = /[([{][ \t]*(?:#.*)?\r?$/.test(text.slice(startIndex, lineEnd(text, startIndex)))
  const column = startIndex - lineStart(text, startIndex)
  const edits: Edit[] = []
  for (let at = nextLine(text, startIndex); at < endIndex && !hangs; at = nextLine(text, at)) {
    const width = /^ */.exec(text.slice(at, endIndex))?.[0].length ?? 0
    if (width < column || width + shift < 0 || isInString(value, at)) continue
    if (shift > 0) edits.push({ start: at, end: at, text: ' '.repeat(shift) })
    else edits.push({ start: at, end: at - shift, text: '' })
  }
  return edits
}

function isInString(node: Node, at: number): boolean {
  return node.descendantsOfType('string').some(({ startIndex, endIndex }) => startIndex < at && at < endIndex)
}

/** Indents the lines that begin in `span` by one level, but for those that begin in a string. */
export function indented(text: string, span: Span, statements: readonly Node[]): Edit[] {
  const [first] = statements
  if (!first) return []
  const indent = indentOf(text, first.startIndex)
  const unit = indentUnit(text, indent)
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
