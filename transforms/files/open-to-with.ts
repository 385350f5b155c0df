import {
  blockOf,
  type Context,
  defineTransform,
  field,
  lineEnd,
  lineStart,
  type Node,
  nextLine,
  placeAmong,
  removeStatement,
  sameNode,
  spanOf,
  statementsOf,
  trueEnd,
  withoutComments,
} from '#transform'
import { whyKept, whyRebound, whyReturned } from './_kept.ts'
import { asOne, beforeBlankLines, headerOf, indented, pastBlankLines } from './_layout.ts'
import { isPath, OPENERS } from './_openers.ts'

export default defineTransform({
  summary: 'Open files in a with statement, which closes them whatever happens',
  since: 'any',
  safety: 'review',
  sameAs: ['SIM115'],
  docs: 'https://docs.python.org/3/tutorial/inputoutput.html#reading-and-writing-files',
  drops: ['names', 'statements'],
  query: `
    (expression_statement . (assignment left: (identifier) @file !type
      right: (call function: (_) @callee) @open) .) @statement
    (expression_statement . (assignment left: (identifier) @file !type
      right: (call function: (attribute object: (_) @path attribute: (identifier) @method)) @open) .) @statement`,
  where: { callee: OPENERS },
  needs: /\.\s*close\s*\(/,
  rewrite({ statement, file, open, path, method }, context) {
    if (path && !(method?.text === 'open' && isPath(context, path))) return
    const block = statement && blockOf(statement)
    if (!block || !file || !open) return
    const all = statementsOf(block)
    const place = placeAmong(all, statement)
    const next = all[place + 1]
    const cleanup = next?.type === 'try_statement' ? cleanupOf(next, file) : undefined
    if (next && cleanup) return joinTry(context, { statement, file, open }, next, cleanup)
    let closing = place + 1
    while (closing < all.length && closedBy(all[closing]) !== file.text) closing++
    const close = all[closing]
    if (!next || !close || closing === place + 1) return
    // Closing others that were opened in between may come first: then one block lies in the other.
    const opened = all.slice(place + 1, closing).map(assignedTo)
    let last = closing
    while (opened.includes(closedBy(all[last + 1]) ?? '')) last++
    const body = all.slice(place + 1, last + 1).filter((one) => one !== close)
    const span = { start: statement.endIndex, end: close.startIndex }
    const reason = whyKept(context, file, span) ?? whyReturned(context, body, span)
    if (reason !== undefined) return context.skip(reason)
    const removal = removeStatement(context.module.tree, close)
    if (!removal) return context.skip('a comment behind the call of close would be lost')
    const { text } = context
    const line = lineStart(text, close.startIndex)
    const isAlone = text.slice(line, close.startIndex).trim() === ''
    if (!isAlone && all[closing + 1]?.startPosition.row === close.endPosition.row)
      return context.skip('the call of close stands on a line between others')
    const start = pastBlankLines(text, nextLine(text, open.endIndex))
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
      ...headerOf(context, statement, open, file.text, next),
      ...lines.flatMap((span) => indented(text, span, body)),
      ...gone,
    ]
    context.carryOut({ ...removal, edits: [asOne(text, edits)] })
  },
})

/** Lets a `with` close what the `finally` of the `try` behind the call closes. */
function joinTry(context: Context, { statement, file, open }: Opening, following: Node, cleanup: Node): void {
  const { text } = context
  const body = field(following, 'body')
  const parts = withoutComments(following)
  const before = parts[parts.findIndex((part) => sameNode(part, cleanup)) - 1]
  if (!body || !before) return
  if (isHandedOut(body, file))
    context.skip('the function is the context manager itself: what it yields is closed here')
  const reason = whyRebound(context, file, spanOf(following))
  if (reason !== undefined) context.skip(reason)
  const lineOf = (node: Node) => text.slice(lineStart(text, node.startIndex), lineEnd(text, node.startIndex))
  const end = trueEnd(cleanup)
  const isPlain =
    lineOf(following).trim() === 'try:' &&
    lineOf(cleanup).trim() === 'finally:' &&
    /^[ \t]*$/.test(text.slice(end, lineEnd(text, end)))
  if (!isPlain) context.skip('the lines of try and finally hold something else, too')
  const start = lineStart(text, following.startIndex)
  const gone = beforeBlankLines(text, lineStart(text, cleanup.startIndex))
  const from = pastBlankLines(text, nextLine(text, open.endIndex))
  const hasMore = !sameNode(before, body)
  const edits = [
    ...headerOf(context, statement, open, file.text, following),
    ...(hasMore ? [] : [{ start, end: nextLine(text, start), text: '' }]),
    ...indented(text, { start: from, end: hasMore ? gone : start }, [following]),
    { start: gone, end: nextLine(text, end), text: '' },
  ]
  context.edit([asOne(text, edits)])
}

/** Whether a `try` does nothing but `yield` the file. */
function isHandedOut(body: Node, file: Node): boolean {
  const [only, more] = statementsOf(body)
  return !more && only?.text === `yield ${file.text}`
}

/** The finally clause of a `try`, when it does nothing but close the file. */
function cleanupOf(statement: Node, file: Node): Node | undefined {
  const clause = statement.namedChildren.find(({ type }) => type === 'finally_clause')
  const block = clause?.namedChildren.find(({ type }) => type === 'block')
  const [only, more] = block ? statementsOf(block) : []
  return only && !more && closedBy(only) === file.text ? clause : undefined
}

/** The name in `name.close()`. */
function closedBy(statement: Node | undefined): string | undefined {
  return statement?.type === 'expression_statement'
    ? /^(\w+)\s*\.\s*close\s*\(\s*\)$/.exec(statement.text)?.[1]
    : undefined
}

/** The name in `name = …`. */
function assignedTo(statement: Node): string | undefined {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  return assignment?.type === 'assignment' ? field(assignment, 'left')?.text : undefined
}

interface Opening {
  readonly statement: Node
  readonly file: Node
  readonly open: Node
}
