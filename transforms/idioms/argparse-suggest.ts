import { argumentsOf, defineTransform, field, keywordArgument, removeArguments } from '#transform'

export default defineTransform({
  summary: 'Drop suggest_on_error=True, which is the default of argparse',
  since: '3.15',
  safety: 'safe',
  docs: 'https://docs.python.org/3.15/library/argparse.html#suggest-on-error',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'argparse.ArgumentParser' },
  rewrite({ call }, context) {
    const args = argumentsOf(call)
    const suggest = keywordArgument(args, 'suggest_on_error')
    if (!suggest || field(suggest, 'value')?.type !== 'true') return
    const edits = removeArguments(context.text, call, [suggest])
    if (!edits) return context.skip('a comment stands beside the argument')
    context.edit(edits)
  },
})
