import {
  type Context,
  commentsIn,
  defineTransform,
  type Edit,
  field,
  type Node,
  parenthesesAround,
  parentOf,
  piecesOf,
  type StringPiece,
  withoutComments,
} from '#transform'
import { spaceBefore } from './_literals.ts'

export default defineTransform({
  summary: "Write 'a' 'b' and 'a' + 'b' on one line as 'ab', and 'a' + 'b' on several without the plus",
  since: 'any',
  safety: 'safe',
  recipes: ['style'],
  sameAs: ['ISC001', 'ISC003'],
  docs: 'https://docs.python.org/3/reference/lexical_analysis.html#string-literal-concatenation',
  drops: ['constants'],
  query: `
    (concatenated_string) @row
    (binary_operator operator: "+") @sum`,
  anchors: [
    /"[^"\n]{1,300}"[ \t]+[rRbBuUfF]{0,2}["']/,
    /'[^'\n]{1,300}'[ \t]+[rRbBuUfF]{0,2}["']/,
    /["'][ \t]*\+[ \t]*(?:[rRbBuUfF]{0,2}["']|\\?\r?\n|#)/,
    /\n[ \t]*\+[ \t]*[rRbBuUfF]{0,2}["']/,
  ],
  rewrite({ row, sum }, context) {
    const site = row ?? sum
    if (!site) return
    const pieces = sum ? summed(sum) : piecesOf(site)
    // The sum around it, or the one that goes on, takes it along.
    if (!pieces || isPartOfSum(site)) return
    if (pieces.some(({ isBytes, prefix }) => isBytes !== pieces[0]?.isBytes || /t/i.test(prefix))) return
    const isItem = isAmongItems(site)
    const runs = runsOf(pieces)
    if (row && isItem && runs.length < pieces.length)
      return context.skip('a comma may be missing between the texts')
    const edits = runs.flatMap((run) => joined(context, run))
    if (sum && !isItem)
      for (const [i, piece] of pieces.entries()) {
        const next = pieces[i + 1]
        if (next && !isOnLine(piece, next)) edits.push(...withoutPlus(context, piece, next))
      }
    if (edits.length === 0) return
    // Without a plus all of them are one text: the whole changes, not what lies between.
    context.replace(site, edited(context, site, edits))
    if (runs.length === 1) context.edit(parenthesesAround(context, site))
  },
})

/** The text of a node after some edits. */
function edited(context: Context, { startIndex, endIndex }: Node, edits: readonly Edit[]): string {
  let text = ''
  let at = startIndex
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    text += context.text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + context.text.slice(at, endIndex)
}

/** The literals that a sum consists of, and nothing else. */
function summed(sum: Node): StringPiece[] | undefined {
  const [left, right] = [field(sum, 'left'), field(sum, 'right')]
  if (!left || !right || field(sum, 'operator')?.text !== '+') return undefined
  const first = left.type === 'binary_operator' ? summed(left) : piecesOf(left)
  const rest = first && piecesOf(right)
  return rest && [...first, ...rest]
}

/** Whether it is a summand of texts, or what such a sum begins with. */
function isPartOfSum(site: Node): boolean {
  const up = parentOf(site)
  return up?.type === 'binary_operator' && summed(up) !== undefined
}

/** Whether others stand beside it, so that a text without a plus before it looks like one of them. */
function isAmongItems(site: Node): boolean {
  const up = parentOf(site)
  return /^(?:expression_list|list|set|tuple)$/.test(up?.type ?? '') && !!up && withoutComments(up).length > 1
}

function isOnLine(piece: StringPiece, next: StringPiece): boolean {
  return piece.node.endPosition.row === next.node.startPosition.row
}

/** The literals line by line; one with three quotes is by itself. */
function runsOf(pieces: readonly StringPiece[]): StringPiece[][] {
  const runs: StringPiece[][] = []
  for (const piece of pieces) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const isAlone = piece.quote.length > 1 || (last && last.quote.length > 1)
    if (run && last && !isAlone && isOnLine(last, piece)) run.push(piece)
    else runs.push([piece])
  }
  return runs
}

