import type { Edit } from '../edits/change.ts'
import { mapBackSpan, spanMapper } from '../edits/compose.ts'
import type { Project } from '../project/project.ts'
import { type Node, type Span, spanOf } from '../python/node.ts'
import type { Module } from '../semantics/module.ts'
import { classAt, type Told, type ToldClass } from '../semantics/told.ts'
import { type ClassName, instance, NONE, type Type, union } from '../semantics/type.ts'
import { otherModule } from '../transform/definitions.ts'
import type { KnownBy, TypeChecker } from '../transform/site-environment.ts'
import type { Origin } from './origin.ts'
import type { ReceiverRecord } from './outcome.ts'

/**
 * The expressions of one file on whose class sites depend: who told it, and what a type checker said. All of it is kept in terms of
 * the file as it was read.
 */
export class Receivers implements TypeChecker {
  readonly #original: Module
  readonly #origin: Origin
  readonly #project: Project
  readonly #told: ReadonlyMap<string, Told>
  readonly #records = new Map<string, ReceiverRecord>()
  /** The file as the passes so far leave it: what a class derives from now is what counts, in this run as in the next. */
  #current: Module

  constructor(original: Module, origin: Origin, project: Project, told: readonly Told[]) {
    this.#original = original
    this.#current = original
    this.#origin = origin
    this.#project = project
    this.#told = new Map(told.map((one) => [keyOf(one), one]))
  }

  /** Told after each pass. */
  rewritten(module: Module): void {
    this.#current = module
  }

  /** In the order of the file. */
  get records(): ReceiverRecord[] {
    return [...this.#records.values()].sort((a, b) => a.start - b.start || b.end - a.end)
  }

  typeOf(node: Node): Type | undefined {
    if (this.#told.size === 0) return undefined
    const span = this.#spanOf(node)
    const told = span && this.#told.get(keyOf(span))
    if (!told) return undefined
    const types = told.classes.map((one): Type | undefined => {
      const of = this.#classOf(one)
      if (of === undefined) return undefined
      return told.isClass ? { kind: 'class', of } : instance(of)
    })
    return union(told.isOptional ? [...types, NONE] : types)
  }

  note(node: Node, known: KnownBy): void {
    const span = this.#spanOf(node)
    if (span) this.#records.set(keyOf(span), { ...this.#origin.placeInSource(span), known })
  }

  /** Where an expression stood in the file as it was read; undefined when it did not. */
  #spanOf(node: Node): Span | undefined {
    const { start, end } = mapBackSpan(this.#origin.edits, spanOf(node))
    return this.#original.tree.text.slice(start, end) === node.text ? { start, end } : undefined
  }

  #classOf({ path, name }: ToldClass): ClassName | undefined {
    if (path === undefined) return name
    const module =
      path === this.#original.path ? this.#current : otherModule(this.#project, path, this.#original)
    const node = module && classAt(module, name)
    return module && node && { module, node }
  }
}

/** What was said of a file's expressions, in terms of the file after `edits`; of those that were rewritten nothing is left. */
export function toldAfter(told: readonly Told[], edits: readonly Edit[]): readonly Told[] {
  const map = spanMapper(edits)
  return told
    .filter(({ start, end }) => !edits.some((edit) => edit.start < end && edit.end > start))
    .map((one) => ({ ...one, ...map(one) }))
}

function keyOf({ start, end }: Span): string {
  return `${start}:${end}`
}
