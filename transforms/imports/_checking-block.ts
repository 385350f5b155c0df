import {
  type Context,
  field,
  growImport,
  indentUnit,
  lineEnd,
  lineStart,
  type Module,
  type Node,
  newlineAt,
  readImport,
  type Span,
  trueEnd,
} from '#transform'

/** The block of a top-level `if TYPE_CHECKING:` without an else. */
export function existingBlock(module: Module, context: Context): Node | undefined {
  const statement = module.tree.root.namedChildren.find((one) => {
    const condition = one.type === 'if_statement' ? field(one, 'condition') : undefined
    return (
      condition &&
      !field(one, 'alternative') &&
      /^typing(?:_extensions)?\.TYPE_CHECKING$/.test(context.qualifiedName(condition) ?? '')
    )
  })
  const block = statement && field(statement, 'consequence')
  const isOnHeaderLine = block && statement && block.startPosition.row === statement.startPosition.row
  return isOnHeaderLine ? undefined : block
}

/** Puts the names of a from-import into the block's own import of that module, where there is one. */
export function joins(statement: Node, block: Node, moved: readonly Node[], context: Context): boolean {
  const { module, lineLength, text } = context
  const of = readImport(statement)?.module
  const isFirst = moved.find((one) => readImport(one)?.module === of) === statement
  const own = block.namedChildren.map(readImport).find((list) => list && list.module === of)
  const names = readImport(statement)?.items ?? []
  if (of === undefined || !own || !isFirst || statement.text.includes('#')) return false
  if (lineEnd(text, trueEnd(statement)) > trueEnd(statement)) return false
  const requests = names.map(({ name, alias }) => ({
    module: of,
    name,
    ...(alias !== undefined && { alias }),
  }))
  const layout = { newline: newlineAt(text, statement.startIndex), unit: indentUnit(text), lineLength }
  const edits = growImport(module.tree, own, requests, layout)
  if (edits) context.edit(edits)
  return edits !== undefined
}

/** The last of the imports with which the file begins. */
export function lastImport(module: Module): Node | undefined {
  let last: Node | undefined
  for (const child of module.tree.root.namedChildren) {
    if (readImport(child)) last = child
    else if (last && child.type !== 'comment') break
  }
  return last
}

/** The lines of the statements. */
export function spansOf(statements: readonly Node[], text: string): Span[] {
  const spans: { start: number; end: number }[] = []
  for (const statement of statements) {
    const start = lineStart(text, statement.startIndex)
    const newline = text.indexOf('\n', trueEnd(statement))
    const end = newline < 0 ? text.length : newline + 1
    const last = spans.at(-1)
    if (last?.end === start) last.end = end
    else spans.push({ start, end })
  }
  return spans
}

/** Whether a blank line, or nothing at all, is above a span that begins with its line. */
export function isAfterBlank({ start }: Span, text: string): boolean {
  return start === 0 || /\n[ \t]*\r?\n$/.test(text.slice(0, start))
}

/** Blank lines below go with lines that have some above, too. */
export function withBlankLines(span: Span, text: string): Span {
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text.slice(span.end))?.[0].length ?? 0
  return isAfterBlank(span, text) ? { start: span.start, end: span.end + blank } : span
}
