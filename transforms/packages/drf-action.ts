import {
  argumentsOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  hasSplat,
  keywordArgument,
  leaveFallbacks,
  type Node,
  parentOf,
  reviewRelease,
  spanOf,
  stringParts,
  textValue,
} from '#transform'

const ROUTES = ['list_route', 'detail_route'].map((name) => `rest_framework.decorators.${name}`)

export default defineTransform({
  summary: 'Decorate the methods of viewsets with action(detail=False) for list_route and detail_route',
  since: 'any',
  safety: 'safe',
  docs: 'https://www.django-rest-framework.org/community/3.8-announcement/#deprecations',
  query: '(decorator (call function: (_) @callee arguments: (argument_list) @list) @call) @decorator',
  where: { callee: ROUTES },
  rewrite({ callee, list, call, decorator }, context) {
    leaveFallbacks(context, callee)
    const definition = parentOf(decorator)
    const method = definition && field(definition, 'definition')
    const name = method && field(method, 'name')?.text
    const args = argumentsOf(call)
    if (name === undefined || hasSplat(args)) return context.skip('what it is given is not written out')
    if (commentsIn(context.module.tree, spanOf(list)).length > 0)
      return context.skip('a comment stands between the arguments')
    const detail = context.qualifiedName(callee) === ROUTES[1] ? 'True' : 'False'
    // The name of the route was made of its path, and is made of the method's name now.
    const path = keywordArgument(args, 'url_path')
    const value = path && field(path, 'value')
    const text = value && textOf(context, value)
    if (value && !keywordArgument(args, 'url_name')) {
      if (text === undefined || text === '')
        return context.skip('the name of the route is made of its path, which is not written out')
      const quoted = value.text.replaceAll('_', '-')
      if (text.replaceAll('_', '-') !== name.replaceAll('_', '-'))
        context.insert(path.endIndex, `, url_name=${quoted}`)
    }
    reviewRelease(context, { package: 'djangorestframework', version: '3.8', given: 'none' })
    const last = field(callee, 'attribute')
    context.replace(
      last ?? callee,
      last ? 'action' : context.import('rest_framework.decorators', 'action', callee),
    )
    const [first] = args
    if (!first) return context.replace(list, `(detail=${detail})`)
    const isByPlace = first.type !== 'keyword_argument'
    if (isByPlace) context.insert(first.endIndex, `, detail=${detail}`)
    else context.insert(first.startIndex, `detail=${detail}, `)
  },
})

/** What a plain text of the file holds. */
function textOf({ text }: Context, value: Node): string | undefined {
  const parts = stringParts(value)
  return parts && textValue(text, parts)
}
