import {
  type Context,
  commentsIn,
  defineTransform,
  field,
  isTestFile,
  type Node,
  spanOf,
  stringParts,
} from '#transform'

export default defineTransform({
  summary: 'Ask isnan instead of comparing with NaN, which equals nothing',
  since: 'any',
  safety: 'review',
  sameAs: ['PLW0177', 'numpy-nan-equality'],
  docs: 'https://docs.python.org/3/library/math.html#math.nan',
  drops: ['constants'],
  query: '(comparison_operator . (_) @left . _ @sign . (_) @right .) @comparison',
  anchors: [
    /(?:==|!=)(?=\s*(?:(?:\w+\s*\.\s*)?(?:nan|NaN|NAN)\b|float\s*\())/,
    /(?:\b(?:nan|NaN|NAN)\b|\))\s*(?:==|!=)(?<=(?:\b(?:nan|NaN|NAN)\b|["']\s*\))\s*(?:==|!=))/,
  ],
  needs: /nan/i,
  rewrite({ left, sign, right, comparison }, context) {
    if (sign.text !== '==' && sign.text !== '!=') return
    // A test may be about how NaN compares.
    if (isTestFile(context.module.path)) return
    const [nan, value] = isNan(context, right) ? [right, left] : [left, right]
    const module = isNan(context, nan)
    if (!module || isNan(context, value)) return
    if (commentsIn(context.module.tree, spanOf(comparison)).length > 0)
      return context.skip('a comment stands in it')
    if (sign.text === '!=' && module === 'numpy')
      return context.skip('it is always true: write ~isnan(…) for an array, not isnan(…) for a number')
    context.note('until now it was the same whatever the value; isnan wants a number')
    const test = `${context.importModule(module)}.isnan(${value.text})`
    context.replace(comparison, sign.text === '==' ? test : `not ${test}`)
  },
})

/** The module whose `isnan` tells this value; undefined for all that is not NaN as written. */
function isNan(context: Context, node: Node): 'math' | 'numpy' | undefined {
  const name = context.qualifiedName(node) ?? ''
  if (name === 'math.nan') return 'math'
  if (/^numpy\.(?:nan|NaN|NAN)$/.test(name)) return 'numpy'
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  if (!callee || context.qualifiedName(callee) !== 'builtins.float') return undefined
  const [text, more] = field(node, 'arguments')?.namedChildren ?? []
  const parts = text && !more ? stringParts(text) : undefined
  return parts && /^[-+]?nan$/i.test(context.text.slice(parts.content.start, parts.content.end))
    ? 'math'
    : undefined
}
