import type { ChangeRecord, FileOutcome } from '../../engine/outcome.ts'
import { differingLines } from '../differing-lines.ts'
import { isTrouble } from '../exit-code.ts'
import { patchPath } from '../patch-path.ts'
import { dueFindings, type Report } from '../report.ts'

/** Something to show beside code, as code hosts know it. */
export interface Annotation {
  readonly kind: 'change' | 'finding' | 'error'
  /** Relative to git's top level, where checkouts stand. */
  readonly path: string
  /** Absent where the file as a whole is meant; the end only where it is known. */
  readonly place?: AnnotatedPlace
  /** Absent where no transform is to blame. */
  readonly transform?: string
  readonly message: string
  /** Stays the same when code moves. */
  readonly fingerprint?: string
}

/** Lines and columns count from 1; the end column is behind the last character. */
export interface AnnotatedPlace {
  readonly line: number
  readonly column?: number
  readonly endLine?: number
  readonly endColumn?: number
}

/** All that a run has to say of lines and files, in the order of the files. */
export function annotationsOf(report: Report): Annotation[] {
  return report.outcome.files.flatMap((file) => {
    const path = patchPath(report.patchRoot, report.outcome.root, file.path)
    return [
      ...(file.status === 'changed' ? file.changes.map((change) => annotationOf(change, path)) : []),
      ...dueFindings(file).map(
        ({ transform, message, line, column }): Annotation => ({
          kind: 'finding',
          path,
          place: { line, column },
          transform,
          message,
        }),
      ),
      ...(isTrouble(file) ? [troubleOf(file, path)] : []),
    ]
  })
}

function annotationOf(change: ChangeRecord, path: string): Annotation {
  const { transform, note, fingerprint } = change
  const shown = differingLines(change.before, change.after)
  const indent = shown.above === 0 ? 0 : (/^[ \t]*/.exec(shown.before)?.[0].length ?? 0)
  const lines = shown.before.split('\n')
  const line = change.line + shown.above
  const column = shown.above === 0 ? change.column : indent + 1
  const last = lines.at(-1)?.length ?? 0
  const what =
    change.after === ''
      ? `Remove: ${shown.before}`
      : `${shown.before.slice(indent)} → ${shown.after.slice(indent)}`
  return {
    kind: 'change',
    path,
    place: {
      line,
      column,
      endLine: line + lines.length - 1,
      endColumn: lines.length > 1 || shown.above > 0 ? last + 1 : column + last,
    },
    transform,
    message: note === undefined ? what : `${what}\n${note}`,
    fingerprint,
  }
}

function troubleOf(file: FileOutcome, path: string): Annotation {
  const { line, message } =
    file.status === 'failed'
      ? { line: file.line, message: file.error }
      : file.status === 'skipped'
        ? { line: file.skip.line, message: file.skip.reason }
        : { line: undefined, message: '' }
  return { kind: 'error', path, message, ...(line === undefined ? {} : { place: { line } }) }
}
