import {
  ancestorsOf,
  argumentsOf,
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  isPath,
  isWithin,
  lineEnd,
  type Node,
  onlyTruthMatters,
  parenthesesAround,
  removeArguments,
  sameNode,
  scopeOf,
  spanOf,
  trueEnd,
  withoutParentheses,
} from '#transform'
import { clausesOf, outcomeOf } from './_arms.ts'
import { chainOf } from './_chain.ts'
import { BINDS, comparisonOf, operatorText, put } from './_expressions.ts'
import { heedMapping, isDict, isItemOf, isSteadyKey, isSteadyMapping } from './_mappings.ts'

const CONSTANT = /^(?:none|true|false|integer|float|string|concatenated_string)$/
const FALSE = /^(?:False|0|0\.0|[bBrRuU]*(?:""|'')|\[\]|\(\)|\{\})$/

export default defineTransform({
  summary:
    'Write d[key] if key in d else x as d.get(key, x), likewise where an if assigns them or asks for both',
  since: 'any',
  safety: 'safe',
  sameAs: ['SIM401', 'RUF019', 'RUF056'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#dict.get',
  drops: ['names', 'constants', 'statements', 'negations'],
  query: `
    (conditional_expression . (_) @first . (_) @condition . (_) @second .) @expression
    (if_statement condition: (_) @condition consequence: (block) @block) @statement
    (boolean_operator) @both
    (call function: (attribute object: (_) @mapping attribute: (identifier) @_get (#eq? @_get "get"))) @call`,
  anchors: [
    /\bin\b(?=[^\n]{0,499}[\])\w][ \t)]*(?:\belse\b|\band\b|:[ \t]*\r?\n|\r?\n\s*(?:else|and)\b))/,
    /\.get[ \t]*\((?=[^\n]{0,999},\s*(?:False|0|[bBrRuU]{0,2}["']|[[({]))/,
  ],
  rewrite({ first, condition, second, expression, block, statement, both, mapping, call }, context) {
    if (call && mapping) return dropDefault(context, call, mapping)
    if (both) return joinBoth(context, both)
    const test = condition && testOf(condition)
    if (!test) return
    if (expression && first && second) {
      const [value, preset] = test.isIn ? [first, second] : [second, first]
      if (!isItemOf(value, test.mapping, test.key)) return
      const text = get(context, test, preset, spanOf(expression))
      const edit = { ...spanOf(expression), text }
      checkWidth(context, spanOf(expression), [edit])
      put(context, expression, { text, level: BINDS.primary })
    } else if (statement) inStatement(context, test, statement, block)
  },
})

interface Test {
  readonly mapping: Node
  readonly key: Node
  readonly isIn: boolean
}

/** `key in mapping`, or the opposite, of what can be worked out once instead of twice. */
function testOf(condition: Node): Test | undefined {
  const comparison = comparisonOf(withoutParentheses(condition))
  const word = comparison && operatorText(comparison.operator)
  if (!comparison || (word !== 'in' && word !== 'not in')) return undefined
  const { left: key, right: mapping } = comparison
  return isSteadyMapping(mapping) && isSteadyKey(key) ? { mapping, key, isIn: word === 'in' } : undefined
}

/** The call of `get`. Skips the site where the default cannot be worked out in any case. */
function get(
  context: Context,
  { mapping, key }: Test,
  preset: Node,
  span: { start: number; end: number },
): string {
  const value = withoutParentheses(preset)
  const isText = value.descendantsOfType('interpolation').length === 0
  const isConstant = (CONSTANT.test(value.type) && isText) || FALSE.test(value.text)
  if (!isConstant && !isPath(value)) context.skip('the default would be worked out in any case')
  if (value.type === 'identifier' && mayBeUnset(context, value))
    context.skip(`${value.text} may have no value where the key is there`)
  if (/\n/.test(value.text)) context.skip('the default takes several lines')
  if (commentsIn(context.module.tree, { start: span.start, end: lineEnd(context.text, span.end) }).length > 0)
    context.skip('a comment would be lost')
  heedMapping(context, mapping, 'get')
  if (value.type === 'attribute') context.review('the default is looked up in any case')
  return `${mapping.text}.get(${key.text}${value.type === 'none' ? '' : `, ${value.text}`})`
}

const BRANCH = /^(?:block|case_clause|except_clause|for_statement|with_statement)$/

/** Whether a variable gets its value behind the place, or in a branch that the place is not in. */
function mayBeUnset({ module }: Context, name: Node): boolean {
  const bindings = module.bindingsOf(name)
  if (bindings.some(({ kind }) => kind === 'parameter') || bindings.length === 0) return false
  if (bindings.some(({ kind }) => kind === 'delete')) return true
  return !bindings.some(({ node, scope }) => {
    const isLater = scope.kind === 'function' || scopeOf(name) === scope
    if (isLater && node.startIndex > name.startIndex) return false
    const branch = [...ancestorsOf(node)].find(({ type }) => BRANCH.test(type))
    return !branch || sameNode(branch, field(scope.node, 'body')) || isWithin(name, branch)
  })
}

function inStatement(context: Context, test: Test, statement: Node, block: Node | undefined): void {
  const [clause, ...more] = clausesOf(statement)
  if (more.length > 0 || clause?.type !== 'else_clause') return
  const arms = [outcomeOf(block), outcomeOf(field(clause, 'body'))]
  const [value, preset] = test.isIn ? arms : arms.reverse()
  if (!value?.target || value.head !== preset?.head || !isItemOf(value.value, test.mapping, test.key)) return
  if (!isPath(value.target)) context.skip('the target is worked out before the key is looked for')
  const span = { start: statement.startIndex, end: trueEnd(statement) }
  const edit = { ...span, text: `${value.head} ${get(context, test, preset.value, span)}` }
  checkWidth(context, span, [edit])
  context.edit([edit])
}

/** `key in d and d[key]` where only the truth of both matters. */
function joinBoth(context: Context, both: Node): void {
  const chain = chainOf(both)
  if (chain?.operator !== 'and' || !onlyTruthMatters(both)) return
  chain.operands.forEach((operand, i) => {
    const test = testOf(operand)
    const item = chain.operands[i + 1]
    if (!test?.isIn || !item || !isItemOf(item, test.mapping, test.key)) return
    const span = { start: operand.startIndex, end: item.endIndex }
    if (commentsIn(context.module.tree, span).length > 0) context.skip('a comment would be lost')
    heedMapping(context, test.mapping, 'get')
    context.replace(span, `${test.mapping.text}.get(${test.key.text})`)
    if (chain.operands.length === 2) context.edit(parenthesesAround(context, both))
  })
}

/** `d.get(key, False)` where None does as well. */
function dropDefault(context: Context, call: Node, mapping: Node): void {
  const [, preset, ...more] = argumentsOf(call)
  if (!preset || more.length > 0 || !FALSE.test(preset.text) || !onlyTruthMatters(call)) return
  if (!isDict(context, mapping)) return
  const edits = removeArguments(context.text, call, [preset])
  context.edit(edits ?? context.skip('a comment speaks of the argument'))
}
