import { isAbsolute, relative, sep } from 'node:path'
import { BUILTINS } from '../semantics/builtins.ts'
import type { Hierarchy, SubclassAnswer } from '../semantics/hierarchy.ts'
import type { Exports, Target } from './exports.ts'
import type { ModuleFinder } from './installed.ts'
import { canonicalName, knownBases } from './known-classes.ts'
import { linearize } from './mro.ts'
import { agreed, externalAnswer } from './subclass-answers.ts'
import type { AttributeFact, ClassFact, ModuleSummary } from './summary.ts'

/** A direct base of a class. */
export interface Base {
  /** As written; undefined when the base is not a dotted name. */
  readonly written: string | undefined
  /** The qualified names that it may have; empty when unknown. */
  readonly names: readonly string[]
}

/** An attribute that a class has from its own body or a base's. */
export interface EffectiveAttribute extends AttributeFact {
  /** Qualified name of the class that defines it. */
  readonly owner: string
  readonly path: string
}

/** The attributes of a class, its own before its bases'. */
export interface Attributes {
  readonly byName: ReadonlyMap<string, EffectiveAttribute>
  /** Whether every base is known, so that no attribute is missing; `object`'s do not count. */
  readonly isComplete: boolean
  /** The method resolution order as qualified names; undefined when it is not known for certain. */
  readonly mro?: readonly string[]
}

/** What the hierarchy needs of the project. */
export interface HierarchySources {
  /** Absolute. */
  readonly root: string
  readonly graph: Pick<ModuleFinder, 'moduleOf'>
  readonly exports: Exports
  readonly summaryOf: (path: string) => ModuleSummary | undefined
  /** The files whose text holds one of the words, in places as `around` makes the pattern of them. */
  readonly filesNaming: (words: ReadonlySet<string>, around: (names: string) => string) => readonly string[]
  /** Qualified names that count as `pydantic.BaseModel`. */
  readonly modelRoots: readonly string[]
}

const MODEL = 'pydantic.BaseModel'
/** Where a class inherits from a name, or the name is given another one: behind `class X(` up to `):`, before `as`, and all of a value. */
const derivingFrom = (names: string): string =>
  String.raw`\bclass\s+[\w\x80-\xff]+[\s\\]*[[(](?:[^)]|\)(?!\s*:)){0,4000}?${names}|${names}[\s\\]+as\b|=[\s\\]*(?:[\w\x80-\xff]+\.)*${names}\s*(?:[\n\r#;=]|$)`
/** Deeper hierarchies are taken for unknown. */
const MAX_DEPTH = 100

/** The classes of a project and what they inherit, across files, re-exports, aliases and generic bases. */
export class ClassHierarchy implements Hierarchy {
  readonly #sources: HierarchySources
  readonly #answers = new Map<string, SubclassAnswer>()
  readonly #roots = new Map<string, string>()

  constructor(sources: HierarchySources) {
    this.#sources = sources
  }

