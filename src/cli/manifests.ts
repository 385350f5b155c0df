import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { applyEdits } from '../edits/apply.ts'
import { composeEdits, mapBackSpan } from '../edits/compose.ts'
import { fingerprint } from '../edits/fingerprint.ts'
import type { ChangeRecord, FileOutcome } from '../engine/outcome.ts'
import type { FileToPlan, PlanProject, PlanRequest } from '../engine/request.ts'
import { isFile } from '../project/disk-entry.ts'
import { raisePackage, requirementFiles } from '../project/package-requirements/package-requirements.ts'
import { companionsOf, mypyPlugin, pydanticMove } from '../project/package-requirements/pydantic.ts'
import { PRE_COMMIT } from '../project/package-requirements/requirement-sites.ts'
import type { Raised } from '../project/python-target/edit.ts'
import { declarationFiles, raiseTarget } from '../project/python-target/python-target.ts'
import { LineIndex } from '../python/layout.ts'
import { parseVersion } from '../python/version.ts'
import type { Host } from './host.ts'
import { PYDANTIC_REQUIREMENT, PYTHON_TARGET } from './manifest-names.ts'
import type { RunOptions } from './options.ts'
import { realOrSame } from './paths.ts'
import type { ChangedFile } from './report.ts'

/** What is to be changed in the files beside the code, under the name that a transform would have. */
export interface ManifestRewrite {
  readonly name: string
  /** The files that it may concern, relative to the root. */
  readonly files: readonly string[]
  /** @param path relative to the root */
  rewrite(path: string, text: string): Raised
}

/** Brings what the project says of its Python version up to its target. */
export function pythonTarget({ root, target }: PlanRequest): ManifestRewrite | undefined {
  const version = parseVersion(target.version)
  return (
    version && {
      name: PYTHON_TARGET,
      files: declarationFiles(root),
      rewrite: (path, text) => raiseTarget(path, text, version),
    }
  )
}

/** Brings what the project requires of Pydantic to version 2. */
export function pydanticRequirement({ root, files }: PlanRequest): ManifestRewrite {
  let needed: ReadonlySet<string> | undefined
  return {
    name: PYDANTIC_REQUIREMENT,
    files: [...requirementFiles(root), ...(isFile(join(root, PRE_COMMIT)) ? [PRE_COMMIT] : [])],
    rewrite: (path, text) => {
      needed ??= new Set(files.flatMap(({ absolute }) => companionsNamedIn(absolute)))
      const required = raisePackage(path, text, pydanticMove(needed))
      const plugin = mypyPlugin(path, text)
      return {
        edits: [...required.edits, ...plugin.edits].sort((a, b) => a.start - b.start),
        findings: required.findings,
      }
    },
  }
}

function companionsNamedIn(path: string): string[] {
  try {
    const bytes = readFileSync(path)
    return bytes.includes('pydantic') ? companionsOf(bytes.toString('utf8')) : []
  } catch {
    return []
  }
}

/** Whether a run is about all of a project: only then it may say what the project needs. */
export function isWhole(paths: readonly string[], options: RunOptions, root: string, host: Host): boolean {
  const isPart = [options.since, options.maxFiles, options.maxChanges].some((option) => option !== undefined)
  const given = paths.length > 0 ? paths : ['.']
  return !isPart && given.some((path) => realOrSame(resolve(host.cwd, path)) === root)
}

/** A planner that also rewrites manifests. */
export interface ManifestPlanner {
  readonly planProject: PlanProject
  /** With the manifests. */
  readonly request: PlanRequest
  /** The outcomes of the manifests. */
  outcomes(): Promise<readonly FileOutcome[]>
}

/**
 * Makes rewrites of manifests part of a plan: the manifests become files of the request, and what is to be changed in them are
 * sites as any other. A `setup.py` may be code and manifest at once.
 */
export function withManifests(
  planProject: PlanProject,
  request: PlanRequest,
  rewrites: readonly ManifestRewrite[],
): ManifestPlanner {
  const paths = [...new Set(rewrites.flatMap(({ files }) => files))].sort()
  const manifests: FileToPlan[] = paths.map((path) => ({
    path,
    absolute: join(request.root, path),
    explicit: false,
  }))
  const names = new Set(manifests.map(({ path }) => path))
  const code = new Set(request.files.map(({ path }) => path))
  const plan: PlanProject = async (asked, progress) => {
    const sources = asked.files.filter(({ path }) => code.has(path))
    const planned = sources.length > 0 ? await planProject({ ...asked, files: sources }, progress) : []
    const outcomes = new Map(planned.map((file) => [file.path, file]))
    return asked.files.flatMap((file): FileOutcome[] => {
      const outcome = outcomes.get(file.path)
      if (!names.has(file.path)) return outcome ? [outcome] : []
      const wanted = rewrites.filter(({ files }) => files.includes(file.path))
      return [
        wanted.reduce(
          (so, rewrite) => planManifest(file, so, rewrite, asked),
          outcome ?? untouched(file.path),
        ),
      ]
    })
  }
  return {
    planProject: plan,
    request: { ...request, files: [...request.files.filter(({ path }) => !names.has(path)), ...manifests] },
    outcomes: () => plan({ ...request, files: manifests }),
  }
}

/** The outcomes of a run with those of its manifests, which stand for what the run made of the same files. */
export function withDeclarations(
  files: readonly FileOutcome[],
  declarations: readonly FileOutcome[],
): readonly FileOutcome[] {
  const declaring = new Set(declarations.map(({ path }) => path))
  return [...files.filter(({ path }) => !declaring.has(path)), ...declarations]
}

function untouched(path: string): FileOutcome {
  return { path, skips: [], findings: [], unusedSuppressions: [], status: 'unchanged' }
}

/** @param planned what was made of the file before: by transforms when it is code as well, and by other rewrites */
function planManifest(
  file: FileToPlan,
  planned: FileOutcome,
  { name, rewrite }: ManifestRewrite,
  request: PlanRequest,
): FileOutcome {
  if (planned.status !== 'unchanged' && planned.status !== 'changed') return planned
  const start = planned.status === 'changed' ? planned : readManifest(file, planned, request.maxFileSize)
  if (!start) return planned
  const lines = new LineIndex(start.before)
  const place = (span: { start: number; end: number }) => {
    const original = mapBackSpan(start.edits, span)
    return { ...lines.positionOf(original.start), ...original }
  }
  const { edits, findings } = rewrite(file.path, start.after)
  const seen = new Map<string, number>()
  const excluded = new Set(request.excludedSites)
  const changes: ChangeRecord[] = []
  const made = edits.filter((edit) => {
    const before = start.after.slice(edit.start, edit.end)
    const key = `${before}\0${edit.text}`
    const ordinal = seen.get(key) ?? 0
    seen.set(key, ordinal + 1)
    const about = { transform: name, path: file.path, enclosing: edit.text, matchedText: before }
    const change: ChangeRecord = {
      transform: name,
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
    transform: name,
    message,
    ...place(span),
  }))
  const all = [...planned.findings, ...told]
  if (made.length === 0) return { ...planned, findings: all }
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
    // A setup.py, that is; of other manifests nothing is said.
    unverified: 'only what it declares changed',
    changes: [],
    edits: [],
    before: text,
    after: text,
    encoding: 'utf-8',
    hasBom,
    hash: createHash('sha256').update(bytes).digest('hex'),
  }
}
