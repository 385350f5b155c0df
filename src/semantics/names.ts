import type { Node } from '../python/node.ts'
import { parentOf, type SyntaxTree } from '../python/tree.ts'
import { type Binding, SiteBinding } from './bindings.ts'
import { BUILTINS, MODULE_ATTRIBUTES } from './builtins.ts'
import { isMisreadName, type Role, roleOf } from './roles.ts'
import { type Scope, scopeOf, scopeOpenedBy, typeParameterScope, withoutComprehensions } from './scopes.ts'
import { mayBind, mayHavePatterns, spellingVariants, wordsIn } from './words.ts'

export type { Binding, BindingContext, Imported } from './bindings.ts'
export type { BindingKind } from './roles.ts'

/** One identifier that spells a name. An augmented assignment is a `bind` that also reads. */
export interface Occurrence {
  readonly node: Node
  readonly role: 'load' | 'bind' | 'delete' | 'declare'
  /** The scope that a load is evaluated in, and the one that a binding binds in. */
  readonly scope: Scope
  readonly binding?: Binding
}

/** What a name means at a place. The bindings are all those of the scope, in text order, `del` among them. */
export type Resolution =
  | { readonly kind: 'bound'; readonly scope: Scope; readonly bindings: readonly Binding[] }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'unbound' }
  | { readonly kind: 'uncertain'; readonly reason: string }

/** Whether a `from m import *` may bind `name`. */
export type StarBinds = (statement: Node, name: string) => boolean

/** Gives the tree of the string annotation that an index of the text lies in. */
export type FragmentAt = (index: number) => SyntaxTree | undefined

/** What binds a name, and where. Loads are not in it: most questions are answered without looking at them. */
interface Entry {
  readonly bindings: readonly Binding[]
  readonly byScope: ReadonlyMap<Scope, readonly Binding[]>
  readonly declared: ReadonlyMap<Scope, 'global' | 'nonlocal'>
  /** By start index: the occurrences that bind, delete or declare. */
  readonly occurrences: ReadonlyMap<number, Occurrence>
}

class Load implements Occurrence {
  readonly role = 'load'
  readonly node: Node
  #scope: Scope | undefined

  constructor(node: Node) {
    this.node = node
  }

  get scope(): Scope {
    this.#scope ??= scopeOf(this.node)
    return this.#scope
  }
}

/** The names of one file. Nothing is looked at before it is asked for, and then only where the text spells the name. */
export class Names {
  readonly tree: SyntaxTree
  readonly #fragmentAt: FragmentAt | undefined
  readonly #starBinds: StarBinds | undefined
  readonly #entries = new Map<string, Entry>()
  readonly #occurrences = new Map<string, readonly Occurrence[]>()
  readonly #stringLoads = new Map<string, readonly Occurrence[]>()
  #starImports: readonly Node[] | undefined
  #hasPatterns: boolean | undefined
  #variants: ReadonlyMap<string, readonly string[]> | undefined

  /**
   * @param fragmentAt lets `loads` see into string annotations.
   * @param starBinds rules star imports out; without it each of them may bind every name.
   */
  constructor(tree: SyntaxTree, fragmentAt?: FragmentAt, starBinds?: StarBinds) {
    this.tree = tree
    this.#fragmentAt = fragmentAt
    this.#starBinds = starBinds
  }

  /** Every identifier that spells `name` as a name (not as attribute or keyword), outside of strings, in text order. */
  occurrences(name: string): readonly Occurrence[] {
    let occurrences = this.#occurrences.get(name)
    if (!occurrences) {
      occurrences = this.#findOccurrences(name)
      this.#occurrences.set(name, occurrences)
    }
    return occurrences
  }

  /** Everything that binds `name` in any scope of the file, in text order. */
  bindings(name: string): readonly Binding[] {
    return this.#entry(name).bindings
  }

  /** The places that read `name`: loads, augmented assignments, and loads in string annotations. */
  loads(name: string): readonly Occurrence[] {
    const here = this.occurrences(name).filter(
      ({ role, binding }) => role === 'load' || binding?.kind === 'augmented',
    )
    return [...here, ...this.stringLoads(name)]
  }

