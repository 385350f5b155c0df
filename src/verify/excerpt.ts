import type { Span } from '../python/node.ts'
import type { Spot } from './evidence.ts'
import type { Rewritten } from './rewritten.ts'

/** What of a file is sent. */
export interface Part extends Omit<Rewritten, 'target' | 'isStub'> {
  /** From an index of this part's old text to the file's. */
  readonly offset: (index: number) => number
}

/** A statement that is sent: where it stands in the part, and in the file. */
interface Move extends Span {
  readonly from: number
  readonly to: number
}

/** The edited top-level statements of a file, as a file of their own. */
export function excerpt(file: Rewritten): Part {
  const { before, after, evidence } = file
  const spans = evidence.excerpt
  const befores: string[] = []
  const afters: string[] = []
  const moves: Move[] = []
  const newMoves: Move[] = []
  const edits: (Span & { text: string })[] = []
  let at = 0
  let newAt = 0
  let shift = 0
  let next = 0
  for (const { start, end } of spans) {
    const from = start + shift
    for (let edit = file.edits[next]; edit && edit.end <= end; edit = file.edits[++next]) {
      edits.push({ start: edit.start - start + at, end: edit.end - start + at, text: edit.text })
      shift += edit.text.length - (edit.end - edit.start)
    }
    const text = before.slice(start, end)
    const newText = after.slice(from, end + shift)
    // The last line of a file may have no end.
    const isOpen = !text.endsWith('\n') && text !== ''
    moves.push({ from: at, to: at + text.length, start, end })
    newMoves.push({ from: newAt, to: newAt + newText.length, start: from, end: end + shift })
    befores.push(text, isOpen ? '\n' : '')
    afters.push(newText, isOpen ? '\n' : '')
    at += text.length + (isOpen ? 1 : 0)
    newAt += newText.length + (isOpen ? 1 : 0)
  }
  return {
    before: befores.join(''),
    after: afters.join(''),
    edits,
    sites: file.sites.flatMap((site) => {
      // A site may be somewhere else than its edits.
      const edited = (site.edited ?? [site]).flatMap((span) => reaching(moves, span) ?? [])
      return edited.length === 0 ? [] : [{ ...(reaching(moves, site) ?? { start: -1, end: -1 }), edited }]
    }),
    evidence: {
      before: spotsIn(moves, evidence.before),
      after: spotsIn(newMoves, evidence.after),
      excerpt: [],
    },
    offset: (index) => {
      // The end of one part is the start of the next.
      const move = moves.findLast(({ from }) => from <= index)
      return move ? index - move.from + move.start : 0
    },
  }
}

/** A span in a part, for one that lies in what was sent as a whole. */
function moved(moves: readonly Move[], span: Span): Span | undefined {
  const move = moves.find((candidate) => candidate.start <= span.start && span.end <= candidate.end)
  return move && { start: span.start - move.start + move.from, end: span.end - move.start + move.from }
}

/** A span in a part, for a class that is there in parts only: from the first to the last of these. */
function reaching(moves: readonly Move[], span: Span): Span | undefined {
  const first = moves.find(({ end }) => span.start < end)
  const last = moves.findLast(({ start }) => start < span.end)
  if (!first || !last || first.start > last.start) return undefined
  return {
    start: Math.max(span.start, first.start) - first.start + first.from,
    end: Math.min(span.end, last.end) - last.start + last.from,
  }
}

function spotsIn(moves: readonly Move[], spots: readonly Spot[]): Spot[] {
  return spots.flatMap((spot) => {
    const span = moved(moves, spot) ?? (spot.isLoose ? reaching(moves, spot) : undefined)
    return span ? [{ ...spot, ...span }] : []
  })
}
