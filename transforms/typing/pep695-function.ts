import {
  ancestorsOf,
  type Context,
  classAround,
  defineTransform,
  field,
  futureAnnotations,
  type Node,
  SkipSite,
  treeOf,
} from '#transform'
import { ANY_STR, declaration, MAKERS, ownerAround, type TypeVariable, variablesIn } from './_typevars.ts'

export default defineTransform({
  summary: 'Declare the type parameters of functions in their header',
  since: '3.12',
  safety: 'review',
  sameAs: ['UP047'],
  docs: 'https://peps.python.org/pep-0695/',
  // The variable is looked for, not the function: few files make some, and all have functions.
  drops: ['names', 'constants', 'statements'],
  query: `
    (assignment left: (identifier) @name right: (call function: (_) @callee)) @assignment
    (identifier) @use`,
  where: { callee: MAKERS, use: ANY_STR },
  anchors: ['TypeVar', 'ParamSpec', 'TypeVarTuple', 'AnyStr'],
  rewrite({ name: made, use }, context) {
    const name = made ?? (use && importOf(context, use))
    if (!name || !context.targets('3.12')) return
    const reasons = new Map<string, string[]>()
    let isChanged = false
    for (const definition of functionsOf(context, name))
      try {
        const list = parametersOf(context, definition, name.text)
        const own = field(definition, 'name')
        if (!list || !own) continue
        context.insert(own.endIndex, `[${list.join(', ')}]`)
        isChanged = true
      } catch (error) {
        if (!(error instanceof SkipSite)) throw error
        const names = reasons.get(error.reason) ?? []
        reasons.set(error.reason, [...names, field(definition, 'name')?.text ?? ''])
      }
    const told = [...reasons].map(([reason, names]) => `${[...new Set(names)].join(', ')}: ${reason}`)
    if (!isChanged && told.length > 0) context.skip(told.join('; '))
    const notes = ['type parameters are another object than the TypeVar of the module']
    if (futureAnnotations(context.module) && !context.targets('3.13'))
      notes.push('typing.get_type_hints() finds them in string annotations from Python 3.13 on')
    if (isChanged) context.review(notes.join('; '))
  },
})

/** The name as it is imported, for the first of its uses. */
function importOf({ module }: Context, use: Node): Node | undefined {
  const [binding] = module.bindingsOf(use)
  const first = module.names
    .loads(use.text)
    .find(({ node }) => module.bindingsOf(node)[0]?.node.id === binding?.node.id)
  return first?.node.id === use.id ? binding?.node : undefined
}

/** The functions that have the variable in their header, and no type parameters yet. */
function functionsOf({ module }: Context, name: Node): Node[] {
  const found = new Map<number, Node>()
  for (const { node } of module.names.loads(name.text)) {
    if (!module.bindingsOf(node).some((binding) => binding.node.id === name.id)) continue
    for (const up of ancestorsOf(node)) {
      if (up.type === 'block' || up.type === 'class_definition') break
      if (up.type !== 'function_definition') continue
      if (!field(up, 'type_parameters')) found.set(up.startIndex, up)
      break
    }
  }
  return [...found.values()]
}

/** What to declare; undefined where another variable comes first, with which the function is dealt. */
function parametersOf(context: Context, definition: Node, first: string): string[] | undefined {
  const parameters = field(definition, 'parameters')
  const returns = field(definition, 'return_type')
  const inside = variablesOf(
    context,
    definition,
    parameters?.namedChildren.map((one) => field(one, 'type')) ?? [],
  )
  const all = [...inside, ...variablesOf(context, definition, [returns])]
  const found = new Map<string, TypeVariable>()
  for (const { node, variable } of all) {
    if (variable === 'foreign')
      return context.skip(`${node.text} is no type variable that this file makes once`)
    if (treeOf(node).host && !context.targets('3.13'))
      context.skip(`typing.get_type_hints() finds ${node.text} in a string from Python 3.13 on`)
    found.set(variable.name, variable)
  }
  if ([...found.keys()][0] !== first) return undefined
  const receiver = parameters?.firstNamedChild
  const isReceiver = receiver?.type === 'typed_parameter' && classAround(definition) !== undefined
  if (isReceiver && /^(?:self|cls)$/.test(receiver.firstNamedChild?.text ?? ''))
    context.skip('the type of self is what Self is for')
  for (const variable of found.keys())
    if (!inside.some(({ node }) => node.text === variable))
      context.skip(`${variable} is in the return type only, and belongs to what is returned`)
  return [...found.values()].map((variable) => declaration(context, variable, definition))
}

/** The variables in annotations that are the function's own: not those of a class or function around. */
function variablesOf(context: Context, definition: Node, annotations: readonly (Node | undefined)[]) {
  return annotations
    .flatMap((annotation) => (annotation ? variablesIn(context, annotation) : []))
    .filter(({ node }) => !ownerAround(context, definition, node.text))
}
