import { isStdlib } from '../semantics/stdlib.ts'
import type { Guard } from './facts.ts'
import type { ModuleFinder } from './installed.ts'
import type { ImportFact, ModuleSummary } from './summary.ts'

/** What a name leads to once imports, re-exports and aliases are followed. */
export type Target =
  | { readonly kind: 'class'; readonly path: string; readonly qualname: string }
  /** A function, or a value that is no dotted name. */
  | { readonly kind: 'value'; readonly path: string; readonly name: string }
  | { readonly kind: 'module'; readonly path: string }
  /** Outside of the project. */
  | { readonly kind: 'external'; readonly qualified: string }

/** More steps for one question are taken for unknown. */
const MAX_STEPS = 500
/** Answers that are kept: the sites of one file ask the same questions over and over. */
const KEPT_ANSWERS = 5000

/** The steps of one question with what they gave, so that each is taken once; one that is under way gives nothing. */
type Trail = Map<string, readonly Target[]>

/** Follows names through the project's modules. Every answer lists all that a name may lead to; empty when unknown. */
export class Exports {
  readonly #graph: ModuleFinder
  readonly #summaryOf: (path: string) => ModuleSummary | undefined
  readonly #atRuntime: boolean
  /** What qualified names stand for, by the file that asks and the name. */
  readonly #known = new Map<string, readonly Target[]>()

  /** @param atRuntime whether what only type checkers see, below `if TYPE_CHECKING:`, binds no name */
  constructor(
    graph: ModuleFinder,
    summaryOf: (path: string) => ModuleSummary | undefined,
    atRuntime: boolean = false,
  ) {
    this.#graph = graph
    this.#summaryOf = summaryOf
    this.#atRuntime = atRuntime
  }

  /** What the module-level `name` of the file at `path` leads to. */
  lookup(path: string, name: string): readonly Target[] {
    return this.#lookup(path, name, new Map())
  }

  /**
   * What a dotted name evaluates to at module level of a file, or in the body of the class `within` (a qualname).
   */
  resolve(path: string, dotted: string, within?: string): readonly Target[] {
    return this.#resolve(path, dotted, within, new Map())
  }

  /**
   * What a qualified name stands for: `pkg.mod.Class.Inner`; with leading dots relative to `fromPath`; without any dot
   * a name of that file.
   */
  resolveQualified(qualified: string, fromPath: string): readonly Target[] {
    const question = `${fromPath}\n${qualified}`
    let answer = this.#known.get(question)
    if (!answer) {
      answer = this.#resolveQualified(qualified, fromPath)
      if (this.#known.size >= KEPT_ANSWERS) this.#known.clear()
      this.#known.set(question, answer)
    }
    return answer
  }

  #resolveQualified(qualified: string, fromPath: string): readonly Target[] {
    const level = /^\.*/.exec(qualified)?.[0].length ?? 0
    const parts = qualified.slice(level).split('.')
    if (level === 0 && parts.length === 1) return this.lookup(fromPath, qualified)
    for (let length = parts.length - 1; length >= (level > 0 ? 0 : 1); length--) {
      const module = parts.slice(0, length).join('.')
      const file =
        level > 0 ? this.#graph.relativeFile(fromPath, level, module) : this.#fileOf(module, fromPath)
      if (file !== undefined)
        return this.#walk([{ kind: 'module', path: file }], parts.slice(length), new Map())
    }
    return level > 0 ? [] : [{ kind: 'external', qualified }]
  }

