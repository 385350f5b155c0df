import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { hashFiles, UNREADABLE } from '../../src/cache/content.ts'
import { freshFolder } from './support.ts'

const root = freshFolder()
afterAll(() => rmSync(root, { recursive: true, force: true }))

it.each([0, 1, 1000, 1 << 20, (1 << 20) + 1, 5_000_000])('hashes %i bytes', (size) => {
  const bytes = Buffer.alloc(size, 'line\n')
  writeFileSync(join(root, 'a.py'), bytes)
  const seen: [string, string, boolean][] = []
  const hashes = hashFiles(root, ['a.py'], (path, hash, read) => seen.push([path, hash, read.equals(bytes)]))
  const hash = createHash('sha256').update(bytes).digest('base64')
  expect([...hashes]).toEqual([['a.py', hash]])
  expect(seen).toEqual([['a.py', hash, true]])
})

it('tells what cannot be read, and does not show it', () => {
  mkdirSync(join(root, 'b.py'))
  const seen: string[] = []
  const hashes = hashFiles(root, ['b.py', 'gone.py'], (path) => seen.push(path))
  expect([...hashes.values()]).toEqual([UNREADABLE, UNREADABLE])
  expect(seen).toEqual([])
})
