import type { FileOutcome } from '../engine/outcome.ts'
import type { FileToPlan } from '../engine/request.ts'
import { WriteRefusedError, writeFileAtomically } from '../workspace/atomic-write.ts'
import { encodeFile } from './encode.ts'
import { EXIT, exitCodeOf } from './exit-code.ts'
import type { Host } from './host.ts'
import type { RunOptions } from './options.ts'
import { planRun } from './plan-run.ts'
import { readsStdin } from './prepare.ts'
import { printReport } from './print-report.ts'
import { type ChangedFile, changedFiles, type Report } from './report.ts'
import { readStdin } from './stdin.ts'
import { counted } from './terminal.ts'
import { refuseUnsaved } from './version-control.ts'

/**
 * `pymolt apply`: plans everything, then writes it file by file; a file that cannot be written is reported and the rest goes on.
 * @returns the exit code
 * @throws UsageError when nothing may be written
 */
export async function runApply(paths: readonly string[], options: RunOptions, host: Host): Promise<number> {
  if (readsStdin(paths)) return applyToStdin(paths, options, host)
  const { prepared, report } = await planRun('apply', paths, options, host, undefined)
  const byPath = new Map(prepared.request.files.map((file) => [file.path, file]))
  const toWrite = changedFiles(report.outcome).flatMap((file) => byPath.get(file.path) ?? [])
  refuseUnsaved(report.outcome.root, toWrite, options)
  const { files, interrupted } = await writeAll(report, byPath, host)
  const written: Report = { ...report, outcome: { ...report.outcome, files } }
  printReport(written, options.outputFormat, options, host)
  if (interrupted !== undefined) {
    const left = toWrite.length - changedFiles(written.outcome).length
    host.stderr.write(`Interrupted: ${counted(left, 'file')} not written.\n`)
    return interrupted
  }
  return exitCodeOf(files, 'apply', report.errors.length > 0, options.exitZero ?? false)
}

/** Writes the changed files. What could not be written comes back as failed, what an interrupt kept from it as skipped. */
async function writeAll(
  report: Report,
  byPath: ReadonlyMap<string, FileToPlan>,
  host: Host,
): Promise<{ files: readonly FileOutcome[]; interrupted: number | undefined }> {
  const held = host.holdInterrupts?.()
  const files: FileOutcome[] = []
  try {
    for (const file of report.outcome.files) {
      if (file.status !== 'changed') {
        files.push(file)
        continue
      }
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
        const error = write(report.outcome.root, file, byPath.get(path))
        files.push(error === undefined ? file : { ...base, status: 'failed', error: `not written: ${error}` })
      }
    }
  } finally {
    held?.release()
  }
  return { files, interrupted: held?.exitCode() }
}

/** Writes one file; gives the reason when that was not possible. */
function write(root: string, file: ChangedFile, place: FileToPlan | undefined): string | undefined {
  if (!place) return 'its place on the disk is not known'
  try {
    const bytes = encodeFile(file.after, file.encoding, file.hasBom)
    writeFileAtomically({ absolute: place.absolute, root, bytes, expectedHash: file.hash })
    return undefined
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // The path stands in front of the line already.
    const message = error.message.replace(`${place.absolute}: `, '')
    return error instanceof WriteRefusedError ? message : describeSystemError(error)
  }
}

function describeSystemError(error: NodeJS.ErrnoException): string {
  const known: Record<string, string> = {
    EACCES: 'no permission to write in its folder',
    EPERM: 'the system does not permit it',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
    ENOENT: 'it is gone',
    EDQUOT: 'the disk quota is used up',
  }
  return known[error.code ?? ''] ?? error.message
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
