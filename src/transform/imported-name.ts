import type { Node } from '../python/node.ts'
import type { Binding } from '../semantics/bindings.ts'
import type { Context } from './context.ts'
import { isChosen } from './fallbacks.ts'
import { isGone } from './package-release.ts'
import type { Renamed } from './rename-table.ts'

/**
 * The uses of an imported name, where they and the import can simply be called otherwise: nothing else has the new name, nobody
 * imports the old one from here, and no use is one branch of several.
 */
export function usesToRename(context: Context, binding: Binding, newer: string): readonly Node[] | undefined {
  const { module, project } = context
  const { names } = module
  const isTaken = names.bindings(newer).length + names.loads(newer).length > 0 || context.isBuiltin(newer)
  if (isTaken || names.bindings(binding.name).length > 1 || binding.context !== 'plain') return undefined
  if (module.isPackage || module.exports || project.namesUsedElsewhere(module.path, [binding.name]).size > 0)
    return undefined
  // What nothing binds has the name of what another function imports by mistake.
  const uses = names.loads(binding.name).flatMap(({ node }) => {
    const meant = names.resolve(binding.name, node)
    return meant.kind === 'bound' && meant.scope === binding.scope ? [node] : []
  })
  return uses.some(isChosen) ? undefined : uses
}

/** Whether others import the name from here: then it keeps its name here. */
export function keepsLocalName(
  context: Context,
  { adds }: Renamed,
  { name, context: circumstances }: Binding,
): boolean {
  const { module, project } = context
  if (adds !== undefined) return false
  if (circumstances !== 'plain' || module.names.bindings(name).length > 1) return false
  return module.inAll(name) || project.namesUsedElsewhere(module.path, [name]).size > 0
}

/**
 * Whether the import of a name that is gone would stay for the sake of others when nothing here uses it, and raise: it has to bring
 * the new name as the old one.
 */
export function staysImported(context: Context, { to, gone, adds }: Renamed, binding: Binding): boolean {
  const { module, project } = context
  const { name, scope, imported } = binding
  if (!isGone(context, gone) || adds !== undefined || to.startsWith('builtins.')) return false
  if (imported?.name === undefined || scope.kind !== 'module' || binding.context !== 'plain') return false
  if (module.names.bindings(name).length > 1 || module.isStub) return false
  return (
    module.isPackage ||
    module.exports?.isDynamic === true ||
    module.inAll(name) ||
    project.namesUsedElsewhere(module.path, [name]).size > 0
  )
}

/** Whether the name is what a `try` would import if it were still there: then the import falls back to something older yet. */
export function isLostTry(context: Context, { gone, differs }: Renamed, binding: Binding): boolean {
  return binding.context === 'try' && differs === undefined && isGone(context, gone)
}

/** Leaves a name alone that is imported under a condition, or bound twice. */
export function checkImport(context: Context, { name, scope, context: circumstances }: Binding): void {
  if (circumstances !== 'plain' && circumstances !== 'type-checking')
    context.skip(`${name} is imported under a condition: keep the branch for the newer Python`)
  if (context.module.names.bindings(name).filter((one) => one.scope === scope).length > 1)
    context.skip(`${name} is bound twice`)
}

/** What an import binds to the name at `local`. */
export function bindingAt(context: Context, local: Node): Binding | undefined {
  return context.module.names.bindings(local.text).find(({ node }) => node.startIndex === local.startIndex)
}
