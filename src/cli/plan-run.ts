import { resolve } from 'node:path'
import { cachedPlan } from '../cache/cached-plan.ts'
import { cacheFolder } from '../cache/folder.ts'
import type { FileOutcome, RunOutcome } from '../engine/outcome.ts'
import type { FileToPlan, PlanProject, PlanRequest } from '../engine/request.ts'
import { UsageError } from '../project/usage-error.ts'
import { gitPath, gitTopLevel } from '../workspace/git.ts'
import { changedSince } from '../workspace/git-commit.ts'
import { readLedger } from '../workspace/ledger.ts'
import { capChanges } from './caps.ts'
import type { Host } from './host.ts'
import { namesManifests, PYDANTIC_REQUIREMENT } from './manifest-names.ts'
import { isWhole, pydanticRequirement, withDeclarations, withManifests } from './manifests.ts'
import { movesPydantic } from './migrate-options.ts'
import type { RunOptions } from './options.ts'
import { patchRootOf } from './patch-path.ts'
import { type PreparedRun, prepareRun } from './prepare.ts'
import { phases } from './progress.ts'
import { namedPython } from './python-option.ts'
import { type Resolved, resolveReceivers } from './receivers.ts'
import { LEFT_OUT, type Report } from './report.ts'
import type { StagedPlan } from './stage.ts'
import { checkStage } from './stage-option.ts'
import { stateFolderOf } from './state.ts'
import { counted } from './terminal.ts'

/** A planned run: nothing is written yet. */
export interface PlannedRun {
  readonly prepared: PreparedRun
  readonly report: Report
  /** What planned it: in a staged run more than the host's own. */
  readonly planProject: PlanProject
}

/**
 * Prepares and plans the run of `diff`, `apply` or `migrate`.
 * @throws UsageError for whatever the user has to put right first
 */
export async function planRun(
  command: 'diff' | 'apply' | 'migrate',
  paths: readonly string[],
  options: RunOptions,
  host: Host,
  stdin: Uint8Array | undefined,
): Promise<PlannedRun> {
  // For the sake of `performance`, Node loads a dozen modules.
  const started = process.hrtime.bigint()
  const requires = command !== 'migrate' && stdin === undefined && movesPydantic(options)
  const ready = prepareRun(paths, options, host, stdin)
  checkStage(options, ready.request.transforms, stdin !== undefined)
  const leftOut = options.ledger === false ? [] : readLedger(stateFolderOf(ready.request.root, options, host))
  const request: PlanRequest = {
    ...ready.request,
    files: options.since === undefined ? ready.request.files : filesSince(options.since, ready.request),
    excludedSites: leftOut.map(({ fingerprint }) => fingerprint),
    // What writes needs the texts as they were.
    ...(command === 'diff' && { readsAgain: true }),
    verify: options.verify ?? (command === 'diff' ? 'fast' : 'full'),
    ...(options.python && { python: namedPython(options.python, ready.request.target.version, host) }),
  }
  const progress = phases(
    host.stderr,
    options.quiet ? 'none' : command === 'migrate' ? 'bar or lines' : 'bar',
  )
  let resolved: Resolved = { request, files: [], notes: [] }
  let files: readonly FileOutcome[] = []
  let staged: StagedPlan | undefined
  let planProject = host.planProject
  try {
    if (options.stage !== undefined) {
      const { stageModels } = await import('./stage.ts')
      staged = await stageModels(request, planProject, progress.begin)
      ;({ files, planProject } = staged)
      // The engine is not even loaded when there is nothing for it to do.
    } else if (request.files.length > 0)
      files = await withCache(planProject, options, host)(request, progress.begin('planning'))
    // Not spread: that would open standard input.
    const planning: Host = Object.create(host, { planProject: { value: planProject } })
    resolved = await resolveReceivers(files, request, options.types ?? 'auto', planning, progress.begin)
    files = await capChanges(resolved.files, options, resolved.request, planning)
    const hasLast = request.transforms.some((name) => host.registry[name]?.phase === 'last')
    // A choice of files or sites could leave out what others count on.
    if (hasLast && command !== 'migrate' && staged === undefined && files === resolved.files) {
      const { settle } = await import('../engine/settle.ts')
      files = await settle(files, resolved.request, planProject, host.registry)
    }
  } finally {
    progress.end()
  }
  let prepared = { ...ready, request: resolved.request }
  const isLeft = namesManifests(ready.config.skip, PYDANTIC_REQUIREMENT)
  if (requires && !isLeft && isWhole(paths, options, request.root, host)) {
    const rewrites = [pydanticRequirement(resolved.request)]
    const planner = withManifests(planProject, resolved.request, rewrites)
    files = withDeclarations(files, await planner.outcomes())
    prepared = { ...ready, request: planner.request }
  }
  const outcome: RunOutcome = {
    root: request.root,
    target: request.target,
    files,
    passedOver: prepared.passedOver,
    filesRead: files.length,
    seconds: Number(process.hrtime.bigint() - started) / 1e9,
  }
  const report: Report = {
    command,
    outcome,
    selection: prepared.selection,
    errors: prepared.errors,
    notes: [...prepared.notes, ...ledgerNote(files), ...resolved.notes],
    ...(staged && { stage: staged.report }),
    patchRoot: patchRootOf(request.root),
    cwd: host.cwd,
    version: host.version,
  }
  return { prepared, report, planProject }
}

/** The planner that first asks what earlier runs left. */
function withCache(plan: PlanProject, options: RunOptions, { build, cwd, env }: Host): PlanProject {
  if (options.cache === false || build === undefined) return plan
  const named = options.cacheDir ?? (env.PYMOLT_CACHE_DIR || undefined)
  return cachedPlan(plan, {
    folder: named === undefined ? cacheFolder(env) : resolve(cwd, named),
    ...{ build, env },
  })
}

/** @throws UsageError without git; GitError for an unknown commit */
function filesSince(ref: string, { root, files }: PlanRequest): readonly FileToPlan[] {
  const top = gitTopLevel(root)
  if (top === undefined)
    throw new UsageError(`--since needs git, and ${root} is in no git repository (or git is not installed).`)
  const changed = new Set(changedSince(top, ref))
  return files.filter(({ absolute }) => changed.has(gitPath(top, absolute)))
}

function ledgerNote(files: readonly FileOutcome[]): string[] {
  const count = files.reduce(
    (sum, { skips }) => sum + skips.filter(({ reason }) => reason === LEFT_OUT).length,
    0,
  )
  return count === 0
    ? []
    : [
        `${counted(count, 'site')} left out as in earlier runs; \`pymolt status\` says which, --no-ledger changes them all the same.`,
      ]
}
