import {
  type Context,
  commentsIn,
  defineTransform,
  field,
  isInsideBrackets,
  lineEnd,
  type Node,
  parentOf,
  piecesOf,
  type StringPiece,
} from '#transform'

const COLLECTIONS = /^(?:list|tuple|set)$/

export default defineTransform({
  summary: "Write 'a' 'b' on one line as 'ab', and drop the + between texts of several lines",
  since: 'any',
  safety: 'safe',
  drops: ['constants'],
  sameAs: ['ISC001', 'ISC003'],
  docs: 'https://docs.python.org/3/reference/lexical_analysis.html#string-literal-concatenation',
  query: `
    (concatenated_string) @row
    (binary_operator operator: "+" right: [(string) (concatenated_string)]) @sum`,
  anchors: [
    /["'](?:[ \t]+[A-Za-z]{0,2}|[A-Za-z]{1,2})["']|[^\s"'(=,[{:]""[^\s"'),\]}:]|[^\s"'(=,[{:]''[^\s"'),\]}:]/,
    /["'][ \t]*\+[^\n"']*\n|\n[ \t]*\+[ \t]*[A-Za-z]{0,2}["']/,
  ],
  recipes: ['standards'],
  rewrite({ row, sum }, context) {
    if (row) joinPieces(context, row)
    else if (sum) dropPlus(context, sum)
  },
})

/** Joins literals that stand behind one another on a line. */
function joinPieces(context: Context, row: Node): void {
  const pieces = piecesOf(row)
  if (!pieces) return
  const runs = runsOf(context, pieces)
  // Joined they would hide it: bugs/missing-comma reports it.
  if (runs.length > 0 && mayLackComma(context, row, pieces))
    context.skip('a comma may be missing between the texts')
  for (const run of runs) {
    const joined = joinedRun(context, run)
    const [first, last] = [run[0]?.node, run.at(-1)?.node]
    if (joined === undefined || !first || !last) continue
    const line = { start: first.startIndex, end: lineEnd(context.text, last.endIndex) }
    if (commentsIn(context.module.tree, line).some(({ text }) => /noqa[^#]*\bISC/i.test(text))) continue
    context.replace({ start: first.startIndex, end: last.endIndex }, joined)
  }
}

/** Whether it stands among other texts of a collection, and is made of words alone: what else would be written so? */
function mayLackComma(context: Context, row: Node, pieces: readonly StringPiece[]): boolean {
  const around = parentOf(row)
  if (!around || !COLLECTIONS.test(around.type)) return false
  const others = around.namedChildren.filter(
    ({ type, startIndex }) => type !== 'comment' && startIndex !== row.startIndex,
  )
  return (
    others.length > 0 &&
    others.every(({ type }) => type === 'string') &&
    pieces.every(({ content }) => /^[\w./*:@-]+$/.test(context.text.slice(content.start, content.end)))
  )
}

/** The pieces that stand behind one another on a line and can be one, as many as can. */
function runsOf(context: Context, pieces: readonly StringPiece[]): StringPiece[][] {
  const runs: StringPiece[][] = []
  for (const piece of pieces) {
    const run = runs.at(-1)
    const isBehind = run?.at(-1)?.node.endPosition.row === piece.node.startPosition.row
    if (run && isBehind && joinedRun(context, [...run, piece]) !== undefined) run.push(piece)
    else runs.push([piece])
  }
  return runs.filter(({ length }) => length > 1)
}

/** All pieces as one literal, in the quotes of the first; undefined where that could be another text. */
function joinedRun({ text }: Context, run: readonly StringPiece[]): string | undefined {
  const [first] = run
  if (!first) return undefined
  const formatted = run.find(({ isFormatted }) => isFormatted) ?? first
  const [prefix, quote] = [kindOf(formatted), first.quote]
  let whole = ''
  for (const piece of run) {
    const content = text.slice(piece.content.start, piece.content.end)
    // Braces of a text mean something in an f-string.
    const isKind =
      kindOf(piece) === prefix || (/^r?f$/.test(prefix) && kindOf(piece) === prefix.replace('f', ''))
    if (!isKind || (piece.isFormatted !== formatted.isFormatted && /[{}]/.test(content))) return undefined
    if (piece.quote.length > 1 || (piece.quote !== quote && content.includes(quote))) return undefined
    // "\1" "2" is not "\12".
    if (!piece.isRaw && /(?<!\\)(?:\\\\)*\\[0-7]{1,2}$/.test(whole) && /^[0-7]/.test(content))
      return undefined
    whole += content
  }
  return `${formatted.prefix}${quote}${whole}${quote}`
}

/** What the prefix says: `u` says nothing, and the order and case of letters neither. */
function kindOf({ prefix }: StringPiece): string {
  return [...prefix.toLowerCase().replace('u', '')].toSorted().reverse().join('')
}

/** Takes the + away between texts on lines of their own, which are one without it. */
function dropPlus(context: Context, sum: Node): void {
  const leaves = literalsOf(sum)
  const around = parentOf(sum)
  if (!leaves || !isInsideBrackets(sum) || (around && literalsOf(around))) return
  if (COLLECTIONS.test(around?.type ?? '')) return
  const pieces = leaves.flatMap((leaf) => piecesOf(leaf) ?? [])
  const isSame = pieces.every(({ isBytes, prefix }) => isBytes === pieces[0]?.isBytes && !/t/i.test(prefix))
  if (!isSame || pieces.length < leaves.length) return
  // What is one constant then is written as a whole, so that it is checked as a whole.
  let text = leaves[0]?.text ?? ''
  for (const [i, right] of leaves.slice(1).entries()) {
    const left = leaves[i]
    const between = context.text.slice(left?.endIndex, right.startIndex)
    text += (between.includes('\n') ? withoutPlus(between) : between) + right.text
  }
  context.replace(sum, text)
}

/** What stands between two texts without the + at the end of the first line, or at the start of the last one. */
function withoutPlus(between: string): string {
  const atEnd = /^[ \t]*\+/.exec(between)?.[0]
  if (atEnd !== undefined) return between.slice(atEnd.length)
  return between.replace(/\n([ \t]*)\+[ \t]*$/, '\n$1')
}

/** The literals of a sum of nothing else. */
function literalsOf(node: Node): Node[] | undefined {
  if (/^(?:concatenated_)?string$/.test(node.type)) return [node]
  if (node.type !== 'binary_operator' || field(node, 'operator')?.text !== '+') return undefined
  const [left, right] = [field(node, 'left'), field(node, 'right')].map((side) => side && literalsOf(side))
  return left && right ? [...left, ...right] : undefined
}
