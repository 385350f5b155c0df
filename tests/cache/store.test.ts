import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cacheFolder } from '../../src/cache/folder.ts'
import { Store } from '../../src/cache/store.ts'
import { userSealer } from '../../src/workspace/seal.ts'
import { freshFolder } from './support.ts'

const key = (digit: string) => digit.repeat(64)
let root: string
let folder: string
beforeEach(() => {
  root = freshFolder()
  folder = join(root, 'entries')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))
const store = (largest?: number, user = root) =>
  new Store(folder, userSealer({ XDG_STATE_HOME: user }), largest)

describe('where entries are', () => {
  it.each([
    [{ XDG_CACHE_HOME: '/x/cache' }, 'linux', '/x/cache/pymolt'],
    [{ XDG_CACHE_HOME: 'relative' }, 'linux', '/home/me/.cache/pymolt'],
    [{}, 'linux', '/home/me/.cache/pymolt'],
    [{}, 'darwin', '/home/me/Library/Caches/pymolt'],
  ] as const)('%j on %s', (env, platform, expected) => {
    expect(cacheFolder(env, platform, '/home/me')).toBe(expected)
  })
})

describe('an entry', () => {
  it('comes back, whatever it holds, and the last one stands', () => {
    store().set(key('a'), 'x = "ä\u2028"\n')
    expect(store().get(key('a'))).toBe('x = "ä\u2028"\n')
    store().set(key('a'), '')
    expect(store().get(key('a'))).toBe('')
    expect(store().get(key('b'))).toBeUndefined()
    expect(readdirSync(folder)).toEqual([key('a')])
  })

  it('is nobody else’s to read', () => {
    store().set(key('a'), 'text')
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, key('a'))).mode & 0o777).toBe(0o600)
  })

  it.each<[string, (content: Buffer) => Buffer]>([
    ['cut off', (content) => content.subarray(0, -1)],
    ['emptied', () => Buffer.alloc(0)],
    ['damaged in one bit', (content) => Buffer.concat([content.subarray(0, -1), Buffer.from([0x31])])],
    [
      'with another seal',
      (content) => Buffer.concat([Buffer.from([content[0] === 0x30 ? 0x31 : 0x30]), content.subarray(1)]),
    ],
  ])('that is %s is none', (_, damage) => {
    store().set(key('a'), 'text 0')
    const path = join(folder, key('a'))
    writeFileSync(path, damage(readFileSync(path)))
    expect(store().get(key('a'))).toBeUndefined()
    store().set(key('a'), 'text 0')
    expect(store().get(key('a'))).toBe('text 0')
  })

  it('of another user, or of another key, is none', () => {
    store(undefined, join(root, 'other')).set(key('a'), 'text')
    expect(store().get(key('a'))).toBeUndefined()
    store().set(key('a'), 'text')
    writeFileSync(join(folder, key('b')), readFileSync(join(folder, key('a'))))
    expect(store().get(key('b'))).toBeUndefined()
  })

  it('cannot be kept where nothing can be written, which is no error', () => {
    writeFileSync(folder, 'a file')
    store().set(key('a'), 'text')
    expect(store().get(key('a'))).toBeUndefined()
  })
})

describe('there are never too many', () => {
  const age = (name: string, days: number) => {
    const then = new Date(Date.now() - days * 86_400_000)
    utimesSync(join(folder, name), then, then)
  }

  it('those that were used last stay, as far as there is room', () => {
    for (const [days, digit] of [...'abcd'].entries()) {
      store().set(key(digit), 'x'.repeat(1000))
      age(key(digit), 10 - days)
    }
    // The oldest one is asked for, which makes it the newest.
    expect(store().get(key('a'))).toHaveLength(1000)
    store(3500).set(key('e'), 'x'.repeat(1000))
    expect(readdirSync(folder).sort()).toEqual([key('a'), key('d'), key('e')])
  })

  it('what nobody asked for goes, half-written ones too, and nothing that is not ours', () => {
    store().set(key('a'), 'text')
    writeFileSync(join(folder, `${key('b')}.0123456789ab`), 'half')
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    for (const name of readdirSync(folder)) age(name, 31)
    store().set(key('c'), 'text')
    expect(readdirSync(folder).sort()).toEqual([key('c'), 'notes.txt'])
  })
})
