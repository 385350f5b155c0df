import {
  alignedLines,
  argumentsOf,
  type Context,
  defineTransform,
  type Edit,
  field,
  functionAround,
  hasSplat,
  isPath,
  keywordArgument,
  type Node,
  removeArguments,
} from '#transform'
import { leaveChosen } from './_chosen.ts'

const CONTEXT_CLASSES = ['django.template.RequestContext', 'django.template.context.RequestContext']

export default defineTransform({
  summary: 'Use render, which takes the request, instead of render_to_response',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/releases/3.0/#features-removed-in-3-0',
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  where: { callee: 'django.shortcuts.render_to_response' },
  projectNeeds: ['django'],
  drops: ['names'],
  rewrite({ callee, list, call }, context) {
    const args = argumentsOf(call)
    const [template] = args
    if (!template || hasSplat(args))
      return context.skip('render takes the request first: write the call anew')
    const places = args.filter(({ type }) => type !== 'keyword_argument')
    const instance = keywordArgument(args, 'context_instance')
    const third = places[2]
    const given = instance ? field(instance, 'value') : third
    const request = given && requestOf(context, given)
    const edits: Edit[] = []
    if (given) {
      const removed = request && removeArguments(context.text, call, [instance ?? given])
      if (!request || !removed || places.length > 3)
        return context.skip('render makes the context of a request itself: write the call anew')
      edits.push(...removed)
    }
    leaveChosen(context, call)
    const type = keywordArgument(args, 'mimetype')
    const keyword = type && field(type, 'name')
    if (keyword) context.replace(keyword, 'content_type')
    const local = request ?? parameterOf(context, call)
    if (local === undefined) return context.skip('no request is at hand here: pass one to render')
    if (!request) context.review('context processors run for it from now on')
    context.insert(list.startIndex + 1, leading(context, list, template, local))
    const last = callee.type === 'attribute' ? field(callee, 'attribute') : undefined
    const name = last ? 'render' : context.import('django.shortcuts', 'render', callee)
    context.replace(last ?? callee, name)
    // Lines that are aligned with the bracket move with it, where they stay.
    const moved = alignedLines(context, last ?? callee, (last ?? callee).text.length - name.length)
    context.edit([
      ...edits,
      ...moved.filter((one) => !edits.some(({ start, end }) => one.start >= start && one.end <= end)),
    ])
  },
})

/** The request of `RequestContext(request)`, where nothing else is handed to it. */
function requestOf(context: Context, value: Node): string | undefined {
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  if (!callee || !CONTEXT_CLASSES.includes(context.qualifiedName(callee) ?? '')) return undefined
  const [request, ...others] = argumentsOf(value)
  return request && others.length === 0 && isPath(request) ? request.text : undefined
}

/** What the view is handed the request as: `request`, or `self.request` in a method that has none. */
function parameterOf(context: Context, call: Node): string | undefined {
  const view = functionAround(call)
  const parameters = view?.type === 'function_definition' ? field(view, 'parameters') : undefined
  const names = parameters?.namedChildren.map((one) => (field(one, 'name') ?? one).text) ?? []
  if (!names.slice(0, 2).includes('request')) return undefined
  const isOnce = context.module.names.bindings('request').every(({ kind }) => kind === 'parameter')
  return isOnce ? 'request' : undefined
}

/** The request, in front of the template as that stands. */
function leading({ text }: Context, list: Node, template: Node, request: string): string {
  const gap = text.slice(list.startIndex + 1, template.startIndex)
  return /^\s*$/.test(gap) ? `${gap}${request},${gap.includes('\n') ? '' : ' '}` : `${request}, `
}
