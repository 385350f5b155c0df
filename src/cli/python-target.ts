import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { applyEdits } from '../edits/apply.ts'
import { composeEdits, mapBackSpan } from '../edits/compose.ts'
import { fingerprint } from '../edits/fingerprint.ts'
import type { ChangeRecord, FileOutcome } from '../engine/outcome.ts'
import type { FileToPlan, PlanProject, PlanRequest } from '../engine/request.ts'
import { declarationFiles, raiseTarget } from '../project/python-target/python-target.ts'
import { LineIndex } from '../python/layout.ts'
import { parseVersion, type Version } from '../python/version.ts'
import { PYTHON_TARGET } from './migrate-options.ts'
import type { ChangedFile } from './report.ts'

/** A planner that also brings what the project says of its Python version up to date. */
export interface TargetPlanner {
  readonly planProject: PlanProject
  /** With the files that say something of it. */
  readonly request: PlanRequest
  /** The outcomes of those files. */
  outcomes(): Promise<readonly FileOutcome[]>
}

/**
 * Makes what the project says of its Python version part of a plan: its manifests become files of the request, and
 * what is to be changed in them are sites as any other. A `setup.py` may be code and manifest at once.
 */
export function withPythonTarget(planProject: PlanProject, request: PlanRequest): TargetPlanner {
  const manifests: FileToPlan[] = declarationFiles(request.root).map((path) => ({
    path,
    absolute: join(request.root, path),
    explicit: false,
  }))
  const names = new Set(manifests.map(({ path }) => path))
  const code = new Set(request.files.map(({ path }) => path))
  const plan: PlanProject = async (asked, progress) => {
    const target = parseVersion(asked.target.version)
    const sources = asked.files.filter(({ path }) => code.has(path))
    const planned = sources.length > 0 ? await planProject({ ...asked, files: sources }, progress) : []
    const outcomes = new Map(planned.map((file) => [file.path, file]))
    return asked.files.flatMap((file): FileOutcome[] => {
      const outcome = outcomes.get(file.path)
      if (!target || !names.has(file.path)) return outcome ? [outcome] : []
      return [planManifest(file, outcome, target, asked)]
    })
  }
  return {
    planProject: plan,
    request: { ...request, files: [...request.files.filter(({ path }) => !names.has(path)), ...manifests] },
    outcomes: () => plan({ ...request, files: manifests }),
  }
}

/** @param planned what the transforms make of the file, when it is code as well */
function planManifest(
  file: FileToPlan,
  planned: FileOutcome | undefined,
  target: Version,
  request: PlanRequest,
): FileOutcome {
  const unchanged: FileOutcome = planned ?? {
    path: file.path,
    skips: [],
    findings: [],
    unusedSuppressions: [],
    status: 'unchanged',
  }
  if (unchanged.status !== 'unchanged' && unchanged.status !== 'changed') return unchanged
  const start =
    unchanged.status === 'changed' ? unchanged : readManifest(file, unchanged, request.maxFileSize)
  if (!start) return unchanged
  const lines = new LineIndex(start.before)
  const place = (span: { start: number; end: number }) => {
    const original = mapBackSpan(start.edits, span)
    return { ...lines.positionOf(original.start), ...original }
  }
  const { edits, findings } = raiseTarget(file.path, start.after, target)
  const seen = new Map<string, number>()
  const excluded = new Set(request.excludedSites)
  const changes: ChangeRecord[] = []
  const made = edits.filter((edit) => {
    const before = start.after.slice(edit.start, edit.end)
    const key = `${before}\0${edit.text}`
    const ordinal = seen.get(key) ?? 0
    seen.set(key, ordinal + 1)
    const about = { transform: PYTHON_TARGET, path: file.path, enclosing: edit.text, matchedText: before }
    const change: ChangeRecord = {
      transform: PYTHON_TARGET,
      safety: 'safe',
      fingerprint: fingerprint({ ...about, ordinal }),
      before,
      after: edit.text,
      ...place(edit),
    }
    if (excluded.has(change.fingerprint)) return false
    changes.push(change)
    return true
  })
  const told = findings.map(({ message, ...span }) => ({
    transform: PYTHON_TARGET,
    message,
    ...place(span),
  }))
  const all = [...unchanged.findings, ...told]
  if (made.length === 0) return { ...unchanged, findings: all }
  return {
    ...start,
    findings: all,
    changes: [...start.changes, ...changes].sort((a, b) => a.start - b.start || a.end - b.end),
    edits: composeEdits(start.edits, made),
    after: applyEdits(start.after, made),
  }
}

/** The file as one that nothing was changed in yet; undefined when it is not text. */
function readManifest(file: FileToPlan, base: FileOutcome, maxFileSize: number): ChangedFile | undefined {
  let bytes: Buffer
  try {
    if (statSync(file.absolute).size > maxFileSize) return undefined
    bytes = readFileSync(file.absolute)
  } catch {
    return undefined
  }
  const decoded = bytes.toString('utf8')
  if (!Buffer.from(decoded, 'utf8').equals(bytes)) return undefined
  const hasBom = decoded.startsWith('\ufeff')
  const text = hasBom ? decoded.slice(1) : decoded
  const { path, skips, findings, unusedSuppressions } = base
  return {
    ...{ path, skips, findings, unusedSuppressions },
    status: 'changed',
    changes: [],
    edits: [],
    before: text,
    after: text,
    encoding: 'utf-8',
    hasBom,
    hash: createHash('sha256').update(bytes).digest('hex'),
  }
}
