import {
  type Context,
  commentsIn,
  defineTransform,
  field,
  isInstanceOf,
  type Node,
  onlyTruthMatters,
  parentOf,
  spanOf,
  withoutComments,
  withoutParentheses,
} from '#transform'
import { asItIs, BINDS, comparisonOf, operatorText, put, written } from './_expressions.ts'
import { SIZED } from './_sized.ts'

/** What is empty when it compares like this with 0 or with 1, and what is not. */
const EMPTY = new Set(['== 0', '<= 0', '< 1'])
const FILLED = new Set(['!= 0', '> 0', '>= 1'])

export default defineTransform({
  summary:
    'Write x == [] and len(x) == 0 as not x, and x != [] as x, where x is a collection of Python itself',
  since: 'any',
  safety: 'review',
  sameAs: ['PLC1901', 'fix-empty-sequence-comparison'],
  docs: 'https://peps.python.org/pep-0008/#programming-recommendations',
  query: '(comparison_operator) @site',
  drops: ['constants', 'negations'],
  anchors: [
    /==(?=[ \t]*(?:\[ ?\]|\( ?\)|\{ ?\}|set\(\)|[bBuUrR]?(?:""(?!")|''(?!'))))/,
    /!=(?=[ \t]*(?:\[ ?\]|\( ?\)|\{ ?\}|set\(\)|[bBuUrR]?(?:""(?!")|''(?!'))))/,
    /\blen\b(?=[ \t]?\([^()\n]*\)[ \t]*(?:[=!<>]=|[<>])[ \t]*[01]\b)/,
  ],
  rewrite({ site }, context) {
    const found = site && (emptyLiteral(context, site) ?? lengthOf(context, site))
    if (!found || !site) return
    const { value, isEmpty, classes, isLiteral } = found
    if (commentsIn(context.module.tree, spanOf(site)).length > 0) context.skip('a comment stands in it')
    if (!isInstanceOf(context, value, classes))
      return isLiteral
        ? context.skip('only of a collection of the same class is it known that both say the same')
        : context.skip('only of a collection of Python itself is it known that it is false when it is empty')
    if (isLiteral)
      context.note('were it None, as annotations do not keep it from being, it would count as empty')
    const negation = negationOf(site)
    if (isEmpty && negation)
      // `not not x` is what nobody writes.
      return onlyTruthMatters(negation) ? put(context, negation, asItIs(value)) : undefined
    if (isEmpty) return put(context, site, { text: `not ${written(value, BINDS.not)}`, level: BINDS.not })
    if (onlyTruthMatters(site)) put(context, site, asItIs(value))
  },
})

/** The `not` right before a comparison, or before the parentheses around it. */
function negationOf(site: Node): Node | undefined {
  let up = parentOf(site)
  while (up?.type === 'parenthesized_expression') up = parentOf(up)
  return up?.type === 'not_operator' ? up : undefined
}

/** A comparison that tells whether a value is empty, or whether it is not. */
interface Emptiness {
  readonly value: Node
  readonly isEmpty: boolean
  /** Those of which it tells so. */
  readonly classes: readonly string[]
  readonly isLiteral: boolean
}

/** `x == []`. A Counter counts what it does not hold, and equals more than one that is empty. */
function emptyLiteral(context: Context, site: Node): Emptiness | undefined {
  const comparison = comparisonOf(site)
  const operator = comparison ? operatorText(comparison.operator) : ''
  if (!comparison || !/^[=!]=$/.test(operator)) return undefined
  const classes = classesOf(context, comparison.right)
  return classes && { value: comparison.left, isEmpty: operator === '==', classes, isLiteral: true }
}

/** The classes whose empty values equal an expression, where that is empty. */
function classesOf(context: Context, expression: Node): readonly string[] | undefined {
  const node = withoutParentheses(expression)
  switch (node.type) {
    case 'list':
    case 'tuple':
      return withoutComments(node).length === 0 ? [`builtins.${node.type}`] : undefined
    case 'dictionary':
      return withoutComments(node).length === 0
        ? ['builtins.dict', 'collections.OrderedDict', 'collections.defaultdict']
        : undefined
    case 'string':
      if (!/^[bBuUrR]?(?:""|'')$/.test(node.text)) return undefined
      return [/^b/i.test(node.text) ? 'builtins.bytes' : 'builtins.str']
    case 'call': {
      const callee = field(node, 'function')
      const isBare = withoutComments(field(node, 'arguments')).length === 0
      return isBare && callee && context.qualifiedName(callee) === 'builtins.set'
        ? ['builtins.set', 'builtins.frozenset']
        : undefined
    }
    default:
      return undefined
  }
}

/** `len(x) == 0` and `len(x) > 0`. */
function lengthOf(context: Context, site: Node): Emptiness | undefined {
  const comparison = comparisonOf(site)
  const call = comparison?.left
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (!comparison || !call || !callee || context.qualifiedName(callee) !== 'builtins.len') return undefined
  const [value, ...more] = withoutComments(field(call, 'arguments'))
  if (!value || more.length > 0 || /splat|keyword/.test(value.type)) return undefined
  const asked = `${operatorText(comparison.operator)} ${comparison.right.text}`
  if (!EMPTY.has(asked) && !FILLED.has(asked)) return undefined
  return { value, isEmpty: EMPTY.has(asked), classes: SIZED, isLiteral: false }
}