  isSubclass(qualifiedName: string, root: string, fromPath: string): SubclassAnswer {
    const targets = this.#resolve(qualifiedName, fromPath)
    if (targets.length === 0) return { answer: 'unknown', reason: `${qualifiedName} was not found` }
    return agreed(
      targets.map((target) => this.#ask(target, this.#rootOf(root), new Set())),
      qualifiedName,
    )
  }

  /** As `isSubclass`, for any of several roots: the nearest yes, else unknown when one is unknown. */
  isSubclassOfAny(
    qualifiedName: string,
    roots: readonly string[],
    fromPath: string,
  ): SubclassAnswer & { readonly root?: string } {
    let result: SubclassAnswer & { root?: string } = { answer: 'no' }
    // Another root's certain yes outweighs that a base means nothing to this one.
    for (const root of roots) {
      const answer = this.isSubclass(qualifiedName, root, fromPath)
      const isNearer =
        answer.answer === 'yes' && (result.answer !== 'yes' || (answer.steps ?? 0) < (result.steps ?? 0))
      if (isNearer || (answer.answer === 'unknown' && result.answer === 'no'))
        result = { ...answer, ...(isNearer && { root }) }
    }
    return result
  }

  /** The direct bases of a class; undefined when the name is not certainly one class that is known. */
  basesOf(qualifiedName: string, fromPath = ''): readonly Base[] | undefined {
    const [target, ...others] = this.#resolve(qualifiedName, fromPath)
    if (!target || others.length > 0) return undefined
    if (target.kind === 'external')
      return knownBases(canonicalName(target.qualified))?.map((name) => ({ written: name, names: [name] }))
    const fact = this.#factOf(target)
    return target.kind === 'class'
      ? fact?.bases.map(({ name }) => ({
          written: name,
          names: this.#targetsOf(target, name).map((base) => this.#nameOf(base)),
        }))
      : undefined
  }

  /** Qualified names of all classes at module or class level in the project that certainly or possibly inherit from a class. */
  subclassesOf(qualifiedName: string): ReadonlyMap<string, { readonly path: string; readonly line: number }> {
    const found = new Map<string, { path: string; line: number }>()
    const wanted = new Set([canonicalName(qualifiedName)])
    const words = new Set([lastPart(qualifiedName)])
    // A class or an alias that is found makes more files worth a look, and others worth a second one.
    for (let before = 0; before !== words.size + wanted.size; ) {
      before = words.size + wanted.size
      for (const path of this.#sources.filesNaming(words, derivingFrom)) {
        const summary = this.#sources.summaryOf(path)
        for (const { name, local } of summary?.imports ?? []) if (name && words.has(name)) words.add(local)
        for (const { name, value } of summary?.assigned ?? []) {
          if (value !== undefined && words.has(lastPart(value))) words.add(name)
        }
        for (const fact of summary?.classes ?? []) {
          const target: Target = { kind: 'class', path, qualname: fact.qualname }
          const bases = fact.bases.flatMap(({ name }) => this.#targetsOf(target, name))
          if (!bases.some((base) => wanted.has(this.#nameOf(base)))) continue
          const own = this.#nameOf(target)
          if (!found.has(own)) found.set(own, { path, line: fact.line })
          wanted.add(own)
          words.add(fact.name)
        }
      }
    }
    return found
  }

  /** The attributes that a class has by its own body and its bases'; undefined when the class is not known. */
  attributesOf(qualifiedName: string, fromPath = ''): Attributes | undefined {
    const targets = this.#resolve(qualifiedName, fromPath)
    const [start] = targets
    if (targets.length !== 1 || start?.kind !== 'class') return undefined
    const classes = new Map<string, Target>()
    const name = this.#nameOf(start)
    classes.set(name, start)
    let isComplete = true
    const bases = new Map<string, readonly string[]>()
    const order: string[] = []
    for (const queue = [name]; queue.length > 0; ) {
      const here = queue.shift() ?? ''
      if (bases.has(here)) continue
      order.push(here)
      const target = classes.get(here)
      const fact = target && this.#factOf(target)
      const external = target?.kind === 'external' ? knownBases(here) : undefined
      if (!fact && !external) {
        isComplete = false
        continue
      }
      const above =
        target && fact
          ? fact.bases.map((base) => this.#targetsOf(target, base.name))
          : (external ?? []).map((base): Target[] => [{ kind: 'external', qualified: base }])
      if (above.some((candidates) => candidates.length !== 1)) isComplete = false
      else
        bases.set(
          here,
          above.flat().map((base) => this.#nameOf(base)),
        )
      for (const base of above.flat()) {
        classes.set(this.#nameOf(base), base)
        queue.push(this.#nameOf(base))
      }
      if (order.length > 500) return undefined
    }
    const mro = linearize(name, (entry) => bases.get(entry))
    const byName = new Map<string, EffectiveAttribute>()
    for (const owner of mro ?? order) {
      const target = classes.get(owner)
      const fact = target && this.#factOf(target)
      if (target?.kind !== 'class' || !fact) continue
      const own = new Map(fact.attributes.map((attribute) => [attribute.name, attribute]))
      for (const [attribute, place] of own)
        if (!byName.has(attribute)) byName.set(attribute, { ...place, owner, path: target.path })
    }
    return { byName, isComplete, ...(mro && { mro }) }
  }

  /** The name under which a class is met that is asked for as a root, which may be one of its re-exports. */
  #rootOf(root: string): string {
    let known = this.#roots.get(root)
    if (known === undefined) {
      const [target, ...others] = this.#resolve(root, '')
      known = target?.kind === 'class' && others.length === 0 ? this.#nameOf(target) : canonicalName(root)
      this.#roots.set(root, known)
    }
    return known
  }

  #resolve(qualifiedName: string, fromPath: string): readonly Target[] {
    const path = isAbsolute(fromPath) ? relative(this.#sources.root, fromPath).replaceAll(sep, '/') : fromPath
    const found = this.#sources.exports.resolveQualified(qualifiedName, path)
    return found.length === 0 && BUILTINS.has(qualifiedName)
      ? [{ kind: 'external', qualified: `builtins.${qualifiedName}` }]
      : found
  }

  #factOf(target: Target): ClassFact | undefined {
    if (target.kind !== 'class') return undefined
    const facts =
      this.#sources.summaryOf(target.path)?.classes.filter((fact) => fact.qualname === target.qualname) ?? []
    return facts.length > 1
      ? ({
          ...facts[0],
          bases: facts.flatMap((fact) => fact.bases),
          attributes: facts.flatMap((fact) => fact.attributes),
        } as ClassFact)
      : facts[0]
  }

  #targetsOf(owner: Target, base: string | undefined): readonly Target[] {
    if (owner.kind !== 'class' || base === undefined) return []
    const around = owner.qualname.includes('.')
      ? owner.qualname.slice(0, owner.qualname.lastIndexOf('.'))
      : undefined
    const found = this.#sources.exports.resolve(owner.path, base, around)
    if (found.length > 0 || !BUILTINS.has(base)) return found
    const summary = this.#sources.summaryOf(owner.path)
    const bound =
      summary?.assigned.some((fact) => fact.name === base) ||
      summary?.imports.some((fact) => fact.local === base || fact.star)
    return bound ? [] : [{ kind: 'external', qualified: `builtins.${base}` }]
  }

  /** The qualified name of a target; the path stands in for the name of a file that has none. */
  #nameOf(target: Target): string {
    if (target.kind === 'external') return canonicalName(target.qualified)
    const module = this.#sources.graph.moduleOf(target.path)?.name ?? target.path
    if (target.kind === 'module') return module
    return `${module}.${target.kind === 'class' ? target.qualname : target.name}`
  }

  #ask(target: Target, root: string, open: ReadonlySet<string>): SubclassAnswer {
    const name = this.#nameOf(target)
    if (
      name === root ||
      (root === MODEL &&
        this.#sources.modelRoots.some((model) => model === name || this.#rootOf(model) === name))
    )
      return { answer: 'yes', steps: 0, through: [name] }
    if (target.kind === 'external') return externalAnswer(name, root)
    if (target.kind !== 'class') return { answer: 'unknown', reason: `${name} is not a class statement` }
    const key = `${target.path}\n${target.qualname}\n${root}`
    const known = this.#answers.get(key)
    if (known) return known
    if (open.has(key) || open.size > MAX_DEPTH)
      return { answer: 'unknown', reason: `${name} inherits in a circle or too deep` }
    const inside = new Set([...open, key])
    let result: SubclassAnswer = { answer: 'no' }
    for (const base of this.#factOf(target)?.bases ?? []) {
      const answer = this.#askBase(target, base.name, root, inside)
      const steps = (answer.steps ?? 0) + 1
      if (answer.answer === 'yes' && (result.answer !== 'yes' || steps < (result.steps ?? 0)))
        result = { answer: 'yes', steps, through: [name, ...(answer.through ?? [])] }
      else if (answer.answer === 'unknown' && result.answer === 'no') result = answer
    }
    this.#answers.set(key, result)
    return result
  }

  #askBase(owner: Target, base: string | undefined, root: string, open: ReadonlySet<string>): SubclassAnswer {
    const targets = this.#targetsOf(owner, base)
    if (targets.length === 0)
      return {
        answer: 'unknown',
        reason:
          base === undefined
            ? `a base of ${this.#nameOf(owner)} is computed`
            : `the base ${base} of ${this.#nameOf(owner)} is not known`,
      }
    return agreed(
      targets.map((target) => this.#ask(target, root, open)),
      base ?? '',
    )
  }
}

function lastPart(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1)
}
