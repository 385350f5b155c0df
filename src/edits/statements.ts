import {
  blockOf,
  commentsIn,
  docstringOf,
  indentOf,
  isFirstOnLine,
  isLastOnLine,
  lineEnd,
  lineStart,
  newlineAt,
  nextLine,
  placeAmong,
  statementOf,
  statementsOf,
  trueEnd,
} from '../python/layout.ts'
import { field, type Node, type Span } from '../python/node.ts'
import type { SyntaxTree } from '../python/tree.ts'
import type { Edit } from './change.ts'
import { commentEnd, isLintPragma } from './comments.ts'

/** Edits that take something out, and the comments that go with it. */
export interface Removal {
  readonly edits: readonly Edit[]
  /** Full texts of lint pragmas that belonged to what is removed. */
  readonly droppedComments: readonly string[]
}

/**
 * Takes a statement out: its whole lines, or its part of a line shared with others; `pass` takes its place
 * where a block would be empty. Blank lines that would add up are reduced to the larger number of both sides.
 * Comment lines around it stay. Lint pragmas on its lines go.
 * @param statement an item of a block or module
 * @param isDead whether it never runs, so that all comments inside and beside it go with it
 * @returns undefined where any other comment would go, or the layout is too odd to tell
 */
export function removeStatement(tree: SyntaxTree, statement: Node, isDead = false): Removal | undefined {
  const { text } = tree
  const block = blockOf(statement)
  if (!block) return undefined
  const siblings = statementsOf(block)
  const index = placeAmong(siblings, statement)
  const start = statement.startIndex
  const lastToken = trueEnd(statement)
  const below = isDead ? commentsIn(tree, { start: lastToken, end: statement.endIndex }).at(-1) : undefined
  const end = below ? commentEnd(below) : lastToken
  const before = siblings[index - 1]
  const after = siblings[index + 1]
  const inside = commentsIn(tree, { start, end })
  const rest = /^[ \t\f]*;?[ \t\f]*/.exec(text.slice(end, lineEnd(text, end)))?.[0].length ?? 0
  const stop = end + rest
  const sharesAfter = after !== undefined && after.startIndex <= lineEnd(text, end)
  const trailing = sharesAfter ? [] : commentsIn(tree, { start: stop, end: lineEnd(text, stop) })
  const isLast = stop === lineEnd(text, stop) || trailing[0]?.startIndex === stop
  if (!sharesAfter && !isLast) return undefined

  const isAlone = siblings.length === 1 && block.type === 'block'
  const lineHead = lineStart(text, start)
  const isFirst = isFirstOnLine(text, start)
  if (isFirst && /\\\r?\n$/.test(text.slice(Math.max(0, lineHead - 3), lineHead))) return undefined
  // Of a shared line the comment stays with the others.
  const gone = isFirst || isAlone ? [...inside, ...trailing] : inside
  const mayGo = (comment: Node) => isDead || isLintPragma(comment.text)
  if (!gone.every(mayGo)) return undefined
  const droppedComments = gone.map((comment) => comment.text)
  const only = (edit: Edit): Removal => ({ edits: [edit], droppedComments })

  if (isAlone) {
    const comment = trailing[0]
    return only({ start, end: comment ? commentEnd(comment) : end, text: 'pass' })
  }
  if (sharesAfter) {
    if (!inside.every(mayGo)) return undefined
    return { edits: [{ start, end: after.startIndex, text: '' }], droppedComments: inside.map((c) => c.text) }
  }
  if (!isFirst) {
    // After a `;`, or an only statement on the line of the module's … anything else is a block's header.
    const from = before ? trueEnd(before) : undefined
    if (from === undefined || !/^[ \t\f]*;[ \t\f]*$/.test(text.slice(from, start))) return undefined
    return only({ start: from, end, text: '' })
  }
  return only({
    ...withBlankLines(text, { start: lineHead, end: nextLine(text, end) }, block, !before),
    text: '',
  })
}

/** `lines` (whole lines that go) and as many blank lines around them as are too many without them. */
function withBlankLines(text: string, lines: Span, block: Node, isFirst: boolean): Span {
  let { start, end } = lines
  const above = blankLinesBefore(text, start)
  const below = blankLinesAfter(text, end)
  const atStart =
    start - lengthOf(above) === 0 || (isFirst && block.type === 'block' && opensBlock(text, start, above))
  const atEnd = end + lengthOf(below) === text.length
  let wanted = Math.max(above.length, below.length)
  if (atStart) wanted = above.length
  else if (atEnd) wanted = below.length
  let surplus = above.length + below.length - wanted
  while (surplus > 0 && below.length > 0) {
    end += below.shift() ?? 0
    surplus--
  }
  while (surplus > 0 && above.length > 0) {
    start -= above.shift() ?? 0
    surplus--
  }
  return { start, end }
}

/** Whether only blank lines are between the header of a block and `start`: no comment line. */
function opensBlock(text: string, start: number, above: readonly number[]): boolean {
  const head = start - lengthOf(above)
  return !/^[ \t\f]*#/.test(text.slice(lineStart(text, head - 1), head))
}

function lengthOf(lines: readonly number[]): number {
  return lines.reduce((sum, length) => sum + length, 0)
}

