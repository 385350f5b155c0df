import {
  blockOf,
  defineTransform,
  type Node,
  parentOf,
  piecesOf,
  sameNode,
  statementsOf,
  stringParts,
} from '#transform'

export default defineTransform({
  summary: "Write f'text' without fields as 'text'",
  since: '3.6',
  safety: 'safe',
  recipes: [],
  sameAs: ['F541', 'remove-unnecessary-f-str'],
  docs: 'https://docs.python.org/3/reference/lexical_analysis.html#f-strings',
  query: '(string) @string',
  anchors: [/\b(?:f|F|fr|fR|Fr|FR|rf|rF|Rf|RF)["']/],
  rewrite({ string }, context) {
    const whole = parentOf(string)?.type === 'concatenated_string' ? parentOf(string) : undefined
    const [piece] = piecesOf(string) ?? []
    if (!piece?.isFormatted || hasFields(string)) return
    // Strings in a row look better with the same prefix, and are f-strings for the sake of one of them.
    if (whole?.namedChildren.some(hasFields)) return
    const statement = parentOf(whole ?? string)
    const block = statement?.type === 'expression_statement' ? blockOf(statement) : undefined
    if (block && sameNode(statementsOf(block)[0], statement))
      return context.skip('it would become the docstring')
    const { prefix, content, isRaw } = piece
    if (isComparedByIdentity(whole ?? string)) return context.skip('Python warns of a literal beside is')
    const start = string.startIndex
    const text = context.text.slice(content.start, content.end)
    if (!isRaw && /\\N\{/.test(text)) return context.skip('a character is given by its name in braces')
    const at = start + prefix.search(/f/i)
    context.remove({ start: at, end: at + 1 })
    for (const { index } of text.matchAll(/\{\{|\}\}/g))
      context.remove({ start: content.start + index, end: content.start + index + 1 })
  },
})

/** Whether it is what `is` compares: an f-string may stand there, and a literal is warned of. */
function isComparedByIdentity(node: Node): boolean {
  let up = parentOf(node)
  while (up?.type === 'parenthesized_expression') up = parentOf(up)
  return up?.type === 'comparison_operator' && up.children.some(({ type }) => /^is\b/.test(type))
}

function hasFields(node: Node): boolean {
  return (
    stringParts(node)?.isFormatted === true && node.namedChildren.some(({ type }) => type === 'interpolation')
  )
}
