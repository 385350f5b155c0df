import type { Span } from '../python/node.ts'
import { countWhile, insertedSpans, mapBack } from '../python/spans.ts'
import { inOrder } from './apply.ts'
import type { Edit } from './change.ts'

/** A run of a text in the making: kept from the original (`[start, end)`), or new. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string }

/**
 * One list of edits against the original, disjoint and ascending, that does what `first` and then `second` do.
 * @param first against the original
 * @param second against the text that `first` gives
 * Edits that touch are merged, so no two edits of the result do.
 */
export function composeEdits(first: readonly Edit[], second: readonly Edit[]): Edit[] {
  const pieces = cut(piecesOf(inOrder(first)), inOrder(second))
  const edits: Edit[] = []
  let from = 0
  let text = ''
  for (const piece of pieces) {
    if ('text' in piece) {
      text += piece.text
      continue
    }
    if (piece.start > from || text !== '') edits.push({ start: from, end: piece.start, text })
    text = ''
    from = piece.end
  }
  return edits
}

/** The pieces of the text after `edits`; the last one is the original from the last edit to an open end. */
function piecesOf(edits: readonly Edit[]): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const edit of edits) {
    if (edit.start > from) pieces.push({ start: from, end: edit.start })
    if (edit.text !== '') pieces.push({ text: edit.text })
    from = edit.end
  }
  pieces.push({ start: from, end: Number.POSITIVE_INFINITY })
  return pieces
}

/** `pieces` with `edits` (ascending, in terms of the text that the pieces make up) made. */
function cut(pieces: readonly Piece[], edits: readonly Edit[]): Piece[] {
  const result: Piece[] = []
  let index = 0
  let current = pieces[0]
  let at = 0
  /** Consumes the pieces up to `position`, keeping or dropping them. */
  const advance = (position: number, keep: boolean) => {
    while (current && at < position) {
      const size = lengthOf(current)
      const taken = Math.min(size, position - at)
      const [head, tail] = split(current, taken)
      if (keep) result.push(head)
      current = tail ?? pieces[++index]
      at += taken
    }
  }
  for (const edit of edits) {
    advance(edit.start, true)
    advance(edit.end, false)
    if (edit.text !== '') result.push({ text: edit.text })
  }
  advance(Number.POSITIVE_INFINITY, true)
  return result
}

function lengthOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.end - piece.start
}

function split(piece: Piece, length: number): [Piece, Piece | undefined] {
  if (length >= lengthOf(piece)) return [piece, undefined]
  if ('text' in piece) return [{ text: piece.text.slice(0, length) }, { text: piece.text.slice(length) }]
  const middle = piece.start + length
  return [
    { start: piece.start, end: middle },
    { start: middle, end: piece.end },
  ]
}

/** The span of the original that `span` of the text that `edits` give came from: new text counts as all that it replaced. */
export function mapBackSpan(edits: readonly Edit[], span: Span): Span {
  const start = mapBack(edits, span.start)
  const inserted = insertedSpans(edits)
  const last = countWhile(inserted, (text) => text.start < span.end) - 1
  const edit = edits[last]
  const text = inserted[last]
  const end = edit && text ? edit.end + Math.max(0, span.end - text.end) : span.end
  return start <= end ? { start, end } : { start: end, end: start }
}

/**
 * Makes the function from a span of a text to where it lies after `edits` (disjoint, ascending): a span that begins or ends inside of
 * replaced text takes in all that replaced it.
 */
export function spanMapper(edits: readonly Edit[]): (span: Span) => Span {
  let total = 0
  const shifts = edits.map((edit) => {
    const before = total
    total += edit.text.length - (edit.end - edit.start)
    return before
  })
  const editsBefore = (index: number): number => countWhile(edits, (edit) => edit.end <= index)
  const shiftAt = (count: number) => (count < edits.length ? (shifts[count] ?? 0) : total)
  return ({ start, end }) => {
    const first = editsBefore(start)
    const last = editsBefore(end)
    const opening = edits[first]
    const closing = edits[last]
    return {
      start: (opening && opening.start < start ? opening.start : start) + shiftAt(first),
      end:
        closing && closing.start < end
          ? closing.start + shiftAt(last) + closing.text.length
          : end + shiftAt(last),
    }
  }
}
