import { type Node, type Scope, scopeOf } from '#transform'

/** The `async def` whose body runs the code at `node`; undefined in other functions, lambdas and generator expressions in it. */
export function coroutineAround(node: Node): Node | undefined {
  let scope: Scope | undefined = scopeOf(node)
  // Comprehensions run where they stand, generators when somebody asks them.
  while (scope?.kind === 'comprehension' && scope.node.type !== 'generator_expression') scope = scope.parent
  const owner = scope?.kind === 'function' ? scope.node : undefined
  return owner && isCoroutine(owner) ? owner : undefined
}

/** Whether a def is `async`. */
export function isCoroutine(definition: Node): boolean {
  return definition.firstChild?.type === 'async'
}
