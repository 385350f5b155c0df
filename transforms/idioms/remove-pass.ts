import {
  blockOf,
  type Context,
  commentsIn,
  dedentBlocks,
  defineTransform,
  docstringOf,
  field,
  indentOf,
  isFirstOnLine,
  lineEnd,
  lineStart,
  type Node,
  nextLine,
  type Project,
  parentOf,
  removeStatement,
  statementsOf,
  trueEnd,
} from '#transform'

export default defineTransform({
  summary:
    'Drop pass where another statement or a docstring fills the block, and an else or finally that holds nothing else',
  since: 'any',
  safety: 'safe',
  sameAs: ['PIE790', 'RUF047', 'RUF072'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-pass-statement',
  drops: ['statements'],
  query: '(pass_statement) @pass',
  // Nearly all are the only statement of a block: behind its colon, and nothing follows as far to the right.
  anchors: [
    /\bpass\b(?:(?<!:[ \t]*(?:\r?\n[ \t]*)?pass)|[ \t]*;|(?<=\n([ \t]*)pass)[^\n]*\n(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*\1(?![ \t\r\n]))/,
    /\bpass\b(?<=\b(?:else|finally)[ \t]*:[ \t]*(?:#[^\r\n]*)?(?:\r?\n[ \t]*)?pass)/,
  ],
  rewrite({ pass }, context) {
    const block = blockOf(pass)
    if (block?.type !== 'block') return
    if (statementsOf(block).length < 2) return dropElse(context, pass, block)
    if (isAllBesideDocstring(block) && cutsDocstrings(context))
      return context.skip('a tool of the project cuts docstrings out, and leaves nothing else in the block')
    if (/#/.test(context.text.slice(pass.endIndex, context.text.indexOf('\n', pass.endIndex))))
      return context.skip('a comment speaks of the pass')
    const removal = removeStatement(context.module.tree, pass)
    if (!removal) return context.skip('a comment speaks of the pass')
    context.carryOut(removal)
  },
})

/** Whether the block holds a docstring and nothing else that does something. */
function isAllBesideDocstring(block: Node): boolean {
  const others = statementsOf(block).filter(({ type }) => type !== 'pass_statement')
  return others.length === 1 && docstringOf(block) !== undefined
}

const CUTTERS = /\bdef \w*(?:strip|remove|drop|delete|cut)\w*docstring/i

const cutters = new WeakMap<Project, boolean>()

/** Whether a file of the project makes source without docstrings from source: that of the project itself, it may be. */
function cutsDocstrings({ project }: Context): boolean {
  const known = cutters.get(project) ?? project.filesWith(new Set(['docstring']), CUTTERS).length > 0
  cutters.set(project, known)
  return known
}

/** Drops an `else` or `finally` whose only statement is `pass`. */
function dropElse(context: Context, pass: Node, block: Node): void {
  const clause = parentOf(block)
  if (!clause || !/^(?:else|finally)_clause$/.test(clause.type)) return
  const attempt = clause.type === 'finally_clause' ? parentOf(clause) : undefined
  const { text } = context
  const end = lineEnd(text, trueEnd(clause))
  const span = { start: lineStart(text, clause.startIndex), end }
  if (!isFirstOnLine(text, clause.startIndex) || text.slice(pass.endIndex, end).trim().startsWith(';'))
    context.skip('it shares its line with another statement')
  if (commentsIn(context.module.tree, span).length > 0 || isCommentBelow(text, end, pass))
    context.skip('a comment says why nothing is to be done')
  if (attempt && !attempt.namedChildren.some(({ type }) => /^except_/.test(type))) unwrap(context, attempt)
  context.remove({ start: span.start, end: end === text.length ? end : nextLine(text, end) })
}

/** Takes a `try` away that has nothing but its body. */
function unwrap(context: Context, attempt: Node): void {
  const { text } = context
  const body = field(attempt, 'body')
  const [first] = body ? statementsOf(body) : []
  const header = { start: lineStart(text, attempt.startIndex), end: nextLine(text, attempt.startIndex) }
  if (!body || !first || !isFirstOnLine(text, attempt.startIndex) || header.end > first.startIndex)
    context.skip('the try shares its line with another statement')
  else {
    if (commentsIn(context.module.tree, header).length > 0) context.skip('a comment stands beside the try')
    context.remove(header)
    const [outer, inner] = [indentOf(text, attempt.startIndex), indentOf(text, first.startIndex)]
    dedentBlocks(context, [{ body, from: header.end, outer, inner }])
  }
}

/** Whether a comment follows at the depth of the block. */
function isCommentBelow(text: string, end: number, pass: Node): boolean {
  const below = /^(?:\r?\n[ \t]*)*\r?\n([ \t]*)#/.exec(text.slice(end))
  return below !== null && (below[1]?.length ?? 0) >= pass.startPosition.column
}
