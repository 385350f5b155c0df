import { field, type Node } from '../python/node.ts'
import { lineOf, parentOf, type SyntaxTree } from '../python/tree.ts'
import type { Binding } from './bindings.ts'
import { BUILTINS, MODULE_ATTRIBUTES } from './builtins.ts'
import { namesBoundByText } from './dynamic-names.ts'
import { NameEntries, type Occurrence } from './name-entries.ts'
import { roleOf } from './roles.ts'
import { moduleScopeOf, type Scope, scopeOf } from './scopes.ts'
import { wordsIn } from './words.ts'

export type { Binding, BindingContext, Imported } from './bindings.ts'
export type { Occurrence } from './name-entries.ts'
export type { BindingKind } from './roles.ts'

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
  readonly #entries: NameEntries
  readonly #occurrences = new Map<string, readonly Occurrence[]>()
  readonly #stringLoads = new Map<string, readonly Occurrence[]>()
  #starImports: readonly Node[] | undefined
  #boundByText: ReadonlySet<string> | undefined

  /**
   * @param fragmentAt lets `loads` see into string annotations.
   * @param starBinds rules star imports out; without it each of them may bind every name.
   */
  constructor(tree: SyntaxTree, fragmentAt?: FragmentAt, starBinds?: StarBinds) {
    this.tree = tree
    this.#entries = new NameEntries(tree)
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
    return this.#entries.of(name).bindings
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
      const bindings = this.#entries.within(scope, name).byScope.get(scope)
      // What a class body binds later is not there yet, and its globals are looked at instead.
      if (bindings && (isDecoratorBefore(at, bindings, scope) || isOwnValue(at, bindings)))
        return this.#resolveInModule(name, moduleScopeOf(scope))
    }
    return this.resolveIn(name, scope)
  }

  /** What `name` means in `scope`. */
  resolveIn(name: string, scope: Scope): Resolution {
    let seesClass = true
    for (let here: Scope | undefined = scope; here; here = here.parent) {
      const isClass = here.kind === 'class'
      if (isClass && isPrivate(name)) {
        return { kind: 'uncertain', reason: `${name} is mangled inside of a class` }
      }
      if (!isClass || seesClass) {
        const entry = this.#entries.within(here, name)
        if (entry.declared.get(here) === 'global') return this.#resolveInModule(name, moduleScopeOf(here))
        if (here.kind === 'module') return this.#resolveInModule(name, here)
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

  #resolveInModule(name: string, scope: Scope): Resolution {
    const bindings = this.#entries.of(name).byScope.get(scope)
    if (bindings) return { kind: 'bound', scope, bindings }
    const star = this.starImportsOf(name)[0]
    if (star) {
      return {
        kind: 'uncertain',
        reason: `${name} may come from the star import in line ${lineOf(star)}`,
      }
    }
    if (!BUILTINS.has(name) && !MODULE_ATTRIBUTES.has(name)) return { kind: 'unbound' }
    this.#boundByText ??= namesBoundByText(this.tree)
    if (this.#boundByText.has(name))
      return { kind: 'uncertain', reason: `${name} may be bound by what the file runs or writes as text` }
    return { kind: 'builtin' }
  }

  #findOccurrences(name: string): Occurrence[] {
    const found: Occurrence[] = []
    const { occurrences } = this.#entries.of(name)
    for (const { index, spelling } of this.#entries.hits(name)) {
      const known = occurrences.get(index)
      if (known) found.push(known)
      if (known || this.tree.text[index - 1] === '.') continue
      const node = this.#entries.nameAt(index, spelling)
      if (node && roleOf(node)?.role === 'load') found.push(new Load(node))
    }
    return found
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

/** Whether a name stands in the value of the one assignment that binds it: the right side of `x = x`. */
function isOwnValue(at: Node, [binding, ...others]: readonly Binding[]): boolean {
  const owner = others.length === 0 ? binding?.owner : undefined
  const value = owner?.type === 'assignment' ? field(owner, 'right') : undefined
  if (!value || at.startIndex < value.startIndex || at.endIndex > value.endIndex) return false
  return binding?.context === 'plain'
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
