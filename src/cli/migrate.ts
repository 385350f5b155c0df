import { existsSync } from 'node:fs'
import { CheckInterrupted } from '../check/check.ts'
import { UsageError } from '../project/usage-error.ts'
import { GitError } from '../workspace/git.ts'
import { Journal } from '../workspace/journal.ts'
import { addToLedger } from '../workspace/ledger.ts'
import { pruneRuns } from '../workspace/recovery.ts'
import type { StateFolder } from '../workspace/state-folder.ts'
import { TreeState } from '../workspace/tree-state.ts'
import { writeAll } from './apply.ts'
import { type CommitPlan, commitSeries, type MadeCommit, refuseCommits } from './commits.ts'
import { exitCodeOf } from './exit-code.ts'
import { bytesOf } from './gate.ts'
import type { Host } from './host.ts'
import { type Choice, chooseInteractively } from './interactive.ts'
import { namesManifests, PYDANTIC_REQUIREMENT, PYTHON_TARGET } from './manifest-names.ts'
import { isWhole, pydanticRequirement, pythonTarget, withDeclarations, withManifests } from './manifests.ts'
import { type MigrateOptions, readMigrateOptions } from './migrate-options.ts'
import { type MigrateResult, tellMigration } from './migrate-report.ts'
import { planRun } from './plan-run.ts'
import { PlanSpace } from './plan-space.ts'
import { readsStdin } from './prepare.ts'
import { printReport } from './print-report.ts'
import { changedFiles, type Report } from './report.ts'
import { writeReports } from './report-file.ts'
import { leftOutBy, runChecks } from './run-checks.ts'
import { headerFor, lockProject, projectHint, refuseUnfinished, runTotals, stateFolderOf } from './state.ts'
import { escapeControls } from './terminal.ts'
import { refuseUnsaved } from './version-control.ts'

/**
 * `pymolt migrate`: plans the whole project, writes it, has the user's check look at it, takes out what breaks it.
 * @returns the exit code
 * @throws UsageError or StateError with nothing changed
 */
export async function runMigrate(
  paths: readonly string[],
  options: MigrateOptions,
  host: Host,
): Promise<number> {
  if (readsStdin(paths, options)) throw new UsageError('`migrate` works on a project, not on standard input.')
  const asked = readMigrateOptions(options, host)
  if (options.interactive && host.stdin.isTTY !== true)
    throw new UsageError('--interactive asks questions, and there is no terminal to answer on.')
  const {
    prepared,
    report: first,
    planProject: own,
  } = await planRun('migrate', paths, asked.run, host, undefined)
  const isAll = isWhole(paths, options, prepared.request.root, host)
  const isSkipped = (name: typeof PYTHON_TARGET | typeof PYDANTIC_REQUIREMENT) =>
    namesManifests(prepared.config.skip, name)
  const rewrites = [
    asked.bumps && isAll && !isSkipped(PYTHON_TARGET) ? pythonTarget(prepared.request) : undefined,
    asked.requires && isAll && !isSkipped(PYDANTIC_REQUIREMENT)
      ? pydanticRequirement(prepared.request)
      : undefined,
  ].filter((rewrite) => rewrite !== undefined)
  const planner = rewrites.length > 0 ? withManifests(own, prepared.request, rewrites) : undefined
  const planProject = planner?.planProject ?? own
  const request = planner?.request ?? prepared.request
  const planned = planner
    ? withDeclarations(first.outcome.files, await planner.outcomes())
    : first.outcome.files
  const chosen: Choice = options.interactive
    ? await chooseInteractively(planned, request, planProject, host)
    : { files: planned, refused: [] }
  const outcome = { ...first.outcome, files: chosen.files, filesRead: planned.length }
  const report: Report = { ...first, outcome }
  if (options.dryRun)
    return finish(
      { report: { ...report, command: 'diff', dryRunOf: 'migrate' } },
      asked.reports,
      options,
      host,
    )
  const { root } = report.outcome
  const state = stateFolderOf(root, options, host)
  const changed = changedFiles(report.outcome)
  const byPath = new Map(request.files.map((file) => [file.path, file]))
  const toWrite = changed.flatMap((file) => byPath.get(file.path) ?? [])
  const lock = toWrite.length > 0 || existsSync(state.path) ? lockProject(state, 'migrate') : undefined
  try {
    if (lock) refuseUnfinished(state)
    refuseUnsaved(root, toWrite, options)
    const commits = options.commit ? refuseCommits(root, toWrite, options.commit) : undefined
    addToLedger(state, chosen.refused)
    if (toWrite.length === 0) return finish({ report }, asked.reports, options, host)
    const journal = Journal.create(state, headerFor('migrate', root, { paths, options }, host))
    let result: MigrateResult
    try {
      if (commits || options.check !== undefined || options.checkFiles !== undefined) {
        const space = new PlanSpace(request, report.outcome.files, planProject, host.registry)
        const { projectFiles } = request
        const run = { report, space, journal, state, commits, projectFiles }
        result = await writtenAndChecked(run, options, host)
      } else result = await written(report, journal, options, host)
    } finally {
      journal.close()
    }
    pruneRuns(state)
    return finish(result, asked.reports, options, host)
  } finally {
    lock?.release()
  }
}

