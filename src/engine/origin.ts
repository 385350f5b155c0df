import { applyEdits } from '../edits/apply.ts'
import type { Change, Edit } from '../edits/change.ts'
import { composeEdits, mapBackSpan } from '../edits/compose.ts'
import { fingerprint } from '../edits/fingerprint.ts'
import { LineIndex } from '../python/layout.ts'
import { field, type Node, type Span, spanOf } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'
import type { ChangeRecord, Place } from './outcome.ts'

/** Tells everything that happens in a later text in terms of the file as it was read. */
export class Origin {
  readonly #path: string
  readonly #source: string
  readonly #lines: LineIndex
  #edits: readonly Edit[] = []

  /** @param source the text of the file as it was read. */
  constructor(path: string, source: string) {
    this.#path = path
    this.#source = source
    this.#lines = new LineIndex(source)
  }

  /** All edits so far, against the text as it was read. */
  get edits(): readonly Edit[] {
    return this.#edits
  }

  /** Takes note of edits to the current text. */
  edited(edits: readonly Edit[]): void {
    this.#edits = composeEdits(this.#edits, edits)
  }

  /** Where a span of the current text comes from. */
  place(span: Span): Place {
    return this.placeInSource(mapBackSpan(this.#edits, span))
  }

  /** The place of a span of the text as it was read. */
  placeInSource({ start, end }: Span): Place {
    return { ...this.#lines.positionOf(start), start, end }
  }

  /** A change of the current text `text`, for reports. */
  record(change: Change, text: string): ChangeRecord {
    const inside = change.edits.filter(
      (edit) => edit.start >= change.span.start && edit.end <= change.span.end,
    )
    const shifted = inside.map((edit) => ({
      ...edit,
      start: edit.start - change.span.start,
      end: edit.end - change.span.start,
    }))
    const before = text.slice(change.span.start, change.span.end)
    return {
      transform: change.transform,
      safety: change.safety,
      fingerprint: change.fingerprint,
      before,
      after: applyEdits(before, shifted),
      ...(change.note === undefined ? {} : { note: change.note }),
      ...this.place(change.span),
    }
  }

  /** The identity of a site; one that an earlier pass made is known by what stood there before the run. */
  fingerprint(transform: string, node: Node, ordinals: Map<string, number>): string {
    const enclosing = [...ancestorsOf(node)]
      .filter((up) => up.type === 'function_definition' || up.type === 'class_definition')
      .map((up) => field(up, 'name')?.text ?? '')
      .reverse()
      .join('.')
    const { start, end } = mapBackSpan(this.#edits, spanOf(node))
    const matchedText = this.#source.slice(start, end)
    const key = JSON.stringify([transform, enclosing, matchedText])
    const ordinal = ordinals.get(key) ?? 0
    ordinals.set(key, ordinal + 1)
    return fingerprint({ transform, path: this.#path, enclosing, matchedText, ordinal })
  }
}
