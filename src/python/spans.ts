import type { Span } from './node.ts'

/** An edit, as far as places are concerned. */
export interface TextEdit extends Span {
  readonly text: string
}

/** How many items of a list `holds` is true of, where it is true of the first ones alone. */
export function countWhile<Item>(items: ArrayLike<Item>, holds: (item: Item) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(items[middle] as Item)) low = middle + 1
    else high = middle
  }
  return low
}

/** The spans in the order of the text, those that overlap or touch as one. */
export function mergedSpans(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = []
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

/** The one of `spans` (disjoint, ascending) that holds the index. */
export function spanAt<S extends Span>(spans: readonly S[], index: number): S | undefined {
  const last = spans[countWhile(spans, ({ start }) => start <= index) - 1]
  return last && index < last.end ? last : undefined
}

/** By edits, where the new text of each stands: worked out once, for many places are asked for. */
const known = new WeakMap<readonly TextEdit[], readonly Span[]>()

/** Where the new text of each edit (disjoint, ascending) stands in the text that all of them give. */
export function insertedSpans(edits: readonly TextEdit[]): readonly Span[] {
  let spans = known.get(edits)
  if (!spans) {
    let shift = 0
    spans = edits.map(({ start, end, text }) => {
      const span = { start: start + shift, end: start + shift + text.length }
      shift += text.length - (end - start)
      return span
    })
    known.set(edits, spans)
  }
  return spans
}

/** The place in the old text of `index` in the new one: what is new counts as the start of what it replaced. */
export function mapBack(edits: readonly TextEdit[], index: number): number {
  const inserted = insertedSpans(edits)
  const last = countWhile(inserted, ({ start }) => start <= index) - 1
  const edit = edits[last]
  const span = inserted[last]
  if (!edit || !span) return index
  return index < span.end ? edit.start : edit.end + index - span.end
}
