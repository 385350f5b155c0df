import type { Module, Node } from '#transform'

/** What a node surely means, also through `info = sys.version_info`. */
export function nameOf(node: Node, module: Module): string | undefined {
  const found = module.qualify(node)
  if (found.kind === 'certain') return found.name
  if (found.kind === 'unknown') return undefined
  const root = /^(?:attribute)$/.test(node.type) ? node.descendantsOfType('identifier')[0] : node
  // Before a `del` a name means what it was bound to; behind it there is none.
  const [binding, ...others] = root ? module.bindingsOf(root).filter(({ kind }) => kind !== 'delete') : []
  if (binding?.kind === 'import' && binding.context === 'plain' && others.length === 0)
    return found.candidates[0]
  if (node.type !== 'identifier') return undefined
  const isAlias = binding?.kind === 'assignment' && binding.context === 'plain' && others.length === 0
  return isAlias && binding.scope.kind === 'module' ? found.candidates[0] : undefined
}
