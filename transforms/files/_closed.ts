import {
  beforeBlankLines,
  blockOf,
  type Context,
  checkWidth,
  field,
  isFirstOnLine,
  lineStart,
  type Node,
  nextLine,
  pastBlankLines,
  placeAmong,
  removeStatement,
  type Span,
  sameNode,
  spanOf,
  statementsOf,
  trueEnd,
  withoutComments,
} from '#transform'
import { whyKept, whyLeftOpen, whyRebound, whyReturned } from './_kept.ts'
import { asOne, type Header, headerOf, indented } from './_layout.ts'
import { needPlainLines } from './_try-lines.ts'

/** What becomes the header of a `with`, and what ends its block. */
export interface Opening extends Header {
  /** The statements that close it: `f.close()`, `await f.aclose()` */
  readonly closers: readonly string[]
  /** Whether a call of a function does it, by its name and its text without blanks. */
  isClosed?(callee: Node, text: string): boolean
  /** Why the block must not be left in another way than by the statement that closes; undefined when it may. */
  whyNot(body: readonly Node[], span: Span, close: Node): string | undefined
  /** The same where a `finally` closes. */
  whyNotTry(span: Span): string | undefined
}

/** `name = value`, closed by one of `closers`. */
export function openingOf(
  context: Context,
  header: Header & { readonly name: Node },
  closers: readonly string[],
): Opening {
  const { name } = header
  return {
    ...header,
    closers: closers.map((call) => call.replace(/^(?:await )?/, `$&${name.text}.`)),
    whyNot: (body, span, close) =>
      whyKept(context, name, span) ??
      whyReturned(context, body, span) ??
      whyLeftOpen(context, name, body, close),
    whyNotTry: (span) => whyRebound(context, name, span),
  }
}

const CLOSING = /^(?:close|aclose|shutdown|quit|terminate|release|rmtree)$/

/** Lets a `with` close what a later statement of the same block, or a `finally` behind it, closes. */
export function closeInWith(context: Context, opening: Opening): void {
  const { statement } = opening
  const block = blockOf(statement)
  if (!block) return
  const all = statementsOf(block)
  const place = placeAmong(all, statement)
  const next = all[place + 1]
  const cleanup = next?.type === 'try_statement' ? cleanupOf(next, opening) : undefined
  if (next && cleanup) {
    joinTry(context, opening, next, cleanup)
    return
  }
  let closing = place + 1
  while (closing < all.length && !closes(opening, all[closing])) closing++
  const close = all[closing]
  if (!next || !close || closing === place + 1) return
  // Closing others that were opened in between may come first: then one block lies in the other.
  const opened = all.slice(place + 1, closing).map(assignedTo)
  let last = closing
  while (opened.includes(closingOf(all[last + 1])?.object ?? '')) last++
  const body = all.slice(place + 1, last + 1).filter((one) => one !== close)
  const span = { start: statement.endIndex, end: close.startIndex }
  const reason = opening.whyNot(body, span, close)
  if (reason !== undefined) context.skip(reason)
  const removal = removeStatement(context.module.tree, close)
  if (!removal) context.skip('a comment behind the call that closes it would be lost')
  const { text } = context
  const line = lineStart(text, close.startIndex)
  const isAlone = isFirstOnLine(text, close.startIndex)
  if (!isAlone && all[closing + 1]?.startPosition.row === close.endPosition.row)
    context.skip('the call that closes it stands on a line between others')
  const start = pastBlankLines(text, nextLine(text, statement.endIndex))
  const end = trueEnd(body.at(-1) ?? next)
  // The line of close itself goes.
  const lines = isAlone
    ? [
        { start, end: line },
        { start: nextLine(text, close.startIndex), end },
      ]
    : [{ start, end }]
  // At the end of a block nothing keeps the blank lines above the call apart from.
  const below = nextLine(text, close.startIndex)
  const isEnd = isAlone && !all[closing + 1] && pastBlankLines(text, below) === below
  const gone = isEnd ? [{ start: beforeBlankLines(text, line), end: below, text: '' }] : removal.edits
  const edits = [
    ...headerOf(context, opening, next),
    ...lines.flatMap((span) => indented(text, span, body)),
    ...gone,
  ]
  checkWidth(context, { start: statement.startIndex, end: Math.max(end, close.endIndex) }, edits)
  context.carryOut({ ...removal, edits: [asOne(text, edits)] })
}

