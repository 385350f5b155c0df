import { argumentsOf, defineTransform, field } from '#transform'

export default defineTransform({
  summary: 'Leave a program with sys.exit, not with the exit or quit of the prompt',
  since: 'any',
  safety: 'review',
  recipes: ['standards'],
  sameAs: ['PLR1722'],
  docs: 'https://docs.python.org/3/library/constants.html#exit',
  query: '(call function: (identifier) @callee) @call',
  where: { callee: ['builtins.exit', 'builtins.quit'] },
  rewrite({ callee, call }, context) {
    const args = argumentsOf(call)
    const [only] = args
    const code = only && field(only, 'name')?.text === 'code' ? field(only, 'value') : undefined
    const isNamed = only !== undefined && /^(?:keyword_argument|dictionary_splat)$/.test(only.type)
    if (args.length > 1 || (isNamed && !code)) return context.skip('sys.exit takes one argument')
    if (only && code) context.remove({ start: only.startIndex, end: code.startIndex })
    context.note(`${callee.text} is there for the prompt; it closes standard input, too`)
    context.replace(callee, `${context.importModule('sys')}.exit`)
  },
})
