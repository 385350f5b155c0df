import {
  argumentsOf,
  type Context,
  field,
  hasSplat,
  keywordArgument,
  lineEnd,
  lineStart,
  type Node,
  stringParts,
} from '#transform'

/** Writes the names of `pytest.mark.parametrize` as a tuple, and its values as a list of tuples. */
export function tidyParametrize(context: Context, call: Node): void {
  const args = argumentsOf(call)
  if (hasSplat(args)) return
  const [names, values] = ['argnames', 'argvalues'].map((name, i) => {
    const keyword = keywordArgument(args, name)
    const positional = args[i]?.type === 'keyword_argument' ? undefined : args[i]
    return keyword ? field(keyword, 'value') : positional
  })
  if (!names) return
  if (isSingle(names)) {
    if (values) tidySingle(context, names, values)
    return
  }
  const count = tidyNames(context, names)
  if (values) tidyValues(context, values, count)
}

/** Whether the names are one name in a list or tuple. */
function isSingle(names: Node): boolean {
  const [only, more] = names.namedChildren
  return /^(?:list|tuple)$/.test(names.type) && only?.type === 'string' && !more
}

/** Writes one name by itself, and its values without the tuples of one. */
function tidySingle(context: Context, names: Node, values: Node): void {
  const isPlain = /^(?:list|tuple)$/.test(values.type)
  const rows = isPlain ? values.namedChildren : []
  const only = (row: Node) => {
    const [item, more] = row.namedChildren
    const isRow = /^(?:list|tuple)$/.test(row.type) && !more && item && !/splat|comment/.test(item.type)
    return isRow ? item : undefined
  }
  const isKnown = rows.length > 0 && rows.every((row) => row.type === 'comment' || only(row))
  if (!isKnown) context.skip('it is not plain to see that each of its values is a tuple of one')
  if (values.type === 'tuple') exchange(context, values, '[', ']')
  context.replace(names, names.firstNamedChild?.text ?? '')
  for (const row of rows) {
    const item = only(row)
    if (item) context.replace(row, item.text)
  }
}

/** Gives the number of names; undefined when it is not plain to see. */
function tidyNames(context: Context, names: Node): number | undefined {
  if (names.type === 'list' || names.type === 'tuple') {
    const items = names.namedChildren.filter(({ type }) => type !== 'comment')
    // One name in a list takes values that are tuples of one.
    if (hasSplat(items) || items.length < 2) return undefined
    if (names.type === 'list') exchange(context, names, '(', ')')
    return items.length
  }
  const parts = stringParts(names)
  if (!parts || parts.isBytes || parts.isFormatted || parts.hasEscapes) return undefined
  const texts = context.text
    .slice(parts.content.start, parts.content.end)
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
  if (texts.length < 2) return undefined
  if (!texts.every((text) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text)))
    return context.skip('the names of the parameters are no identifiers')
  const quote = parts.quote.slice(0, 1)
  const tuple = `(${texts.map((text) => quote + text + quote).join(', ')})`
  const { text } = context
  const line = lineEnd(text, names.endIndex) - lineStart(text, names.startIndex)
  if (line + tuple.length - names.text.length > context.lineLength)
    return context.skip('the line would grow too long with a tuple')
  context.replace(names, tuple)
  return texts.length
}

function tidyValues(context: Context, values: Node, count: number | undefined): void {
  if (values.type !== 'list' && values.type !== 'tuple') return
  if (values.type === 'tuple') exchange(context, values, '[', ']')
  for (const row of values.namedChildren)
    if (row.type === 'list' && count !== undefined && row.namedChildren.length >= 2)
      exchange(context, row, '(', ')')
}

/** Other brackets around the same. The comma that a tuple of one has goes. */
function exchange(context: Context, node: Node, open: string, close: string): void {
  const [only, more] = node.namedChildren
  const comma = node.children.find(({ type }) => type === ',')
  context.replace({ start: node.startIndex, end: node.startIndex + 1 }, open)
  const isOne = only && !more && comma && only.endIndex === comma.startIndex && !node.text.includes('\n')
  context.replace({ start: isOne ? only.endIndex : node.endIndex - 1, end: node.endIndex }, close)
}
