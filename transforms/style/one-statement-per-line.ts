import {
  type Context,
  commentsIn,
  defineTransform,
  indentOf,
  indentUnit,
  isFirstOnLine,
  lineEnd,
  type Node,
  newlineAt,
  parentOf,
  statementsOf,
  trueEnd,
} from '#transform'
import { isExempt } from './_exempt.ts'
import { movedLines } from './_moved-lines.ts'

export default defineTransform({
  summary: 'Write each statement on a line of its own, and drop semicolons at the ends of lines',
  since: 'any',
  safety: 'safe',
  sameAs: ['E701', 'E702', 'E703'],
  docs: 'https://peps.python.org/pep-0008/#other-recommendations',
  recipes: ['standards', 'style'],
  query: `
    [(if_statement) (elif_clause) (else_clause) (for_statement) (while_statement) (with_statement) (try_statement)
     (except_clause) (except_group_clause) (finally_clause) (case_clause) (class_definition) (function_definition)] @clause
    [(expression_statement) (return_statement) (pass_statement) (break_statement) (continue_statement) (raise_statement)
     (assert_statement) (delete_statement) (import_statement) (import_from_statement) (future_import_statement)
     (global_statement) (nonlocal_statement) (type_alias_statement)] @statement`,
  anchors: [
    /[^\s;\\](?=(?:[ \t\f]|\\\r?\n)*;)/,
    /^[ \t]*(?:if|elif|else|for|while|with|try|except|finally|case|class|async)\b[^\n#]*:[ \t]*[^\s#]/m,
  ],
  rewrite({ clause, statement }, context) {
    // In stubs bodies stand on the line of their header, and in notebooks a semicolon keeps a value from being shown.
    if (context.module.isStub || /^# %%|\bget_ipython\(|^# In\[/m.test(context.text)) return
    if (clause) return splitClause(context, clause)
    const separator = statement && separatorBehind(statement)
    if (!statement || !separator || isOnHeaderLine(context, statement)) return
    const next = separator.nextNamedSibling
    const from = trueEnd(statement)
    const isLast = !next || next.type === 'comment' || isFirstOnLine(context.text, next.startIndex)
    if (isExempt(context, { start: from, end: from }, isLast ? 'E703' : 'E702')) return
    if (isLast) return context.remove({ start: from, end: separator.endIndex })
    checkLine(context, statement, next)
    // Its own line may begin with the end of the statement before it.
    const [first] = statementsOf(parentOf(statement) ?? statement)
    const indent = indentOf(context.text, first?.startIndex ?? statement.startIndex)
    context.replace({ start: from, end: next.startIndex }, newlineAt(context.text, from) + indent)
    context.edit(movedLines(context, next, indent, indent))
  },
})

function separatorBehind(statement: Node): Node | undefined {
  let next = statement.nextSibling
  while (next?.type === 'line_continuation') next = next.nextSibling
  return next?.type === ';' ? next : undefined
}

/** A body on the line of its header. */
function splitClause(context: Context, clause: Node): void {
  const { text } = context
  const body = clause.children.find(({ type }) => type === 'block')
  const statements = body ? statementsOf(body) : []
  const [first] = statements
  const last = statements.at(-1)
  if (!body || !first || !last || !isOnHeaderLine(context, first)) return
  const colon = clause.children.findLast(({ type, endIndex }) => type === ':' && endIndex <= first.startIndex)
  if (!colon) return
  const end = trueEnd(last)
  const trailing = /^[ \t]*;/.exec(text.slice(end, lineEnd(text, end)))?.[0].length ?? 0
  // PEP 8 has `def f(x): return 2 * x`, and formatters leave an empty class as it is.
  const mayStay =
    clause.type === 'function_definition' || (clause.type === 'class_definition' && first.text === '...')
  const stays = mayStay && statements.length === 1
  const code = trailing > 0 ? 'E703' : statements.length > 1 ? 'E702' : 'E701'
  if ((stays && trailing === 0) || isExempt(context, { start: colon.startIndex, end }, code)) return
  if (trailing > 0) context.remove({ start: end, end: end + trailing })
  if (stays) return
  checkLine(context, clause, last)
  const outer = indentOf(text, clause.startIndex)
  const inner = outer + indentUnit(text, outer)
  const newline = newlineAt(text, colon.startIndex)
  let from = colon.endIndex
  for (const statement of statements) {
    context.replace({ start: from, end: statement.startIndex }, newline + inner)
    context.edit(movedLines(context, statement, outer, inner))
    from = trueEnd(statement)
  }
}

/** Whether a statement stands behind the colon of its block, on that line or on one that a backslash joins to it. */
function isOnHeaderLine({ text }: Context, statement: Node): boolean {
  const block = parentOf(statement)
  const first = block && statementsOf(block)[0]
  if (block?.type !== 'block' || !first) return false
  const colon = parentOf(block)?.children.findLast(
    ({ type, endIndex }) => type === ':' && endIndex <= first.startIndex,
  )
  return colon !== undefined && /^(?:[ \t\f]|\\\r?\n)*$/.test(text.slice(colon.endIndex, first.startIndex))
}

/** Remarks for tools are about their line: who knows for which of the statements they are. */
const FOR_TOOLS =
  /^#\s*(?:type:|(?:noqa|nopep8|pragma|pylint|pyright|mypy|pytype|pyre|ruff|flake8|nosec|lint)\b)/i

function checkLine(context: Context, first: Node, last: Node): void {
  const { text, module } = context
  const end = trueEnd(last)
  const line = { start: first.startIndex, end: lineEnd(text, end) }
  if (commentsIn(module.tree, line).some((comment) => FOR_TOOLS.test(comment.text)))
    context.skip('a comment for tools is about the whole line')
  // Only there Python looks for the encoding.
  if (first.startPosition.row === 0 && /^[^\n]*\n[ \t\f]*#.*coding[:=]/.test(text))
    context.skip('the encoding is said in the second line, which would move')
}
