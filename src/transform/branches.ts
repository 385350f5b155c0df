import { removeStatement } from '../edits/statements.ts'
import {
  commentsIn,
  indentOf,
  isFirstOnLine,
  lineEnd,
  lineStart,
  newlineAt,
  trueEnd,
} from '../python/layout.ts'
import { field, isWithin, type Node } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import { BUILTINS } from '../semantics/builtins.ts'
import { roleOf } from '../semantics/roles.ts'
import { scopeOf } from '../semantics/scopes.ts'
import { commentsAbove, dedent, drop, dropComments, endOfLines, spaceOut } from './branch-layout.ts'
import type { Context } from './context.ts'

/** One branch of an if statement: the `if` itself, an `elif` or the `else`. */
export interface Branch {
  /** Where its keyword stands. */
  readonly start: number
  readonly condition: Node | undefined
  readonly block: Node
}

/** The branches of an if statement in text order. */
export function branchesOf(statement: Node): Branch[] {
  const branches: Branch[] = []
  for (const node of [statement, ...statement.childrenForFieldName('alternative')]) {
    const block = field(node, node.type === 'else_clause' ? 'body' : 'consequence')
    if (block) branches.push({ start: node.startIndex, condition: field(node, 'condition'), block })
  }
  return branches
}

/** Makes `branch` all that is left of the statement. */
export function keepOnly(
  statement: Node,
  branches: readonly Branch[],
  branch: Branch,
  context: Context,
): void {
  const { block } = branch
  const [only, ...more] = block.namedChildren
  if (only?.type === 'pass_statement' && more.length === 0) removeWhole(statement, branches, context)
  else {
    heedOutside(
      branches.filter((other) => other !== branch),
      context,
    )
    const first = block.firstNamedChild ?? block
    if (!isFirstOnLine(context.text, first.startIndex)) keepLine(statement, branch, first, context)
    else keepLines(statement, branches, [branch], context)
    dropUnreachable(statement, branches, branch, context)
  }
}

/**
 * Takes out what stands below a statement in its block, where all that is left of that leaves the block: `if PY3: return x`
 * above the way of Python 2. It stays where it means something to the code around it, although it never runs.
 */
function dropUnreachable(statement: Node, branches: readonly Branch[], kept: Branch, context: Context): void {
  const { text } = context
  const around = parentOf(statement)
  const inKept = kept.block.namedChildren.filter(({ type }) => type !== 'comment')
  if (around?.type !== 'block' || !LEAVES.test(inKept.at(-1)?.type ?? '')) return
  const dead = around.namedChildren.filter(
    ({ type, startIndex }) => type !== 'comment' && startIndex >= statement.endIndex,
  )
  const [next] = dead
  const asBranches = dead.map((block) => ({ start: block.startIndex, condition: undefined, block }))
  if (!next || !isFirstOnLine(text, next.startIndex) || whyNeeded(asBranches, context)) return
  const last = branches.at(-1) ?? kept
  const isOnLine = !isFirstOnLine(text, last.block.startIndex)
  const start = isOnLine
    ? lineEnd(text, trueEnd(statement))
    : endOfLines(context, last.block, indentOf(text, last.block.startIndex))
  drop(context, start, endOfLines(context, around, indentOf(text, statement.startIndex)))
}

/** Statements that nothing below them in a block is reached behind. */
const LEAVES = /^(?:return|raise|continue|break)_statement$/

function keepLine(statement: Node, branch: Branch, first: Node, context: Context): void {
  const end = lineEnd(context.text, trueEnd(branch.block))
  drop(context, statement.startIndex, first.startIndex)
  drop(context, end, lineEnd(context.text, trueEnd(statement)))
}

function keepLines(
  statement: Node,
  branches: readonly Branch[],
  kept: readonly Branch[],
  context: Context,
): void {
  const { text, module } = context
  const outer = indentOf(text, statement.startIndex)
  let head = lineStart(text, statement.startIndex)
  let inner = ''
  for (const branch of kept) {
    const first = branch.block.firstNamedChild ?? branch.block
    inner = indentOf(text, first.startIndex)
    // Comments between the header and the first statement belong to the block.
    const header = lineEnd(text, branch.condition?.endIndex ?? branch.start)
    const lead = commentsIn(module.tree, { start: header, end: first.startIndex })[0]
    const top = lineStart(text, lead?.startIndex ?? first.startIndex)
    const start = branch === kept[0] ? top : blankLinesAbove(text, top)
    const end = endOfLines(context, branch.block, inner)
    // What stands right above the kept header speaks of it.
    const above = branch.start === statement.startIndex ? [] : commentsAbove(context, branch.start, outer)
    const comments = above.map((comment) => outer + comment.text.trimEnd() + newlineAt(text, head))
    const newline = branch === kept[0] ? '' : newlineAt(text, head)
    context.edit([{ start: head, end: start, text: newline + comments.join('') }])
    dropComments(context, head, start, above)
    dedent(context, { start, end }, inner, outer)
    head = end
  }
  if (outer === '' && inner !== '')
    spaceOut(
      context,
      statement,
      kept.map(({ block }) => block),
    )
  const last = branches.at(-1)
  if (last && last !== kept.at(-1)) drop(context, head, endOfLines(context, last.block, inner))
}

