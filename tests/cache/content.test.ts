import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Held, readContents, UNREADABLE } from '../../src/cache/content.ts'
import { freshFolder } from './support.ts'

const root = freshFolder()
afterAll(() => rmSync(root, { recursive: true, force: true }))

const hashOf = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('base64')

it.each([0, 1, 1000, 1 << 20, (1 << 20) + 1, 5_000_000])('hashes %i bytes', (size) => {
  const bytes = Buffer.alloc(size, 'line\n')
  writeFileSync(join(root, 'a.py'), bytes)
  const seen: unknown[] = []
  const contents = readContents(root, ['a.py'], (path, hash, length, read) =>
    seen.push([path, hash, length, read?.equals(bytes)]),
  )
  expect([...contents].map(([path, { hash }]) => [path, hash])).toEqual([['a.py', hashOf(bytes)]])
  expect(seen).toEqual([['a.py', hashOf(bytes), size, true]])
})

it('tells what cannot be read, and does not show it', () => {
  mkdirSync(join(root, 'b.py'))
  const seen: string[] = []
  const contents = readContents(root, ['b.py', 'gone.py'], (path) => seen.push(path))
  expect([...contents.values()].map(({ hash }) => hash)).toEqual([UNREADABLE, UNREADABLE])
  expect(seen).toEqual([])
})

describe('a file that was written long ago', () => {
  const path = join(root, 'c.py')
  let earlier: Held | undefined
  beforeAll(() => {
    writeFileSync(path, 'a = 1\n')
    earlier = later(() => readContents(root, ['c.py']).get('c.py'))
  })

  /** As it is some minutes from now. */
  function later<T>(look: () => T): T {
    vi.useFakeTimers({ now: Date.now() + 600_000, toFake: ['Date'] })
    try {
      return look()
    } finally {
      vi.useRealTimers()
    }
  }

  /** What it holds now, and whether it was read for that. */
  function lookAgain(before = earlier): { readonly hash: string | undefined; readonly isRead: boolean } {
    let isRead = false
    const seen = (_path: string, _hash: string, _size: number, bytes: unknown) => {
      isRead = bytes !== undefined
    }
    const now = later(() => readContents(root, ['c.py'], seen, () => before))
    return { hash: now.get('c.py')?.hash, isRead }
  }

  it('is not read again', () => {
    expect(lookAgain()).toEqual({ hash: hashOf('a = 1\n'), isRead: false })
  })

  it('is read where its bytes are wanted', () => {
    let read: string | undefined
    readContents(
      root,
      ['c.py'],
      (_path, _hash, _size, bytes) => {
        read = bytes?.toString()
      },
      () => undefined,
    )
    expect(read).toBe('a = 1\n')
  })

  it('is read again when it was written to, whatever time it says and whether it is as long', async () => {
    const { atime, mtime } = statSync(path)
    // The clock of a file system goes by steps.
    await setTimeout(50)
    writeFileSync(path, 'a = 2\n')
    utimesSync(path, atime, mtime)
    expect(lookAgain()).toEqual({ hash: hashOf('a = 2\n'), isRead: true })
  })

  it('is read again when another one took its place', () => {
    const other = join(root, 'd.py')
    writeFileSync(other, 'a = 3\n')
    renameSync(other, path)
    expect(lookAgain()).toEqual({ hash: hashOf('a = 3\n'), isRead: true })
  })
})

it('reads a file again that was written a moment before it was read', () => {
  const path = join(root, 'e.py')
  writeFileSync(path, 'a = 1\n')
  const earlier = readContents(root, ['e.py']).get('e.py')
  expect(earlier).toEqual({ hash: hashOf('a = 1\n'), stamp: '' })
  // It may say the same time as the first, on a file system that counts in steps.
  writeFileSync(path, 'a = 2\n')
  const now = readContents(root, ['e.py'], undefined, () => earlier)
  expect(now.get('e.py')?.hash).toBe(hashOf('a = 2\n'))
})
