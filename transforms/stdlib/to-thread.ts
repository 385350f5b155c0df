import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  leaveFallbacks,
  type Node,
  parentOf,
  removeStatement,
} from '#transform'

const LOOPS = /^asyncio\.get_(?:running|event)_loop$/

export default defineTransform({
  summary: 'Replace await loop.run_in_executor(None, f) with await asyncio.to_thread(f)',
  since: '3.9',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread',
  drops: ['names', 'statements'],
  query: `
    (await (call
      function: (attribute object: (_) @loop attribute: (identifier) @method) @callee
      arguments: (argument_list)) @call)`,
  anchors: ['run_in_executor'],
  rewrite({ loop, method, callee, call }, context) {
    const [executor, work, ...rest] = argumentsOf(call)
    if (method.text !== 'run_in_executor' || executor?.type !== 'none' || !work) return
    const assignment = loop.type === 'identifier' ? assignmentOf(context, loop) : undefined
    const source = assignment ? field(assignment, 'right') : loop
    const getter = source?.type === 'call' ? field(source, 'function') : undefined
    if (!getter || !LOOPS.test(context.qualifiedName(getter) ?? ''))
      return context.skip('the loop may be another one than the one that runs')
    leaveFallbacks(context, callee)
    if (hasSplat([work])) return
    context.review('the function runs with the context variables of the caller')
    context.replace(callee, context.import('asyncio', 'to_thread', callee))
    // Partial was there because run_in_executor takes no keywords.
    const partial = work.type === 'call' && rest.length === 0 ? field(work, 'function') : undefined
    const inner = work.type === 'call' ? argumentsOf(work) : []
    const [first] = inner
    const last = inner.at(-1)
    if (partial && context.qualifiedName(partial) === 'functools.partial' && first && last) {
      context.replace({ start: executor.startIndex, end: first.startIndex }, '')
      context.replace({ start: last.endIndex, end: work.endIndex }, '')
    } else context.remove({ start: executor.startIndex, end: work.startIndex })
    if (assignment) dropUnused(context, loop, assignment)
  },
})

/** The one assignment that gives the variable its value. */
function assignmentOf(context: Context, name: Node): Node | undefined {
  const [binding, ...others] = context.module.bindingsOf(name)
  return binding?.kind === 'assignment' && others.length === 0 && binding.context === 'plain'
    ? binding.owner
    : undefined
}

/** Takes the variable's assignment away, too, when nothing else reads it. */
function dropUnused(context: Context, name: Node, assignment: Node): void {
  const { names, tree } = context.module
  const target = field(assignment, 'left')
  const uses = names
    .loads(name.text)
    .filter(({ node }) => context.module.bindingsOf(node).some(({ node: own }) => own.id === target?.id))
  const statement = parentOf(assignment)
  if (uses.length !== 1 || statement?.type !== 'expression_statement') return
  const removal = removeStatement(tree, statement)
  if (removal && removal.droppedComments.length === 0) context.edit(removal.edits)
}
