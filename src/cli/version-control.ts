import type { FileToPlan } from '../engine/request.ts'
import { UsageError } from '../project/usage-error.ts'
import { dirtyFiles, gitPath, gitTopLevel } from '../workspace/git.ts'
import type { RunOptions } from './options.ts'
import { counted, oneLine } from './terminal.ts'

const MOST_LISTED = 10

/**
 * Makes sure that git could bring back every file that is about to be written.
 * @throws UsageError naming the files where it could not and no `--allow-…` permits it; GitError when git fails
 */
export function refuseUnsaved(root: string, files: readonly FileToPlan[], options: RunOptions): void {
  if (files.length === 0) return
  const top = gitTopLevel(root)
  if (top === undefined) {
    if (options.allowNoVcs) return
    throw new UsageError(
      `Nothing was written: ${root} is not under version control (git), so a change could not be taken back. Pass --allow-no-vcs to write all the same.`,
    )
  }
  if (options.allowDirty) return
  const shown = new Map(files.map((file) => [gitPath(top, file.absolute), file.path]))
  const { modified, staged, untracked } = dirtyFiles(top, [...shown.keys()])
  const list = (paths: readonly string[], state: string) =>
    paths.map((path) => `  ${oneLine(shown.get(path) ?? path)} (${state})`)
  const blocking = [
    ...list(modified, 'modified'),
    ...list(untracked, 'not known to git'),
    ...(options.allowStaged ? [] : list(staged, 'staged')),
  ]
  if (blocking.length === 0) return
  const more = blocking.length > MOST_LISTED ? [`  and ${blocking.length - MOST_LISTED} more`] : []
  const flags = blocking.length === staged.length && !options.allowStaged ? '--allow-staged' : '--allow-dirty'
  throw new UsageError(
    [
      `Nothing was written: ${counted(blocking.length, 'file')} that would be written ${blocking.length === 1 ? 'is' : 'are'} not committed:`,
      ...blocking.slice(0, MOST_LISTED),
      ...more,
      `Commit or stash first, or pass ${flags}.`,
    ].join('\n'),
  )
}
