import {
  argumentsOf,
  defineTransform,
  isLastOnLine,
  type Node,
  parentOf,
  removeArguments,
  statementOf,
  stringParts,
  textValue,
  trueEnd,
  withoutComments,
} from '#transform'
import { leaveChosen } from './_chosen.ts'

export default defineTransform({
  summary: 'Say what a signal provides in a comment: Signal takes no providing_args',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/releases/4.0/#features-removed-in-4-0',
  query: `
    (call function: (_) @signal arguments: (argument_list
      (keyword_argument name: (identifier) @name value: (_) @names) @argument)) @call
    (call function: (_) @signal arguments: (argument_list . [(list) (tuple)] @names)) @call`,
  where: {
    signal: [
      'django.dispatch.Signal',
      'django.dispatch.dispatcher.Signal',
      'django.db.models.signals.ModelSignal',
    ],
  },
  projectNeeds: ['django'],
  searches: ['.providing_args'],
  drops: ['names', 'constants'],
  rewrite({ call, names, name, argument }, context) {
    if (!call || !names || (name && name.text !== 'providing_args')) return
    if (context.project.filesWith(new Set(['.providing_args'])).length > 0)
      return context.skip('something in the project reads providing_args')
    const provided = /^(?:list|tuple)$/.test(names.type)
      ? withoutComments(names).map((item) => named(context.text, item))
      : []
    if (
      provided.some((name) => name === undefined) ||
      (provided.length === 0 && !/^[[(]\s*[\])]$/.test(names.text))
    )
      return context.skip('providing_args is no list of texts: see what it is for')
    const args = argumentsOf(call)
    // What follows it has its place no more.
    const [, caching, more] = argument ? [] : args
    if (more || (caching && /splat/.test(caching.type)))
      return context.skip('something else is given that may be meant for another signature')
    const removed = removeArguments(context.text, call, [argument ?? names])
    if (!removed || withoutComments(names).length !== names.namedChildCount)
      return context.skip('a comment speaks of the argument')
    leaveChosen(context, call)
    context.edit(removed)
    if (caching && caching.type !== 'keyword_argument') context.insert(caching.startIndex, 'use_caching=')
    // Nothing but a comment tells it from now on.
    const statement = parentOf(call)?.type === 'assignment' ? statementOf(call) : undefined
    if (!statement || provided.length === 0) return
    const end = trueEnd(statement)
    if (isLastOnLine(context.text, end) && /^[ \t]*(?:\r?\n|$)/.test(context.text.slice(end)))
      context.insert(end, `  # Arguments: ${provided.join(', ')}`)
  },
})

function named(text: string, item: Node): string | undefined {
  const parts = stringParts(item)
  return parts && textValue(text, parts)
}
