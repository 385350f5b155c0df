import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { hashOf, isTemporaryOf, syncFolders, WriteRefusedError, writeFileAtomically } from './atomic-write.ts'
import { Journal, type RunRecord, readJournal } from './journal.ts'
import { describeSystemError, StateError, type StateFolder } from './state-folder.ts'

/** What the content of a file says about what a run did to it. */
export type FileState =
  /** As before the run. */
  | 'original'
  /** As the run meant to leave it in the end. */
  | 'written'
  /** As the run wrote it on the way. */
  | 'between'
  /** Written by somebody else since. */
  | 'foreign'
  | 'gone'

/** What became of the files of a run. */
export interface Recovery {
  /** Paths that were written now. */
  readonly done: readonly string[]
  /** Paths that were as they have to be already. */
  readonly already: readonly string[]
  /** Paths that were left as they are, and why. */
  readonly left: readonly { readonly path: string; readonly why: string }[]
}

/** How a file of a run stands. */
export function fileState(record: RunRecord, path: string): { state: FileState; hash?: string } {
  let hash: string
  try {
    hash = hashOf(fs.readFileSync(join(record.header.root, path)))
  } catch {
    return { state: 'gone' }
  }
  const writes = record.writes.get(path) ?? []
  // First: a run that tried things may have brought the file back itself.
  if (hash === record.files.get(path)?.hash) return { state: 'original', hash }
  if (hash === writes.at(-1)) return { state: 'written', hash }
  return { state: writes.includes(hash) ? 'between' : 'foreign', hash }
}

/**
 * The run that was killed while it wrote, with some of its files written and others not; undefined when all is well.
 * A run that had written everything, or nothing yet, needs nobody and is closed here; not so one that was trying things.
 * @throws StateError when the last journal is damaged
 */
export function unfinishedRun(state: StateFolder): RunRecord | undefined {
  const record = latestRun(state)
  if (record?.state === 'stopped') return record
  if (record?.state !== 'begun') return undefined
  const states = new Set([...record.writes.keys()].map((path) => fileState(record, path).state))
  const isWritten = states.has('written') || states.has('between')
  const isTrial = record.about.trial === true
  if (isTrial || (isWritten && (states.has('original') || states.has('between')))) return record
  removeLitter(record)
  const journal = Journal.reopen(record)
  journal.note(isWritten ? 'done' : 'undone', { found: true })
  journal.close()
  return undefined
}

/**
 * The newest run; undefined when there is none. What a crash left before the first line was whole is passed over.
 * @param wrote only a run that wrote something, or was about to
 */
export function latestRun(state: StateFolder, wrote = false): RunRecord | undefined {
  for (const id of state.list().reverse()) {
    if (isHeadless(state.journal(id))) continue
    const record = readJournal(state, id)
    if (!wrote || record.writes.size > 0) return record
  }
  return undefined
}

function isHeadless(path: string): boolean {
  const bytes = Buffer.alloc(1 << 16)
  const descriptor = fs.openSync(path, 'r')
  try {
    return !bytes.subarray(0, fs.readSync(descriptor, bytes, 0, bytes.length, 0)).includes(0x0a)
  } finally {
    fs.closeSync(descriptor)
  }
}

/**
 * Gives every file back that still is as the run wrote it. May be stopped at any moment and done again.
 * Content and mode are as before; the time of the last change is now, so that whatever builds from the files sees it.
 * Of a run that is undone but for some files, only those are looked at.
 * @param force also where somebody else wrote since; what they wrote is kept in the journal
 * @throws StateError when the run is undone already, or its journal cannot give the content back
 */
export function undoRun(record: RunRecord, force = false): Recovery {
  const { id, root } = record.header
  const rest = leftByUndo(record)
  if (record.state === 'undone' && !(force && rest.length > 0))
    throw new StateError(
      rest.length > 0
        ? `Run ${id} is undone but for ${rest.length === 1 ? '1 file that was' : `${rest.length} files that were`} changed since; \`pymolt undo ${id} --force\` restores ${rest.length === 1 ? 'it' : 'them'} all the same.`
        : `Run ${id} is undone already; nothing was changed. \`pymolt status\` lists the runs, \`pymolt undo RUN\` undoes an earlier one.`,
    )
  removeLitter(record)
  const journal = Journal.reopen(record)
  try {
    const wanted = (path: string) =>
      record.state === 'undone' && !rest.includes(path) ? undefined : record.files.get(path)?.hash
    const recovery = bring(record, wanted, (path, state, hash) => {
      if (state === 'gone') return 'it is gone'
      if (state !== 'foreign') return undefined
      if (!force) return 'it was changed since (--force restores it all the same)'
      const bytes = fs.readFileSync(join(root, path))
      if (hashOf(bytes) !== hash) return 'it is being changed'
      journal.announce([{ path, hash: hashOf(bytes), bytes }])
      return undefined
    })
    if (!recovery.left.some(({ isTrouble }) => isTrouble))
      journal.note('undone', { left: recovery.left.map(({ path }) => path) })
    return recovery
  } finally {
    journal.close()
  }
}

