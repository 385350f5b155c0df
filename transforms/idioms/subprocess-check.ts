import { argumentsOf, defineTransform, hasSplat, keywordArgument } from '#transform'
import { addKeyword } from './_subprocess.ts'

export default defineTransform({
  summary: 'Say in calls of subprocess.run that a failure raises nothing: check=False',
  since: '3.5',
  safety: 'safe',
  sameAs: ['PLW1510'],
  docs: 'https://docs.python.org/3/library/subprocess.html#subprocess.run',
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  where: { callee: 'subprocess.run' },
  recipes: ['standards'],
  rewrite({ call }, context) {
    const args = argumentsOf(call)
    if (args.length === 0 || keywordArgument(args, 'check')) return
    if (hasSplat(args)) return context.skip('check may be among the arguments that * and ** stand for')
    addKeyword(context, call, 'check=False')
  },
})
