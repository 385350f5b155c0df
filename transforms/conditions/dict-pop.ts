import {
  argumentsOf,
  commentsIn,
  defineTransform,
  field,
  isPath,
  lineEnd,
  type Node,
  trueEnd,
  withoutParentheses,
} from '#transform'
import { clausesOf } from './_arms.ts'
import { comparisonOf } from './_expressions.ts'
import { isDict, isItemOf, isSteadyKey } from './_mappings.ts'

export default defineTransform({
  summary: 'Write if key in d: del d[key] as d.pop(key, None)',
  since: 'any',
  safety: 'safe',
  sameAs: ['RUF051'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#dict.pop',
  drops: ['names', 'constants', 'statements'],
  query: `
    (if_statement condition: (_) @condition
      consequence: (block . [(delete_statement . (_) @item .) (expression_statement . (call) @item .)] .)) @statement`,
  anchors: [/\bdel\b(?<=:\s*del)/, '.pop(', '.pop ('],
  rewrite({ condition, item, statement }, context) {
    if (!condition || !item || !statement) return
    const parts = comparisonOf(withoutParentheses(condition))
    if (parts?.operator.text !== 'in' || clausesOf(statement).length > 0) return
    const { left: key, right: mapping } = parts
    if (!isItemOf(item, mapping, key) && !isPop(item, mapping, key)) return
    if (!isPath(mapping) || !isSteadyKey(key))
      return context.skip('what is evaluated twice may differ the second time')
    if (!isDict(context, mapping))
      return context.skip('only what surely is a dict is known to have that method')
    const span = { start: statement.startIndex, end: trueEnd(statement) }
    const comments = commentsIn(context.module.tree, { ...span, end: lineEnd(context.text, span.end) })
    if (comments.length > 0) return context.skip('a comment would be lost')
    context.replace(span, `${mapping.text}.pop(${key.text}, None)`)
  },
})

function isPop(node: Node, mapping: Node, key: Node): boolean {
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  if (callee?.type !== 'attribute' || field(callee, 'attribute')?.text !== 'pop') return false
  const [only, ...more] = argumentsOf(node)
  return field(callee, 'object')?.text === mapping.text && only?.text === key.text && more.length === 0
}
