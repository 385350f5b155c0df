import {
  type Context,
  commentsIn,
  decoratorExpressions,
  defineTransform,
  functionAround,
  type Node,
  ownNodes,
  removeDecorator,
  sameNode,
  statementsOf,
} from '#transform'
import { leaveChosen } from './_chosen.ts'

export default defineTransform({
  summary: 'Call reverse in place of the decorator permalink, which did that with what is returned',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/releases/2.1/#features-removed-in-2-1',
  query: `
    (decorated_definition
      (decorator (_) @name) @decorator
      definition: (function_definition body: (block) @body) @function)`,
  where: { name: ['django.db.models.permalink', 'django.db.models.base.permalink'] },
  projectNeeds: ['django'],
  drops: ['names', 'constants'],
  rewrite({ name, decorator, function: definition, body }, context) {
    leaveChosen(context, name)
    const last = decoratorExpressions(definition).at(-1)
    if (!last || !sameNode(last, name))
      context.skip('another decorator gets what the function returns: see what it makes of it')
    if (/^async\b/.test(definition.text)) context.skip('what it returns is a coroutine')
    const end = statementsOf(body).at(-1)
    if (end?.type !== 'return_statement' && end?.type !== 'raise_statement')
      context.skip('the function may end without a return: write reverse by hand')
    const returns = ownNodes(definition, ['return_statement']).filter((one) =>
      sameNode(functionAround(one), definition),
    )
    for (const statement of returns) callReverse(context, statement)
    const removal = removeDecorator(context.module.tree, decorator)
    context.carryOut(removal ?? context.skip('a comment stands beside the decorator'))
  },
})

/** `return ('name', args, kwargs)` as `return reverse('name', args=args, kwargs=kwargs)`. */
function callReverse(context: Context, statement: Node): void {
  const value = statement.namedChildren.find(({ type }) => type !== 'comment')
  const parts = value?.namedChildren.filter(({ type }) => type !== 'comment') ?? []
  const [view, args, kwargs, more] = parts
  if (!value || !/^(?:tuple|expression_list)$/.test(value.type) || !view || more || hasStar(parts))
    context.skip('what it returns is no tuple of a view, arguments and keywords: write reverse by hand')
  const { text, module } = context
  // The same function, which renamed-names imports from django.urls.
  const isOld = module.visibleAs('reverse', value, 'django.core.urlresolvers.reverse')
  const reverse = isOld ? 'reverse' : context.import('django.urls', 'reverse', value)
  if (value.type === 'tuple') context.insert(value.startIndex, reverse)
  else {
    context.insert(value.startIndex, `${reverse}(`)
    context.insert(value.endIndex, ')')
  }
  const kept = [args, kwargs].map((part) => (part && !isNothing(part) ? part : undefined))
  const [positional, named] = kept
  if (positional) context.insert(positional.startIndex, 'args=')
  if (named) context.insert(named.startIndex, 'kwargs=')
  const last = named ?? positional ?? view
  const gone =
    args && named && !positional
      ? { start: args.startIndex, end: named.startIndex }
      : { start: last.endIndex, end: parts.at(-1)?.endIndex ?? last.endIndex }
  if (commentsIn(module.tree, gone).length > 0) context.skip('a comment stands between the arguments')
  if (gone.start < gone.end) context.remove(gone)
  // `('name',)`
  const comma = /^\s*,\s*(?=\))/.exec(text.slice(view.endIndex))
  if (parts.length === 1 && comma)
    context.remove({ start: view.endIndex, end: view.endIndex + comma[0].length })
}

const isNothing = ({ text }: Node) => /^(?:\(\s*\)|\[\s*\]|\{\s*\}|None)$/.test(text)
const hasStar = (parts: readonly Node[]) => parts.some(({ type }) => type.endsWith('_splat'))
