import {
  type Context,
  field,
  holdsTogether,
  isInsideBrackets,
  lineStart,
  type Node,
  parenthesesAround,
  parentOf,
  type Span,
  sameNode,
  signsOf,
  table,
} from '#transform'

/** How tightly an expression holds together: what has the higher number needs no parentheses in what has the lower one. */
export const BINDS = {
  anything: 0,
  lambda: 1,
  conditional: 2,
  or: 3,
  and: 4,
  not: 5,
  comparison: 6,
  operand: 7,
  primary: 8,
} as const

export type Tightness = (typeof BINDS)[keyof typeof BINDS]

const LEVELS: Readonly<Record<string, Tightness>> = table({
  named_expression: BINDS.anything,
  yield: BINDS.anything,
  expression_list: BINDS.anything,
  list_splat: BINDS.anything,
  lambda: BINDS.lambda,
  conditional_expression: BINDS.conditional,
  not_operator: BINDS.not,
  comparison_operator: BINDS.comparison,
  binary_operator: BINDS.operand,
  unary_operator: BINDS.operand,
  await: BINDS.operand,
})

/** Tests that people and type checkers look for as they are. */
export const ALONE = /\b(?:__name__|TYPE_CHECKING|version_info|hexversion|PY[23]\d?)\b/

/** How tightly an expression binds. */
export function tightnessOf(node: Node): Tightness {
  if (node.type === 'boolean_operator') return field(node, 'operator')?.type === 'or' ? BINDS.or : BINDS.and
  return LEVELS[node.type] ?? BINDS.primary
}

/** The text of an expression where nothing looser than `level` may stand: in parentheses where it has to be. */
export function written(node: Node, level: Tightness): string {
  return tightnessOf(node) < level || !holdsTogether(node) ? `(${node.text})` : node.text
}

/** An expression as text, and how tightly it binds. */
export interface Written {
  readonly text: string
  readonly level: Tightness
}

/** An expression as it is, ready to stand elsewhere. */
export function asItIs(node: Node): Written {
  return holdsTogether(node)
    ? { text: node.text, level: tightnessOf(node) }
    : { text: `(${node.text})`, level: BINDS.primary }
}

/** What an expression that takes the place of `node` has to be without parentheses. */
function neededAt(node: Node): Tightness {
  const parent = parentOf(node)
  const is = (name: string) => parent !== undefined && sameNode(field(parent, name), node)
  switch (parent?.type) {
    case 'attribute':
    case 'call':
    case 'subscript':
      return is('object') || is('function') || is('value') ? BINDS.primary : BINDS.anything
    case 'await':
      return BINDS.primary
    case 'binary_operator':
    case 'unary_operator':
    case 'comparison_operator':
    case 'list_splat':
    case 'dictionary_splat':
      return BINDS.operand
    case 'not_operator':
      return BINDS.not
    case 'boolean_operator':
      return tightnessOf(parent)
    case 'conditional_expression':
      return sameNode(parent.namedChildren.at(-1), node) ? BINDS.conditional : BINDS.or
    default:
      return BINDS.anything
  }
}

/** An expression as it has to be written where `node` stands. */
function inPlaceOf(node: Node, { text, level }: Written): string {
  const isBroken = text.includes('\n') && !isInsideBrackets(node) && level < BINDS.operand
  return level < neededAt(node) || isBroken ? `(${text})` : text
}

/** Puts an expression in place of another; parentheses that only the other needed go. */
export function put(context: Context, node: Node, value: Written): void {
  context.replace(node, inPlaceOf(node, value))
  if (value.level === BINDS.primary) context.edit(parenthesesAround(context, node))
}

/**
 * Takes away the parentheses around the only thing in them, which a rewrite makes a comparison on one line, where it needs them no
 * more. After `not` they stay: `not a in b` is what nobody writes.
 */
export function dropParentheses(context: Context, { start, end }: Span): void {
  const around = context.module.tree.nodeAt(start, end)
  const outer = around.type === 'parenthesized_expression' ? around : parentOf(around)
  const inner = outer?.firstNamedChild
  if (outer?.type !== 'parenthesized_expression' || inner?.startIndex !== start || inner.endIndex !== end)
    return
  if (neededAt(outer) > BINDS.comparison || parentOf(outer)?.type === 'not_operator') return
  const { text } = context
  const isWord = (index: number) => /[\p{L}\p{N}_]/u.test(text.charAt(index))
  if (text.slice(outer.startIndex, start).trim() !== '(' || text.slice(end, outer.endIndex).trim() !== ')')
    return
  context.edit([
    { start: outer.startIndex, end: start, text: isWord(outer.startIndex - 1) ? ' ' : '' },
    { start: end, end: outer.endIndex, text: isWord(outer.endIndex) ? ' ' : '' },
  ])
}

/** The operands and the operator of a comparison of two things; undefined for chains, and with comments inside. */
export function comparisonOf(
  node: Node | undefined,
): { readonly left: Node; readonly operator: Node; readonly right: Node } | undefined {
  if (node?.type !== 'comparison_operator') return undefined
  const [left, right, ...more] = node.namedChildren
  const [operator, ...others] = signsOf(node)
  return left && right && operator && more.length === 0 && others.length === 0
    ? { left, operator, right }
    : undefined
}

/** An operator such as `not  in` without what stands between its words. */
export function operatorText(operator: Node): string {
  return operator.text.replace(/\s+/g, ' ')
}

/** What says the opposite for every possible value: of identity and membership alone. */
export const OPPOSITES: Readonly<Record<string, string>> = table({
  in: 'not in',
  'not in': 'in',
  is: 'is not',
  'is not': 'is',
})

/**
 * An expression's text at another column: lines below the first one that are aligned with what `node`, a part of it, began with
 * move along.
 * @param text of the file
 * @param column where `value` will begin
 */
export function realigned(text: string, node: Node, value: string, column: number): string {
  const prefix = value.indexOf(node.text)
  const old = node.startIndex - lineStart(text, node.startIndex)
  const [first = '', ...lines] = value.split('\n')
  const isAligned = lines.every(
    (line) => line.trim() === '' || (/^ *(?=\S)/.exec(line)?.[0].length ?? 0) >= old,
  )
  if (lines.length === 0 || prefix < 0 || !isAligned) return value
  if (node.descendantsOfType('string').some((one) => one.text.includes('\n'))) return value
  const shift = column + prefix - old
  const moved = lines.map((line) =>
    line.trim() === '' ? line : shift < 0 ? line.slice(-shift) : ' '.repeat(shift) + line,
  )
  return [first, ...moved].join('\n')
}
