import {
  type Context,
  commentsIn,
  defineTransform,
  escapesIn,
  field,
  indentOf,
  lineEnd,
  type Node,
  newlineAt,
  piecesOf,
  sameNode,
  statementsOf,
  type Type,
  treeOf,
  trueEnd,
  withoutReturn,
} from '#transform'

export default defineTransform({
  summary: 'Cut prefixes and suffixes off with str.removeprefix and str.removesuffix',
  since: '3.9',
  safety: 'safe',
  sameAs: ['FURB188'],
  docs: 'https://peps.python.org/pep-0616/',
  drops: ['constants'],
  query: `
    (if_statement
      condition: [
        (call function: (attribute object: (_) @text attribute: (identifier) @method)
        arguments: (argument_list . (_) @affix .))
        (parenthesized_expression . (call function: (attribute object: (_) @text attribute: (identifier) @method)
        arguments: (argument_list . (_) @affix .)) .)
      ]
      consequence: (block (expression_statement (assignment left: (_) @target !type right: (subscript) @cut)))) @site
    (conditional_expression
      (subscript) @cut
      .
      (call function: (attribute object: (_) @text attribute: (identifier) @method)
        arguments: (argument_list . (_) @affix .))
      .
      (_) @target) @site`,
  anchors: [/\bif\b[\s(]+[\w.]+\.(?:starts|ends)with ?\(/],
  rewrite({ text, method, affix, target, cut, site }, context) {
    if (!text || !method || !affix || !target || !cut || !site) return
    const block = field(site, 'consequence')
    if (block && statementsOf(block).length > 1) return
    if (field(site, 'alternative') || text.text !== target.text || field(cut, 'value')?.text !== text.text)
      return
    if (!isName(text)) return
    const isPrefix = method.text === 'startswith'
    if (!isPrefix && method.text !== 'endswith') return
    const slice = cut.childrenForFieldName('subscript')
    const [only] = slice
    if (slice.length !== 1 || only?.type !== 'slice') return
    const bound = isPrefix
      ? /^(.+?)\s*:$/s.exec(only.text)?.[1]
      : /^:\s*-\s*(?:1\s*\*\s*)?(.+)$/s.exec(only.text)?.[1]
    if (bound === undefined || !isLength(context, bound, affix, only)) return
    const length = lengthOf(context, affix)
    if (!isJoined(affix) && length === undefined) return
    // `text[:-0]` is empty.
    if (!isPrefix && length === undefined)
      context.review('an empty suffix cuts everything off in the old code')
    if (length === 0) return
    const type = context.typeOf(text)
    if (type?.kind === 'instance' && !/^builtins\.(?:str|bytes|bytearray)$/.test(nameOf(type)))
      context.skip(`${text.text} is of a class of its own, which need not cut anything off`)
    const name = isPrefix ? 'removeprefix' : 'removesuffix'
    const call = `${text.text}.${name}(${affix.text})`
    const end = trueEnd(site)
    if (site.type !== 'if_statement') return context.replace({ start: site.startIndex, end }, call)
    const last = block?.lastNamedChild
    if (last?.type === 'comment' && last.startIndex > lineEnd(context.text, trueEnd(site)))
      context.skip('the comment below belongs to the condition')
    if (target.type !== 'identifier') context.review('the attribute is assigned in any case now')
    context.replace({ start: site.startIndex, end }, `${commentsAbove(site, end)}${target.text} = ${call}`)
  },
})

/** The qualified name of a class; of one of the project nothing. */
function nameOf(type: Type & { kind: 'instance' }): string {
  return typeof type.of === 'string' ? type.of : ''
}

/** The comments between the test and the assignment, as lines of their own above what comes of both. */
function commentsAbove(site: Node, end: number): string {
  const { text } = treeOf(site)
  const indent = `${newlineAt(text, lineEnd(text, site.startIndex))}${indentOf(text, site.startIndex)}`
  const comments = commentsIn(treeOf(site), { start: site.startIndex, end })
  return comments.map((comment) => `${withoutReturn(comment.text)}${indent}`).join('')
}

/** A name or a path of attributes: reading it again gives the same. */
function isName(node: Node): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(node.text)
}

/** What gives the same each time: names and texts, and what `+` makes of them. */
function isJoined(node: Node): boolean {
  if (node.type === 'string') return !/^\w*[fF]/.test(node.text)
  return (
    isName(node) ||
    (node.type === 'binary_operator' &&
      field(node, 'operator')?.type === '+' &&
      node.namedChildren.every(isJoined))
  )
}

/** How long a literal is; undefined for all else. */
function lengthOf(context: Context, affix: Node): number | undefined {
  const [piece, more] = piecesOf(affix) ?? []
  if (!piece || more || piece.isFormatted) return undefined
  const characters = (value: string) => [...value].length
  let length = characters(context.text.slice(piece.content.start, piece.content.end))
  for (const { start, end, value, isKnown } of escapesIn(context.text, piece))
    length +=
      (value !== undefined ? characters(value) : isKnown ? 1 : 2) - characters(context.text.slice(start, end))
  return length
}

/** Whether the bound of a slice is the length of the affix: `len(affix)`, or the number itself for a literal. */
function isLength(context: Context, bound: string, affix: Node, slice: Node): boolean {
  const call = /^len\s*\(\s*(.+?)\s*\)$/s.exec(bound)
  if (call) return call[1] === affix.text && context.isBuiltin('len', slice)
  return /^\d+$/.test(bound) && lengthOf(context, affix) === Number(bound) && !sameNode(affix, slice)
}