/** Writes the plan as it is. */
async function written(
  report: Report,
  journal: Journal,
  options: MigrateOptions,
  host: Host,
): Promise<MigrateResult> {
  const { files, interrupted } = await writeAll(report, journal, options, host)
  journal.note(interrupted === undefined ? 'done' : 'stopped', { totals: runTotals(files) })
  return {
    report: { ...report, outcome: { ...report.outcome, files } },
    run: journal.id,
    ...(interrupted === undefined ? {} : { interrupted }),
  }
}

interface CheckedRun {
  readonly report: Report
  readonly space: PlanSpace
  readonly journal: Journal
  readonly state: StateFolder
  readonly commits: CommitPlan | undefined
  readonly projectFiles: readonly string[]
}

/** Writes the plan, asks the checks, takes out what breaks them, commits what stays. */
async function writtenAndChecked(
  { report, space, journal, state, commits, projectFiles }: CheckedRun,
  options: MigrateOptions,
  host: Host,
): Promise<MigrateResult> {
  const { root } = report.outcome
  const tree = new TreeState(root, journal)
  const held = host.holdInterrupts?.()
  const say = (line: string) => {
    if (!options.quiet) host.stderr.write(`${escapeControls(line)}\n`)
  }
  // Until the end is noted the files are those of a trial.
  journal.note('begun', { trial: true })
  let made: readonly MadeCommit[] | undefined
  try {
    const isInterrupted = () => held?.exitCode() !== undefined
    const findings = await runChecks(
      options,
      { root, space, tree, state, projectFiles, say, isInterrupted },
      host,
    )
    addToLedger(state, leftOutBy(findings, options))
    const { kept } = findings
    const plan = await space.planFor(new Set(kept.map(({ fingerprint }) => fingerprint)), () =>
      tree.restore(),
    )
    if (commits) {
      made = await commitSeries(commits, {
        ...{ space, tree, kept, report, host, say },
        note: (progress) => journal.note('begun', { trial: true, ...progress }),
      })
    }
    tree.set(bytesOf(plan))
    const files = report.outcome.files.map((file) => plan.get(file.path) ?? file)
    const commitHashes = made ? { commits: made.map(({ hash }) => hash) } : {}
    journal.note('done', { totals: runTotals(files), ...commitHashes })
    return {
      report: { ...report, outcome: { ...report.outcome, files } },
      run: journal.id,
      findings,
      ...(made ? { commits: made } : {}),
    }
  } catch (error) {
    if (error instanceof GitError) {
      journal.note('done', { failed: error.message })
      throw new UsageError(
        `${error.message}\nThe commits made before stay. What could not be committed is written, and is staged or in the working tree: commit it yourself, or \`pymolt undo\` restores the files.`,
      )
    }
    restoreAfter(error, tree)
    const isInterrupt = error instanceof CheckInterrupted
    journal.note(isInterrupt ? 'stopped' : 'undone', isInterrupt ? { trial: true } : {})
    if (!isInterrupt) throw error
    const files = report.outcome.files.filter(({ status }) => status !== 'changed')
    return {
      report: { ...report, outcome: { ...report.outcome, files } },
      run: journal.id,
      interrupted: held?.exitCode() ?? 130,
      isRestored: true,
    }
  } finally {
    held?.release()
  }
}

/** Gives the files back after a failure; when that fails too, says how. */
function restoreAfter(error: unknown, tree: TreeState): void {
  try {
    tree.restore()
  } catch (second) {
    const reasons = [error, second].map((each) => (each instanceof Error ? each.message : String(each)))
    throw new UsageError(
      `${[...new Set(reasons)].join('\n')}\nSome files are still as they were tried: \`pymolt undo\` restores them.`,
    )
  }
}

/** Tells how it went, writes the reports; gives the exit code. */
function finish(
  result: MigrateResult,
  reports: readonly string[],
  options: MigrateOptions,
  host: Host,
): number {
  const { report, interrupted } = result
  const hint = projectHint(report.outcome.root, host)
  if (interrupted !== undefined) {
    host.stderr.write(
      result.isRestored
        ? `Stopped. The files are as they were before; \`pymolt resume${hint}\` goes on, and need not ask again what the check said already.\n`
        : `Stopped. \`pymolt resume${hint}\` goes on where it was, \`pymolt undo${hint}\` takes back what was written.\n`,
    )
    return interrupted
  }
  printReport(report, options.outputFormat, options, host)
  if (!options.quiet) host.stderr.write(tellMigration(result, hint))
  writeReports(result, reports)
  return exitCodeOf(report.outcome.files, 'apply', report.errors.length > 0, false)
}
