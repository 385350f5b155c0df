import { argumentsOf, defineTransform, hasSplat } from '#transform'

export default defineTransform({
  summary: 'Copy the environment with os.environ.copy(): what copy.copy makes sets its variables, too',
  since: 'any',
  safety: 'review',
  sameAs: ['PLW1507'],
  docs: 'https://docs.python.org/3/library/os.html#os.environ',
  query: '(call function: (_) @callee arguments: (argument_list . (_) @environment .)) @call',
  where: { callee: ['copy.copy', 'copy.deepcopy'], environment: ['os.environ', 'os.environb'] },
  anchors: [/copy\s*\(/],
  needs: /\benviron/,
  rewrite({ callee, environment, call }, context) {
    if (!callee || !environment || hasSplat(argumentsOf(call))) return
    context.review('what is set in the copy reaches the environment until now, and is a dict from here on')
    context.remove({ start: call.startIndex, end: environment.startIndex })
    context.replace({ start: environment.endIndex, end: call.endIndex }, '.copy()')
  },
})
