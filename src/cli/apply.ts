import { existsSync } from 'node:fs'
import type { FileOutcome } from '../engine/outcome.ts'
import { Journal } from '../workspace/journal.ts'
import { pruneRuns } from '../workspace/recovery.ts'
import { type FileWrite, TreeWriter } from '../workspace/tree-writer.ts'
import { encodeFile } from './encode.ts'
import { EXIT, exitCodeOf } from './exit-code.ts'
import type { Host } from './host.ts'
import type { RunOptions } from './options.ts'
import { planRun } from './plan-run.ts'
import { readsStdin } from './prepare.ts'
import { printReport } from './print-report.ts'
import { phases } from './progress.ts'
import { type ChangedFile, changedFiles, type Report } from './report.ts'
import { headerFor, lockProject, projectHint, refuseUnfinished, runTotals, stateFolderOf } from './state.ts'
import { readStdin } from './stdin.ts'
import { counted } from './terminal.ts'
import { refuseUnsaved } from './version-control.ts'

/**
 * `pymolt apply`: plans everything, then writes it file by file; a file that cannot be written is reported and the rest goes on.
 * @returns the exit code
 * @throws UsageError or StateError when nothing may be written
 */
export async function runApply(paths: readonly string[], options: RunOptions, host: Host): Promise<number> {
  if (readsStdin(paths, options)) return applyToStdin(paths, options, host)
  const { prepared, report } = await planRun('apply', paths, options, host, undefined)
  const { root } = report.outcome
  const byPath = new Map(prepared.request.files.map((file) => [file.path, file]))
  const toWrite = changedFiles(report.outcome).flatMap((file) => byPath.get(file.path) ?? [])
  const state = stateFolderOf(root, options, host)
  const lock = toWrite.length > 0 || existsSync(state.path) ? lockProject(state, 'apply') : undefined
  try {
    if (lock) refuseUnfinished(state)
    refuseUnsaved(root, toWrite, options)
    if (toWrite.length === 0) {
      printReport(report, options.outputFormat, options, host)
      return exitCodeOf(report.outcome.files, 'apply', report.errors.length > 0, options.exitZero ?? false)
    }
    const journal = Journal.create(state, headerFor('apply', root, { paths, options }, host))
    const { files, interrupted } = await writeAll(report, journal, options, host)
    journal.note(interrupted === undefined ? 'done' : 'stopped', { totals: runTotals(files) })
    journal.close()
    pruneRuns(state)
    const written: Report = { ...report, outcome: { ...report.outcome, files } }
    printReport(written, options.outputFormat, options, host)
    const hint = projectHint(root, host)
    if (interrupted !== undefined) {
      const left = toWrite.length - changedFiles(written.outcome).length
      host.stderr.write(
        `Interrupted: ${counted(left, 'file')} not written. \`pymolt resume${hint}\` goes on, \`pymolt undo${hint}\` takes back what was written.\n`,
      )
      return interrupted
    }
    if (!options.quiet && changedFiles(written.outcome).length > 0)
      host.stderr.write(`\`pymolt undo${hint}\` takes this run back.\n`)
    return exitCodeOf(files, 'apply', report.errors.length > 0, options.exitZero ?? false)
  } finally {
    lock?.release()
  }
}

/** A changed file as bytes. */
function asWrite(file: ChangedFile): FileWrite {
  return {
    path: file.path,
    bytes: encodeFile(file.after, file.encoding, file.hasBom),
    expectedHash: file.hash,
  }
}

/** Writes the changed files. What could not be written comes back as failed, what an interrupt kept from it as skipped. */
export async function writeAll(
  report: Report,
  journal: Journal,
  options: Pick<RunOptions, 'quiet'>,
  host: Host,
): Promise<{ files: readonly FileOutcome[]; interrupted: number | undefined }> {
  const held = host.holdInterrupts?.()
  const writer = new TreeWriter(report.outcome.root, journal)
  const files: FileOutcome[] = []
  const progress = phases(host.stderr, options.quiet ? 'none' : 'bar')
  try {
    const writes = new Map(changedFiles(report.outcome).map((file) => [file.path, asWrite(file)]))
    const refused = prepared(() => writer.prepare([...writes.values()], { resumable: true }), journal)
    const update = progress.begin('writing')
    let done = 0
    for (const file of report.outcome.files) {
      const write = writes.get(file.path)
      if (file.status !== 'changed' || !write) {
        files.push(file)
        continue
      }
      update(++done, writes.size)
      // A signal is delivered between turns of the event loop only.
      if (held) await new Promise<void>((resume) => setImmediate(resume))
      const { path, skips, findings, unusedSuppressions } = file
      const base = { path, skips, findings, unusedSuppressions }
      if (held?.exitCode() !== undefined)
        files.push({
          ...base,
          status: 'skipped',
          skip: { kind: 'policy', reason: 'interrupted before it was written' },
        })
      else {
        const error = refused.get(path) ?? writer.write(write)
        files.push(error === undefined ? file : { ...base, status: 'failed', error: `not written: ${error}` })
      }
    }
    writer.sync()
  } finally {
    progress.end()
    held?.release()
  }
  return { files, interrupted: held?.exitCode() }
}

/** What cannot be noted is not written: then there is nothing that the journal would be for. */
function prepared<T>(prepare: () => T, journal: Journal): T {
  try {
    return prepare()
  } catch (error) {
    journal.discard()
    throw error
  }
}

/** `apply -`: the rewritten text on stdout; what cannot be rewritten comes out as it went in. */
async function applyToStdin(paths: readonly string[], options: RunOptions, host: Host): Promise<number> {
  const stdin = await readStdin(host)
  const { report } = await planRun('apply', paths, options, host, stdin)
  const file = report.outcome.files[0]
  const output = file?.status === 'changed' ? encodeFile(file.after, file.encoding, file.hasBom) : stdin
  if (options.outputFormat === undefined) host.stdout.write(output)
  printReport(report, options.outputFormat, options, host)
  return file === undefined ? EXIT.ok : exitCodeOf([file], 'apply', false, false)
}
