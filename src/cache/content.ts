import * as crypto from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { sep } from 'node:path'

/** What a file was seen to hold. */
export interface Held {
  /** Of its bytes, SHA-256 in base64; `UNREADABLE` where there are none. */
  readonly hash: string
  /** As long as the file's i-node says the same, it holds the same; empty where that cannot be told. */
  readonly stamp: string
}

/** Stands for the hash of a file that cannot be read. */
export const UNREADABLE = ''

/** By path relative to the root. */
export type Contents = ReadonlyMap<string, Held>

/**
 * Milliseconds within which a second write may leave the same time as the first: file systems count in steps of up to two seconds. Git
 * takes the same care of its index.
 */
const COARSEST_STEP = 3000

let scratch = Buffer.allocUnsafe(1 << 20)

/**
 * Looks at what files hold. Those are not read whose i-node says that they hold what they held.
 * @param seen is given each file that can be read, and its size; and its bytes where they were read, which are valid during the call only
 * @param before what a file held earlier; undefined where its bytes are wanted
 */
export function readContents(
  root: string,
  paths: Iterable<string>,
  seen?: (path: string, hash: string, size: number, bytes: Buffer | undefined) => void,
  before?: (path: string) => Held | undefined,
): Contents {
  const contents = new Map<string, Held>()
  for (const path of paths) {
    // Not joined: that takes as long as opening.
    const absolute = `${root}${sep}${path}`
    const earlier = before?.(path)
    if (earlier && earlier.stamp !== '') {
      const stats = statSync(absolute, { throwIfNoEntry: false })
      if (stats && stampOf(stats) === earlier.stamp) {
        contents.set(path, earlier)
        seen?.(path, earlier.hash, stats.size, undefined)
        continue
      }
    }
    const file = read(absolute)
    if (file) {
      const hash = sha256(file.bytes)
      contents.set(path, { hash, stamp: file.stamp })
      seen?.(path, hash, file.bytes.length, file.bytes)
    } else contents.set(path, { hash: UNREADABLE, stamp: '' })
  }
  return contents
}

/** In base64. Node 20.12 knows a way that does without an object for each. */
export const sha256: (bytes: Buffer | string) => string =
  'hash' in crypto
    ? (bytes) => crypto.hash('sha256', bytes, 'base64')
    : (bytes) => crypto.createHash('sha256').update(bytes).digest('base64')

/** No program sets the time at which an i-node changed: one that sets the time of the last write back changes it by that. */
function stampOf({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return `${ino} ${size} ${mtimeMs} ${ctimeMs}`
}

/** A file's bytes, in a buffer that the next call uses again, and its stamp from before they were read. */
function read(path: string): { readonly bytes: Buffer; readonly stamp: string } | undefined {
  let descriptor: number | undefined
  try {
    descriptor = openSync(path, 'r')
    const stats = fstatSync(descriptor)
    const isYoung = Math.max(stats.mtimeMs, stats.ctimeMs) > Date.now() - COARSEST_STEP
    const stamp = isYoung ? '' : stampOf(stats)
    let length = 0
    for (;;) {
      length += readSync(descriptor, scratch, length, scratch.length - length, length)
      // What is read of a regular file falls short at its end only.
      if (length < scratch.length) return { bytes: scratch.subarray(0, length), stamp }
      const larger = Buffer.allocUnsafe(scratch.length * 2)
      scratch.copy(larger)
      scratch = larger
    }
  } catch {
    return undefined
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
