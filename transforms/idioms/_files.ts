import { type Context, field, type Node } from '#transform'

/** Whether a name surely is a file that a `with` statement of this scope opened. */
export function isOpenFile(context: Context, node: Node): boolean {
  if (node.type !== 'identifier') return false
  const bindings = context.module.bindingsOf(node)
  return (
    bindings.length > 0 && bindings.every(({ kind, owner }) => kind === 'with' && isOpened(context, owner))
  )
}

function isOpened(context: Context, item: Node): boolean {
  const call = field(item, 'value')?.firstNamedChild
  return call?.type === 'call' && opensFile(context, call)
}

/** Whether a call surely opens a file: `open(…)` or `Path(…).open(…)`. */
export function opensFile(context: Context, call: Node): boolean {
  const callee = field(call, 'function')
  const name = callee && context.qualifiedName(callee)
  if (name === 'builtins.open' || name === 'io.open') return true
  const made = callee && field(callee, 'object')
  const maker = made?.type === 'call' ? field(made, 'function') : undefined
  return (
    callee !== undefined &&
    field(callee, 'attribute')?.text === 'open' &&
    maker !== undefined &&
    context.qualifiedName(maker) === 'pathlib.Path'
  )
}

/** Uses of what the name means here, other than this one. */
export function otherUses(context: Context, name: Node): Node[] {
  const bindings = context.module.bindingsOf(name)
  return context.module.names
    .loads(name.text)
    .map(({ node }) => node)
    .filter(
      (node) =>
        node.startIndex !== name.startIndex &&
        context.module.bindingsOf(node).some((one) => bindings.includes(one)),
    )
}
