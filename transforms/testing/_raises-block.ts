import {
  blockOf,
  type Context,
  commentsIn,
  field,
  indentOf,
  indentUnit,
  isFirstOnLine,
  isLastOnLine,
  type Node,
  newlineAt,
  spanOf,
} from '#transform'
import { deeper, fits, joined, type Piece, standsAlone } from './_layout.ts'

/** Arguments that are not given by position. */
export const NOT_PLAIN = /_splat$|^keyword_argument$/

/** What a call runs in the frame of who calls it. */
const LOOKS_AROUND = /^builtins\.(?:exec|eval|locals|globals|vars|dir)$/

/** A call that is given what shall be called, and the statement it is all of. */
export interface Expectation {
  readonly call: Node
  readonly statement: Node
  /** What stands behind `with`. */
  readonly header: readonly Piece[]
  readonly work: Node
  /** What `work` is called with. */
  readonly passed: readonly Node[]
  /** The name that what the header gives gets. */
  readonly alias?: Node | undefined
  /** The target that what `work` gives is assigned to. */
  readonly target?: Node | undefined
}

/** Writes the statement as a with statement in whose block the call is made. */
export function writeRaisesBlock(context: Context, expectation: Expectation): void {
  const { call, statement, header, work, passed, alias, target } = expectation
  const { text } = context
  if (NOT_PLAIN.test(work.type)) context.skip('which of the arguments is called is not written out')
  if (commentsIn(context.module.tree, spanOf(call)).length > 0)
    context.skip('a comment stands between the arguments')
  if (LOOKS_AROUND.test(context.qualifiedName(work) ?? ''))
    context.skip(`${work.text} would see the names of the test instead of those of what calls it`)
  const isAlone =
    blockOf(statement) && isFirstOnLine(text, statement.startIndex) && isLastOnLine(text, statement.endIndex)
  if (!isAlone) context.skip('it shares its line: a with statement needs lines of its own')
  const body = [...(target ? [{ node: target }, ' = '] : []), ...workDone(context, work, passed)]
  const base = indentOf(text, statement.startIndex)
  const end = alias ? [' as ', { node: alias }, ':'] : [':']
  const head = joined(context, ['with ', ...header, ...end], base.length)
  const inner = deeper(context, statement)
  const newline = newlineAt(text, statement.startIndex)
  const open = `${head}${newline}${inner}`
  let block = open + joined(context, body, inner.length)
  if (!fits(context, statement, block)) {
    const lines = `${newline}${inner}${indentUnit(text)}`
    const first = body.indexOf('(')
    const spread = body.map((piece, i) => {
      if (piece === ', ') return `,${lines}`
      if (i === first) return `(${lines}`
      return piece === ')' ? `,${newline}${inner})` : piece
    })
    block = open + joined(context, spread, inner.length + indentUnit(text).length, inner.length)
    if (passed.length === 0 || !fits(context, statement, block))
      context.skip('the lines of the with statement would be too long')
  }
  if ([work, ...passed].some(({ type, text: own }) => type !== 'lambda' && /\(|\bawait\b/.test(own)))
    context.review('what makes the arguments runs in the block now, and may raise what is expected there')
  context.replace(statement, block)
}

/** The call that unittest made. */
function workDone(context: Context, work: Node, passed: readonly Node[]): Piece[] {
  const body = work.type === 'lambda' && !field(work, 'parameters') ? field(work, 'body') : undefined
  if (body && passed.length === 0) {
    if (/:=|\byield\b/.test(body.text)) context.skip('what the lambda does is its own')
    return [standsAlone({ node: body }) ? { node: body } : { node: body, before: '(', after: ')' }]
  }
  const isPrimary =
    /^(?:identifier|attribute|call|subscript|parenthesized_expression)$/.test(work.type) &&
    standsAlone({ node: work })
  const pieces: Piece[] = [isPrimary ? { node: work } : { node: work, before: '(', after: ')' }, '(']
  for (const [i, arg] of passed.entries()) pieces.push(...(i > 0 ? [', '] : []), { node: arg })
  return [...pieces, ')']
}