  /** The loads of `name` in string annotations; the nodes are of the strings' own trees. */
  stringLoads(name: string): readonly Occurrence[] {
    if (!this.#fragmentAt) return []
    let loads = this.#stringLoads.get(name)
    if (!loads) {
      loads = this.#findStringLoads(name, this.#fragmentAt)
      this.#stringLoads.set(name, loads)
    }
    return loads
  }

  /** What `name` means in an expression at `at`. Nothing needs to stand there: new code can be asked for, too. */
  resolve(name: string, at: Node): Resolution {
    const scope = scopeOf(at)
    if (scope.kind === 'class' && !isPrivate(name)) {
      const entry = this.#entry(name)
      const bindings = entry.byScope.get(scope)
      // What a class body binds later is not there yet, and its globals are looked at instead.
      if (bindings && isDecoratorBefore(at, bindings, scope))
        return this.#resolveInModule(name, entry, moduleScopeOf(scope))
    }
    return this.resolveIn(name, scope)
  }

  /** What `name` means in `scope`. */
  resolveIn(name: string, scope: Scope): Resolution {
    const entry = this.#entry(name)
    let seesClass = true
    for (let here: Scope | undefined = scope; here; here = here.parent) {
      const isClass = here.kind === 'class'
      if (isClass && isPrivate(name)) {
        return { kind: 'uncertain', reason: `${name} is mangled inside of a class` }
      }
      if (!isClass || seesClass) {
        if (entry.declared.get(here) === 'global') {
          return this.#resolveInModule(name, entry, moduleScopeOf(here))
        }
        if (here.kind === 'module') return this.#resolveInModule(name, entry, here)
        const bindings = entry.byScope.get(here)
        if (bindings) return { kind: 'bound', scope: here, bindings }
      }
      // Annotation scopes see the names of the class that they are directly in (PEP 695), functions do not.
      if (here.kind !== 'type-parameters') seesClass = false
    }
    return { kind: 'unbound' }
  }

  /** Whether `name` at `at` certainly is the builtin. */
  resolvesToBuiltin(name: string, at: Node): boolean {
    return this.resolve(name, at).kind === 'builtin'
  }

  /** The statements `from m import *` of the file. */
  get starImports(): readonly Node[] {
    this.#starImports ??= this.#findStarImports()
    return this.#starImports
  }

  /** The star imports that may bind `name`. */
  starImportsOf(name: string): readonly Node[] {
    return this.starImports.filter((statement) => this.#starBinds?.(statement, name) ?? true)
  }

  get hasStarImport(): boolean {
    return this.starImports.length > 0
  }

  #resolveInModule(name: string, entry: Entry, scope: Scope): Resolution {
    const bindings = entry.byScope.get(scope)
    if (bindings) return { kind: 'bound', scope, bindings }
    const star = this.starImportsOf(name)[0]
    if (star) {
      return {
        kind: 'uncertain',
        reason: `${name} may come from the star import in line ${star.startPosition.row + 1}`,
      }
    }
    return { kind: BUILTINS.has(name) || MODULE_ATTRIBUTES.has(name) ? 'builtin' : 'unbound' }
  }

  #entry(name: string): Entry {
    let entry = this.#entries.get(name)
    if (!entry) {
      entry = this.#read(name)
      this.#entries.set(name, entry)
    }
    return entry
  }

  #read(name: string): Entry {
    const sites: { node: Node; role: Exclude<Role, { role: 'load' }>; scope: Scope }[] = []
    const declared = new Map<Scope, 'global' | 'nonlocal'>()
    const natural = new Set<Scope>()
    this.#hasPatterns ??= mayHavePatterns(this.tree.text)
    const hasPatterns = this.#hasPatterns
    for (const { index, spelling } of this.#hits(name)) {
      if (!mayBind(this.tree.text, index, index + spelling.length, hasPatterns)) continue
      const node = this.#nameAt(index, spelling)
      const role = node && roleOf(node)
      if (!role || role.role === 'load') continue
      const scope = scopeFor(node, role)
      sites.push({ node, role, scope })
      if (role.role === 'declare') declared.set(scope, role.kind)
      else natural.add(scope)
    }

