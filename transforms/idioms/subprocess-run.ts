import { argumentsOf, defineTransform, field, keywordArgument, parentOf, replaceCallee } from '#transform'
import { addKeyword } from './_subprocess.ts'

export default defineTransform({
  summary: 'Run programs with subprocess.run instead of call and check_call',
  since: '3.5',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/subprocess.html#older-high-level-api',
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  where: { callee: ['subprocess.call', 'subprocess.check_call'] },
  recipes: ['standards'],
  rewrite({ callee, call }, context) {
    const args = argumentsOf(call)
    if (args.length === 0 || keywordArgument(args, 'check')) return
    const isChecked = context.qualifiedName(callee) === 'subprocess.check_call'
    const name = callee.type === 'attribute' ? field(callee, 'attribute') : callee
    if (!name) return
    context.review('run closes the input of the program and reads its output where call left both to it')
    replaceCallee(context, name, callee.type === 'attribute' ? 'run' : context.import('subprocess', 'run'))
    addKeyword(context, call, `check=${isChecked ? 'True' : 'False'}`)
    if (parentOf(call)?.type !== 'expression_statement') context.insert(call.endIndex, '.returncode')
  },
})
