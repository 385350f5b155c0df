import {
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  isPath,
  type Node,
  withoutParentheses,
} from '#transform'
import { chainOf } from './_chain.ts'
import { comparisonOf, dropParentheses } from './_expressions.ts'
import { isPlain } from './_truth.ts'

const CONSTANT = /^(?:string|integer|float)$/

/** What is compared, and with what: `a == "x"` both ways round. */
interface Equality {
  readonly node: Node
  readonly sides: readonly [Node, Node]
}

/** Neighbours in a chain that compare one thing with several. */
interface Run {
  readonly subject: Node
  readonly items: readonly Node[]
  readonly first: Node
  readonly last: Node
}

export default defineTransform({
  summary: 'Write a == x or a == y as a in (x, y), and a != x and a != y as a not in (x, y)',
  since: 'any',
  safety: 'safe',
  sameAs: ['PLR1714', 'SIM109'],
  docs: 'https://docs.python.org/3/reference/expressions.html#membership-test-operations',
  drops: ['names', 'negations'],
  query: '(boolean_operator) @site',
  anchors: [/\b(?:or|and)\b(?=(?:[ \t\\]*\r?\n)?[^\n]{0,999}?[=!]=)/],
  rewrite({ site }, context) {
    const chain = chainOf(site)
    const word = chain?.operator === 'or' ? '==' : '!='
    const equalities = chain?.operands.map((operand) => equalityOf(operand, word)) ?? []
    const runs = runsOf(equalities)
    const plain = runs.filter((run) => !isCrossed(run, equalities))
    if (runs.length > 0 && plain.length === 0)
      return context.skip('each is compared with each, which says more when it is written out')
    for (const run of plain) join(context, run, word === '==' ? 'in' : 'not in')
  },
})

function equalityOf(node: Node, word: string): Equality | undefined {
  const comparison = comparisonOf(withoutParentheses(node))
  if (comparison?.operator.text !== word) return undefined
  return { node, sides: [comparison.left, comparison.right] }
}

function runsOf(equalities: readonly (Equality | undefined)[]): Run[] {
  const runs: Run[] = []
  for (let at = 0; at < equalities.length; ) {
    const run = runFrom(equalities.slice(at))
    if (run) runs.push(run)
    at += run?.items.length ?? 1
  }
  return runs
}

/** The longest run that begins with the first of these. */
function runFrom([first, ...others]: readonly (Equality | undefined)[]): Run | undefined {
  for (const subject of first?.sides ?? []) {
    if (!first || !isSteady(subject)) continue
    const items: Node[] = []
    let last = first.node
    for (const equality of [first, ...others]) {
      const item = equality && itemBeside(subject, equality)
      if (!item) break
      items.push(item)
      last = equality.node
    }
    if (items.length > 1) return { subject, items, first: first.node, last }
  }
  return undefined
}

/** Whether the things are compared with others, too: each with each says more when it is written out. */
function isCrossed({ items, first, last }: Run, equalities: readonly (Equality | undefined)[]): boolean {
  const names = new Set(items.filter(isPath).map(({ text }) => text))
  return equalities.some(
    (one) =>
      one &&
      (one.node.endIndex <= first.startIndex || one.node.startIndex >= last.endIndex) &&
      one.sides.some(({ text }) => names.has(text)),
  )
}

/** What can be read once instead of again and again: no call, and nothing that assigns. */
function isSteady(node: Node): boolean {
  return isPath(node) || (node.type === 'subscript' && !/[({:]|\bawait\b/.test(node.text))
}

/** The other side of a comparison with the subject, if it may be worked out in any case. */
function itemBeside(subject: Node, { sides: [left, right] }: Equality): Node | undefined {
  const item = left.text === subject.text ? right : right.text === subject.text ? left : undefined
  return item && item.text !== subject.text && isItem(item) ? item : undefined
}

function isItem(node: Node): boolean {
  if (node.type === 'unary_operator') return /^-[\d.]+$/.test(node.text)
  if (node.type === 'none' || node.type === 'true' || node.type === 'false') return false
  // An f-string works its fields out, and may fail.
  return (CONSTANT.test(node.type) && node.descendantsOfType('interpolation').length === 0) || isPath(node)
}

function join(context: Context, { subject, items, first, last }: Run, operator: string): void {
  const span = { start: first.startIndex, end: last.endIndex }
  if (new Set(items.map((item) => item.text)).size < items.length) return
  if (context.qualifiedName(subject) === 'sys.platform')
    context.skip('type checkers look for comparisons of sys.platform')
  if (commentsIn(context.module.tree, span).length > 0) context.skip('a comment stands between them')
  if (items.some((item) => item.text.includes('\n'))) return
  // `x == a or x == a.name`: the first test may be there to tell whether `a` has that attribute.
  const [, ...others] = items
  if (others.some(({ text }) => [subject, ...items].some((one) => text.startsWith(`${one.text}.`))))
    context.skip('one value is an attribute of another, which may have it only where the first test fails')
  for (const side of [subject, ...items]) context.refuseOwn(side, ['__eq__', '__ne__'])
  const isCertain =
    items.every(({ type }) => type === 'string' || type === 'integer') && isPlain(context, subject)
  if (!isCertain)
    context.review(
      'in asks for identity before equality, works out all values, and gives True or False alone',
    )
  const edit = { ...span, text: `${subject.text} ${operator} (${items.map((item) => item.text).join(', ')})` }
  checkWidth(context, span, [edit])
  context.edit([edit])
  dropParentheses(context, span)
}
