import { argumentsOf, defineTransform, field, isInstance, keywordArgument, removeArguments } from '#transform'

export default defineTransform({
  summary: 'Start Flask applications without the debugger, which runs any code that is sent to it',
  since: 'any',
  safety: 'review',
  sameAs: ['S201'],
  docs: 'https://flask.palletsprojects.com/en/stable/debugging/',
  drops: ['constants', 'names'],
  query:
    '(call function: (attribute object: (_) @app attribute: (identifier) @_run (#eq? @_run "run"))) @call',
  anchors: [/\bdebug\s*=\s*True\b/],
  needs: /\b(?:flask|quart)\b/,
  rewrite({ app, call }, context) {
    if (!app || !call) return
    const debug = keywordArgument(argumentsOf(call), 'debug')
    const value = debug && field(debug, 'value')
    if (
      !debug ||
      value?.type !== 'true' ||
      isInstance(context, app, ['flask.Flask', 'quart.Quart']) !== 'yes'
    )
      return
    context.edit(
      removeArguments(context.text, call, [debug]) ?? context.skip('a comment stands beside debug'),
    )
    context.review('for work on it there is flask run --debug')
  },
})
