import { ownerOfUnit } from '../../semantics/units.ts'
import type { FileUnits } from './unit-facts.ts'

/** A part of a file, as `path:unit`. */
export type UnitKey = `${string}:${string}`

/** Models and what serves them, connected so closely that all of it has to be of one version of Pydantic. */
export interface Component {
  readonly units: ReadonlySet<UnitKey>
  /** Why it cannot be kept on v1 as a whole, for each unit that says so. */
  readonly fixed: ReadonlyMap<UnitKey, string>
}

/** The key of a unit. */
export function keyOf(path: string, unit: string): UnitKey {
  return `${path}:${unit}`
}

/** The units that depend on Pydantic, in all files. */
export class UnitGraph {
  readonly files: ReadonlyMap<string, FileUnits>
  readonly #mentions = new Map<
    UnitKey,
    { readonly to: UnitKey; readonly how: 'base' | 'handed' | 'name' }[]
  >()
  readonly #nodes = new Set<UnitKey>()
  readonly #isClass = new Set<UnitKey>()
  readonly #isFunction = new Set<UnitKey>()
  /** Classes that say by a protocol of v1 how they are validated. */
  readonly #isCustom = new Set<UnitKey>()
  readonly #methods = new Map<UnitKey, UnitKey[]>()

  constructor(files: ReadonlyMap<string, FileUnits>) {
    this.files = files
    for (const { path, classes, functions, customTypes, users, mentions } of files.values()) {
      for (const name of classes.keys()) this.#isClass.add(keyOf(path, name))
      for (const name of functions) this.#isFunction.add(keyOf(path, name))
      for (const name of customTypes) this.#isCustom.add(keyOf(path, name))
      for (const unit of new Set(mentions.map(({ from }) => from)))
        if (unit.includes('.')) {
          const owner = keyOf(path, ownerOfUnit(unit))
          this.#methods.set(owner, [...(this.#methods.get(owner) ?? []), keyOf(path, unit)])
        }
      for (const unit of users) this.#nodes.add(keyOf(path, unit))
      for (const { from, path: other, to, how } of mentions) {
        const target = keyOf(other, to)
        this.#add(keyOf(path, from), target, how)
        if (files.get(other)?.reexports.has(to)) this.#nodes.add(keyOf(path, from))
        if (how === 'handed' && users.has(from)) this.#nodes.add(target)
      }
    }
    this.#inherit()
    this.#connectTables()
    // A validator is nothing without its model.
    for (const { path, users } of files.values())
      for (const unit of users) {
        const owner = keyOf(path, ownerOfUnit(unit))
        if (unit.includes('.') && this.#nodes.has(owner)) this.#add(keyOf(path, unit), owner, 'name')
      }
  }

  /** The units that are part of some component. */
  get nodes(): ReadonlySet<UnitKey> {
    return this.#nodes
  }

  /** Whether a unit is a class. */
  isClass(unit: UnitKey): boolean {
    return this.#isClass.has(unit)
  }

  /** The nodes that a unit names, itself included when it is one. */
  reachedFrom(unit: UnitKey): ReadonlySet<UnitKey> {
    const found = new Set<UnitKey>(this.#nodes.has(unit) ? [unit] : [])
    for (const { to } of this.#mentions.get(unit) ?? []) this.#reach(to, found, new Set())
    return found
  }

  /** What has to be of one version. */
  components(): Component[] {
    const parent = new Map<UnitKey, UnitKey>()
    const top = (unit: UnitKey): UnitKey => {
      let here = unit
      for (let up = parent.get(here); up !== undefined; up = parent.get(here)) here = up
      return here
    }
    const join = (a: UnitKey, b: UnitKey) => {
      const [x, y] = [top(a), top(b)]
      if (x !== y) parent.set(x, y)
    }
    for (const unit of this.#nodes)
      for (const { to } of this.#mentions.get(unit) ?? []) {
        const found = new Set<UnitKey>()
        this.#reach(to, found, new Set())
        for (const other of found) join(unit, other)
      }
    const groups = new Map<UnitKey, Set<UnitKey>>()
    for (const unit of [...this.#nodes].sort()) {
      const first = top(unit)
      const group = groups.get(first) ?? new Set()
      groups.set(first, group.add(unit))
    }
    return [...groups.values()].map((units) => ({ units, fixed: this.#fixedOf(units) }))
  }

  #fixedOf(units: ReadonlySet<UnitKey>): Map<UnitKey, string> {
    const fixed = new Map<UnitKey, string>()
    for (const { path, fixed: reasons } of this.files.values())
      for (const [unit, reason] of reasons)
        if (units.has(keyOf(path, unit))) fixed.set(keyOf(path, unit), reason)
    return fixed
  }

  /** The nodes that are named at `unit`, directly or by way of an alias, an annotation or another class that is none itself. */
  #reach(unit: UnitKey, found: Set<UnitKey>, seen: Set<UnitKey>): void {
    if (seen.has(unit)) return
    seen.add(unit)
    if (this.#nodes.has(unit)) {
      found.add(unit)
      return
    }
    // What code makes a type of is seen by the name of a custom type alone.
    for (const code of this.#isFunction.has(unit) ? [unit] : (this.#methods.get(unit) ?? []))
      for (const { to } of this.#mentions.get(code) ?? []) if (this.#isCustom.has(to)) found.add(to)
    if (this.#isFunction.has(unit)) return
    for (const { to } of this.#mentions.get(unit) ?? []) this.#reach(to, found, seen)
  }

  #add(from: UnitKey, to: UnitKey, how: 'base' | 'handed' | 'name'): void {
    this.#mentions.set(from, [...(this.#mentions.get(from) ?? []), { to, how }])
  }

  /** What is put into one alias or one table is dealt with in one way. */
  #connectTables(): void {
    for (const [unit, mentions] of this.#mentions) {
      const name = unit.slice(unit.lastIndexOf(':') + 1)
      if (name === '' || name.includes('.') || this.#isClass.has(unit) || this.#isFunction.has(unit)) continue
      if (new Set(mentions.flatMap(({ to }) => (this.#nodes.has(to) ? [to] : []))).size > 1)
        this.#nodes.add(unit)
    }
  }

  /** What derives from a model is one, and so is what a model derives from. */
  #inherit(): void {
    const models = new Set([...this.#nodes].filter((unit) => this.#isClass.has(unit)))
    for (let before = -1; before !== models.size; ) {
      before = models.size
      for (const [unit, mentions] of this.#mentions)
        if (mentions.some(({ to, how }) => how === 'base' && models.has(to))) models.add(unit)
    }
    for (const unit of models) {
      this.#nodes.add(unit)
      for (const { to, how } of this.#mentions.get(unit) ?? []) if (how === 'base') this.#nodes.add(to)
    }
  }
}