/** Edits that make one literal of those of a line. Skips the site where what they say would change. */
function joined(context: Context, run: readonly StringPiece[]): Edit[] {
  const [first, last] = [run[0], run.at(-1)]
  if (!first || !last || run.length < 2) return []
  const contents = run.map(({ content }) => context.text.slice(content.start, content.end))
  const quote = [first.quote, last.quote, first.quote === '"' ? "'" : '"'].find((one) =>
    run.every((piece, i) => piece.quote === one || !contents[i]?.includes(one)),
  )
  if (!quote) return context.skip('the texts hold both kinds of quotes')
  for (const [i, content] of contents.entries()) {
    const next = contents[i + 1] ?? ''
    if (/\\[0-7]{1,2}$/.test(content) && /^[0-7]/.test(next))
      context.skip('an escape would run into the text behind it')
    if (/\w$/.test(content) && /^\w/.test(next))
      context.skip('the texts are apart in the midst of a word: see whether that is on purpose')
    if (/[$]$/.test(content) && /^[A-Z][a-z]+[:$]/i.test(next))
      context.skip('version control may fill in what stands between two dollars')
    if (/[{}]$/.test(content) && next.startsWith(content.slice(-1)))
      context.skip('braces would run into each other')
  }
  const { startIndex: start } = first.node
  const prefix = commonPrefix(context, run, contents)
  return [
    { start, end: first.content.start, text: spaceBefore(context.text, start) + prefix + quote },
    ...run.slice(1).map((piece, i) => ({
      start: run[i]?.content.end ?? piece.node.startIndex,
      end: piece.content.start,
      text: '',
    })),
    { start: last.content.end, end: last.node.endIndex, text: quote },
  ]
}

/** The letters before a literal that stands for what all of these do together. */
function commonPrefix(context: Context, run: readonly StringPiece[], contents: readonly string[]): string {
  const [first] = run
  if (first && run.every(({ prefix }) => prefix === first.prefix)) return first.prefix
  const isFormatted = run.some((piece) => piece.isFormatted)
  if (isFormatted && run.some((piece, i) => !piece.isFormatted && /[{}]/.test(contents[i] ?? '')))
    context.skip('a brace stands for itself in one text, and not in the other')
  const has = (isRaw: boolean) => run.some((piece, i) => piece.isRaw === isRaw && contents[i]?.includes('\\'))
  if (has(true) && has(false)) context.skip('a backslash stands for itself in one text, and not in the other')
  return `${has(true) ? 'r' : ''}${isFormatted ? 'f' : first?.isBytes ? 'b' : ''}`
}

/** Takes away the plus between two texts on different lines; none where it stands between other things. */
function withoutPlus(context: Context, piece: StringPiece, next: StringPiece): Edit[] {
  const gap = { start: piece.node.endIndex, end: next.node.startIndex }
  let blank = context.text.slice(gap.start, gap.end)
  for (const { startIndex, endIndex, text } of commentsIn(context.module.tree, gap))
    blank =
      blank.slice(0, startIndex - gap.start) + ' '.repeat(text.length) + blank.slice(endIndex - gap.start)
  const at = blank.indexOf('+')
  if (at === -1) return []
  const before = /[ \t]*$/.exec(blank.slice(0, at))?.[0].length ?? 0
  const behind = /^[ \t]*/.exec(blank.slice(at + 1))?.[0].length ?? 0
  const isFirst = /(?:^|\n)[ \t]*$/.test(blank.slice(0, at)) && blank.slice(0, at).includes('\n')
  // A plus at the head of a line goes with the blank behind it, another one with that before it.
  return isFirst
    ? [{ start: gap.start + at, end: gap.start + at + 1 + behind, text: '' }]
    : [{ start: gap.start + at - before, end: gap.start + at + 1, text: blank[at + 1] === '\\' ? ' ' : '' }]
}
