import {
  type Context,
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
export function writeHeader(context: Context, statement: Node, call: Node, name: string, first: Node): void {
  const { text } = context
  const start = lineStart(text, statement.startIndex)
  if (text.slice(start, statement.startIndex).trim() !== '')
    context.skip('it shares its line with what is before it')
  if (/[\n#]/.test(text.slice(statement.startIndex, call.startIndex)))
    context.skip('the assignment goes over several lines')
  context.replace({ start: statement.startIndex, end: call.startIndex }, 'with ')
  context.insert(call.endIndex, ` as ${name}:`)
  const end = lineEnd(text, call.endIndex)
  if (first.startIndex < end) {
    const newline = newlineAt(text, start) + indentOf(text, start) + unitBelow(text, indentOf(text, start))
    context.replace({ start: call.endIndex, end: first.startIndex }, newline)
    return
  }
  const semicolon = /^[ \t]*;/.exec(text.slice(call.endIndex, end))
  if (semicolon) context.remove({ start: call.endIndex, end: call.endIndex + semicolon[0].length })
  context.remove({ start: nextLine(text, end), end: pastBlankLines(text, nextLine(text, end)) })
}

/** Indents the lines that begin in `span` by one level, but for those that begin in a string. */
export function indentLines(context: Context, span: Span, statements: readonly Node[]): void {
  const { text } = context
  const [first] = statements
  if (!first) return
  const indent = indentOf(text, first.startIndex)
  const unit = unitBelow(text, indent)
  const strings = statements
    .flatMap((statement) => statement.descendantsOfType('string'))
    .filter((string) => string.text.includes('\n'))
  for (let at = span.start; at < span.end; at = nextLine(text, at)) {
    if (text.slice(at, lineEnd(text, at)).trim() === '') continue
    if (strings.some(({ startIndex, endIndex }) => startIndex < at && at < endIndex)) continue
    context.insert(text.startsWith(indent, at) ? at + indent.length : at, unit)
  }
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
