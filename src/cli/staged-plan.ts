import { composeEdits, mapBackSpan } from '../edits/compose.ts'
import type { FileOutcome, Place } from '../engine/outcome.ts'
import { toldAfter } from '../engine/receivers.ts'
import type { PlanProject, PlanRequest } from '../engine/request.ts'
import { keyOf, type UnitGraph, type UnitKey } from '../engine/staging/components.ts'
import { LineIndex } from '../python/layout.ts'
import type { Span } from '../python/node.ts'
import { encodeFile } from './encode.ts'
import type { ChangedFile } from './report.ts'

/** The transform that keeps parts of files on `pydantic.v1`; its options say which stay whatever else. */
export const STAGE = 'pydantic/stage-v1'
const CLEAN_UP = 'imports/remove-orphaned'

/**
 * Makes a planner that first has parts of files import from `pydantic.v1`, and all others from `pydantic`, and plans the rest on what
 * comes of that: what is v1's by name is left alone by everything that is about the move to v2.
 * @param graph of the files that import Pydantic
 * @param stay the parts that are to be on v1
 */
export function withStages(
  planProject: PlanProject,
  all: PlanRequest,
  graph: UnitGraph,
  stay: readonly UnitKey[],
): PlanProject {
  const importing = all.files.filter(({ path }) => graph.files.has(path))
  const staying = new Set(stay)
  const fromV1 = [...graph.files.values()]
    .flatMap(({ path, onV1 }) => [...onV1].map((unit) => keyOf(path, unit)))
    .filter((unit) => !staying.has(unit))
  const isPart = new Set(all.transforms)
  const staging = [STAGE, ...(isPart.has(CLEAN_UP) ? [CLEAN_UP] : [])]
  return async (asked, progress) => {
    const first = await planProject({
      ...asked,
      files: importing,
      transforms: staging,
      options: { ...asked.options, [STAGE]: { stages: true, stay } },
    })
    const moved = new Map(first.map((file) => [file.path, file]))
    const texts: Record<string, Uint8Array> = {}
    const told = { ...asked.told }
    for (const file of first) {
      if (file.status !== 'changed') continue
      texts[file.path] = encodeFile(file.after, file.encoding, file.hasBom)
      if (told[file.path]) told[file.path] = toldAfter(told[file.path] ?? [], file.edits)
    }
    const files = asked.files.map((file) => {
      const bytes = texts[file.path]
      return bytes ? { ...file, bytes } : file
    })
    const outcomes = await planProject({ ...asked, files, texts, told, fromV1, onV1: stay }, progress)
    return outcomes.map((outcome) => joined(moved.get(outcome.path), outcome))
  }
}

/** What became of a file in two steps, in terms of the file before both. */
function joined(first: FileOutcome | undefined, second: FileOutcome): FileOutcome {
  if (!first || first.status === 'failed') return first ?? second
  const skips = first.skips.filter(({ transform }) => transform === STAGE)
  if (first.status !== 'changed') return { ...second, skips: [...skips, ...second.skips] }
  if (second.status === 'failed' || second.status === 'skipped') return second
  const lines = new LineIndex(first.before)
  const place = <T extends Place>(record: T): T => ({ ...record, ...placeIn(lines, first, record) })
  const base = {
    ...first,
    skips: [...skips, ...second.skips.map(place)],
    findings: second.findings.map(place),
    unusedSuppressions: second.unusedSuppressions.map(place),
    ...(second.receivers && { receivers: second.receivers.map(place) }),
  }
  if (second.status === 'unchanged') return base
  if (second.after === first.before) {
    const { path, findings, unusedSuppressions } = base
    return { path, skips: base.skips, findings, unusedSuppressions, status: 'unchanged' }
  }
  const spanOf = (span: Span) => mapBackSpan(first.edits, span)
  const later = second.changes.map((change) => ({
    ...place(change),
    ...(change.edited && { edited: change.edited.map(spanOf) }),
  }))
  const { verified: _, unverified: __, ...rest } = base
  return {
    ...rest,
    changes: [...first.changes, ...later].sort((a, b) => a.start - b.start || a.end - b.end),
    edits: composeEdits(first.edits, second.edits),
    after: second.after,
    ...(first.verified && second.verified && { verified: second.verified }),
    ...((first.unverified ?? second.unverified) !== undefined && {
      unverified: second.unverified ?? first.unverified ?? '',
    }),
  }
}

function placeIn(lines: LineIndex, { edits }: ChangedFile, span: Span): Place {
  const { start, end } = mapBackSpan(edits, span)
  return { start, end, ...lines.positionOf(start) }
}
