import { argumentsOf, defineTransform } from '#transform'

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
    if (args.length > 1 || args.some(({ type }) => /^(?:keyword_argument|dictionary_splat)$/.test(type)))
      return context.skip('sys.exit takes one argument, without its name')
    context.note(`${callee.text} is there for the prompt; it closes standard input, too`)
    context.replace(callee, `${context.importModule('sys')}.exit`)
  },
})
