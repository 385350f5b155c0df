import type { FileOutcome } from '../engine/outcome.ts'
import type { PlanRequest } from '../engine/request.ts'
import { type Component, keyOf, type UnitGraph, type UnitKey } from '../engine/staging/components.ts'
import type { Project } from '../project/project.ts'
import type { Version } from '../python/version.ts'
import { unitAt } from '../semantics/units.ts'
import { STAGE } from './staged-plan.ts'

/** Why models are not ready for Pydantic v2. */
export interface Reason {
  readonly path: string
  readonly line: number
  readonly transform: string
  readonly message: string
}

/**
 * What is left to a person, and yet runs under v2 as it ran under v1: deprecated names that v2 still has, code for several versions, and
 * what depends on the data, and what is said beside a change that is made.
 */
const HARMLESS: readonly RegExp[] = [
  /^it is not known whether /,
  /^a model that stays on pydantic\.v1 may come here/,
  /^this stays a root_validator, which v2 deprecates/,
  /^the import has a fallback for another version|for one of several versions of pydantic|one version of pydantic: both/,
  /^.* is gone in v2 and not used: drop its import/,
  /^the file is written for v2 already/,
  /^v2 takes no number for |^v2 does not call it for what is in |^the default of a required field is |^annotation is the whole /,
  /^(?:json_loads|json_dumps|error_msg_templates|getter_dict) is gone: /,
]

/** What is known of which components are ready; it grows with each plan. */
export class Verdict {
  readonly #graph: UnitGraph
  readonly #components: readonly Component[]
  readonly #byUnit = new Map<UnitKey, Component>()
  readonly #reasons = new Map<Component, Map<string, Reason>>()
  readonly #fixed = new Map<Component, Set<string>>()
  readonly #sources: { readonly project: Project; readonly target: Version; readonly request: PlanRequest }

  constructor(
    graph: UnitGraph,
    components: readonly Component[],
    sources: { readonly project: Project; readonly target: Version; readonly request: PlanRequest },
  ) {
    this.#graph = graph
    this.#components = components
    this.#sources = sources
    const editable = new Set(sources.request.files.map(({ path }) => path))
    for (const component of components) {
      for (const unit of component.units) this.#byUnit.set(unit, component)
      for (const [unit, reason] of component.fixed) this.#fix(component, `${placeOf(unit)}: ${reason}`)
      for (const unit of component.units)
        if (!editable.has(pathOf(unit))) this.#fix(component, `${pathOf(unit)} is not part of this run`)
    }
  }

  /** Takes what the configuration keeps on v1 for not ready. */
  heed(named: unknown): void {
    for (const unit of Array.isArray(named) ? named : []) {
      const component = this.#byUnit.get(unit)
      if (!component) continue
      const path = pathOf(unit)
      const line = this.#graph.files.get(path)?.classes.get(unit.slice(path.length + 1)) ?? 1
      this.#add(component, { path, line, transform: STAGE, message: 'the configuration keeps it on v1' })
    }
  }

  /** The components that are not ready and can be kept on v1. */
  staying(): Component[] {
    return this.#components.filter((component) => this.#reasons.has(component) && !this.#fixed.has(component))
  }

  /** Why a component is not ready; empty when it is. */
  reasonsOf(component: Component): Reason[] {
    return [...(this.#reasons.get(component)?.values() ?? [])].sort(
      (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || a.line - b.line,
    )
  }

  /** Why a component cannot be kept on v1. */
  obstaclesOf(component: Component): string[] {
    return [...(this.#fixed.get(component) ?? [])].sort()
  }

  /** Takes note of what a plan leaves to a person; gives whether that changes which components are kept on v1. */
  learn(files: readonly FileOutcome[]): boolean {
    const before = new Set(this.staying())
    for (const file of files) this.#learnFrom(file)
    const moved = new Set(files.filter(isStaged).map(({ path }) => path))
    for (const component of before)
      for (const path of new Set([...component.units].map(pathOf)))
        if (!moved.has(path) && this.#needsV1(component, path))
          this.#fix(component, `${path}: its import is left alone, by a \`# pymolt: skip\` for instance`)
    const after = this.staying()
    return after.length !== before.size || after.some((component) => !before.has(component))
  }

  /** Whether something of a component imports from `pydantic` in a file, and so has to import from `pydantic.v1`. */
  #needsV1({ units }: Component, path: string): boolean {
    const file = this.#graph.files.get(path)
    const importing = file?.imports.flatMap((statement) => statement.units) ?? []
    return importing.some((unit) => units.has(keyOf(path, unit)) && !file?.onV1.has(unit))
  }

  #learnFrom(file: FileOutcome): void {
    const units = this.#graph.files.get(file.path)
    if (!units) return
    if (file.status === 'failed' || file.status === 'skipped') {
      const why = file.status === 'failed' ? file.error : file.skip.reason
      for (const [unit, component] of this.#byUnit)
        if (pathOf(unit) === file.path) this.#fix(component, `${file.path} is left as it is: ${why}`)
      return
    }
    const records = [
      ...file.skips.map(({ reason, ...place }) => ({ ...place, message: reason })),
      ...file.findings,
    ].filter(
      ({ transform, message }) => /^pydantic\//.test(transform) && !HARMLESS.some((one) => one.test(message)),
    )
    if (records.length === 0) return
    const module = this.#sources.project.moduleAt(file.path, this.#sources.target)
    if (!module) return
    for (const { start, end, line, transform, message } of records) {
      const statement = units.imports.find((span) => span.start <= start && end <= span.end)
      const unit = unitAt(module.tree.nodeAt(start, Math.max(end, start + 1)))
      const keys = (statement?.units ?? [unit]).map((one) => keyOf(file.path, one))
      for (const key of keys.flatMap((one) => [...this.#graph.reachedFrom(one)])) {
        const component = this.#byUnit.get(key)
        if (!component) continue
        if (transform === STAGE) this.#fix(component, `${file.path}:${line}: ${message}`)
        else this.#add(component, { path: file.path, line, transform, message })
      }
    }
  }

  #add(component: Component, reason: Reason): void {
    const reasons = this.#reasons.get(component) ?? new Map<string, Reason>()
    reasons.set(`${reason.path}:${reason.line}:${reason.transform}`, reason)
    this.#reasons.set(component, reasons)
  }

  #fix(component: Component, why: string): void {
    this.#fixed.set(component, (this.#fixed.get(component) ?? new Set()).add(why))
  }
}

function isStaged(file: FileOutcome): boolean {
  return file.status === 'changed' && file.changes.some(({ transform }) => transform === STAGE)
}

function pathOf(unit: UnitKey): string {
  return unit.slice(0, unit.lastIndexOf(':'))
}

function placeOf(unit: UnitKey): string {
  const name = unit.slice(unit.lastIndexOf(':') + 1)
  return name === '' ? pathOf(unit) : `${name} in ${pathOf(unit)}`
}
