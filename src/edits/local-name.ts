import type { Node } from '../python/node.ts'
import { ancestorsOf, treeOf } from '../python/tree.ts'
import { BUILTINS } from '../semantics/builtins.ts'
import type { Module } from '../semantics/module.ts'
import type { Binding } from '../semantics/names.ts'
import { type Scope, scopeOf } from '../semantics/scopes.ts'
import type { ImportRequest } from './change.ts'
import { relies } from './guarded-import.ts'
import { readImport } from './import-list.ts'

/** What to write for something imported, and the import that this still needs. */
export interface LocalName {
  readonly name: string
  readonly request?: ImportRequest
}

/**
 * The name to write at `at` for `request.name` of `request.module` (or for the module itself): that of an import
 * which surely has run by then, as `cache` or `functools.cache`, else one to be imported, under an alias where
 * its own name is taken.
 * @returns undefined where no name is sure to mean it
 */
export function localNameFor(module: Module, request: ImportRequest, at: Node): LocalName | undefined {
  const wanted = request.alias ?? request.name ?? request.module
  if (module.name === request.module) return ownName(module, request, at)
  const existing = namesInUse(module, request).find((name) => isUsable(module, name, request, at))
  if (existing !== undefined) return { name: existing }
  if (request.name !== undefined) {
    const source = namesInUse(module, { module: request.module }).find((name) =>
      isUsable(module, name, { module: request.module }, at),
    )
    if (source !== undefined) return { name: `${source}.${request.name}` }
  }
  if (isFree(module, wanted, request, at)) return { name: wanted, request }
  // Where a package keeps it to itself is nothing to read.
  const shown = request.module.split('.').filter((part) => !part.startsWith('_'))
  const path = [...shown, request.name ?? ''].filter((part) => part !== '').join('_')
  for (const alias of [path, `_${path}`, `_${path}_`]) {
    if (alias === wanted || !isUnheardOf(module, alias)) continue
    return { name: alias, request: { ...request, alias } }
  }
  return undefined
}

/** A module does not import from itself; what it defines has its own name there. */
function ownName(module: Module, { module: path, name }: ImportRequest, at: Node): LocalName | undefined {
  return name !== undefined && module.visibleAs(name, at, `${path}.${name}`) ? { name } : undefined
}

/** The local names under which the text may have what is requested already. */
function namesInUse(module: Module, { module: path, name }: ImportRequest): string[] {
  const { text } = module.tree
  const target = name ?? path
  if (!text.includes(target)) return []
  const aliases = text.matchAll(new RegExp(`(?<![\\w.])${escaped(target)}\\s+as\\s+([^\\W\\d]\\w*)`, 'gu'))
  return [target, ...Array.from(aliases, (match) => match[1] ?? '')]
}

function escaped(name: string): string {
  return name.replace(/[.]/g, '\\.')
}

/** Whether `name` at `at` certainly is what is requested. */
function isUsable(module: Module, name: string, request: ImportRequest, at: Node): boolean {
  const resolution = module.names.resolve(name.split('.', 1)[0] ?? name, at)
  if (resolution.kind !== 'bound') return false
  const { bindings } = resolution
  return (
    bindings.every((binding) => agrees(module, binding, name, request)) &&
    bindings.some((binding) => imports(module, binding, name, request) && hasRun(module, binding, at))
  )
}

/** Whether the binding imports exactly what is requested. */
function imports(module: Module, binding: Binding, name: string, request: ImportRequest): boolean {
  const { imported } = binding
  if (!imported) return false
  if (request.name !== undefined) {
    const source = module.resolveRelative(imported.level, imported.module)
    return imported.name === request.name && source === request.module
  }
  if (imported.name !== undefined) {
    // `from os import path` is the module os.path.
    const source = module.resolveRelative(imported.level, imported.module)
    return source !== undefined && `${source}.${imported.name}` === request.module
  }
  if (name !== request.module || !name.includes('.')) return imported.module === request.module
  // `import a.b` binds a; only the statement tells that b is loaded, too.
  return readImport(binding.owner)?.items.some((item) => item.name === name && !item.alias) ?? false
}

/** Whether the binding leaves the name as what is requested: `import a` beside `import a.b` does. */
function agrees(module: Module, binding: Binding, name: string, request: ImportRequest): boolean {
  if (imports(module, binding, name, request)) return true
  const { imported } = binding
  return (
    request.name === undefined &&
    imported !== undefined &&
    imported.name === undefined &&
    name === request.module &&
    imported.module === (name.split('.', 1)[0] ?? name)
  )
}

/** Whether the import has happened when the code at `at` runs. */
function hasRun(module: Module, binding: Binding, at: Node): boolean {
  const isForCheckers = binding.context === 'type-checking'
  if (isForCheckers) return isNeverEvaluated(module, at)
  const index = placeOf(at)
  if (binding.context === 'try' && binding.scope.kind === 'module' && binding.contextNode)
    return binding.node.startIndex < index && relies(module, binding.contextNode, at)
  if (binding.context !== 'plain') return false
  if (binding.scope.kind !== 'module')
    return binding.node.startIndex < index && scopesAround(at).includes(binding.scope)
  return binding.node.startIndex < index || isInFunction(at)
}

/** The scope of a node, and those around the classes that it stands in: all run in one go. */
function scopesAround(at: Node): Scope[] {
  const scopes: Scope[] = []
  for (let scope: Scope | undefined = scopeOf(at); scope; scope = scope.parent) {
    scopes.push(scope)
    if (scope.kind !== 'class') break
  }
  return scopes
}

function isNeverEvaluated(module: Module, at: Node): boolean {
  return module.isStub || module.annotationOf(at)?.evaluation === 'never'
}

/** Where `at` is in the file; for a node of a string annotation that is where it is in the text, too. */
function placeOf(at: Node): number {
  return at.startIndex
}

/** Whether `at` is in the body of a function or lambda: that runs later than the code around it. */
function isInFunction(at: Node): boolean {
  let child = at
  for (const up of ancestorsOf(at)) {
    if (up.type === 'function_definition' && child.type === 'block') return true
    if (up.type === 'lambda' && child.type !== 'lambda_parameters') return true
    child = up
  }
  return false
}

/** Whether importing `name` at module level makes it mean what is requested at `at`, and changes nothing else. */
function isFree(module: Module, name: string, request: ImportRequest, at: Node): boolean {
  const { names } = module
  const root = name.split('.', 1)[0] ?? name
  const resolution = names.resolve(root, at)
  if (resolution.kind === 'uncertain' || (resolution.kind === 'bound' && resolution.scope.kind !== 'module'))
    return false
  const same = (binding: Binding) => agrees(module, binding, name, request)
  if (names.bindings(root).some((binding) => binding.scope.kind === 'module' && !same(binding))) return false
  // A star import may bring the name, or take it over; what is imported by name, too, is as sure as it was.
  const isThere = names.bindings(root).some(same)
  if (names.starImportsOf(root).length > 0 && !isThere) return false
  if (!isThere && module.handsOn(root, request)) return false
  return !BUILTINS.has(root) || isThere || names.loads(root).length === 0
}

/** Whether nothing in the file spells `name`. */
function isUnheardOf(module: Module, name: string): boolean {
  return !new RegExp(`(?<!\\w)${name}(?!\\w)`, 'u').test(treeOf(module.tree.root).text)
}
