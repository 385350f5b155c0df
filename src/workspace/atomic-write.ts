import { createHash, randomBytes } from 'node:crypto'
import * as nodeFs from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'

/** The part of `node:fs` that writing uses; tests hand in one that stops at a chosen step. */
export type WriteFs = Pick<
  typeof nodeFs,
  | 'realpathSync'
  | 'statSync'
  | 'accessSync'
  | 'openSync'
  | 'writeSync'
  | 'fchmodSync'
  | 'fchownSync'
  | 'fsyncSync'
  | 'closeSync'
  | 'readFileSync'
  | 'renameSync'
  | 'unlinkSync'
>

/** A file that was left as it is; `message` says why in words for the user. */
export class WriteRefusedError extends Error {
  override readonly name: string = 'WriteRefusedError'
}
/** The file is not the one that was planned for any more. */
export class ChangedOnDiskError extends WriteRefusedError {
  override readonly name = 'ChangedOnDiskError'
}
/** The file has further hard links, which a rename would split off. */
export class HardLinkError extends WriteRefusedError {
  override readonly name = 'HardLinkError'
}
/** The file may not be written. */
export class ReadOnlyError extends WriteRefusedError {
  override readonly name = 'ReadOnlyError'
}
/** The file, or what its symbolic link points to, lies outside the root. */
export class OutsideRootError extends WriteRefusedError {
  override readonly name = 'OutsideRootError'
}

/** The SHA-256 of `bytes` in hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * Replaces the content of a file so that a crash at any moment leaves either the old content or the new one:
 * a temporary file beside it gets the bytes, mode and (where permitted) owner, then takes its name.
 * A symbolic link stays one: what it points to is written.
 * @param absolute path of an existing file
 * @param root nothing outside this folder is written
 * @param expectedHash `hashOf` the content that the plan was made for; looked at again right before the rename
 * @param token part of the temporary file's name, so that what a killed run left is known by it
 * @param unsynced where given, the folder is added to it instead of being made to last at once: see `syncFolder`
 * @throws WriteRefusedError, one of its kinds, with the file unchanged; or the system's error, likewise
 */
export function writeFileAtomically(
  file: {
    readonly absolute: string
    readonly root: string
    readonly bytes: Uint8Array
    readonly expectedHash: string
    readonly token?: string
    readonly unsynced?: Set<string>
  },
  fs: WriteFs = nodeFs,
): void {
  const target = fs.realpathSync(file.absolute)
  if (!isInside(fs.realpathSync(file.root), target))
    throw new OutsideRootError(`${file.absolute}: points outside ${file.root}`)
  const stat = fs.statSync(target)
  if (!stat.isFile()) throw new WriteRefusedError(`${file.absolute}: not a regular file`)
  if (stat.nlink > 1) throw new HardLinkError(`${file.absolute}: has ${stat.nlink} hard links`)
  refuseReadOnly(file.absolute, target, stat.mode, fs)

  const temporary = join(dirname(target), temporaryName(file.token))
  // 'wx' fails on an existing file and does not follow a link that someone put there.
  const descriptor = fs.openSync(temporary, 'wx', 0o600)
  try {
    try {
      writeAll(descriptor, file.bytes, fs)
      copyOwner(descriptor, stat, fs)
      // After the owner: a change of owner clears the set-id bits.
      fs.fchmodSync(descriptor, stat.mode & 0o7777)
      fs.fsyncSync(descriptor)
    } finally {
      fs.closeSync(descriptor)
    }
    if (hashOf(fs.readFileSync(target)) !== file.expectedHash)
      throw new ChangedOnDiskError(`${file.absolute}: changed while it was being worked on`)
    fs.renameSync(temporary, target)
  } catch (error) {
    try {
      fs.unlinkSync(temporary)
    } catch {
      // The first error is the one to report.
    }
    throw error
  }
  if (file.unsynced) file.unsynced.add(dirname(target))
  else syncFolder(dirname(target), fs)
}

function temporaryName(token: string | undefined): string {
  return `.pymolt-${token === undefined ? '' : `${token}-`}${randomBytes(12).toString('hex')}.tmp`
}

/** Whether a file of this name is what a killed run of this token left beside a file that it was writing. */
export function isTemporaryOf(token: string, name: string): boolean {
  return name.startsWith(`.pymolt-${token}-`) && name.endsWith('.tmp')
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function refuseReadOnly(name: string, target: string, mode: number, fs: WriteFs): void {
  // The mode bits as well: root may write anything, yet a read-only file was made so on purpose.
  if ((mode & 0o222) === 0) throw new ReadOnlyError(`${name}: read-only`)
  try {
    fs.accessSync(target, nodeFs.constants.W_OK)
  } catch {
    throw new ReadOnlyError(`${name}: no permission to write it`)
  }
}

function writeAll(descriptor: number, bytes: Uint8Array, fs: WriteFs): void {
  for (let done = 0; done < bytes.length; ) done += fs.writeSync(descriptor, bytes, done, bytes.length - done)
}

function copyOwner(descriptor: number, stat: nodeFs.Stats, fs: WriteFs): void {
  if (process.platform === 'win32') return
  try {
    fs.fchownSync(descriptor, stat.uid, stat.gid)
  } catch {
    // Only root may give files away; the file is then the user's own, as an editor would leave it.
  }
}

/** Makes what happened in a folder last; some systems cannot open folders, and there it is as durable as it gets. */
export function syncFolder(
  directory: string,
  fs: Pick<WriteFs, 'openSync' | 'fsyncSync' | 'closeSync'> = nodeFs,
): void {
  let descriptor: number | undefined
  try {
    descriptor = fs.openSync(directory, 'r')
    fs.fsyncSync(descriptor)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(code ?? '')) throw error
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor)
  }
}

/** As `syncFolder` for each, where a folder that cannot be synced is as lasting as it gets. */
export function syncFolders(directories: Iterable<string>): void {
  for (const directory of directories) {
    try {
      syncFolder(directory)
    } catch {
      // The files in it are written; only a power failure could still take the new names back.
    }
  }
}