  #fileOf(module: string, fromPath: string): string | undefined {
    const file = this.#graph.fileOf(module, fromPath)
    // Beside the standard library's module of that name ours is found only if it stands first on sys.path.
    return file !== undefined &&
      isStdlib(module) &&
      !this.#graph.moduleOf(fromPath)?.name.startsWith(`${module.split('.', 1)[0]}.`)
      ? undefined
      : file
  }

  #resolve(path: string, dotted: string, within: string | undefined, trail: Trail): readonly Target[] {
    const [first = '', ...rest] = dotted.split('.')
    if (within !== undefined) {
      const inner = `${within}.${first}`
      // A class body sees its own names, then the module's; never those of classes around it.
      if (this.#summaryOf(path)?.classes.some((fact) => fact.qualname === inner))
        return this.#walk([{ kind: 'class', path, qualname: inner }], rest, trail)
      const own = this.#summaryOf(path)?.classes.find((fact) => fact.qualname === within)
      if (own?.attributes.some((attribute) => attribute.name === first)) return []
    }
    return this.#walk(this.#lookup(path, first, trail), rest, trail)
  }

  #walk(start: readonly Target[], attributes: readonly string[], trail: Trail): readonly Target[] {
    let targets = start
    for (const attribute of attributes) {
      const next = targets.map((target) => this.#attribute(target, attribute, trail))
      // What is unknown for one of them is unknown.
      if (next.some((found) => found.length === 0)) return []
      targets = next.flat()
    }
    return targets
  }

  #attribute(target: Target, name: string, trail: Trail): readonly Target[] {
    switch (target.kind) {
      case 'module': {
        const found = this.#lookup(target.path, name, trail)
        return found.length > 0 ? found : this.#submodule(target.path, name)
      }
      case 'external': {
        const qualified = `${target.qualified}.${name}`
        const file = isStdlib(qualified) ? undefined : this.#graph.fileOf(qualified)
        return [file === undefined ? { kind: 'external', qualified } : { kind: 'module', path: file }]
      }
      case 'class': {
        const qualname = `${target.qualname}.${name}`
        const known = this.#summaryOf(target.path)?.classes.some((fact) => fact.qualname === qualname)
        return known ? [{ kind: 'class', path: target.path, qualname }] : []
      }
      case 'value':
        return []
    }
  }

  #submodule(path: string, name: string): readonly Target[] {
    const module = this.#graph.moduleOf(path)
    const file = module?.isPackage ? this.#graph.relativeFile(path, 1, name) : undefined
    return file === undefined ? [] : [{ kind: 'module', path: file }]
  }

  #lookup(path: string, name: string, trail: Trail): readonly Target[] {
    const step = `${path}\n${name}`
    const known = trail.get(step)
    if (known) return known
    trail.set(step, [])
    const summary = trail.size > MAX_STEPS ? undefined : this.#summaryOf(path)
    const targets = summary ? this.#bound(path, summary, name, trail) : []
    trail.set(step, targets)
    return targets
  }

  /** What the bindings of `name` in one file lead to. */
  #bound(path: string, summary: ModuleSummary, name: string, next: Trail): readonly Target[] {
    const found: { line: number; plain: boolean; targets: readonly Target[] }[] = []
    const add = (fact: { line: number; guard: Guard }, targets: readonly Target[]) => {
      if (this.#binds(fact.guard)) found.push({ line: fact.line, plain: fact.guard === 'plain', targets })
    }
    for (const fact of summary.classes)
      if (fact.qualname === name) add(fact, [{ kind: 'class', path, qualname: name }])
    for (const fact of summary.functions) if (fact.name === name) add(fact, [{ kind: 'value', path, name }])
    for (const fact of summary.assigned) {
      if (fact.name !== name) continue
      const alias =
        fact.value === undefined || fact.value === name
          ? undefined
          : this.#resolve(path, fact.value, undefined, next)
      add(fact, alias && alias.length > 0 ? alias : [{ kind: 'value', path, name }])
    }
    for (const fact of summary.imports)
      if (fact.local === name && this.#binds(fact.guard)) add(fact, this.#imported(path, fact, next))
    if (found.length === 0) return this.#starred(path, summary, name, next)
    // A binding that surely runs hides the ones before it.
    found.sort((a, b) => a.line - b.line)
    const from = Math.max(
      0,
      found.findLastIndex((entry) => entry.plain),
    )
    const live = found.slice(from)
    return live.some((entry) => entry.targets.length === 0)
      ? []
      : withoutBackports(unique(live.flatMap((entry) => entry.targets)))
  }

  #binds(guard: Guard): boolean {
    return !this.#atRuntime || guard !== 'type-checking'
  }

  #starred(path: string, summary: ModuleSummary, name: string, trail: Trail): readonly Target[] {
    // The last star import that has the name wins.
    for (const fact of summary.imports.toReversed()) {
      if (!fact.star || !this.#binds(fact.guard)) continue
      const file = this.#moduleFile(path, fact)
      if (file === undefined) continue
      const all = this.#summaryOf(file)?.all
      if (Array.isArray(all) ? !all.includes(name) : name.startsWith('_') && all === undefined) continue
      const targets = this.#lookup(file, name, trail)
      if (targets.length > 0) return targets
    }
    return []
  }

  #moduleFile(path: string, fact: ImportFact): string | undefined {
    return fact.level > 0
      ? this.#graph.relativeFile(path, fact.level, fact.module)
      : this.#fileOf(fact.module, path)
  }

  #imported(path: string, fact: ImportFact, trail: Trail): readonly Target[] {
    if (fact.name === undefined) {
      const module = fact.aliased ? fact.module : fact.local
      const file = this.#fileOf(module, path)
      return [file === undefined ? { kind: 'external', qualified: module } : { kind: 'module', path: file }]
    }
    const file = this.#moduleFile(path, fact)
    if (file !== undefined) return this.#attribute({ kind: 'module', path: file }, fact.name, trail)
    if (fact.level > 0) {
      // A directory without an __init__.py.
      const sub = this.#graph.relativeFile(
        path,
        fact.level,
        fact.module === '' ? fact.name : `${fact.module}.${fact.name}`,
      )
      return sub === undefined ? [] : [{ kind: 'module', path: sub }]
    }
    return this.#attribute({ kind: 'external', qualified: fact.module }, fact.name, trail)
  }
}

/** `try: import unittest2 as unittest`, and the standard library's below `except ImportError`: on Python 3 they are one. */
function withoutBackports(targets: readonly Target[]): readonly Target[] {
  if (targets.length < 2) return targets
  const standard = targets.flatMap((target) =>
    target.kind === 'external' && isStdlib(target.qualified) ? [target.qualified] : [],
  )
  return targets.filter(
    (target) =>
      target.kind !== 'external' || !standard.some((original) => isBackport(target.qualified, original)),
  )
}

/** By its name: `unittest2`, `backports.zoneinfo`, `importlib_metadata`, `mock` of `unittest.mock`. */
function isBackport(name: string, original: string): boolean {
  if (isStdlib(name)) return false
  const plain = name.replace(/^backports\./, '').replace(/^([A-Za-z_]+?)\d+(?=\.|$)/, '$1')
  return plain === original || plain.replace('_', '.') === original || original === `unittest.${plain}`
}

function unique(targets: readonly Target[]): readonly Target[] {
  const seen = new Map<string, Target>()
  for (const target of targets) seen.set(JSON.stringify(target), target)
  return [...seen.values()]
}

/** Where a name is defined: in a file of the project, a submodule by the empty name, or outside of it. */
export type Export = { readonly path: string; readonly name: string } | { readonly external: string }

/** A target in the terms of those who ask: a file and a name in it, or the name of something elsewhere. */
export function exportOf(target: Target): Export {
  switch (target.kind) {
    case 'external':
      return { external: target.qualified }
    case 'class':
      return { path: target.path, name: target.qualname }
    case 'value':
      return { path: target.path, name: target.name }
    case 'module':
      return { path: target.path, name: '' }
  }
}
