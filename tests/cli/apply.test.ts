import { chmodSync, linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takeLock } from '../../src/workspace/lock.ts'
import { StateFolder } from '../../src/workspace/state-folder.ts'
import { folderWith, git, repositoryWith, run } from './support.ts'

const LIST = 'from typing import List\n\nx: List[int] = []\n'
const DONE = LIST.replace('List[', 'list[')

describe('apply', () => {
  it('writes what diff shows, and exits with 0', async () => {
    const root = repositoryWith({ 'a.py': LIST, 'b.py': 'x = 1\n' })
    const { code, stdout, stderr } = await run(root, ['apply'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toContain('1 file changed (1 change):')
    expect(stderr).toContain('Next: read the changes and run your tests.')
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe(DONE)
    expect(readdirSync(root).filter((name) => name.includes('tmp'))).toEqual([])
  })

  it('keeps encoding, byte order mark and newlines', async () => {
    const bom = Buffer.from('\ufeffx: List[int] = 1\r\ny = "\u00e9"', 'utf8')
    const latin = Buffer.from('# coding: latin-1\nx: List[int] = "\xe9"\n', 'latin1')
    const root = repositoryWith({ 'bom.py': bom, 'latin.py': latin })
    expect((await run(root, ['apply'])).code).toBe(0)
    const expected = (bytes: Buffer) => bytes.toString('latin1').replace('List', 'list')
    expect(readFileSync(join(root, 'bom.py'), 'latin1')).toBe(expected(bom))
    expect(readFileSync(join(root, 'latin.py'), 'latin1')).toBe(expected(latin))
  })

  it('takes the machine formats', async () => {
    const { stdout } = await run(repositoryWith({ 'a.py': LIST }), ['apply', '--output-format', 'jsonl'])
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).type),
    ).toEqual(['change', 'summary'])
  })

  it('does the rest when one file cannot be written', async () => {
    const root = repositoryWith({ 'a.py': LIST, 'b.py': LIST })
    chmodSync(join(root, 'a.py'), 0o444)
    const { code, stderr } = await run(root, ['apply'])
    expect(code).toBe(2)
    expect(stderr).toContain('a.py: left as it was: not written: read-only\n')
    expect(stderr).toContain('1 file changed (1 change):')
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe(LIST)
    expect(readFileSync(join(root, 'b.py'), 'utf8')).toBe(DONE)
  })

  it('leaves a file with hard links alone', async () => {
    const root = repositoryWith({ 'a.py': LIST })
    linkSync(join(root, 'a.py'), join(root, 'link'))
    const { code, stderr } = await run(root, ['apply'])
    expect(code).toBe(2)
    expect(stderr).toContain('a.py: left as it was: not written: has 2 hard links')
  })

  it('writes nothing more after an interrupt', async () => {
    const root = repositoryWith({ 'a.py': LIST, 'b.py': LIST, 'c.py': LIST })
    let asked = 0
    const holdInterrupts = () => ({ exitCode: () => (++asked > 2 ? 130 : undefined), release: () => {} })
    const { code, stderr } = await run(root, ['apply'], { holdInterrupts })
    expect(code).toBe(130)
    expect(stderr).toContain('Interrupted: 1 file not written.')
    expect(['a.py', 'b.py', 'c.py'].map((name) => readFileSync(join(root, name), 'utf8'))).toEqual([
      DONE,
      DONE,
      LIST,
    ])
  })
})

it('says in status that a run is still at work', async () => {
  const root = repositoryWith({ 'a.py': LIST })
  const state = new StateFolder(root)
  state.create()
  const lock = takeLock(state, 'pymolt apply')
  const { stdout } = await run(root, ['status'])
  expect(stdout).toMatch(/^ {2}`pymolt apply`, process \d+, since .* UTC: works here right now$/m)
  lock.release()
})

describe('apply refuses', () => {
  const refused = async (root: string, argv: readonly string[] = []) => {
    const before = readFileSync(join(root, 'a.py'), 'utf8')
    const { code, stderr } = await run(root, ['apply', ...argv])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^pymolt: Nothing was written: /)
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe(before)
    return stderr
  }
  const written = async (root: string, ...argv: string[]) => {
    expect((await run(root, ['apply', ...argv])).code).toBe(0)
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toContain('list[int]')
  }

  it('without version control', async () => {
    const root = folderWith({ 'a.py': LIST })
    expect(await refused(root)).toContain('Pass --allow-no-vcs')
    await written(root, '--allow-no-vcs')
  })

  it('a modified file', async () => {
    const root = repositoryWith({ 'a.py': LIST, 'b.py': 'x = 1\n' })
    writeFileSync(join(root, 'a.py'), `${LIST}# mine\n`)
    expect(await refused(root)).toContain('  a.py (modified)\nCommit or stash first, or pass --allow-dirty.')
    await refused(root, ['--allow-staged'])
    await written(root, '--allow-dirty')
  })

  it('an untracked file', async () => {
    const root = repositoryWith({})
    writeFileSync(join(root, 'a.py'), LIST)
    expect(await refused(root)).toContain('  a.py (not known to git)')
    await written(root, '--allow-dirty')
  })

  it('a staged file', async () => {
    const root = repositoryWith({ 'a.py': 'x = 1\n' })
    writeFileSync(join(root, 'a.py'), LIST)
    git(root, 'add', 'a.py')
    expect(await refused(root)).toContain('  a.py (staged)\nCommit or stash first, or pass --allow-staged.')
    await written(root, '--allow-staged')
  })

  it('not because of a file that it would not write', async () => {
    const root = repositoryWith({ 'a.py': LIST, 'b.py': 'x = 1\n' })
    writeFileSync(join(root, 'b.py'), 'x = 2\n')
    await written(root)
  })
})
