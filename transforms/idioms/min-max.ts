import { defineTransform, type Node, parenthesesAround, reviewProperty } from '#transform'
import { isPath } from './_instances.ts'

/** `a if a > b else b` → `max(b, a)`: max keeps the first one unless a later one is greater. */
export default defineTransform({
  summary: 'Write a if a > b else b as max(b, a), likewise with min',
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB136'],
  docs: 'https://docs.python.org/3/library/functions.html#max',
  drops: ['names', 'constants'],
  query: `
    (conditional_expression . (_) @value .
      (comparison_operator . (_) @left . ["<" ">" "<=" ">="] @operator . (_) @right .) . (_) @other .) @site
    (conditional_expression . (_) @value . (parenthesized_expression .
      (comparison_operator . (_) @left . ["<" ">" "<=" ">="] @operator . (_) @right .) .) . (_) @other .) @site`,
  anchors: [/\bif\b(?<=[\w.)\]]\s+if)[^\n:]*?[<>]/],
  rewrite({ value, left, operator, right, other, site }, context) {
    if (!value || !left || !operator || !right || !other || !site) return
    const isFirst = value.text === left.text && other.text === right.text
    const isSecond = value.text === right.text && other.text === left.text
    if (!isFirst && !isSecond) return
    if (![left, right].every(isSteady))
      return context.skip('what is evaluated twice may differ the second time')
    const isMax = operator.text.startsWith('>') === isFirst
    const name = isMax ? 'max' : 'min'
    if (!context.isBuiltin(name)) return context.skip(`${name} is not the builtin here`)
    if (operator.text.endsWith('='))
      context.review('where neither is greater, as with NaN, the other one is taken')
    for (const side of [left, right]) reviewProperty(context, side)
    // Equal values: `>` gives the second one, `>=` the first.
    const [kept, later] = operator.text.endsWith('=') ? [value, other] : [other, value]
    context.replace(site, `${name}(${kept.text}, ${later.text})`)
    context.edit(parenthesesAround(context, site))
  },
})

function isSteady(node: Node): boolean {
  return isPath(node) || /^-?[\d.]+$/.test(node.text)
}
