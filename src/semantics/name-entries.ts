import { type Node, type Span, spanOf } from '../python/node.ts'
import type { SyntaxTree } from '../python/tree.ts'
import { type Binding, SiteBinding } from './bindings.ts'
import { isMisreadName, type Role, roleOf } from './roles.ts'
import {
  moduleScopeOf,
  type Scope,
  scopeOf,
  scopeOpenedBy,
  typeParameterScope,
  withoutComprehensions,
} from './scopes.ts'
import { mayBind, mayHavePatterns, spellingVariants, wordsIn, wordsWithin } from './words.ts'

/** One identifier that spells a name. An augmented assignment is a `bind` that also reads. */
export interface Occurrence {
  readonly node: Node
  readonly role: 'load' | 'bind' | 'delete' | 'declare'
  /** The scope that a load is evaluated in, and the one that a binding binds in. */
  readonly scope: Scope
  readonly binding?: Binding
}

/** What binds a name, and where. Loads are not in it: most questions are answered without looking at them. */
export interface Entry {
  readonly bindings: readonly Binding[]
  readonly byScope: ReadonlyMap<Scope, readonly Binding[]>
  readonly declared: ReadonlyMap<Scope, 'global' | 'nonlocal'>
  /** By start index: the occurrences that bind, delete or declare. */
  readonly occurrences: ReadonlyMap<number, Occurrence>
}

/** A place where the text spells a name; Python compares identifiers in their NFKC form (PEP 3131). */
interface Hit {
  readonly index: number
  readonly spelling: string
}

/** UTF-16 units; for a longer function all of the file is read, once for each name. */
const LONG = 20_000

/** What binds the names of one file. Nothing is looked at before it is asked for, and then only where the text spells the name. */
export class NameEntries {
  readonly #tree: SyntaxTree
  readonly #entries = new Map<string, Entry>()
  readonly #local = new Map<Scope, Map<string, Entry>>()
  /** By start index: there is one object for each binding. */
  readonly #bindings = new Map<number, Binding>()
  #hasPatterns: boolean | undefined
  #variants: ReadonlyMap<string, readonly string[]> | undefined

  constructor(tree: SyntaxTree) {
    this.#tree = tree
  }

  /** What binds `name` in the whole file. */
  of(name: string): Entry {
    let entry = this.#entries.get(name)
    if (!entry) {
      entry = this.#read(name, this.hits(name))
      this.#entries.set(name, entry)
    }
    return entry
  }

  /** What binds `name`, as far as it tells what is bound in `scope`: whatever binds in a function stands in it. */
  within(scope: Scope, name: string): Entry {
    const span = spanOf(scope.node)
    if (this.#entries.has(name) || scope.kind === 'module' || span.end - span.start > LONG)
      return this.of(name)
    const known = this.#local.get(scope) ?? new Map<string, Entry>()
    this.#local.set(scope, known)
    let entry = known.get(name)
    if (!entry) {
      entry = this.#read(name, this.#hitsWithin(name, span))
      // What is bound further out decides where `nonlocal` leads to.
      if ([...entry.declared.values()].includes('nonlocal')) entry = this.of(name)
      known.set(name, entry)
    }
    return entry
  }

  /** Where the text spells `name`. */
  hits(name: string): readonly Hit[] {
    const variants = this.#variantsOf(name)
    const hits = (spelling: string) =>
      Array.from(wordsIn(this.#tree.text, spelling), (index) => ({ index, spelling }))
    if (!variants) return hits(name)
    return [name, ...variants].flatMap(hits).sort((a, b) => a.index - b.index)
  }

  /** The identifier at `index`, or the keyword token that stands for one. */
  nameAt(index: number, name: string): Node | undefined {
    const node = this.#tree.nodeAt(index, index + name.length)
    if (node.startIndex !== index) return undefined
    return node.type === 'identifier' || isMisreadName(node) ? node : undefined
  }

  #hitsWithin(name: string, { start, end }: Span): readonly Hit[] {
    if (this.#variantsOf(name)) return this.hits(name).filter(({ index }) => index >= start && index < end)
    return wordsWithin(this.#tree.text, name, start, end).map((index) => ({ index, spelling: name }))
  }

  #variantsOf(name: string): readonly string[] | undefined {
    this.#variants ??= spellingVariants(this.#tree.text)
    return this.#variants.get(name)
  }

  #read(name: string, hits: readonly Hit[]): Entry {
    const sites: { node: Node; role: Exclude<Role, { role: 'load' }>; scope: Scope }[] = []
    const declared = new Map<Scope, 'global' | 'nonlocal'>()
    const natural = new Set<Scope>()
    const { text } = this.#tree
    this.#hasPatterns ??= mayHavePatterns(text)
    for (const { index, spelling } of hits) {
      if (!mayBind(text, index, index + spelling.length, this.#hasPatterns)) continue
      const node = this.nameAt(index, spelling)
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
      let binding = this.#bindings.get(node.startIndex)
      if (binding?.scope !== target) {
        binding = new SiteBinding(name, role.kind, node, target, role.owner)
        this.#bindings.set(node.startIndex, binding)
      }
      occurrences.set(node.startIndex, { node, role: role.role, scope: target, binding })
      bindings.push(binding)
      const known = byScope.get(target)
      if (known) known.push(binding)
      else byScope.set(target, [binding])
    }
    return { occurrences, bindings, byScope, declared }
  }
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
