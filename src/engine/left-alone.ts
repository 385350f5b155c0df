import type { Span } from '../python/node.ts'
import type { FindingRecord, Place, SkipRecord } from './outcome.ts'
import type { Touched } from './touched.ts'

/** A record of a site that stays, and where that is in the text of the pass. */
interface Site<Record> {
  readonly record: Record
  readonly span: Span
}

/** The sites that a pass left alone: skips and findings. */
export class LeftAlone {
  readonly #skips: Site<SkipRecord>[] = []
  readonly #findings: Site<FindingRecord>[] = []

  /** In the order of the file as it was read. */
  get skips(): SkipRecord[] {
    return inOrder(this.#skips)
  }

  get findings(): FindingRecord[] {
    return inOrder(this.#findings)
  }

  /** @param span of the match, in the text of the pass */
  skip(span: Span, record: SkipRecord): void {
    this.#skips.push({ record, span })
  }

  /** @param span of the match, in the text of the pass */
  find(span: Span, record: FindingRecord): void {
    this.#findings.push({ record, span })
  }

  /** Adds the sites of another. */
  add(other: LeftAlone): void {
    // As arguments of one call they could be too many.
    for (const site of other.#skips) this.#skips.push(site)
    for (const site of other.#findings) this.#findings.push(site)
  }

  /**
   * The sites that the next pass will not look at, at their places in its text.
   * @param touched where it looks; everywhere when undefined
   */
  beyond(touched: Touched | undefined, map: (span: Span) => Span): LeftAlone {
    const result = new LeftAlone()
    if (!touched) return result
    const keep = <Record>(from: readonly Site<Record>[], to: Site<Record>[]) => {
      for (const { record, span } of from) {
        const moved = map(span)
        if (!touched.meets(moved)) to.push({ record, span: moved })
      }
    }
    keep(this.#skips, result.#skips)
    keep(this.#findings, result.#findings)
    return result
  }
}

function inOrder<Record extends Place>(sites: readonly Site<Record>[]): Record[] {
  return sites.map(({ record }) => record).sort((a, b) => a.start - b.start || b.end - a.end)
}
