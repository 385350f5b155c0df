import type { FileOutcome, RunOutcome } from '../engine/outcome.ts'
import type { PlanRequest } from '../engine/request.ts'
import { capChanges } from './caps.ts'
import type { Host } from './host.ts'
import type { RunOptions } from './options.ts'
import { patchRootOf } from './patch-path.ts'
import { type PreparedRun, prepareRun } from './prepare.ts'
import { progressBar } from './progress.ts'
import { namedPython } from './python-option.ts'
import type { Report } from './report.ts'

/** A planned run: nothing is written yet. */
export interface PlannedRun {
  readonly prepared: PreparedRun
  readonly report: Report
}

/**
 * Prepares and plans the run of `diff` or `apply`.
 * @throws UsageError for whatever the user has to put right first
 */
export async function planRun(
  command: 'diff' | 'apply',
  paths: readonly string[],
  options: RunOptions,
  host: Host,
  stdin: Uint8Array | undefined,
): Promise<PlannedRun> {
  const started = performance.now()
  const ready = prepareRun(paths, options, host, stdin)
  const request: PlanRequest = {
    ...ready.request,
    verify: options.verify ?? (command === 'diff' ? 'fast' : 'full'),
    ...(options.python && { python: namedPython(options.python, ready.request.target.version, host) }),
  }
  const prepared = { ...ready, request }
  const bar = progressBar(host.stderr, !options.quiet)
  let files: readonly FileOutcome[] = []
  try {
    // The engine is not even loaded when there is nothing for it to do.
    if (request.files.length > 0) files = await host.planProject(request, bar.update)
    const caps = {
      files: options.maxFiles ?? Number.POSITIVE_INFINITY,
      changes: options.maxChanges ?? Number.POSITIVE_INFINITY,
    }
    files = await capChanges(files, caps, request, host.planProject)
  } finally {
    bar.end()
  }
  const outcome: RunOutcome = {
    root: request.root,
    target: request.target,
    files,
    passedOver: prepared.passedOver,
    filesRead: files.length,
    seconds: (performance.now() - started) / 1000,
  }
  const report: Report = {
    command,
    outcome,
    selection: prepared.selection,
    errors: prepared.errors,
    notes: prepared.notes,
    patchRoot: patchRootOf(request.root),
    cwd: host.cwd,
    version: host.version,
  }
  return { prepared, report }
}