/** The lengths of the blank lines that end at `index`, nearest first. A form feed is no blank: somebody put it there. */
function blankLinesBefore(text: string, index: number): number[] {
  const lengths: number[] = []
  for (let end = index; end > 0; ) {
    const start = lineStart(text, end - 1)
    if (!/^[ \t]*\r?\n$/.test(text.slice(start, end))) break
    lengths.push(end - start)
    end = start
  }
  return lengths
}

/** The lengths of the blank lines that start at `index`, nearest first. */
function blankLinesAfter(text: string, index: number): number[] {
  const lengths: number[] = []
  for (let start = index; start < text.length; ) {
    const end = nextLine(text, start)
    if (!/^[ \t]*\r?\n?$/.test(text.slice(start, end))) break
    lengths.push(end - start)
    start = end
  }
  return lengths
}

/**
 * Puts statements at the start of a function's or class's body, after its docstring. A body on the line of its
 * header becomes a block.
 * @param definition a node with a `body`
 * @param lines without newline and without the body's indentation; four leading spaces stand for one more level
 */
export function insertAtBodyStart(tree: SyntaxTree, definition: Node, lines: readonly string[]): Edit[] {
  const { text } = tree
  const body = field(definition, 'body')
  const first = body && statementsOf(body)[0]
  if (!body || !first) return []
  const newline = newlineAt(text, definition.startIndex)
  const colon = headerColon(definition, body)
  const isOnHeaderLine =
    first.startIndex < lineEnd(text, colon) || /\\\r?\n[ \t\f]*$/.test(text.slice(colon, first.startIndex))
  const outer = indentOf(text, definition.startIndex)
  const inner = isOnHeaderLine ? outer : indentOf(text, first.startIndex)
  const unit =
    inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : indentUnit(text)
  const indent = isOnHeaderLine ? outer + unit : inner
  const block = lines.map(
    (line) => indent + line.replace(/^(?: {4})+/, (lead) => unit.repeat(lead.length / 4)),
  )
  const edits: Edit[] = []
  if (isOnHeaderLine) edits.push({ start: colon, end: first.startIndex, text: newline + indent })

  const docstring = docstringOf(body)
  if (!docstring) {
    if (isOnHeaderLine)
      return [{ start: colon, end: first.startIndex, text: newline + [...block, indent].join(newline) }]
    const at = nextLine(text, colon)
    return [{ start: at, end: at, text: block.map((line) => line + newline).join('') }]
  }
  const after = statementsOf(body)[1]
  const end = trueEnd(statementOf(docstring))
  if (after && /^[ \t\f]*;[ \t\f\\\r\n]*$/.test(text.slice(end, after.startIndex)))
    edits.push({ start: end, end: after.startIndex, text: newline + [...block, indent].join(newline) })
  else {
    const at = lineEnd(text, end)
    edits.push({ start: at, end: at, text: newline + block.join(newline) })
  }
  return edits
}

/** The end of the `:` before `body`. */
function headerColon(definition: Node, body: Node): number {
  let colon = definition.startIndex
  for (const child of definition.children) {
    if (child.startIndex >= body.startIndex) break
    if (child.type === ':') colon = child.endIndex
  }
  return colon
}

/** How many lines below a `:` are looked at. */
const SAMPLE = 24

/**
 * One level of indentation as most of the first blocks of the file have it (some may be text of a docstring), else four spaces.
 * @param indent what it is written behind: a level of spaces below one of tabs would be no level at all
 */
export function indentUnit(text: string, indent = ''): string {
  const counts = new Map<string, number>()
  const last = indent.at(-1)
  let seen = 0
  for (const [, , unit = ''] of text.matchAll(/^([ \t]*)\S[^\n]*:[ \t]*(?:#[^\r\n]*)?\r?\n\1([ \t]+)\S/gm)) {
    if (last === undefined || unit.startsWith(last)) counts.set(unit, (counts.get(unit) ?? 0) + 1)
    if (++seen === SAMPLE) break
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  return most?.[0] ?? (last === '\t' ? '\t' : '    ')
}

/**
 * Takes the line of a decorator out; a comment behind it goes only when it is a lint pragma.
 * @returns undefined where another comment would go, or where the decorator shares its line with something
 */
export function removeDecorator(tree: SyntaxTree, decorator: Node): Removal | undefined {
  const { text } = tree
  const start = lineStart(text, decorator.startIndex)
  const end = nextLine(text, decorator.endIndex)
  if (!isFirstOnLine(text, decorator.startIndex) || !isLastOnLine(text, decorator.endIndex)) return undefined
  const comments = commentsIn(tree, { start, end }).map((comment) => comment.text)
  return comments.every(isLintPragma)
    ? { edits: [{ start, end, text: '' }], droppedComments: comments }
    : undefined
}

/**
 * The edit that takes away the blank lines which a file begins with now, and did not before: one change parted its first statement from
 * the rest, and another removed that statement.
 */
export function newBlankLines(before: string, after: string): Edit[] | undefined {
  const blank = /^(?:[ \t]*\r?\n)+/
  const head = blank.test(before) ? undefined : blank.exec(after)?.[0]
  return head && head.length < after.length ? [{ start: 0, end: head.length, text: '' }] : undefined
}
