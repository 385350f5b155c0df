import nodeFs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  ChangedOnDiskError,
  HardLinkError,
  hashOf,
  OutsideRootError,
  ReadOnlyError,
  type WriteFs,
  writeFileAtomically,
} from '../../src/workspace/atomic-write.ts'

const { chmodSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } = nodeFs
const { rmSync, statSync, symlinkSync, writeFileSync } = nodeFs

let base: string
let root: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'pymolt-write-'))
  root = join(base, 'root')
  mkdirSync(root)
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const before = Buffer.from('old\r\n')
const after = Buffer.from([0xef, 0xbb, 0xbf, 0x6e, 0xe9])
function write(absolute: string, fs?: WriteFs): void {
  writeFileAtomically({ absolute, root, bytes: after, expectedHash: hashOf(before) }, fs)
}
function create(name: string, mode = 0o644): string {
  const path = join(root, name)
  writeFileSync(path, before)
  chmodSync(path, mode)
  return path
}

describe('writeFileAtomically', () => {
  it('writes exactly the bytes and keeps the mode', () => {
    for (const mode of [0o755, 0o644, 0o600, 0o666, 0o4755]) {
      const path = create(`m${mode.toString(8)}.py`, mode)
      write(path)
      expect(readFileSync(path)).toEqual(after)
      expect(statSync(path).mode & 0o7777).toBe(mode)
    }
    expect(readdirSync(root).filter((name) => name.includes('pymolt'))).toEqual([])
  })
  it('writes what a symbolic link points to, and leaves the link', () => {
    const path = create('real.py')
    symlinkSync('real.py', join(root, 'link.py'))
    write(join(root, 'link.py'))
    expect(lstatSync(join(root, 'link.py')).isSymbolicLink()).toBe(true)
    expect(readFileSync(path)).toEqual(after)
  })
  it('refuses to leave the root, by link or by path', () => {
    const outside = join(base, 'root-2')
    mkdirSync(outside)
    writeFileSync(join(outside, 'x.py'), before)
    symlinkSync(join(outside, 'x.py'), join(root, 'link.py'))
    symlinkSync(outside, join(root, 'folder'))
    for (const path of [
      join(root, 'link.py'),
      join(root, 'folder', 'x.py'),
      join(root, '..', 'root-2', 'x.py'),
    ])
      expect(() => write(path)).toThrow(OutsideRootError)
    expect(readFileSync(join(outside, 'x.py'))).toEqual(before)
  })
  it('takes a name that only looks like a way out', () => {
    write(create('..x.py'))
    expect(readFileSync(join(root, '..x.py'))).toEqual(after)
  })
  it('works below a root that is itself a link', () => {
    const path = create('a.py')
    symlinkSync(root, join(base, 'alias'))
    writeFileAtomically({
      absolute: join(base, 'alias', 'a.py'),
      root: join(base, 'alias'),
      bytes: after,
      expectedHash: hashOf(before),
    })
    expect(readFileSync(path)).toEqual(after)
  })
  it('refuses hard links, read-only files and changed files, and leaves them as they were', () => {
    const linked = create('linked.py')
    linkSync(linked, join(root, 'second.py'))
    expect(() => write(linked)).toThrow(HardLinkError)
    const readOnly = create('read-only.py', 0o444)
    expect(() => write(readOnly)).toThrow(ReadOnlyError)
    const changed = create('changed.py')
    writeFileSync(changed, 'somebody was here')
    expect(() => write(changed)).toThrow(ChangedOnDiskError)
    expect(readFileSync(linked)).toEqual(before)
    expect(readFileSync(changed, 'utf8')).toBe('somebody was here')
    expect(readdirSync(root).sort()).toEqual(['changed.py', 'linked.py', 'read-only.py', 'second.py'])
  })
  it('sees a change made between the writing and the rename', () => {
    const path = create('late.py')
    const fsyncSync: WriteFs['fsyncSync'] = (descriptor) => {
      nodeFs.fsyncSync(descriptor)
      writeFileSync(path, 'late')
    }
    expect(() => write(path, { ...nodeFs, fsyncSync })).toThrow(ChangedOnDiskError)
    expect(readFileSync(path, 'utf8')).toBe('late')
    expect(readdirSync(root)).toEqual(['late.py'])
  })
  it('survives short writes', () => {
    const path = create('short.py')
    const writeSync = ((descriptor: number, bytes: Uint8Array, offset: number) =>
      nodeFs.writeSync(descriptor, bytes, offset, 1)) as WriteFs['writeSync']
    write(path, { ...nodeFs, writeSync })
    expect(readFileSync(path)).toEqual(after)
  })
  it('leaves the old content or the new one, and no litter, whichever step fails', () => {
    const steps = [
      'openSync',
      'writeSync',
      'fchmodSync',
      'fsyncSync',
      'closeSync',
      'readFileSync',
      'renameSync',
    ] as const
    for (const step of steps) {
      for (const nth of [1, 2]) {
        const path = create('a.py')
        let calls = 0
        const failing = (...args: unknown[]) => {
          if (++calls === nth) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
          return (nodeFs[step] as (...args: unknown[]) => unknown)(...args)
        }
        const fails = () => write(path, { ...nodeFs, [step]: failing } as WriteFs)
        if (nth === 1) {
          expect(fails, step).toThrow('no space left')
          expect(readFileSync(path), step).toEqual(before)
        } else {
          // The second call of open, fsync and close is about the folder, after the rename.
          if (['openSync', 'fsyncSync', 'closeSync'].includes(step))
            expect(fails, step).toThrow('no space left')
          else fails()
          expect(readFileSync(path), step).toEqual(after)
        }
        expect(readdirSync(root), step).toEqual(['a.py'])
      }
    }
  })
  it('goes on where owner and folder sync are not permitted', () => {
    const path = create('a.py')
    const refuse = () => {
      throw Object.assign(new Error('not permitted'), { code: 'EPERM' })
    }
    let opened = 0
    const openSync: WriteFs['openSync'] = (...args) => (++opened === 2 ? refuse() : nodeFs.openSync(...args))
    write(path, { ...nodeFs, fchownSync: refuse, openSync })
    expect(readFileSync(path)).toEqual(after)
  })
})
