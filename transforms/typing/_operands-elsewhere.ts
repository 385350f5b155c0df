import { type Binding, type Context, type Export, field } from '#transform'
import { bare } from './_chain.ts'
import { FACTORIES } from './_class-tables.ts'
import { mayBeNone } from './_may-be-none.ts'

/** Whether a file of the project defines the name. */
export function isInProject({ project }: Context, module: string, name: string): boolean {
  const found = project.resolveExport(module, name)
  return found !== undefined && !('external' in found)
}

/**
 * What the project's other files tell of the qualified name.
 * @param isEvaluated whether it may be evaluated here: not where only type checkers import it
 */
export function problemElsewhere(context: Context, name: string, isEvaluated: boolean): string | undefined {
  const dot = name.lastIndexOf('.')
  // What typing has needs no look at a file, even where the project is the standard library.
  if (dot <= 0 || /^(?:typing|typing_extensions|collections\.abc)\./.test(name)) return undefined
  const [module, last] = [name.slice(0, dot), name.slice(dot + 1)]
  const found = context.project.runtimeExports(module, last)
  if (isEvaluated && found.length === 0 && isInProject(context, module, last))
    return `${name} is imported for type checkers only, and what it is while code runs is not known`
  for (const one of found) {
    const problem = problemOfExport(context, name, one)
    if (problem) return problem
  }
  return undefined
}

function problemOfExport(context: Context, name: string, found: Export): string | undefined {
  if ('external' in found)
    return FACTORIES.has(found.external) ? `${name} is ${found.external}, a function` : undefined
  if (found.name === '') return `${name} is a module`
  const summary = context.project.summary(found.path)
  if (!summary) return undefined
  if (summary.functions.some((one) => one.name === found.name))
    return `${name} is a function, not a class (${found.path})`
  if (!summary.assigned.some((one) => one.name === found.name)) return undefined
  return problemOfAssigned(context, found.path, found.name)
}

/** A name that another file assigns: to an instance, a string, None? */
function problemOfAssigned(context: Context, path: string, name: string): string | undefined {
  const module = context.project.moduleAt(path, context.module.target)
  for (const binding of module?.names.bindings(name) ?? []) {
    if (binding.kind !== 'assignment' || binding.scope.kind !== 'module') continue
    const value = field(binding.owner, 'right')
    const here = value ? bare(value) : undefined
    if (!module || !here) continue
    if (mayBeNone(module, here)) return `${name} may be None, and None | None raises (${path})`
    if (
      /^(?:integer|float|string|concatenated_string|true|false|list|tuple|dictionary|set|lambda)$/.test(
        here.type,
      )
    )
      return `${name} is no class (${path})`
    if (here.type !== 'call') continue
    const callee = field(here, 'function')
    const made = callee?.type === 'identifier' ? module.bindingsOf(callee) : undefined
    if (made && made.length > 0 && made.every(({ kind }) => kind === 'class') && !hasMetaclass(made))
      return `${name} is an instance of ${callee?.text} (${path})`
  }
  return undefined
}

/** Calling a class gives an instance, unless it is a metaclass. */
export function hasMetaclass(bindings: readonly Binding[]): boolean {
  return bindings.some(({ owner }) => /\btype\b|Meta|Enum/.test(field(owner, 'superclasses')?.text ?? ''))
}
