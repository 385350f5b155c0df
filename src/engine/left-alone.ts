import type { Span } from '../python/node.ts'
import { keyOf } from './again.ts'
import type { FindingRecord, Place, SkipRecord } from './outcome.ts'
import type { Touched } from './touched.ts'

/** What was recorded of a site that stays, and where that is in the text of the pass. */
interface Site {
  readonly span: Span
  readonly skips: SkipRecord[]
  readonly findings: FindingRecord[]
}

/** The sites that a pass left alone: skips and findings. */
export class LeftAlone {
  /** By transform and span. */
  readonly #sites = new Map<string, Site>()

  /** In the order of the file as it was read. */
  get skips(): SkipRecord[] {
    return inOrder([...this.#sites.values()].flatMap(({ skips }) => skips))
  }

  get findings(): FindingRecord[] {
    return inOrder([...this.#sites.values()].flatMap(({ findings }) => findings))
  }

  /** @param span of the match, in the text of the pass */
  skip(span: Span, record: SkipRecord): void {
    this.#at(record.transform, span).skips.push(record)
  }

  /** @param span of the match, in the text of the pass */
  find(span: Span, record: FindingRecord): void {
    this.#at(record.transform, span).findings.push(record)
  }

  /** Drops what is known of a site: it is being looked at anew. */
  forget(transform: string, span: Span): void {
    this.#sites.delete(keyOf({ transform, span }))
  }

  /** Adds the sites of another. */
  add(other: LeftAlone): void {
    for (const [key, { span, skips, findings }] of other.#sites) {
      const site = this.#sites.get(key)
      if (!site) this.#sites.set(key, { span, skips: [...skips], findings: [...findings] })
      else {
        site.skips.push(...skips)
        site.findings.push(...findings)
      }
    }
  }

  /**
   * The sites that are as they were, at their places in the next pass's text.
   * @param touched what is not as it was; everything when undefined
   */
  beyond(touched: Touched | undefined, map: (span: Span) => Span): LeftAlone {
    const result = new LeftAlone()
    if (!touched) return result
    for (const [key, site] of this.#sites) {
      const span = map(site.span)
      if (touched.overlaps(span)) continue
      const transform = key.slice(0, key.indexOf(' '))
      result.#sites.set(keyOf({ transform, span }), { ...site, span })
    }
    return result
  }

  #at(transform: string, span: Span): Site {
    const key = keyOf({ transform, span })
    let site = this.#sites.get(key)
    if (!site) {
      site = { span, skips: [], findings: [] }
      this.#sites.set(key, site)
    }
    return site
  }
}

function inOrder<Record extends Place>(records: Record[]): Record[] {
  return records.sort((a, b) => a.start - b.start || b.end - a.end)
}
