import {
  type Context,
  field,
  type Node,
  parentOf,
  placeAmong,
  sameNode,
  statementOf,
  statementsOf,
} from '#transform'

/** What a variable is given by the one assignment that it has; undefined where there are others. */
export function onlyValue(context: Context, name: Node): Node | undefined {
  const [binding, ...others] = name.type === 'identifier' ? context.module.bindingsOf(name) : []
  if (!binding || others.length > 0 || binding.kind !== 'assignment') return undefined
  return sameNode(field(binding.owner, 'left'), binding.node) ? field(binding.owner, 'right') : undefined
}

/** The value of a variable that the statement before the call assigns for it alone. */
export function justAssigned(context: Context, name: Node, call: Node): Node | undefined {
  const [binding, ...others] = context.module.bindingsOf(name)
  if (!binding || others.length > 0 || binding.kind !== 'assignment') return undefined
  const { owner } = binding
  const uses = context.module.names
    .loads(name.text)
    .filter(({ node }) => context.module.bindingsOf(node).includes(binding))
  const [assignment, use] = [statementOf(owner), statementOf(call)]
  const block = parentOf(use)
  if (uses.length !== 1 || !block || !sameNode(parentOf(assignment), block)) return undefined
  const all = statementsOf(block)
  return placeAmong(all, use) - placeAmong(all, assignment) === 1 &&
    sameNode(field(owner, 'left'), binding.node)
    ? field(owner, 'right')
    : undefined
}
