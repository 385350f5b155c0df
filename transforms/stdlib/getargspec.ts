import {
  type Context,
  defineTransform,
  field,
  leaveFallbacks,
  type Node,
  parentOf,
  sameNode,
} from '#transform'

const LONGER = 'getfullargspec gives seven values, not four'

export default defineTransform({
  summary: 'Replace inspect.getargspec with getfullargspec',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/library/inspect.html#inspect.getfullargspec',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'inspect.getargspec' },
  rewrite({ call, callee }, context) {
    leaveFallbacks(context, callee)
    const last = field(callee, 'attribute')
    if (last) context.replace(last, 'getfullargspec')
    else context.replace(callee, context.import('inspect', 'getfullargspec', callee))
    const parent = parentOf(call)
    if (parent?.type === 'assignment' && sameNode(field(parent, 'right'), call)) {
      const target = field(parent, 'left')
      if (target?.type === 'identifier') return renameUses(context, target)
    }
    if (!isSameInBoth(context, call)) return context.skip(LONGER)
  },
})

/** The uses of the variable that holds the result, which must be plain ones. */
function renameUses(context: Context, target: Node): void {
  const { names } = context.module
  const scope = names.bindings(target.text).find(({ node }) => sameNode(node, target))?.scope
  if (!scope || names.bindings(target.text).filter((one) => one.scope === scope).length > 1)
    context.skip(`${target.text} is bound again: ${LONGER}`)
  for (const { node } of names.loads(target.text)) {
    if (!context.module.bindingsOf(node).some((one) => sameNode(one.node, target))) continue
    if (!isSameInBoth(context, node)) context.skip(`${LONGER}: see how ${target.text} is used`)
  }
}

/** Whether the use of a result is the same for both; `keywords` is called `varkw` now, four values have to be cut out. */
function isSameInBoth(context: Context, result: Node): boolean {
  const parent = parentOf(result)
  if (parent?.type === 'attribute') {
    const name = field(parent, 'attribute')
    if (name?.text === 'keywords') context.replace(name, 'varkw')
    return (
      /^(?:args|varargs|keywords|defaults|count|index)$/.test(name?.text ?? '') &&
      !/^(?:count|index)$/.test(name?.text ?? '')
    )
  }
  if (parent?.type === 'subscript' && sameNode(field(parent, 'value'), result))
    return /\[\s*(?:[0-3]|:\s*[1-4]|[0-3]\s*:\s*[1-4])\s*\]$/.test(parent.text)
  const target = parent?.type === 'assignment' ? field(parent, 'left') : undefined
  const isUnpacked = target && /^(?:pattern_list|tuple_pattern|list_pattern)$/.test(target.type)
  if (isUnpacked && target.namedChildCount === 4 && !/[*]/.test(target.text)) {
    context.insert(result.endIndex, '[:4]')
    return true
  }
  return parent?.type === 'expression_statement'
}
