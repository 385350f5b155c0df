import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { hashOf, syncFolder } from './atomic-write.ts'
import { describeSystemError, StateError, type StateFolder } from './state-folder.ts'

/*
 * One file a run, only ever appended to, one JSON value a line:
 *   {"pymolt-journal":1,…}            the header: version, command, arguments
 *   {"blob":SHA,"data":BASE64}        content, deflated; named by the hash of what it holds
 *   {"file":PATH,"mode":M,"hash":SHA} a file as it was before the run first wrote it
 *   {"writes":[[PATH,SHA],…]}         what is about to be written where, all of it in one line
 *   {"state":NAME,"at":TIME,…}        how far the run is
 * A line is on the disk before what it announces is done, so at any moment the content of a file tells what happened
 * to it: it is the one of `file`, or one of those of `writes`, or somebody else's.
 */

const FORMAT = 1

/** How a run stands: the last of its states; `begun` while it writes or after it was killed. */
export type RunState = 'begun' | 'stopped' | 'done' | 'undone'

/** What a journal begins with. */
export interface JournalHeader {
  readonly id: string
  readonly version: string
  readonly command: string
  /** What `resume` needs to do the same again. */
  readonly arguments: { readonly paths: readonly string[]; readonly options: unknown }
  readonly cwd: string
  readonly root: string
  readonly started: string
  /** The user's seal on `command`, `arguments` and `cwd`: see `seal.ts`. */
  readonly seal?: string
}

/** What the seal of a header is made on. */
export function sealedText({ id, command, arguments: given, cwd }: JournalHeader): string {
  return JSON.stringify([id, command, given, cwd])
}

/** A file before the run. */
export interface OriginalFile {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly mode: number
  readonly bytes: Uint8Array
}

/** A name for a run that sorts by time: `20260131-235959-ab12`. */
export function newRunId(now = new Date()): string {
  const digits = now.toISOString().replace(/\D/g, '')
  return `${digits.slice(0, 8)}-${digits.slice(8, 17)}-${randomBytes(2).toString('hex')}`
}

/** A journal that is being written. */
export class Journal {
  readonly id: string
  readonly #descriptor: number
  readonly #path: string
  readonly #blobs = new Set<string>()
  readonly #files = new Set<string>()
  #isNew = true

  private constructor(path: string, id: string, descriptor: number) {
    this.#path = path
    this.id = id
    this.#descriptor = descriptor
  }

  /** @throws StateError when it cannot be created */
  static create(state: StateFolder, header: JournalHeader): Journal {
    state.create()
    const path = state.journal(header.id)
    try {
      const journal = new Journal(path, header.id, fs.openSync(path, 'wx', 0o600))
      journal.#append(`${JSON.stringify({ 'pymolt-journal': FORMAT, ...header })}\n`)
      return journal
    } catch (error) {
      throw unwritable(path, error)
    }
  }

  /** Goes on with the journal of an earlier run. */
  static reopen(record: RunRecord): Journal {
    try {
      const descriptor = fs.openSync(record.path, 'r+')
      // What a crash left of a last line is cut off, so that the next one stands by itself.
      fs.ftruncateSync(descriptor, record.size)
      fs.closeSync(descriptor)
      const journal = new Journal(record.path, record.header.id, fs.openSync(record.path, 'a'))
      for (const hash of record.blobHashes()) journal.#blobs.add(hash)
      for (const path of record.files.keys()) journal.#files.add(path)
      return journal
    } catch (error) {
      throw unwritable(record.path, error)
    }
  }

