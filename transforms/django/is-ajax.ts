import {
  defineTransform,
  field,
  hasRelease,
  isDefinedInProject,
  isPath,
  type Node,
  parentOf,
  spellingsOf,
} from '#transform'
import { leaveChosen } from './_chosen.ts'
import { django } from './_releases.ts'

/** Where a comparison needs no parentheses. */
const BARE =
  /^(?:argument_list|assert_statement|assignment|block|boolean_operator|conditional_expression|elif_clause|expression_list|expression_statement|if_clause|if_statement|keyword_argument|lambda|list|not_operator|pair|parenthesized_expression|return_statement|tuple|while_statement|yield)$/

export default defineTransform({
  summary: 'Ask for the header that is_ajax of a request asked for',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.djangoproject.com/en/stable/releases/3.1/#id2',
  query: `
    (call
      function: (attribute object: (_) @request attribute: (identifier) @method)
      arguments: (argument_list . "(" . ")" .)) @call`,
  anchors: ['is_ajax'],
  projectNeeds: ['django'],
  searches: spellingsOf('is_ajax'),
  drops: ['names', 'negations'],
  rewrite({ request, method, call }, context) {
    if (method.text !== 'is_ajax') return
    const name = request.type === 'attribute' ? field(request, 'attribute')?.text : request.text
    if (!isPath(request) || !/(?:^|_)(?:request|req)$/.test(name ?? '')) return
    if (isDefinedInProject(context, 'is_ajax'))
      return context.skip('the project has an is_ajax of its own: see which one is meant')
    leaveChosen(context, call)
    context.review(`${request.text} is not certain to be a request of Django`)
    const header = hasRelease(context, django('2.2'))
      ? `${request.text}.headers.get('X-Requested-With')`
      : `${request.text}.META.get('HTTP_X_REQUESTED_WITH')`
    const parent = parentOf(call)
    if (parent?.type === 'not_operator') {
      context.replace(parent, bare(parent, `${header} != 'XMLHttpRequest'`))
      return
    }
    context.replace(call, bare(call, `${header} == 'XMLHttpRequest'`))
  },
})

function bare(node: Node, comparison: string): string {
  const parent = parentOf(node)
  return parent && BARE.test(parent.type) ? comparison : `(${comparison})`
}
