import type { Report } from './report.ts'
import { oneLine } from './terminal.ts'

/** Why sites were left alone: how many for each reason, most first, and one of them. */
export interface LeftAlone {
  readonly reason: string
  readonly transform: string
  sites: number
  readonly path: string
  readonly line: number
  /** All of them, as `path:line`. */
  readonly places: string[]
}

/** The reasons for which a run left sites alone. */
export function leftByReason(report: Report): LeftAlone[] {
  const reasons = new Map<string, LeftAlone>()
  for (const { path, skips } of report.outcome.files)
    for (const { transform, reason, line } of skips) {
      const general = generalOf(reason)
      const key = `${general} ${transform}`
      const known = reasons.get(key)
      const place = `${path}:${line}`
      known?.places.push(place)
      if (known) known.sites++
      else reasons.set(key, { reason: general, transform, sites: 1, path, line, places: [place] })
    }
  return [...reasons.values()].sort((a, b) => b.sites - a.sites || (a.reason < b.reason ? -1 : 1))
}

/** A reason without the names and lines of its site, so that those of many sites are one. */
function generalOf(reason: string): string {
  return reason
    .replace(/`[^`]*`/g, '`…`')
    .replace(/\bline \d+/g, 'line …')
    .replace(/^[\w.]+(?= (?:is|may|are|has|was|calls|reads)\b)(?<!^(?:it|this|that|there|what|the))/, '…')
}

/** The transform and the place of one site, in parentheses to the reason. */
export function placeOf({ transform, sites, path, line }: LeftAlone): string {
  return `${transform}, ${sites === 1 ? '' : 'the first in '}${oneLine(path)}:${line}`
}