    const occurrences = new Map<number, Occurrence>()
    const bindings: Binding[] = []
    const byScope = new Map<Scope, Binding[]>()
    for (const { node, role, scope } of sites) {
      if (role.role === 'declare') {
        occurrences.set(node.startIndex, { node, role: role.role, scope })
        continue
      }
      const target = redirected(scope, declared, natural)
      const binding = new SiteBinding(name, role.kind, node, target, role.owner)
      occurrences.set(node.startIndex, { node, role: role.role, scope: target, binding })
      bindings.push(binding)
      const known = byScope.get(target)
      if (known) known.push(binding)
      else byScope.set(target, [binding])
    }
    return { occurrences, bindings, byScope, declared }
  }

  #findOccurrences(name: string): Occurrence[] {
    const found: Occurrence[] = []
    const { occurrences } = this.#entry(name)
    for (const { index, spelling } of this.#hits(name)) {
      const known = occurrences.get(index)
      if (known) found.push(known)
      if (known || this.tree.text[index - 1] === '.') continue
      const node = this.#nameAt(index, spelling)
      if (node && roleOf(node)?.role === 'load') found.push(new Load(node))
    }
    return found
  }

  /** Where the text spells `name`; Python compares identifiers in their NFKC form (PEP 3131). */
  #hits(name: string): Iterable<{ index: number; spelling: string }> {
    this.#variants ??= spellingVariants(this.tree.text)
    const variants = this.#variants.get(name)
    const hits = (spelling: string) =>
      Array.from(wordsIn(this.tree.text, spelling), (index) => ({ index, spelling }))
    if (!variants) return hits(name)
    return [name, ...variants].flatMap(hits).sort((a, b) => a.index - b.index)
  }

  /** The identifier at `index`, or the keyword token that stands for one. */
  #nameAt(index: number, name: string): Node | undefined {
    const node = this.tree.nodeAt(index, index + name.length)
    if (node.startIndex !== index) return undefined
    return node.type === 'identifier' || isMisreadName(node) ? node : undefined
  }

  #findStringLoads(name: string, fragmentAt: FragmentAt): Occurrence[] {
    const loads: Occurrence[] = []
    for (const index of wordsIn(this.tree.text, name)) {
      if (this.tree.nodeAt(index).type === 'identifier') continue
      const node = fragmentAt(index)?.nodeAt(index, index + name.length)
      if (node?.type !== 'identifier' || node.startIndex !== index) continue
      if (roleOf(node)?.role === 'load') loads.push(new Load(node))
    }
    return loads
  }

  #findStarImports(): Node[] {
    const found: Node[] = []
    for (const match of this.tree.text.matchAll(/\bimport[\s\\]*\*/g)) {
      const star = this.tree.nodeAt(match.index + match[0].length - 1)
      const wildcard = star.type === 'wildcard_import' ? star : parentOf(star)
      const statement = wildcard?.type === 'wildcard_import' ? parentOf(wildcard) : undefined
      if (statement) found.push(statement)
    }
    return found
  }
}

function isPrivate(name: string): boolean {
  return name.startsWith('__') && !name.endsWith('__')
}

/** Whether `at` is in a decorator of a class body that runs once, before anything in it binds the name. */
function isDecoratorBefore(at: Node, bindings: readonly Binding[], { node: owner }: Scope): boolean {
  let isDecorator = false
  for (let up = parentOf(at); up && up.id !== owner.id; up = parentOf(up)) {
    if (up.type === 'for_statement' || up.type === 'while_statement') return false
    isDecorator ||= up.type === 'decorator'
  }
  return isDecorator && bindings.every(({ node }) => node.startIndex > at.startIndex)
}

function moduleScopeOf(scope: Scope): Scope {
  let here = scope
  while (here.parent) here = here.parent
  return here
}

/** The scope of an occurrence before `global` and `nonlocal` are taken into account. */
function scopeFor(node: Node, role: Role): Scope {
  if (role.role === 'load' || role.role === 'declare') return scopeOf(node)
  switch (role.kind) {
    case 'parameter':
      return scopeOpenedBy(role.owner) ?? scopeOf(node)
    case 'type-parameter':
      return typeParameterScope(role.owner) ?? scopeOf(node)
    case 'walrus':
      // PEP 572: bound in the scope that contains the outermost comprehension.
      return withoutComprehensions(scopeOf(node))
    default:
      return scopeOf(node)
  }
}

function redirected(
  scope: Scope,
  declared: ReadonlyMap<Scope, 'global' | 'nonlocal'>,
  natural: ReadonlySet<Scope>,
): Scope {
  const declaration = declared.get(scope)
  if (!declaration) return scope
  if (declaration === 'global') return moduleScopeOf(scope)
  for (let here = scope.parent; here; here = here.parent) {
    if (here.kind === 'class' || here.kind === 'module') continue
    if (natural.has(here) && !declared.has(here)) return here
  }
  return scope
}
