import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { field, type Node } from '../../src/python/node.ts'
import type { Module } from '../../src/semantics/module.ts'
import { isMisreadName, roleOf } from '../../src/semantics/roles.ts'
import { type Scope, scopeOf, scopeOpenedBy, typeParameterScope } from '../../src/semantics/scopes.ts'

/** A scope as CPython sees it: its names are local to it, free (of a function around it) or global. */
export interface Table {
  readonly kind: string
  readonly name: string
  readonly line: number
  readonly names: Record<string, 'local' | 'free' | 'global'>
}

/** An interpreter of one of the minor versions, the first that is found: on PATH, or among pyenv's versions. */
export function findPython(minors: readonly number[]): string | undefined {
  const pyenv = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions')
  const installed = existsSync(pyenv) ? readdirSync(pyenv) : []
  for (const minor of minors) {
    const own = installed.find((version) => version.startsWith(`3.${minor}.`))
    if (own && existsSync(join(pyenv, own, 'bin', 'python'))) return join(pyenv, own, 'bin', 'python')
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const candidate = join(folder, `python3.${minor}`)
      if (folder !== '' && !folder.endsWith('shims') && existsSync(candidate)) return candidate
    }
  }
  return undefined
}

/** The tables of each source; null for one that Python rejects. */
export function tablesOf(python: string, sources: readonly string[]): (Table[] | null)[] {
  const script = fileURLToPath(new URL('symtable.py', import.meta.url))
  const output = execFileSync(python, ['-I', '-S', script], {
    input: JSON.stringify(sources),
    maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return JSON.parse(output.toString('utf8'))
}

/** Names that CPython adds by itself. */
const IMPLICIT = new Set([
  '.0',
  '__class__',
  '__classdict__',
  '__conditional_annotations__',
  '.type_params',
  '.generic_base',
  '.defaults',
  '.kwdefaults',
  '__type_params__',
])

/** One line for each name that the module classifies in another way than CPython does. */
export function differences(module: Module, tables: readonly Table[]): string[] {
  const ours = scopesOf(module)
  const found: string[] = []
  const theirs = new Map<string, Table[]>()
  for (const table of tables) push(theirs, keyOf(table.kind, table.name, table.line), table)
  for (const [key, group] of theirs) {
    const scopes = ours.get(key) ?? []
    if (scopes.length !== group.length) {
      found.push(`${key}: ${scopes.length} scopes, CPython has ${group.length}`)
      continue
    }
    // Several on one line are compared as a whole: the order in which CPython visits them is its own.
    const expected = group.flatMap((table) =>
      Object.entries(table.names)
        .filter(([name]) => isCompared(module, table.kind, name))
        .map(([name, sort]) => `${name} ${sort}`),
    )
    const names = group.map((table) => Object.keys(table.names))
    const actual = matched(module, scopes, names)
    expected.sort()
    if (actual === undefined || actual.join() !== expected.join()) {
      const missing = expected.filter((entry) => !actual?.includes(entry))
      found.push(`${key}: CPython has ${missing.join(', ')}`)
    }
  }
  for (const key of ours.keys()) if (!theirs.has(key)) found.push(`${key}: not a scope of CPython`)
  return [...found, ...occurrenceDifferences(module, ours, theirs)]
}

/** Names that we find in a scope and CPython does not, and the other way around, where a line has one such scope. */
function occurrenceDifferences(
  module: Module,
  ours: ReadonlyMap<string, Scope[]>,
  theirs: ReadonlyMap<string, Table[]>,
): string[] {
  const namesIn = new Map<Scope, Set<string>>()
  for (const node of module.tree.root.descendantsOfType(['identifier', 'type', 'print'])) {
    if (node.type !== 'identifier' && !isMisreadName(node)) continue
    const role = roleOf(node)
    if (!role) continue
    const isParameter = role.role === 'bind' && role.kind === 'parameter'
    const isTypeParameter = role.role === 'bind' && role.kind === 'type-parameter'
    const scope = isParameter
      ? scopeOpenedBy(role.owner)
      : isTypeParameter
        ? typeParameterScope(role.owner)
        : scopeOf(node)
    if (!scope) continue
    const names = namesIn.get(scope) ?? new Set<string>()
    namesIn.set(scope, names.add(node.text.normalize('NFKC')))
  }
  const found: string[] = []
  for (const [key, [scope, ...more]] of ours) {
    const table = theirs.get(key)?.[0]
    if (!scope || !table || more.length > 0) continue
    const names = namesIn.get(scope) ?? new Set<string>()
    for (const name of names) {
      const isThere = name in table.names || name.startsWith('__') || hasFutureAnnotations(module)
      if (!isThere) found.push(`${key}: ${name} is no name for CPython`)
    }
    for (const [name, sort] of Object.entries(table.names)) {
      // Free names may only pass through to a scope within; a walrus is bound outside of its comprehension.
      if (sort === 'free' || !isCompared(module, scope.kind, name) || name === '_') continue
      if (!names.has(name) && !passesThrough(module, name, scope)) found.push(`${key}: ${name} was not found`)
    }
  }
  return found
}

function hasFutureAnnotations(module: Module): boolean {
  return module.tree.text.includes('import annotations')
}

function passesThrough(module: Module, name: string, scope: Scope): boolean {
  return module.names
    .occurrences(name)
    .some(({ binding, scope: at }) => binding?.kind === 'walrus' && at === scope)
}

function matched(module: Module, scopes: readonly Scope[], names: readonly string[][]): string[] | undefined {
  const [scope] = scopes
  const [only] = names
  if (!scope || !only) return undefined
  const entries = (of: Scope, list: readonly string[]) =>
    list
      .filter((name) => isCompared(module, of.kind, name))
      .map((name) => `${name} ${sortOf(module, name, of)}`)
  if (scopes.length === 1) return entries(scope, only).sort()
  // Pair each set of names with the scope in which exactly these occur.
  const left = [...scopes]
  const all: string[] = []
  for (const list of names) {
    const wanted = list.filter((name) => !IMPLICIT.has(name) && !isMangled(name))
    const index = left.findIndex((candidate) => wanted.every((name) => occursIn(module, name, candidate)))
    const [scope] = index < 0 ? left.splice(0, 1) : left.splice(index, 1)
    if (scope) all.push(...entries(scope, list))
  }
  return all.sort()
}

function occursIn(module: Module, name: string, scope: Scope): boolean {
  return module.names.occurrences(name).some((occurrence) => {
    for (let here: Scope | undefined = occurrence.scope; here; here = here.parent)
      if (here === scope) return true
    return false
  })
}

function sortOf(module: Module, name: string, scope: Scope): string {
  const resolution = module.names.resolveIn(name, scope)
  if (resolution.kind !== 'bound') return 'global'
  if (resolution.scope === scope) return 'local'
  return resolution.scope.kind === 'module' ? 'global' : 'free'
}

function isCompared(module: Module, kind: string, name: string): boolean {
  if (IMPLICIT.has(name) || isMangled(name)) return false
  // What functions bind with `global x` is not local to CPython's table of the module, but it is bound there.
  return kind !== 'module' || !module.names.occurrences(name).some(({ role }) => role === 'declare')
}

function isMangled(name: string): boolean {
  return /^_\w+__\w/.test(name) && !name.endsWith('__')
}

function scopesOf(module: Module): Map<string, Scope[]> {
  const kinds = [
    'module',
    'function_definition',
    'class_definition',
    'lambda',
    'list_comprehension',
    'set_comprehension',
    'dictionary_comprehension',
    'generator_expression',
    'type_alias_statement',
  ]
  const found = new Map<string, Scope[]>()
  const { root } = module.tree
  const nodes = [...root.descendantsOfType(kinds).filter((node) => node.isNamed)]
  for (const node of nodes) {
    for (const scope of [scopeOpenedBy(node), typeParameterScope(node)]) {
      if (scope) push(found, keyOf(scope.kind, nameOf(node), lineOf(node)), scope)
    }
  }
  return found
}

function lineOf(node: Node): number {
  // A generator as only argument has the call's parentheses.
  return node.type === 'module' ? 0 : node.startPosition.row + 1
}

const COMPREHENSION_NAMES: Record<string, string> = {
  list_comprehension: 'listcomp',
  set_comprehension: 'setcomp',
  dictionary_comprehension: 'dictcomp',
  generator_expression: 'genexpr',
  lambda: 'lambda',
  module: 'top',
}

function nameOf(node: Node): string {
  const known = COMPREHENSION_NAMES[node.type]
  if (known) return known
  if (node.type === 'type_alias_statement') {
    return field(node, 'left')?.descendantsOfType('identifier')[0]?.text ?? ''
  }
  return field(node, 'name')?.text ?? ''
}

function keyOf(kind: string, name: string, line: number): string {
  return `${kind} ${name} line ${line}`
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}
