import { type Context, defineTransform, field, type Node, parentOf, sameNode } from '#transform'

const MAKERS = /^asyncio\.(?:create_task|ensure_future|tasks\.(?:create_task|ensure_future))$/
const LOOPS = /^asyncio\.(?:get_running_loop|get_event_loop|new_event_loop)$/

export default defineTransform({
  summary: 'Report tasks that nothing keeps: they may be collected while they run',
  since: 'any',
  safety: 'report',
  sameAs: ['RUF006'],
  docs: 'https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task',
  query: '(call function: (_) @callee) @call',
  anchors: ['create_task', 'ensure_future'],
  rewrite({ callee, call }, context) {
    const text = callee.type === 'attribute' ? field(callee, 'attribute')?.text : callee.text
    if (
      !MAKERS.test(context.qualifiedName(callee) ?? '') &&
      !(text === 'create_task' && isOfLoop(context, callee))
    )
      return
    const statement = parentOf(withCallback(call))
    if (statement?.type === 'expression_statement' && statement.namedChildCount === 1)
      return context.report(
        'nothing keeps the task, and the loop holds it weakly: keep it until it is done, or use a TaskGroup',
        call,
      )
    const name = statement?.type === 'assignment' ? field(statement, 'left') : undefined
    if (name?.type === 'identifier' && isForgotten(context, name))
      context.report(
        `${name.text} is never read: the task may be collected when the function ends: await it, or keep it elsewhere`,
        call,
      )
  },
})

/** `task.add_done_callback(f)` gives nothing, and does not keep the task. */
function withCallback(call: Node): Node {
  const access = parentOf(call)
  const outer = access?.type === 'attribute' ? parentOf(access) : undefined
  const isCallback =
    access &&
    field(access, 'attribute')?.text === 'add_done_callback' &&
    sameNode(field(access, 'object'), call)
  return isCallback && outer?.type === 'call' ? outer : call
}

function isOfLoop(context: Context, callee: Node): boolean {
  const object = field(callee, 'object')
  const source = object && context.inference.valueOf(context.module, object)?.node
  const made = source?.type === 'call' ? source : object?.type === 'call' ? object : undefined
  const maker = made && field(made, 'function')
  if (maker && LOOPS.test(context.qualifiedName(maker) ?? '')) return true
  const type = object && context.typeOf(object)
  return type?.kind === 'instance' && type.of === 'asyncio.AbstractEventLoop'
}

/** Whether a name of a function is only assigned. */
function isForgotten(context: Context, name: Node): boolean {
  const bindings = context.module.bindingsOf(name)
  if (!bindings.length || bindings.some(({ scope }) => scope.kind !== 'function')) return false
  return !context.module.names
    .loads(name.text)
    .some(({ node }) => context.module.bindingsOf(node).some((one) => bindings.includes(one)))
}