/** Lets a `with` close what the `finally` of the `try` behind the call closes. */
function joinTry(context: Context, opening: Opening, following: Node, cleanup: Node): void {
  const { statement } = opening
  const { text } = context
  const body = field(following, 'body')
  const parts = withoutComments(following)
  const before = parts[parts.findIndex((part) => sameNode(part, cleanup)) - 1]
  if (!body || !before) return
  if (isHandedOut(body, opening.name))
    context.skip('the function is the context manager itself: what it yields is closed here')
  const reason = opening.whyNotTry(spanOf(following))
  if (reason !== undefined) context.skip(reason)
  needPlainLines(context, following, cleanup)
  const end = trueEnd(cleanup)
  const start = lineStart(text, following.startIndex)
  const gone = beforeBlankLines(text, lineStart(text, cleanup.startIndex))
  const from = pastBlankLines(text, nextLine(text, statement.endIndex))
  const hasMore = !sameNode(before, body)
  const edits = [
    ...headerOf(context, opening, following),
    ...(hasMore ? [] : [{ start, end: pastBlankLines(text, nextLine(text, start)), text: '' }]),
    ...indented(text, { start: from, end: hasMore ? gone : start }, [following]),
    { start: gone, end: nextLine(text, end), text: '' },
  ]
  checkWidth(context, { start: statement.startIndex, end }, edits)
  context.edit([asOne(text, edits)])
}

/** Whether a `try` does nothing but `yield` the file. */
function isHandedOut(body: Node, name: Node | undefined): boolean {
  const [only, more] = statementsOf(body)
  return !more && name !== undefined && only?.text === `yield ${name.text}`
}

/** The finally clause of a `try`, when it does nothing but close the file. */
export function cleanupOf(statement: Node, opening: Opening): Node | undefined {
  const clause = statement.namedChildren.find(({ type }) => type === 'finally_clause')
  const block = clause?.namedChildren.find(({ type }) => type === 'block')
  const [only, more] = block ? statementsOf(block) : []
  return only && !more && closes(opening, only) ? clause : undefined
}

/** Whether the statement closes what the opening opens. */
function closes(opening: Opening, statement: Node | undefined): boolean {
  const found = closingOf(statement)
  if (!found) return false
  return opening.closers.includes(found.text) || opening.isClosed?.(found.callee, found.text) === true
}

interface Closing {
  readonly callee: Node
  /** What is closed. */
  readonly object: string
  /** The statement without blanks. */
  readonly text: string
}

/** `name.close()`, `await name.close()`, `rmtree(name)` */
function closingOf(statement: Node | undefined): Closing | undefined {
  const value = statement?.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const awaited = value?.type === 'await' ? value.firstNamedChild : undefined
  const called = awaited ?? value
  const callee = called?.type === 'call' ? field(called, 'function') : undefined
  const list = called?.type === 'call' ? field(called, 'arguments') : undefined
  const method = callee && (callee.type === 'attribute' ? field(callee, 'attribute') : callee)
  if (statement?.namedChildCount !== 1 || !callee || !list || !CLOSING.test(method?.text ?? ''))
    return undefined
  const object = method?.text === 'rmtree' ? list.firstNamedChild : field(callee, 'object')
  if (!object) return undefined
  const text = `${callee.text}${list.text}`.replace(/\s/g, '')
  return { callee, object: object.text, text: awaited ? `await ${text}` : text }
}

/** The name in `name = …`. */
function assignedTo(statement: Node): string | undefined {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  return assignment?.type === 'assignment' ? field(assignment, 'left')?.text : undefined
}
