import * as fs from 'node:fs'
import { join } from 'node:path'
import { hashOf } from './atomic-write.ts'
import type { Journal } from './journal.ts'
import { StateError } from './state-folder.ts'
import { type FileWrite, TreeWriter } from './tree-writer.ts'

/** What a file shall hold. */
export interface WantedFile {
  readonly bytes: Uint8Array
  /** `hashOf` what it held when the run was planned. */
  readonly originalHash: string
}

/** The files of a project that a run may change, brought from one state to another and back. */
export class TreeState {
  readonly #root: string
  readonly #writer: TreeWriter
  readonly #originals = new Map<string, Uint8Array>()
  /** The hash of what a file holds now; absent while it is as it was. */
  readonly #now = new Map<string, string>()

  constructor(root: string, journal: Journal) {
    this.#root = root
    this.#writer = new TreeWriter(root, journal)
  }

  /**
   * Makes the files at `wanted` hold these bytes, and every other one what it held before the run.
   * @param isKept whether the journal keeps the bytes, so that a later run can come back to this state
   * @throws StateError when a file is not what this run left, or cannot be written; it says which
   */
  set(wanted: ReadonlyMap<string, WantedFile>, isKept = false): void {
    const writes: FileWrite[] = []
    for (const path of new Set([...wanted.keys(), ...this.#now.keys()])) {
      const original = this.#originalOf(path, wanted.get(path)?.originalHash)
      const bytes = wanted.get(path)?.bytes ?? original
      const expectedHash = this.#now.get(path) ?? hashOf(original)
      if (hashOf(bytes) !== expectedHash) writes.push({ path, bytes, expectedHash })
    }
    if (writes.length === 0) return
    const refused = this.#writer.prepare(writes, { resumable: isKept })
    for (const write of writes) {
      const why = refused.get(write.path) ?? this.#writer.write(write)
      if (why !== undefined) throw stopped(write.path, why)
      const hash = hashOf(write.bytes)
      if (hash === hashOf(this.#originalOf(write.path))) this.#now.delete(write.path)
      else this.#now.set(write.path, hash)
    }
    this.#writer.sync()
  }

  /** Every file as it was before the run. */
  restore(): void {
    this.set(new Map())
  }

  /** What a file held before the run; it must not have changed since it was planned. */
  #originalOf(path: string, plannedHash?: string): Uint8Array {
    let bytes: Uint8Array | undefined = this.#originals.get(path)
    if (bytes) return bytes
    try {
      bytes = fs.readFileSync(join(this.#root, path))
    } catch {
      throw stopped(path, 'it is gone or cannot be read any more')
    }
    if (plannedHash !== undefined && hashOf(bytes) !== plannedHash)
      throw stopped(path, 'changed while it was being worked on')
    this.#originals.set(path, bytes)
    return bytes
  }
}

function stopped(path: string, why: string): StateError {
  return new StateError(
    `${path}: ${why}, so the run stops. \`pymolt undo\` restores the files that it wrote.`,
  )
}
