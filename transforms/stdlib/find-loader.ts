import {
  argumentsOf,
  defineTransform,
  leaveFallbacks,
  type Node,
  onlyTruthMatters,
  parentOf,
} from '#transform'

export default defineTransform({
  summary: 'Replace find_loader and get_loader, where only whether there is one is asked, with find_spec',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/importlib.html#importlib.util.find_spec',
  query: '(call function: (_) @callee) @call',
  where: { callee: ['importlib.find_loader', 'pkgutil.find_loader', 'pkgutil.get_loader'] },
  rewrite({ call, callee }, context) {
    leaveFallbacks(context, callee)
    const [name, ...others] = argumentsOf(call)
    if (!name || others.length > 0 || /_splat$/.test(name.type) || /fullname|module_or_name/.test(name.text))
      return context.skip('find_spec takes other arguments: rewrite the call')
    if (!asksWhether(call))
      return context.skip('the loader itself is used: it is the loader of find_spec(...)')
    if (context.qualifiedName(callee) === 'pkgutil.get_loader' && name.type !== 'string')
      return context.skip('get_loader may be given a module: find_spec takes its name')
    context.review('find_spec imports the packages above the module')
    context.replace(callee, `${context.import('importlib.util', undefined, callee)}.find_spec`)
  },
})

/** Whether nothing but the truth of the value, or whether it is None, matters. */
function asksWhether(call: Node): boolean {
  const parent = parentOf(call)
  if (parent?.type === 'comparison_operator')
    return /^\s*is\s+(?:not\s+)?None$/.test(parent.text.slice(call.endIndex - parent.startIndex))
  if (parent?.type === 'parenthesized_expression' || parent?.type === 'boolean_operator')
    return asksWhether(parent)
  if (parent?.type === 'argument_list') return /^bool ?\(/.test(parentOf(parent)?.text ?? '')
  return onlyTruthMatters(call)
}
