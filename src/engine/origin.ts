import { applyEdits } from '../edits/apply.ts'
import type { Change, Edit } from '../edits/change.ts'
import { composeEdits, mapBackSpan } from '../edits/compose.ts'
import { fingerprint } from '../edits/fingerprint.ts'
import { LineIndex } from '../python/layout.ts'
import { field, type Node, type Span, spanOf } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'
import { Occurrences } from './occurrences.ts'
import type { ChangeRecord, Place } from './outcome.ts'

/** Tells everything that happens in a later text in terms of the file as it was read. */
export class Origin {
  readonly #path: string
  readonly #source: string
  readonly #lines: LineIndex
  #edits: readonly Edit[] = []
  readonly #occurrences: Occurrences

  /** @param source the text of the file as it was read. */
  constructor(path: string, source: string) {
    this.#path = path
    this.#source = source
    this.#lines = new LineIndex(source)
    this.#occurrences = new Occurrences(source)
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
    let { start, end } = change.span
    // What is edited beside the site belongs to it, but for what a statement's removal takes besides, its line for one.
    for (const edit of change.edits) {
      if (!text.slice(edit.start, start).includes('\n')) start = Math.min(start, edit.start)
      if (!text.slice(end, edit.end).includes('\n')) end = Math.max(end, edit.end)
    }
    const inside = change.edits
      .filter((edit) => (edit.start < end && edit.end > start) || (edit.start >= start && edit.end <= end))
      .map((edit) => ({
        start: Math.max(edit.start, start) - start,
        end: Math.min(edit.end, end) - start,
        text: edit.text,
      }))
    const before = text.slice(start, end)
    return {
      transform: change.transform,
      safety: change.safety,
      fingerprint: change.fingerprint,
      before,
      after: applyEdits(before, inside),
      ...(change.note === undefined ? {} : { note: change.note }),
      edited: change.edits.map((edit) => mapBackSpan(this.#edits, edit)),
      ...this.place(change.span),
    }
  }

  /**
   * The identity of a site; one that an earlier pass made is known by what stood there before the run. It depends on
   * the file as it was read alone, not on what else was changed: so a site can be left out of another run.
   */
  fingerprint(transform: string, node: Node): string {
    const around = [...ancestorsOf(node)].filter(
      (up) => up.type === 'function_definition' || up.type === 'class_definition',
    )
    const enclosing = around
      .map((up) => field(up, 'name')?.text ?? '')
      .reverse()
      .join('.')
    const { start, end } = mapBackSpan(this.#edits, spanOf(node))
    const matchedText = this.#source.slice(start, end)
    const from = around[0] ? mapBackSpan(this.#edits, spanOf(around[0])).start : 0
    const ordinal = matchedText === '' ? start - from : this.#occurrences.count(matchedText, from, start)
    return fingerprint({ transform, path: this.#path, enclosing, matchedText, ordinal })
  }
}
