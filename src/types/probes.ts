import type { Span } from '../python/node.ts'
import { countWhile } from '../python/spans.ts'

/** A place as servers count: lines from 0, characters in UTF-16 units. */
export interface ServerPosition {
  readonly line: number
  readonly character: number
}

/** A file as a server is shown it, and where to ask for each of the spans. */
export interface ProbedText {
  readonly text: string
  /** In the order of the spans. */
  readonly positions: readonly ServerPosition[]
}

const NAME = /^[^\W\d]\w*$/u
/** `a.b.c`, without calls: the last name has the type of the whole. */
const PATH_OF_NAMES = /\.\s*([^\W\d]\w*)$/u

/**
 * Servers tell the types of names. What is no name is given one: of `f(x).dict()` a server is shown `(pymolt_0 := f(x)).dict()`.
 * Names and attributes are asked where they stand.
 * @param spans of expressions of the text, in any order; they may lie in one another
 */
export function probedText(text: string, spans: readonly Span[]): ProbedText {
  const isPlain = ({ start, end }: Span) =>
    NAME.test(text.slice(start, end)) || PATH_OF_NAMES.test(text.slice(start, end))
  const inserts = spans.flatMap((span, index): Insert[] =>
    isPlain(span)
      ? []
      : [
          { at: span.start, text: `(pymolt_${index} := `, rank: span.start - span.end, names: index },
          { at: span.end, text: ')', rank: Number.NEGATIVE_INFINITY },
        ],
  )
  // What closes stands before what opens at the same index, and the outer of two that open there before the inner.
  inserts.sort((a, b) => a.at - b.at || a.rank - b.rank)
  const names = new Map<number, number>()
  let shown = ''
  let from = 0
  for (const insert of inserts) {
    shown += text.slice(from, insert.at)
    from = insert.at
    if (insert.names !== undefined) names.set(insert.names, shown.length + 1)
    shown += insert.text
  }
  shown += text.slice(from)
  const lines = lineStarts(shown)
  const positions = spans.map(({ start, end }, index) => {
    const last = PATH_OF_NAMES.exec(text.slice(start, end))?.[1]
    return positionIn(
      lines,
      names.get(index) ?? moved(last === undefined ? start : end - last.length, inserts),
    )
  })
  return { text: shown, positions }
}

interface Insert {
  readonly at: number
  readonly text: string
  readonly rank: number
  /** The span that gets its name there. */
  readonly names?: number
}

/** Where an index of the text is once the inserts are made: behind those at the index. */
function moved(index: number, inserts: readonly Insert[]): number {
  let shift = 0
  for (const { at, text } of inserts) if (at <= index) shift += text.length
  return index + shift
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (const { index, 0: newline } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + newline.length)
  return starts
}

function positionIn(starts: readonly number[], index: number): ServerPosition {
  const line = countWhile(starts, (start) => start <= index) - 1
  return { line, character: index - (starts[line] ?? 0) }
}
