import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type DiscoveryOptions, discover } from '../../src/project/discovery.ts'
import { tree } from './tree.ts'

function find(root: string, options: Partial<DiscoveryOptions> = {}) {
  const found = discover({
    root,
    cwd: root,
    paths: ['.'],
    exclude: [],
    forceExclude: false,
    respectIgnore: true,
    ...options,
  })
  return {
    ...found,
    names: found.files.map((file) => file.path),
    reasons: Object.fromEntries(found.passedOver),
  }
}

describe('what is taken', () => {
  it('takes .py and .pyi below a directory, in order, and leaves default excludes', () => {
    const root = tree({
      'b.py': 'x',
      'a/c.pyi': '',
      'a/d.txt': '',
      '.venv/x.py': '',
      'a/node_modules/y.py': '',
      'n.ipynb': '{}',
    })
    const { names, files, reasons } = find(root)
    expect(names).toEqual(['a/c.pyi', 'b.py'])
    expect(files[1]).toMatchObject({ explicit: false, absolute: join(root, 'b.py') })
    expect(reasons).toEqual({ excluded: 2, 'notebook (not handled)': 1 })
  })

  it('looks into a given directory whatever its name', () => {
    const root = tree({ 'build/x.py': '', 'build/dist/y.py': '', '.gitignore': 'build/\n' })
    expect(find(root, { paths: ['build'] }).names).toEqual(['build/x.py'])
    expect(find(root).names).toEqual([])
  })

  it('takes named files past excludes, unless told otherwise', () => {
    const root = tree({ 'build/x.py': '', 'gen/y.py': '', '.gitignore': 'gen\n' })
    const paths = ['build/x.py', 'gen/y.py']
    expect(find(root, { paths }).files.map((file) => [file.path, file.explicit])).toEqual([
      ['build/x.py', true],
      ['gen/y.py', true],
    ])
    expect(find(root, { paths, forceExclude: true })).toMatchObject({ names: [], reasons: { excluded: 2 } })
  })

  it('takes a named script by its first line', () => {
    const root = tree({ run: '#!/usr/bin/env python3\n', sh: '#!/bin/sh\n# python\n', 'read.me': 'text' })
    expect(find(root, { paths: ['run', 'sh', 'read.me'] })).toMatchObject({
      names: ['run'],
      reasons: { 'not a Python file': 2 },
    })
    expect(find(root).names).toEqual([])
  })

  it('names files outside of the root with ../ and takes each once', () => {
    const root = tree({ 'project/a.py': '', 'other/b.py': '' })
    const paths = ['../other/b.py', 'a.py', '.', '../other']
    expect(find(join(root, 'project'), { paths }).names).toEqual(['../other/b.py', 'a.py'])
  })

  it('says what cannot be taken of what was named', () => {
    const root = tree({ 'a.py': '' })
    execFileSync('mkfifo', [join(root, 'pipe.py')])
    symlinkSync('loop.py', join(root, 'loop.py'))
    const found = find(root, { paths: ['no.py', 'pipe.py', 'loop.py', 'a.py/b.py'] })
    expect(found.errors).toEqual([
      { path: 'no.py', message: 'does not exist' },
      { path: 'pipe.py', message: 'is not a regular file' },
      { path: 'loop.py', message: 'is a symbolic link loop' },
      { path: 'a.py/b.py', message: 'does not exist' },
    ])
  })
})

describe('odd entries', () => {
  it('passes over pipes, loops, broken and leaving links, and counts them', () => {
    const outside = tree({ 'secret.py': '' })
    const root = tree({ 'a.py': '', 'x.py/inner.py': '' })
    execFileSync('mkfifo', [join(root, 'pipe.py')])
    symlinkSync('loop.py', join(root, 'loop.py'))
    symlinkSync('gone.py', join(root, 'broken.py'))
    symlinkSync(join(outside, 'secret.py'), join(root, 'out.py'))
    symlinkSync('a.py', join(root, 'again.py'))
    symlinkSync('.', join(root, 'self'))
    expect(find(root)).toMatchObject({
      names: ['a.py', 'x.py/inner.py'],
      errors: [],
      reasons: {
        'not a regular file': 1,
        'symbolic link loop': 1,
        'broken symbolic link': 1,
        'symbolic link that leaves the project': 1,
        'symbolic link to a file already taken': 1,
        'symbolic link to a directory': 1,
        'directory named like a Python file': 1,
      },
    })
  })

  it('takes the target of a link where it is not found otherwise', () => {
    const root = tree({ 'real/tool': '#!/usr/bin/python\n' })
    symlinkSync('real/tool', join(root, 'tool.py'))
    expect(find(root).names).toEqual(['real/tool'])
    const outside = tree({ 'b.py': '' })
    symlinkSync(join(outside, 'b.py'), join(root, 'b.py'))
    expect(find(root, { paths: ['b.py'] }).errors[0]?.message).toMatch(/leaves the project/)
  })

  it('passes over names that are not UTF-8, and keeps those that hold U+FFFD', () => {
    const root = tree({ 'ok.py': '', 'real\uFFFD.py': '' })
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff]), Buffer.from('.py')]), '')
    mkdirSync(Buffer.concat([Buffer.from(`${root}/dir`), Buffer.from([0xe9])]))
    expect(find(root)).toMatchObject({
      names: ['ok.py', 'real\uFFFD.py'],
      reasons: { 'file name is not UTF-8': 2 },
    })
  })

  it('counts nested repositories and submodules, but not a given one', () => {
    const root = tree({
      '.git/HEAD': '',
      'a.py': '',
      'sub/.git': 'gitdir: x',
      'sub/b.py': '',
      'own/.git/HEAD': '',
      'own/c.py': '',
    })
    expect(find(root)).toMatchObject({ names: ['a.py'], reasons: { 'nested git repository': 2 } })
    expect(find(root, { paths: ['sub'] }).names).toEqual(['sub/b.py'])
  })

  it('passes over a directory that cannot be read', (context) => {
    const root = tree({ 'locked/a.py': '', 'b.py': '' })
    chmodSync(join(root, 'locked'), 0)
    let readable = true
    try {
      readdirSync(join(root, 'locked'))
    } catch {
      readable = false
    }
    const found = find(root)
    chmodSync(join(root, 'locked'), 0o755)
    if (readable) return context.skip('this user may read every directory')
    expect(found).toMatchObject({ names: ['b.py'], reasons: { 'directory cannot be read': 1 } })
  })
})

