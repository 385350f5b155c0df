import type { Node } from '../python/node.ts'
import type { Context } from './context.ts'

/**
 * Whether the builtin would be meant everywhere if `statement` no longer imported `local`: nothing else binds the name,
 * and no other module takes it from here.
 */
export function isBuiltinWithout(context: Context, statement: Node, local: string): boolean {
  const { module, project } = context
  const { names, isPackage, path, exports } = module
  // What a class body binds is seen there only.
  const [binding, ...others] = names.bindings(local).filter(({ scope }) => scope.kind !== 'class')
  if (!binding || others.length > 0 || binding.owner.startIndex !== statement.startIndex) return false
  if (binding.context !== 'plain' || names.starImportsOf(local).length > 0) return false
  const isForOthers =
    isPackage ||
    exports?.isDynamic === true ||
    module.inAll(local) ||
    project.namesUsedElsewhere(path, [local]).has(local)
  return !isForOthers
}