  /**
   * Notes files as they are, before anything is written; lasting once `announce` has returned.
   * @throws StateError when the disk does not take it: nothing may be written then
   */
  keep(files: readonly OriginalFile[]): void {
    this.#safely(() => {
      for (const { path, mode, bytes } of files) {
        if (this.#files.has(path)) continue
        this.#files.add(path)
        const hash = this.#keepBlob(bytes)
        this.#append(`${JSON.stringify({ file: path, mode, hash })}\n`)
      }
    })
  }

  /**
   * Announces what is about to be written; lasting when it returns.
   * @param bytes kept as well, so that a stopped run can be finished
   * @throws StateError as `keep`
   */
  announce(
    writes: readonly { readonly path: string; readonly hash: string; readonly bytes?: Uint8Array }[],
  ): void {
    this.#safely(() => {
      for (const { bytes } of writes) if (bytes) this.#keepBlob(bytes)
      this.#append(`${JSON.stringify({ writes: writes.map(({ path, hash }) => [path, hash]) })}\n`)
      fs.fsyncSync(this.#descriptor)
      if (this.#isNew) syncFolder(dirname(this.#path))
      this.#isNew = false
    })
  }

  /** Notes how far the run is. Never throws: what a journal does not say is found out from the files. */
  note(state: RunState, about: Readonly<Record<string, unknown>> = {}): void {
    try {
      this.#append(`${JSON.stringify({ state, at: new Date().toISOString(), ...about })}\n`)
      fs.fsyncSync(this.#descriptor)
    } catch {
      // The files themselves say what was written.
    }
  }

  close(): void {
    fs.closeSync(this.#descriptor)
  }

  /** Removes the journal of a run that wrote nothing. */
  discard(): void {
    try {
      fs.rmSync(this.#path, { force: true })
    } catch {
      // It says that nothing was written.
    }
  }

  #keepBlob(bytes: Uint8Array): string {
    const hash = hashOf(bytes)
    if (this.#blobs.has(hash)) return hash
    this.#blobs.add(hash)
    const data = deflateRawSync(bytes, { level: 1 }).toString('base64')
    this.#append(`{"blob":"${hash}","data":"${data}"}\n`)
    return hash
  }

  #append(text: string): void {
    const bytes = Buffer.from(text)
    for (let done = 0; done < bytes.length; ) done += fs.writeSync(this.#descriptor, bytes, done)
  }

  #safely(action: () => void): void {
    try {
      action()
    } catch (error) {
      throw unwritable(this.#path, error)
    }
  }
}

function unwritable(path: string, error: unknown): StateError {
  return new StateError(
    `Nothing was written: the journal ${path} cannot be written (${describeSystemError(error)}). Mend that, or name another folder with --state-dir.`,
  )
}

/** What a journal says. */
export interface RunRecord {
  readonly path: string
  /** Bytes of the journal that make sense: a crash may leave half a line behind them. */
  readonly size: number
  readonly header: JournalHeader
  readonly state: RunState
  /** What the last state said besides. */
  readonly about: Readonly<Record<string, unknown>>
  readonly files: ReadonlyMap<string, { readonly mode: number; readonly hash: string }>
  /** The hashes that this run wrote or was about to write, by path; the last one last. */
  readonly writes: ReadonlyMap<string, readonly string[]>
  blobHashes(): Iterable<string>
  /** @throws StateError when the journal does not hold it, or not unharmed */
  blob(hash: string): Uint8Array
}

/**
 * Reads the journal of a run.
 * @throws StateError when it is damaged or of another version
 */
export function readJournal(state: StateFolder, id: string): RunRecord {
  const path = state.journal(id)
  let buffer: Buffer
  try {
    buffer = fs.readFileSync(path)
  } catch (error) {
    const what = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such run' : String(error)
    throw new StateError(`Run ${id}: ${what}. \`pymolt status\` lists the runs of this project.`)
  }
  const blobs = new Map<string, readonly [number, number]>()
  const files = new Map<string, { mode: number; hash: string }>()
  const writes = new Map<string, string[]>()
  let header: JournalHeader | undefined
  let last: { state: RunState } & Record<string, unknown> = { state: 'begun' }
  let start = 0
  for (let line = 1; ; line++) {
    const end = buffer.indexOf(0x0a, start)
    if (end < 0) break
    // Blobs are most of the bytes and are looked at when they are asked for.
    if (line > 1 && buffer.toString('latin1', start, start + 9) === '{"blob":"')
      blobs.set(buffer.toString('latin1', start + 9, start + 73), [start, end])
    else {
      const entry = parseLine(buffer.toString('utf8', start, end), path, line)
      // The project may have been moved since.
      if (line === 1) header = { ...headerOf(entry, path), root: state.root }
      else if (typeof entry.file === 'string')
        files.set(entry.file, { mode: Number(entry.mode), hash: String(entry.hash) })
      else if (Array.isArray(entry.writes))
        for (const [path, hash] of entry.writes as [string, string][])
          writes.set(path, [...(writes.get(path) ?? []), hash])
      else if (typeof entry.state === 'string') last = entry as typeof last
      else throw damaged(path, line)
    }
    start = end + 1
  }
  if (!header) throw damaged(path, 1)
  return {
    path,
    size: start,
    header,
    state: last.state,
    about: last,
    files,
    writes,
    blobHashes: () => blobs.keys(),
    blob(hash) {
      const place = blobs.get(hash)
      if (!place) throw new StateError(`${path}: the content ${hash.slice(0, 12)}… is not in the journal.`)
      try {
        const { data } = JSON.parse(buffer.toString('latin1', ...place)) as { data: string }
        const bytes = inflateRawSync(Buffer.from(data, 'base64'))
        if (hashOf(bytes) === hash) return bytes
      } catch {
        // Said below.
      }
      throw new StateError(`${path}: the content ${hash.slice(0, 12)}… is damaged and cannot be restored.`)
    },
  }
}

function parseLine(text: string, path: string, line: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw damaged(path, line)
}

function headerOf(entry: Record<string, unknown>, path: string): JournalHeader {
  const format = entry['pymolt-journal']
  if (format === undefined) throw damaged(path, 1)
  if (format !== FORMAT)
    throw new StateError(
      `${path}: written by another version of pymolt (${String(entry.version)}, format ${String(format)}; this one knows format ${FORMAT}). Use that version for this run.`,
    )
  return entry as unknown as JournalHeader
}

function damaged(path: string, line: number): StateError {
  return new StateError(
    `${path}:${line}: the journal is damaged, so this run cannot be undone or resumed by itself. Restore the files from git, then delete the journal.`,
  )
}
