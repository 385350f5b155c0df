import type { ChangeRecord, FileOutcome } from '../engine/outcome.ts'
import type { PlanRequest } from '../engine/request.ts'
import { differingLines } from './differing-lines.ts'
import type { Host } from './host.ts'
import type { RunOptions } from './options.ts'
import { type ChangedFile, LEFT_OUT } from './report.ts'

/** Limits for changing a code base bit by bit. */
export type Caps = Pick<RunOptions, 'maxFiles' | 'maxChanges' | 'maxLines'>

/** What may still be changed; Infinity for no limit. */
interface Room {
  files: number
  changes: number
  lines: number
}

/**
 * The first changes of a plan, in path order, up to the caps. A file that only part of the allowed changes fits in is
 * planned again without its last sites, since the edits of several passes cannot be told apart afterwards.
 * Files beyond the caps become policy skips. Clean-ups follow from other changes, so they do not count.
 */
export async function capChanges(
  outcomes: readonly FileOutcome[],
  { maxFiles, maxChanges, maxLines }: Caps,
  request: PlanRequest,
  host: Host,
): Promise<readonly FileOutcome[]> {
  if (maxFiles === undefined && maxChanges === undefined && maxLines === undefined) return outcomes
  const room: Room = {
    files: maxFiles ?? Number.POSITIVE_INFINITY,
    changes: maxChanges ?? Number.POSITIVE_INFINITY,
    lines: maxLines ?? Number.POSITIVE_INFINITY,
  }
  const result: FileOutcome[] = []
  for (const outcome of outcomes) {
    const kept = outcome.status === 'changed' ? await withinCaps(outcome, room, request, host) : outcome
    if (kept.status === 'changed') {
      const sites = sitesOf(kept, host)
      room.files--
      room.changes -= sites.length
      room.lines -= sites.reduce((sum, site) => sum + linesOf(site), 0)
    }
    result.push(kept)
  }
  return result
}

async function withinCaps(
  outcome: ChangedFile,
  room: Room,
  request: PlanRequest,
  host: Host,
): Promise<FileOutcome> {
  const { path, skips, findings, unusedSuppressions } = outcome
  const left = (option: string): FileOutcome => ({
    path,
    skips,
    findings,
    unusedSuppressions,
    status: 'skipped',
    skip: { kind: 'policy', reason: leftBy(option) },
  })
  if (room.files <= 0) return left('--max-files')
  const sites = sitesOf(outcome, host)
  const { fitting, option } = prefixWithin(sites, room)
  if (fitting === sites.length) return outcome
  const file = request.files.find((entry) => entry.path === path)
  if (fitting === 0 || !file) return left(option)
  const beyond = sites.slice(fitting).map(({ fingerprint }) => fingerprint)
  const [again] = await host.planProject({
    ...request,
    files: [file],
    excludedSites: [...request.excludedSites, ...beyond],
    threads: 1,
  })
  // Without some sites others may match; then the whole file waits.
  if (again?.status !== 'changed') return left(option)
  const rest = sitesOf(again, host)
  if (prefixWithin(rest, room).fitting < rest.length) return left(option)
  const earlier = new Set(skips.filter(({ reason }) => reason === LEFT_OUT).map(siteKey))
  return {
    ...again,
    skips: again.skips.map((skip) =>
      skip.reason === LEFT_OUT && !earlier.has(siteKey(skip)) ? { ...skip, reason: leftBy(option) } : skip,
    ),
  }
}

function leftBy(option: string): string {
  return `left for another run by ${option}`
}

function siteKey({ transform, start, end }: { transform: string; start: number; end: number }): string {
  return `${transform} ${start} ${end}`
}

function sitesOf(file: ChangedFile, host: Host): readonly ChangeRecord[] {
  return file.changes.filter(({ transform }) => host.registry[transform]?.phase !== 'clean-up')
}

/** How many of the first sites there is room for, and the option that leaves out the next. */
function prefixWithin(sites: readonly ChangeRecord[], room: Room): { fitting: number; option: string } {
  let lines = 0
  for (const [index, site] of sites.entries()) {
    if (index >= room.changes) return { fitting: index, option: '--max-changes' }
    lines += linesOf(site)
    if (lines > room.lines) return { fitting: index, option: '--max-lines' }
  }
  return { fitting: sites.length, option: '' }
}

/** The lines that a change touches, before or after it, whichever are more. */
function linesOf(change: ChangeRecord): number {
  const { before, after } = differingLines(change.before, change.after)
  return Math.max(before.split('\n').length, after.split('\n').length)
}
