import * as fs from 'node:fs'
import { join } from 'node:path'
import { hashOf, syncFolders, writeFileAtomically } from './atomic-write.ts'
import type { Journal } from './journal.ts'
import { describeWriteError } from './recovery.ts'

/** A file that is to be written. */
export interface FileWrite {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly bytes: Uint8Array
  /** `hashOf` the content that the plan was made for. */
  readonly expectedHash: string
}

/** Writes files of one project so that whatever happens can be undone: journal first, then file by file. */
export class TreeWriter {
  readonly #root: string
  readonly #journal: Journal
  readonly #unsynced = new Set<string>()
  /** The hash of each file before the run. */
  readonly #originals = new Map<string, string>()

  constructor(root: string, journal: Journal) {
    this.#root = root
    this.#journal = journal
  }

  /**
   * Notes in the journal what is about to be written and what is there now.
   * @returns the paths that cannot be written, with the reason; they are not in the journal
   * @throws StateError when the journal cannot be written: nothing may be written then
   */
  prepare(
    writes: readonly FileWrite[],
    options: { readonly resumable: boolean },
  ): ReadonlyMap<string, string> {
    const refused = new Map<string, string>()
    const kept = writes.filter((write) => {
      const absolute = join(this.#root, write.path)
      try {
        const bytes = fs.readFileSync(absolute)
        if (hashOf(bytes) !== write.expectedHash) {
          refused.set(write.path, 'changed while it was being worked on')
          return false
        }
        if (!this.#originals.has(write.path)) this.#originals.set(write.path, write.expectedHash)
        this.#journal.keep([{ path: write.path, mode: fs.statSync(absolute).mode & 0o7777, bytes }])
        return true
      } catch (error) {
        if ((error as Error).name === 'StateError') throw error
        refused.set(write.path, describeWriteError(error, absolute))
        return false
      }
    })
    // Going back to what a file was needs no announcement: so it works on a full disk, too.
    const news = kept.filter(({ path, bytes }) => this.#originals.get(path) !== hashOf(bytes))
    if (news.length > 0)
      this.#journal.announce(
        news.map(({ path, bytes }) => ({
          path,
          hash: hashOf(bytes),
          ...(options.resumable ? { bytes } : {}),
        })),
      )
    return refused
  }

  /** Writes one prepared file; gives the reason when that was not possible. */
  write({ path, bytes, expectedHash }: FileWrite): string | undefined {
    const absolute = join(this.#root, path)
    const unsynced = this.#unsynced
    try {
      writeFileAtomically({
        absolute,
        root: this.#root,
        bytes,
        expectedHash,
        token: this.#journal.id,
        unsynced,
      })
      return undefined
    } catch (error) {
      return describeWriteError(error, absolute)
    }
  }

  /** Makes all that was written last. Never throws: after a power failure the journal tells what is missing. */
  sync(): void {
    syncFolders(this.#unsynced)
    this.#unsynced.clear()
  }
}
