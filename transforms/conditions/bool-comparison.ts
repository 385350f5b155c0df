import { type Context, commentsIn, defineTransform, membersOf, type Node, spanOf } from '#transform'
import { asItIs, BINDS, comparisonOf, put, written } from './_expressions.ts'
import { boolnessOf, negated } from './_truth.ts'

export default defineTransform({
  summary: 'Write x == True as x where x is a bool, and as x is True where it may be None',
  since: 'any',
  safety: 'safe',
  sameAs: ['E712'],
  docs: 'https://peps.python.org/pep-0008/#programming-recommendations',
  drops: ['constants', 'negations'],
  query: '(comparison_operator) @comparison',
  anchors: [/\b(?:True|False)\b(?<=[=!]=\s*\w+)/, /\b(?:True|False)\b\s*[=!]=/],
  rewrite({ comparison }, context) {
    const parts = comparisonOf(comparison)
    if (!parts || !/^[=!]=$/.test(parts.operator.text)) return
    const { left, operator, right } = parts
    const [constant, value] = isBool(right) ? [right, left] : [left, right]
    if (!isBool(constant) || isBool(value)) return
    if (commentsIn(context.module.tree, spanOf(comparison)).length > 0)
      return context.skip('a comment stands in it')
    const isAsked = operator.text === '=='
    switch (kindOf(context, value)) {
      case 'bool': {
        const isSame = isAsked === (constant.type === 'true')
        return put(context, comparison, isSame ? asItIs(value) : negated(context, value))
      }
      case 'bool or None': {
        context.review('0 and 1, and the bools of NumPy, are equal to it, but not the same object')
        const text = `${written(value, BINDS.operand)} ${isAsked ? 'is' : 'is not'} ${constant.text}`
        return put(context, comparison, { text, level: BINDS.comparison })
      }
      default:
        return context.skip(
          'only a bool is surely equal to True where it is true: annotate it, or write is True',
        )
    }
  },
})

function isBool(node: Node): boolean {
  return node.type === 'true' || node.type === 'false'
}

function kindOf(context: Context, value: Node): 'bool' | 'bool or None' | undefined {
  if (boolnessOf(context, value) === 'surely') return 'bool'
  const type = context.typeOf(value)
  const members = type ? membersOf(type) : []
  const bools = members.filter((one) => one.kind === 'instance' && one.of === 'builtins.bool').length
  const nones = members.filter(({ kind }) => kind === 'none').length
  if (bools === 0 || bools + nones < members.length) return undefined
  return nones > 0 ? 'bool or None' : 'bool'
}
