import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dirtyFiles, GitError, gitPath, gitTopLevel } from '../../src/workspace/git.ts'

let top: string
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'pymolt-git-')))
})
afterEach(() => rmSync(top, { recursive: true, force: true }))

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'protocol.file.allow=always']
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  execFileSync('git', [...identity, ...args], { cwd: top, env, stdio: 'ignore' })
}
function put(path: string, text = 'x\n'): void {
  mkdirSync(dirname(join(top, path)), { recursive: true })
  writeFileSync(join(top, path), text)
}
const odd = [
  'a b.py',
  'naïve.py',
  'quo"te.py',
  'tab\tnew\nline.py',
  '-dash.py',
  ':colon.py',
  'star*.py',
  'd/日本.py',
]

describe('gitTopLevel', () => {
  it('is found from a sub-folder, through links and before the first commit', () => {
    git('init', '-q')
    put('pkg/sub/a.py')
    symlinkSync(join(top, 'pkg'), join(top, 'link'))
    expect(gitTopLevel(join(top, 'pkg', 'sub'))).toBe(top)
    expect(gitTopLevel(join(top, 'link'))).toBe(top)
  })
  it('is undefined outside a repository, in a missing folder, in a bare one and without git', () => {
    expect(gitTopLevel(top)).toBeUndefined()
    expect(gitTopLevel(join(top, 'missing'))).toBeUndefined()
    git('init', '-q', '--bare', 'bare')
    expect(gitTopLevel(join(top, 'bare'))).toBeUndefined()
    git('init', '-q')
    const path = process.env.PATH
    process.env.PATH = join(top, 'nothing-here')
    try {
      expect(gitTopLevel(top)).toBeUndefined()
    } finally {
      process.env.PATH = path
    }
  })
  it('does not follow the variables of a hook that runs in another repository', () => {
    git('init', '-q')
    process.env.GIT_DIR = '/nowhere'
    try {
      expect(gitTopLevel(top)).toBe(top)
    } finally {
      delete process.env.GIT_DIR
    }
  })
})

describe('dirtyFiles', () => {
  it('sorts files with odd names into modified, staged and untracked', () => {
    git('init', '-q')
    for (const path of odd) put(path)
    put('clean.py')
    git('add', '-A')
    git('commit', '-q', '-m', 'first')
    expect(dirtyFiles(top, [...odd, 'clean.py'])).toEqual({ modified: [], staged: [], untracked: [] })
    for (const path of odd) put(path, 'changed\n')
    expect(dirtyFiles(top, odd).modified.toSorted()).toEqual(odd.toSorted())
    git('add', '-A')
    expect(dirtyFiles(top, odd).staged.toSorted()).toEqual(odd.toSorted())
    put('a b.py', 'and on top\n')
    put('new file.py')
    expect(dirtyFiles(top, ['a b.py', 'new file.py', 'clean.py', 'quo"te.py'])).toEqual({
      modified: ['a b.py'],
      staged: ['quo"te.py'],
      untracked: ['new file.py'],
    })
  })
  it('tells only of the files asked about', () => {
    git('init', '-q')
    put('a.py')
    put('star1.py')
    expect(dirtyFiles(top, ['star*.py'])).toEqual({ modified: [], staged: [], untracked: [] })
    expect(dirtyFiles(top, [])).toEqual({ modified: [], staged: [], untracked: [] })
  })
  it('works before the first commit', () => {
    git('init', '-q')
    put('a.py')
    put('deep/er/b.py')
    git('add', 'a.py')
    expect(dirtyFiles(top, ['a.py', 'deep/er/b.py'])).toEqual({
      modified: [],
      staged: ['a.py'],
      untracked: ['deep/er/b.py'],
    })
  })
  it('counts ignored files as untracked, also below an ignored folder', () => {
    git('init', '-q')
    put('.gitignore', 'build/\n*.gen.py\n')
    put('build/x/a.py')
    put('b.gen.py')
    expect(dirtyFiles(top, ['build/x/a.py', 'b.gen.py']).untracked.toSorted()).toEqual([
      'b.gen.py',
      'build/x/a.py',
    ])
  })
  it('counts a staged rename as staged and a conflict as modified', () => {
    git('init', '-q')
    put('old.py', 'a\nb\nc\n')
    put('c.py', 'base\n')
    git('add', '-A')
    git('commit', '-q', '-m', 'first')
    git('mv', 'old.py', 'new name.py')
    expect(dirtyFiles(top, ['new name.py']).staged).toEqual(['new name.py'])
    git('commit', '-q', '-m', 'rename')
    git('checkout', '-q', '-b', 'other')
    put('c.py', 'theirs\n')
    git('commit', '-q', '-a', '-m', 'theirs')
    git('checkout', '-q', '-')
    put('c.py', 'ours\n')
    git('commit', '-q', '-a', '-m', 'ours')
    expect(() => git('merge', 'other')).toThrow()
    expect(dirtyFiles(top, ['c.py']).modified).toEqual(['c.py'])
  })
  it('asks about many files in one go', () => {
    git('init', '-q')
    const paths = Array.from({ length: 1200 }, (_, i) => `f${i}.py`)
    for (const path of paths) put(path)
    git('add', '-A')
    git('commit', '-q', '-m', 'first')
    put('f7.py', 'changed\n')
    expect(dirtyFiles(top, paths)).toEqual({ modified: ['f7.py'], staged: [], untracked: [] })
  })
  it('leaves the files of a submodule to the submodule', () => {
    git('init', '-q', 'library')
    put('library/a.py')
    git('-C', 'library', 'add', '-A')
    git('-C', 'library', 'commit', '-q', '-m', 'first')
    git('init', '-q', 'main')
    git('-C', 'main', 'submodule', '--quiet', 'add', join(top, 'library'), 'sub')
    git('-C', 'main', 'commit', '-q', '-m', 'first')
    put('main/sub/a.py', 'changed\n')
    const sub = join(top, 'main', 'sub')
    expect(gitTopLevel(sub)).toBe(sub)
    expect(dirtyFiles(sub, ['a.py']).modified).toEqual(['a.py'])
    expect(dirtyFiles(join(top, 'main'), ['sub/a.py'])).toEqual({ modified: [], staged: [], untracked: [] })
  })
  it('throws where there is no repository', () => {
    expect(() => dirtyFiles(top, ['a.py'])).toThrow(GitError)
  })
})

it('turns paths into those of git and back', () => {
  const path = join('/top', 'a', 'b.py')
  expect(gitPath('/top', path)).toBe('a/b.py')
})
