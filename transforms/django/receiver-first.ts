import {
  argumentsOf,
  commentsIn,
  defineTransform,
  field,
  indentOf,
  isFirstOnLine,
  lineEnd,
  type Node,
  newlineAt,
  sameNode,
} from '#transform'

/** What makes something else than a function of a function: a signal cannot be sent to it. */
const DESCRIPTORS = ['staticmethod', 'classmethod', 'property', 'functools.cached_property']

export default defineTransform({
  summary: 'Decorate with receiver last: signals reach what the other decorators make of the function',
  since: 'any',
  safety: 'review',
  sameAs: ['django-receiver-on-top'],
  docs: 'https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions',
  query: `
    (decorated_definition . (decorator)
      (decorator (call function: (_) @receiver)) @decorator definition: (function_definition)) @decorated`,
  where: { receiver: ['django.dispatch.receiver', 'django.dispatch.dispatcher.receiver'] },
  projectNeeds: ['django'],
  recipes: ['standards'],
  rewrite({ decorator, decorated }, context) {
    const all = decorated.namedChildren.filter(({ type }) => type === 'decorator')
    const isReceiver = (one: Node) => {
      const callee = calleeOf(one)
      return callee !== undefined && RECEIVER.test(context.qualifiedName(callee) ?? '')
    }
    const first = all.findIndex(isReceiver)
    const last = all.findLastIndex(isReceiver)
    // All of them are one change; those that are on top stay there.
    const lastOne = all[last]
    if (!lastOne || !sameNode(lastOne, decorator)) return
    const above = all.slice(0, last).filter((one) => !isReceiver(one))
    if (above.length === 0 || first < 0) return
    const names = above.map((one) => {
      const expression = calleeOf(one) ?? one.firstNamedChild
      return (expression && context.qualifiedName(expression)) ?? ''
    })
    if (names.some((name) => DESCRIPTORS.includes(name.replace(/^builtins\./, ''))))
      return context.skip('receiver would get no function there: connect the signal below the class')
    const { text } = context
    const [top, end] = [all[0], all[last]]
    if (!top || !end || all.some((one) => !isFirstOnLine(text, one.startIndex))) return
    if (
      commentsIn(context.module.tree, { start: top.startIndex, end: lineEnd(text, end.endIndex) }).length > 0
    )
      return context.skip('a comment stands among the decorators')
    const moved = [...all.slice(0, last + 1).filter(isReceiver), ...above]
    const gap = newlineAt(text, top.startIndex) + indentOf(text, top.startIndex)
    context.review(
      'the signal reaches what the decorators make of the function: see that it takes the arguments',
    )
    context.replace(
      { start: top.startIndex, end: end.endIndex },
      moved.map((one) => text.slice(one.startIndex, one.endIndex)).join(gap),
    )
  },
})

const RECEIVER = /^django\.dispatch\.(?:dispatcher\.)?receiver$/

function calleeOf(decorator: Node): Node | undefined {
  const call = decorator.firstNamedChild
  return call?.type === 'call' && argumentsOf(call).length > 0
    ? (field(call, 'function') ?? undefined)
    : undefined
}