describe('ignore files', () => {
  it('heeds nested files, negation, .ignore and .git/info/exclude', () => {
    const root = tree({
      '.git/info/exclude': 'local.py\n',
      '.gitignore': '*.gen.py\n/top.py\nlogs/\n!keep.gen.py\n',
      'a/.gitignore': '!x.gen.py\n',
      'a/x.gen.py': '',
      'a/y.gen.py': '',
      'a/top.py': '',
      'top.py': '',
      'keep.gen.py': '',
      'logs/z.py': '',
      'local.py': '',
      '.ignore': '!local.py\n',
    })
    expect(find(root).names).toEqual(['a/top.py', 'a/x.gen.py', 'keep.gen.py', 'local.py'])
    expect(find(root, { respectIgnore: false }).names).toHaveLength(7)
  })

  it('heeds the ignore files above the given directory', () => {
    const root = tree({
      '.git/HEAD': '',
      '.gitignore': 'gen_*.py\n/pkg/skip.py\n',
      'pkg/gen_a.py': '',
      'pkg/skip.py': '',
      'pkg/b.py': '',
    })
    expect(find(join(root, 'pkg')).names).toEqual(['b.py'])
  })

  it('decides as git does', () => {
    const patterns = [
      '*.py',
      '!a*.py',
      '/b/',
      'c/d/',
      '**/e',
      'f/**',
      'g/**/h.py',
      '!g/x/h.py',
      'k?.py',
      '[l-n]1.py',
      '[!o]2.py',
      '\\!p.py',
      'q\\*.py',
      'r.py  ',
      '# s.py',
      'a*b*c*d.py',
    ]
    const paths = [
      'a.py',
      'b/a1.py',
      'x/b/a2.py',
      'c/d/a.py',
      'x/c/d/a.py',
      'x/e/a.py',
      'f/a.py',
      'f/g/a.py',
      'g/h.py',
      'g/x/h.py',
      'g/x/y/h.py',
      'k1.py',
      'l1.py',
      'z2.py',
      'o2.py',
      '!p.py',
      'q*.py',
      'r.py',
      'aXbXcXd.py',
    ]
    for (const chosen of [patterns, patterns.slice(1), patterns.slice(2), ['*', '!*/', '!*.pyi', '!a.py']]) {
      const root = tree({
        '.gitignore': `${chosen.join('\n')}\n`,
        ...Object.fromEntries(paths.map((path) => [path, ''])),
      })
      execFileSync('git', ['init', '-q'], { cwd: root })
      const git = execFileSync('git', ['ls-files', '-z', '--others', '--exclude-standard'], {
        cwd: root,
        encoding: 'utf8',
      })
      const expected = git
        .split('\0')
        .filter((path) => path.endsWith('.py'))
        .sort()
      expect(find(root, { defaultExcludes: false }).names).toEqual(expected)
    }
  })

  it('excludes by pattern', () => {
    const root = tree({ 'a/b.py': '', 'a/migrations/c.py': '', 'd/e.py': '', 'd/f.py': '' })
    expect(find(root, { exclude: ['migrations', 'd/e.py'] }).names).toEqual(['a/b.py', 'd/f.py'])
  })

  it('looks into packages whose name is one of a folder for builds', () => {
    const root = tree({
      'app/build/__init__.py': '',
      'app/build/make.py': '',
      'app/dist/__init__.py': '',
      'app/__init__.py': '',
      'build/lib/app/__init__.py': '',
      'dist/app.py': '',
      'venv/__init__.py': '',
    })
    const taken = ['app/__init__.py', 'app/build/__init__.py', 'app/build/make.py', 'app/dist/__init__.py']
    expect(find(root).names).toEqual(taken)
    expect(find(root, { exclude: ['build'] }).names).toEqual(['app/__init__.py', 'app/dist/__init__.py'])
  })

  it('stays quick on hostile patterns', () => {
    const name = `${'a'.repeat(200)}.py`
    const root = tree({ '.gitignore': `${'*a'.repeat(60)}*b\n${'**/a*/'.repeat(40)}x\n`, [name]: '' })
    expect(find(root).names).toEqual([name])
  })
})
