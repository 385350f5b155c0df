import { ancestorsOf, type Context, field, type Node, scopeOf } from '#transform'

/** The names of a loop's target; undefined where it is more than a name or names in a row. */
export function namesIn(node: Node): string[] | undefined {
  if (node.type === 'identifier') return [node.text]
  return node.namedChildren.every(({ type }) => type === 'identifier')
    ? node.namedChildren.map(({ text }) => text)
    : undefined
}

/** A loop leaves its names bound; what it is replaced by does not: skips the site where they are used elsewhere. */
export function heedUses(names: readonly string[], loop: Node, context: Context): void {
  const scope = scopeOf(loop)
  for (const name of names) {
    const bindings = context.module.names.bindings(name).filter((one) => one.scope === scope)
    if (bindings.length === 0) context.skip(`${name} is not local to the function`)
    for (const { node } of context.module.names.loads(name)) {
      const isInside = node.startIndex >= loop.startIndex && node.endIndex <= loop.endIndex
      if (isInside || isOfAnotherLoop(node, name)) continue
      if (context.module.bindingsOf(node).some((one) => bindings.includes(one)))
        context.skip(`${name} is used outside of the loop, too`)
    }
  }
}

/** Whether a load is in the body of a loop over that name. */
function isOfAnotherLoop(node: Node, name: string): boolean {
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition') return false
    if (up.type !== 'for_statement') continue
    const left = field(up, 'left')
    const body = field(up, 'body')
    if (left && namesIn(left)?.includes(name) && body && node.startIndex >= body.startIndex) return true
  }
  return false
}
