import {
  ancestorsOf,
  type Context,
  decoratorsOf,
  defineTransform,
  enclosingClass,
  field,
  functionAround,
  isTestFile,
  mayFailOnPurpose,
  type Node,
  parentOf,
} from '#transform'

export default defineTransform({
  summary: 'Report coroutines that are called and never awaited, so that they do not run',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/asyncio-dev.html#detect-never-awaited-coroutines',
  query: '(expression_statement . (call function: [(identifier) (attribute)] @callee) @call .)',
  anchors: ['('],
  needs: /\basync\s+def\b/,
  rewrite({ callee, call }, context) {
    if (!callee || !call) return
    const definition = callee.type === 'identifier' ? ofName(context, callee) : ofSelf(context, callee)
    if (!definition || !isCoroutine(definition) || mayFailOnPurpose(call)) return
    if (
      isTestFile(context.module.path) &&
      [...ancestorsOf(call)].some(({ type }) => type === 'with_statement')
    )
      return
    context.report(`${callee.text} is a coroutine, which does not run until it is awaited`, call)
  },
})

function ofName(context: Context, callee: Node): Node | undefined {
  const [binding, more] = context.module.bindingsOf(callee)
  return binding?.kind === 'function' && !more ? binding.owner : undefined
}

/** The method that `self.name` means; a subclass would have to make it something else altogether. */
function ofSelf(context: Context, callee: Node): Node | undefined {
  const [object, name] = [field(callee, 'object'), field(callee, 'attribute')]
  const method = functionAround(callee)
  const around = method && enclosingClass(method)
  const [self] = field(method ?? callee, 'parameters')?.namedChildren ?? []
  if (!object || !name || !around || object.type !== 'identifier' || self?.text !== object.text)
    return undefined
  const own = context.module.names
    .bindings(name.text)
    .filter(({ scope }) => scope.node.id === around.id && scope.kind === 'class')
  const isSet = new RegExp(`\\b${object.text}\\.${name.text}\\s*=(?!=)`).test(around.text)
  return own.length === 1 && own[0]?.kind === 'function' && !isSet ? own[0].owner : undefined
}

/** Whether calling it makes a coroutine and does nothing else. */
function isCoroutine(definition: Node): boolean {
  const isAsync = definition.children.some(({ type }) => type === 'async')
  return (
    isAsync && decoratorsOf(definition).length === 0 && parentOf(definition)?.type !== 'decorated_definition'
  )
}
