import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { syncFolder } from './atomic-write.ts'
import { makeFolders } from './folders.ts'

/** What keeps a run from being started, undone or resumed; the message says what, where and what to do. */
export class StateError extends Error {
  override readonly name = 'StateError'
}

/** The folder below a project's root that holds what pymolt remembers, unless another one is asked for. */
const STATE_FOLDER = '.pymolt'

/** Where a project's journals, lock and ledger are: nothing is created. */
export class StateFolder {
  /** The project's root, absolute. */
  readonly root: string
  readonly path: string

  /** @param location an absolute path instead of `.pymolt` below `root` */
  constructor(root: string, location?: string) {
    this.root = root
    this.path = location ?? join(root, STATE_FOLDER)
  }

  get runs(): string {
    return join(this.path, 'runs')
  }
  get lock(): string {
    return join(this.path, 'lock')
  }
  get ledger(): string {
    return join(this.path, 'ledger.json')
  }
  get checks(): string {
    return join(this.path, 'checks.jsonl')
  }
  journal(run: string): string {
    return join(this.runs, `${run}.jsonl`)
  }

  /**
   * Creates the folder where there is none; it ignores itself, so that git never sees it.
   * @throws StateError when it cannot be written
   */
  create(): void {
    try {
      this.#refuseLinks()
      if (fs.existsSync(join(this.path, '.gitignore')) && fs.existsSync(this.runs)) return
      makeFolders(this.runs, 0o755)
      fs.writeFileSync(join(this.path, '.gitignore'), '# What pymolt needs to undo and resume its runs.\n*\n')
      syncFolder(this.path)
      syncFolder(dirname(this.path))
    } catch (error) {
      if (error instanceof StateError) throw error
      throw new StateError(
        `Nothing was written: ${this.path} cannot be created or written (${describeSystemError(error)}), and without it a run could not be undone. Mend that, or name another folder with --state-dir.`,
      )
    }
  }

  /** A repository may have brought a link along; nothing outside of it is to be written. */
  #refuseLinks(): void {
    for (const path of [this.path, this.runs])
      if (fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
        throw new StateError(
          `Nothing was written: ${path} is a symbolic link. Delete it, or name another folder with --state-dir.`,
        )
  }

  /** The names of all runs, oldest first. */
  list(): string[] {
    try {
      return fs
        .readdirSync(this.runs)
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => name.slice(0, -'.jsonl'.length))
        .sort()
    } catch {
      return []
    }
  }
}

/** A small file that is either the old one or the new one, whatever happens. */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  const descriptor = fs.openSync(temporary, 'wx', 0o644)
  try {
    const bytes = Buffer.from(text)
    for (let done = 0; done < bytes.length; ) done += fs.writeSync(descriptor, bytes, done)
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
  fs.renameSync(temporary, path)
  syncFolder(dirname(path))
}

/** A moment, given as ISO 8601 in UTC, as people read it: `2026-11-21 16:53 UTC`. */
export function toldTime(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`
}

/** A system's error in words for the user. */
export function describeSystemError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const known: Record<string, string> = {
    EACCES: 'no permission to write in its folder',
    EPERM: 'the system does not permit it',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
    ENOENT: 'it or its folder does not exist',
    EISDIR: 'it is a folder',
    EDQUOT: 'the disk quota is used up',
    EXDEV: 'it is a mount of its own, so it cannot be replaced in one step',
    EBUSY: 'it is a mount of its own or in use, so it cannot be replaced in one step',
    ENOTDIR: 'a file stands where a folder has to be',
    EEXIST: 'a file stands where a folder has to be',
  }
  return known[code ?? ''] ?? message
}