/** The files that undoing a run left as they are, since they were changed after it. */
export function leftByUndo({ state, about }: RunRecord): readonly string[] {
  return state === 'undone' && Array.isArray(about.left) ? about.left.map(String) : []
}

/**
 * Brings the files of a run to a state that it had on the way.
 * @param goal the hashes of that state by path; every other file becomes what it was before the run
 * @throws StateError when the journal cannot give the content
 */
export function returnTo(record: RunRecord, goal: ReadonlyMap<string, string>): Recovery {
  removeLitter(record)
  return bring(record, (path) => goal.get(path) ?? record.files.get(path)?.hash, refuseOthers)
}

/**
 * Writes what a killed run had not written yet.
 * @throws StateError when the journal cannot give the content
 */
export function finishRun(record: RunRecord): Recovery {
  removeLitter(record)
  const journal = Journal.reopen(record)
  try {
    const recovery = bring(record, (path) => record.writes.get(path)?.at(-1), refuseOthers)
    if (!recovery.left.some(({ isTrouble }) => isTrouble))
      journal.note('done', { left: recovery.left.map(({ path }) => path) })
    return recovery
  } finally {
    journal.close()
  }
}

function refuseOthers(_: string, state: FileState): string | undefined {
  return state === 'gone' ? 'it is gone' : state === 'foreign' ? 'it was changed since' : undefined
}

/** Brings every file that the run wrote to the content that `wanted` names, unless `refuse` says why not. */
function bring(
  record: RunRecord,
  wanted: (path: string) => string | undefined,
  refuse: (path: string, state: FileState, hash: string) => string | undefined,
) {
  const { root, id } = record.header
  const done: string[] = []
  const already: string[] = []
  const left: { path: string; why: string; isTrouble: boolean }[] = []
  const unsynced = new Set<string>()
  for (const path of record.writes.keys()) {
    const { state, hash } = fileState(record, path)
    const goal = wanted(path)
    if (goal === undefined) continue
    if (hash === goal) {
      already.push(path)
      continue
    }
    const why = refuse(path, state, hash ?? '')
    if (why !== undefined || hash === undefined) {
      left.push({ path, why: why ?? 'it is gone', isTrouble: false })
      continue
    }
    try {
      const bytes = record.blob(goal)
      writeFileAtomically({
        absolute: join(root, path),
        root,
        bytes,
        expectedHash: hash,
        token: id,
        unsynced,
      })
      done.push(path)
    } catch (error) {
      left.push({ path, why: describeWriteError(error, join(root, path)), isTrouble: true })
    }
  }
  syncFolders(unsynced)
  return { done, already, left }
}

/** Why a file could not be written, in words that follow its name. Passes on what is no such reason. */
export function describeWriteError(error: unknown, absolute: string): string {
  if (!(error instanceof Error)) throw error
  if (error instanceof WriteRefusedError) return error.message.replace(`${absolute}: `, '')
  if (error instanceof StateError) return error.message
  if ('code' in error) return describeSystemError(error)
  throw error
}

/** Removes the temporary files that a killed run left beside its files. */
function removeLitter(record: RunRecord): void {
  const folders = new Set<string>()
  for (const path of record.writes.keys()) {
    try {
      folders.add(dirname(fs.realpathSync(join(record.header.root, path))))
    } catch {
      // Gone, and with it what lay beside it.
    }
  }
  for (const folder of folders) {
    for (const name of fs.readdirSync(folder))
      if (isTemporaryOf(record.header.id, name)) fs.rmSync(join(folder, name), { force: true })
  }
}

/** Deletes the oldest journals beyond `keep`, but none of a run that is not over. */
export function pruneRuns(state: StateFolder, keep = 20): void {
  for (const id of state.list().slice(0, -keep)) {
    try {
      const { state: how } = readJournal(state, id)
      if (how === 'done' || how === 'undone') fs.rmSync(state.journal(id), { force: true })
    } catch {
      // A damaged one is left for a person.
    }
  }
}