/** Where the blank lines begin that stand right above the line at `top`; `top` where there are none. */
function blankLinesAbove(text: string, top: number): number {
  const above = lineStart(text, top - 1)
  return top > 0 && text.slice(above, top).trim() === '' ? blankLinesAbove(text, above) : top
}

/** Makes two branches, one after the other, all that is left of the statement. */
export function keepBoth(
  statement: Node,
  branches: readonly Branch[],
  kept: readonly Branch[],
  context: Context,
): void {
  const isOnHeaderLine = ({ start, block }: Branch) =>
    !isFirstOnLine(context.text, block.firstNamedChild?.startIndex ?? start)
  if (kept.some(isOnHeaderLine)) context.skip('a branch stands on the line of its header')
  keepLines(statement, branches, kept, context)
}

/** Takes the whole statement out: it never does anything. */
export function removeWhole(statement: Node, branches: readonly Branch[], context: Context): void {
  heedOutside(branches, context)
  const removal = removeStatement(context.module.tree, statement, true)
  if (!removal) context.skip('the statement shares its lines with others')
  context.carryOut(removal)
}

/** Takes `branch` out, which is followed by another one or stands behind one. */
export function dropBranch(branches: readonly Branch[], branch: Branch, context: Context): void {
  heedOutside([branch], context)
  const index = branches.indexOf(branch)
  const next = branches[index + 1]
  const before = branches[index - 1]
  if (!next) dropFrom(before ?? branch, branch, context)
  else if (index > 0) drop(context, branch.start, next.start)
  // `elif` begins what is left.
  else drop(context, branch.start, next.start + 'el'.length)
}

/** Makes `branch` the `else` of those before it, and the last one. */
export function makeElse(branches: readonly Branch[], branch: Branch, context: Context): void {
  const { condition } = branch
  const later = branches.slice(branches.indexOf(branch) + 1)
  const last = later.at(-1)
  heedOutside(later, context)
  if (!condition) return
  context.replace({ start: branch.start, end: condition.endIndex }, 'else')
  dropComments(context, branch.start, condition.endIndex, [])
  if (last) dropFrom(branch, last, context)
}

/** Takes out what follows the block of `kept`, to the end of the block of `last`. */
function dropFrom(kept: Branch, last: Branch, context: Context): void {
  const inner = (block: Node) => indentOf(context.text, block.startIndex)
  const start = endOfLines(context, kept.block, inner(kept.block))
  drop(context, start, endOfLines(context, last.block, inner(last.block)))
}

/** Skips where dead branches mean something to the code around them, although they never run. */
function heedOutside(dead: readonly Branch[], context: Context): void {
  const reason = whyNeeded(dead, context)
  if (reason !== undefined) context.skip(reason)
}

/** What dead branches mean to the code around them, although they never run. */
function whyNeeded(dead: readonly Branch[], context: Context): string | undefined {
  // A function is a generator by the yield in it, even one that is never reached.
  if (dead.some(({ block }) => block.descendantsOfType('yield').some((node) => !isInFunctionOf(block, node))))
    return 'without the yield in it the function may be no generator'
  const { module } = context
  const isDead = ({ startIndex }: Node) =>
    dead.some(({ block }) => block.startIndex <= startIndex && startIndex < block.endIndex)
  for (const { block } of dead)
    for (const declaration of block.descendantsOfType(['global_statement', 'nonlocal_statement'])) {
      const { node } = scopeOf(declaration)
      if (isWithin(node, block)) continue
      const isNamed = ({ text }: Node) =>
        module.names.occurrences(text).some((one) => isWithin(one.node, node) && !isDead(one.node))
      const name = declaration.namedChildren.find(isNamed)
      if (name) return `${declaration.text} holds for all of the ${scopeOf(declaration).kind}`
    }
  const bound = dead.flatMap(({ block }) =>
    block.descendantsOfType('identifier').filter((node) => roleOf(node)?.role === 'bind'),
  )
  for (const name of new Set(bound.map(({ text }) => text))) {
    // Without the branch it is the builtin, as it was all along.
    if (BUILTINS.has(name)) continue
    // Where nothing else binds it, reading it was an error that something else kept from happening.
    const scopes = module.names.bindings(name).filter(({ node }) => isDead(node))
    const isOnly = scopes.filter((one) =>
      module.names.bindings(name).every((other) => other.scope !== one.scope || isDead(other.node)),
    )
    const isRead = module.names
      .loads(name)
      .some(({ node }) => !isDead(node) && isOnly.some((one) => module.bindingsOf(node).includes(one)))
    if (isRead) return `${name} is read elsewhere, and only the branch that never runs binds it`
  }
  return undefined
}

/** Whether a node is in a function that is itself in the block. */
function isInFunctionOf(block: Node, node: Node): boolean {
  for (const up of ancestorsOf(node)) {
    if (up.id === block.id) return false
    if (up.type === 'function_definition' || up.type === 'lambda') return true
  }
  return false
}
