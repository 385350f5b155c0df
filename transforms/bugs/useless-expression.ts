import {
  ancestorsOf,
  argumentsOf,
  type Context,
  defineTransform,
  isTestFile,
  mayFailOnPurpose,
  type Node,
  signsOf,
} from '#transform'

export default defineTransform({
  summary: 'Report comparisons, names and constants that stand as statements and do nothing',
  since: 'any',
  safety: 'report',
  sameAs: ['B015', 'B018'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#expression-statements',
  query: `
    (expression_statement . (comparison_operator) @comparison .)
    (expression_statement . [(identifier) (integer) (float) (true) (false) (none) (list) (set) (dictionary)] @value .)`,
  anchors: ['==', '!=', '<', '>', /(?=[\w[{])(?<=(?:\n|;)[ \t]*)(?:[A-Za-z_]\w*|\d[\w.]*|[[{])/],
  rewrite({ comparison, value }, context) {
    const expression = comparison ?? value
    if (!expression || mayFailOnPurpose(expression) || isShown(context, expression)) return
    if (comparison) {
      if (/\b(?:not\s+)?in\b/.test(signTextOf(comparison))) return
      context.report(
        'this compares, and nothing looks at the result: assert it, or assign with one =',
        comparison,
      )
    } else if (value && isIdle(value))
      context.report(`${shortened(value.text)} does nothing by itself`, value)
  },
})

function signTextOf(comparison: Node): string {
  return signsOf(comparison)
    .map(({ text }) => text)
    .join(' ')
}

/** Whether evaluating it can do nothing. */
function isIdle(value: Node): boolean {
  return (
    value.descendantsOfType([
      'call',
      'await',
      'yield',
      'attribute',
      'subscript',
      'named_expression',
      'binary_operator',
    ]).length === 0
  )
}

function shortened(text: string): string {
  const [line = ''] = text.split('\n')
  return line.length > 20 || line !== text ? `${line.slice(0, 20)}…` : line
}

/** Whether somebody looks at the value after all, or wants the operator to be called: a notebook, a benchmark, a test. */
function isShown({ text, module: { path } }: Context, expression: Node): boolean {
  if (/^# %%|\bget_ipython\(|^# In\[/m.test(text) || /bench/i.test(path)) return true
  if (!isTestFile(path)) return /^__\w+__$/.test(expression.text)
  const isForgotten =
    expression.type === 'comparison_operator' &&
    expression.namedChildren.some((side) => side.type === 'call' && argumentsOf(side).length > 0)
  return !isForgotten || [...ancestorsOf(expression)].some(({ type }) => type === 'with_statement')
}
