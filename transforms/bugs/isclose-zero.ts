import {
  addArgument,
  argumentsOf,
  defineTransform,
  field,
  hasSplat,
  keywordArgument,
  type Node,
} from '#transform'

export default defineTransform({
  summary:
    'Give math.isclose an abs_tol where it compares with zero: without one nothing but zero is close to it',
  since: 'any',
  safety: 'review',
  sameAs: ['fix-math-isclose'],
  docs: 'https://docs.python.org/3/library/math.html#math.isclose',
  query: '(call function: (_) @callee) @call',
  where: { callee: ['math.isclose', 'cmath.isclose'] },
  rewrite({ call }, context) {
    const args = argumentsOf(call)
    const given = ['a', 'b'].flatMap((name) => {
      const named = keywordArgument(args, name)
      return named ? (field(named, 'value') ?? []) : []
    })
    const compared = [...args.slice(0, 2).filter(({ type }) => type !== 'keyword_argument'), ...given]
    if (!compared.some(isZero)) return
    const tolerance = keywordArgument(args, 'abs_tol')
    if (tolerance) {
      const value = field(tolerance, 'value')
      return value && isZero(value)
        ? context.skip('it is compared exactly on purpose: say == then')
        : undefined
    }
    if (hasSplat(args)) return context.skip('abs_tol may be among the arguments that are unpacked')
    // Two zeros, say: there is nothing to be close to.
    if (compared.every(isZero)) return
    context.review('how near to zero is close enough depends on what is computed')
    context.edit(addArgument(context.text, call, 'abs_tol=1e-09', context.lineLength))
  },
})

/** `0`, `0.0`, `-0.0`, `0j` */
function isZero(node: Node): boolean {
  const bare = node.type === 'parenthesized_expression' ? node.firstNamedChild : node
  const number = bare?.type === 'unary_operator' ? field(bare, 'argument') : bare
  return (
    /^(?:integer|float)$/.test(number?.type ?? '') &&
    /^[0_]*\.?[0_]*(?:e[+-]?\d+)?j?$/i.test(number?.text ?? '')
  )
}
