import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Host } from '../../src/cli/host.ts'
import { leanOutcome } from '../../src/engine/lean-outcome.ts'
import { fakePlan, folderWith, git, repositoryWith, run } from './support.ts'

const LIST = 'from typing import List\n\nx: List[int] = []\n'

describe('exit codes of diff', () => {
  it.each([
    ['0 with nothing to change', { 'a.py': 'x = 1\n' }, [], 0],
    ['1 with changes', { 'a.py': LIST }, [], 1],
    ['0 with changes and --exit-zero', { 'a.py': LIST }, ['--exit-zero'], 0],
    ['0 with a skip by policy', { 'a.py': '# generated\n' }, [], 0],
    ['2 with a file that is not valid', { 'a.py': 'syntax error\n', 'b.py': LIST }, [], 2],
    ['2 with a failed check', { 'a.py': 'crash\n' }, [], 2],
    ['2 with such a file and --exit-zero', { 'a.py': 'crash\n' }, ['--exit-zero'], 2],
    ['2 with a path that does not exist', { 'a.py': LIST }, ['a.py', 'nosuch.py'], 2],
    ['2 with an unknown option', { 'a.py': LIST }, ['--frobnicate'], 2],
    ['2 with an unknown transform', { 'a.py': LIST }, ['-t', 'typing/builtin-generic'], 2],
  ])('%s', async (_, files, argv, code) => {
    expect((await run(folderWith(files), argv)).code).toBe(code)
  })
})

describe('the patch', () => {
  it('is all there is on stdout', async () => {
    const { stdout, stderr } = await run(folderWith({ 'a.py': LIST }), [])
    expect(stdout).toMatch(/^diff --git a\/a\.py b\/a\.py\n--- a\/a\.py\n\+\+\+ b\/a\.py\n@@ /)
    expect(stderr).toContain('1 file would change (1 change):')
  })

  it('applies from the top level of git, wherever it was made', async () => {
    const root = repositoryWith({ 'sub/deep/a.py': LIST, 'pyproject.toml': '' })
    const { stdout } = await run(join(root, 'sub'), ['deep'])
    execFileSync('git', ['apply', '-'], { cwd: root, input: stdout })
    expect(readFileSync(join(root, 'sub/deep/a.py'), 'utf8')).toContain('x: list[int]')
  })

  it('is relative to git even where a configuration makes a sub-folder the project', async () => {
    const root = repositoryWith({ 'sub/pymolt.toml': '', 'sub/a.py': LIST })
    expect((await run(join(root, 'sub'), [])).stdout).toContain('--- a/sub/a.py\n')
  })

  it('shows nothing of a file that was written to since it was planned', async () => {
    const root = folderWith({ 'a.py': LIST, 'b.py': LIST })
    const planProject: Host['planProject'] = async (request) => {
      const outcomes = await fakePlan(request)
      writeFileSync(join(root, 'a.py'), `${LIST}\n`)
      return outcomes.map((outcome) => leanOutcome(outcome, join(root, outcome.path)))
    }
    const { code, stdout, stderr } = await run(root, [], { planProject })
    expect(code).toBe(2)
    expect(stdout.match(/^diff .*/gm)).toEqual(['diff --git a/b.py b/b.py'])
    expect(stderr).toMatch(/^a\.py: .*changed while it was being worked on/)
    expect(stderr).toContain('1 file would change (1 change):')
  })

  it('keeps the bytes of the file', async () => {
    const bytes = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from('x: List[int] = []  # é\r\ny = 1', 'utf8'),
    ])
    const latin = Buffer.from('# -*- coding: latin-1 -*-\nx: List[int] = "\xe9"\n', 'latin1')
    const root = repositoryWith({ 'bom.py': bytes, 'latin.py': latin })
    const { stdoutBytes } = await run(root, [])
    execFileSync('git', ['apply', '-'], { cwd: root, input: stdoutBytes })
    expect(readFileSync(join(root, 'bom.py'))).toEqual(
      Buffer.from(bytes.toString('latin1').replace('List', 'list'), 'latin1'),
    )
    expect(readFileSync(join(root, 'latin.py'), 'latin1')).toContain('list[int] = "\xe9"')
  })

  it('shows no control characters on a terminal, and is coloured there', async () => {
    const root = folderWith({ 'a.py': 'x: List[int] = 1  # \x1b[31m\u202e!\n' })
    const plain = await run(root, ['--no-color'], { isTTY: true })
    expect(plain.stdout).toContain('+x: list[int] = 1  # \\x1b[31m\\u202e!')
    const colored = await run(root, [], { isTTY: true })
    expect(colored.stdout).toContain('\x1b[32m+x: list[int] = 1  # \\x1b[31m\\u202e!\x1b[39m')
    expect((await run(root, [], { isTTY: true, env: { NO_COLOR: '1' } })).stdout).toBe(plain.stdout)
    expect((await run(root, [])).stdout).toContain('# \x1b[31m\u202e!')
  })
})

describe('where a run looks', () => {
  it('is the current folder, also by an explicit command', async () => {
    const root = folderWith({ 'a.py': LIST, 'b/c.py': LIST })
    expect((await run(root, [])).stdout).toBe((await run(root, ['diff', '.'])).stdout)
  })

  it('is a path without a command', async () => {
    const { request } = await run(folderWith({ 'a.py': LIST, 'b/c.py': LIST }), ['b'])
    expect(request?.files.map((file) => file.path)).toEqual(['c.py'])
  })

  it('reads the whole project for one file of it', async () => {
    const root = repositoryWith({ 'a.py': LIST, 'b/c.py': LIST })
    const { request } = await run(root, ['b/c.py'])
    expect(request?.files.map((file) => file.path)).toEqual(['b/c.py'])
    expect(request?.projectFiles).toEqual(['a.py', 'b/c.py'])
  })

  it('does not read a home folder for a script in it', async () => {
    const root = folderWith({ 'a.py': LIST, 'b.py': '', 'other/c.py': LIST })
    expect((await run(root, ['a.py'])).request?.projectFiles).toEqual(['a.py', 'b.py'])
  })

  it('counts what it is given to the project, wherever there is none', async () => {
    const root = folderWith({ 'src/p/a.py': LIST, 'tests/test_a.py': LIST, 'other/c.py': '' })
    const { request } = await run(root, ['src', 'tests'])
    expect(request?.projectFiles).toEqual(['src/p/a.py', 'tests/test_a.py'])
  })

  it('knows the package of a file outside of any project', async () => {
    const files = {
      'p/__init__.py': '',
      'p/q/__init__.py': '',
      'p/q/a.py': LIST,
      'p/r/b.py': '',
      'other/c.py': '',
    }
    const { request } = await run(folderWith(files), ['p/q/a.py'])
    expect(request?.files.map((file) => file.path)).toEqual(['p/q/a.py'])
    expect(request?.projectFiles).toEqual(['p/__init__.py', 'p/q/__init__.py', 'p/q/a.py', 'p/r/b.py'])
  })

  it('says that a command has to come first', async () => {
    const { code, stderr } = await run(folderWith({ 'a.py': LIST }), ['--review', 'apply', '.'])
    expect(code).toBe(2)
    expect(stderr).toBe(
      'pymolt: `apply` is a command and has to come first: `pymolt apply …`. A path of that name is written `./apply`.\n',
    )
  })
})

describe('a misspelt command', () => {
  it('is told from a path', async () => {
    const root = folderWith({ 'a.py': LIST })
    expect(await run(root, ['aply', '.'])).toMatchObject({
      code: 2,
      stderr: 'pymolt: `aply` is no command, and no such path exists; did you mean `pymolt apply`?\n',
    })
  })

  it('may be a folder', async () => {
    expect((await run(folderWith({ 'aply/a.py': LIST }), ['aply'])).code).toBe(1)
  })
})

describe('standard input', () => {
  it('gives a patch under the name it stands for', async () => {
    const { code, stdout, request } = await run(
      folderWith({ 'pkg/a.py': 'x = 1\n' }),
      ['-', '--stdin-filename', 'pkg/a.py'],
      {
        input: LIST,
      },
    )
    expect(code).toBe(1)
    expect(stdout).toContain('+++ b/')
    expect(stdout).toContain('a.py\n')
    expect(request?.files[0]?.explicit).toBe(true)
  })

  it('comes out rewritten with apply, or as it went in', async () => {
    const root = folderWith({})
    expect((await run(root, ['apply', '-'], { input: LIST })).stdout).toBe(LIST.replace('List[', 'list['))
    expect(await run(root, ['apply', '-'], { input: 'x = 1\n' })).toMatchObject({
      code: 0,
      stdout: 'x = 1\n',
    })
    expect(await run(root, ['apply', '-'], { input: 'syntax error' })).toMatchObject({
      code: 2,
      stdout: 'syntax error',
    })
  })

  it('is read where only its name is given', async () => {
    const { stdout } = await run(folderWith({}), ['--stdin-filename', 'mod.py'], { input: LIST })
    expect(stdout).toContain('+++ b/mod.py\n')
    expect((await run(folderWith({}), ['a.py', '--stdin-filename', 'b.py'])).stderr).toContain(
      '--stdin-filename is about standard input',
    )
  })

  it('stands alone', async () => {
    expect((await run(folderWith({}), ['-', 'a.py'])).stderr).toContain(
      '`-` (standard input) cannot be combined',
    )
  })
})

describe('the target', () => {
  it('comes from the project, and the run says so', async () => {
    const root = folderWith({ 'a.py': LIST, 'pyproject.toml': '[project]\nrequires-python = ">=3.9"\n' })
    expect((await run(root, [])).stderr).toContain('Target: Python 3.9 (pyproject.toml:2 requires-python).')
  })

  it('follows a recipe on the command line, and the run says what it passes over', async () => {
    const root = folderWith({ 'a.py': LIST, 'pyproject.toml': '[project]\nrequires-python = ">=3.9"\n' })
    const { stderr, request } = await run(root, ['--recipe', 'py312'])
    expect(request?.target).toEqual({ version: '3.12', source: '--recipe py312' })
    expect(stderr).toContain('`py312` sets the target to 3.12; pyproject.toml:2 requires-python says 3.9')
    expect((await run(root, ['--recipe', 'py312', '--target-version', '3.11'])).request?.target.version).toBe(
      '3.11',
    )
    expect((await run(root, ['--recipe', 'py312', '--target-version', 'auto'])).request?.target.version).toBe(
      '3.9',
    )
  })

  it('has to be a version', async () => {
    const { code, stderr } = await run(folderWith({ 'a.py': LIST }), ['--target-version', '4'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^pymolt: --target-version: "4" is not a Python version[^\n]*\n$/)
  })
})

describe('caps', () => {
  const files = { 'a.py': `${LIST}y: List[str] = []\n`, 'b.py': LIST, 'c.py': LIST }

  it('--max-files takes the first files', async () => {
    const { stdout, stderr } = await run(folderWith(files), ['--max-files', '2'])
    expect(stdout.match(/^diff --git/gm)).toHaveLength(2)
    expect(stderr).toContain('c.py: skipped: left for another run by --max-files')
  })

  it.each(['--max-changes', '--max-lines'])('%s stops inside a file', async (option) => {
    const { stdout, stderr } = await run(folderWith(files), [option, '1'])
    expect(stdout.match(/^\+[^+]/gm)).toHaveLength(1)
    expect(stderr).toContain(`b.py: skipped: left for another run by ${option}`)
    expect((await run(folderWith(files), [option, '0'])).code).toBe(0)
  })
})

describe('configuration', () => {
  it('selects, unless the command line does', async () => {
    const root = folderWith({
      'a.py': LIST,
      'pymolt.toml': 'select = ["idioms"]\nskip = ["imports/remove-orphaned"]\n',
    })
    expect((await run(root, [])).request?.transforms).toEqual(['idioms/is-literal'])
    expect((await run(root, ['-t', 'typing'])).request?.transforms).toEqual([
      'typing/builtin-generics',
      'typing/union-to-pipe',
    ])
    expect((await run(root, ['--isolated'])).request?.transforms).toContain('imports/remove-orphaned')
  })

  it('takes transforms away from single files', async () => {
    const config = '[per-file."old/"]\nskip = ["typing"]\n[per-file."*.pyi"]\nselect = ["imports"]\n'
    const { request } = await run(
      folderWith({ 'a.py': LIST, 'old/b.py': LIST, 'c.pyi': LIST, 'pymolt.toml': config }),
      [],
    )
    expect(request?.skippedByFile).toEqual({
      'old/b.py': ['typing/builtin-generics', 'typing/union-to-pipe'],
      'c.pyi': ['typing/builtin-generics', 'typing/union-to-pipe'],
    })
  })

  it.each([
    ['selct = []', 'pymolt.toml:1: selct: unknown key; did you mean "select"?'],
    ['select = [', 'pymolt.toml:2:1: not valid TOML'],
    ['[options."typing/builtin-generics"]\nshallow = 1', 'the transform has no such option'],
    ['[options."typing/builtin-generics"]\ndeep = 1', 'must be true or false'],
    [
      '[options."typing/builtin"]\ndeep = 1',
      'there is no such transform; did you mean "typing/builtin-generics"?',
    ],
    [
      'select = ["tping"]',
      'pymolt.toml: select: There is no transform called `tping`: did you mean `typing`?',
    ],
  ])('%s is a usage error', async (config, message) => {
    const { code, stderr } = await run(folderWith({ 'a.py': LIST, 'pymolt.toml': `${config}\n` }), [])
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  it('names import roots that are not there', async () => {
    const root = folderWith({ 'a.py': LIST, 'pymolt.toml': 'roots = [".", "lib"]\n' })
    expect((await run(root, [])).stderr).toContain(
      'The configuration names `lib` in `roots`, and there is no such folder.\n',
    )
  })

  it('says when the file that declares the version cannot be read', async () => {
    const root = folderWith({ 'a.py': LIST, 'pyproject.toml': '[project\nrequires-python = ">=3.8"\n' })
    expect((await run(root, [])).stderr).toContain('pyproject.toml is not valid TOML')
  })

  it('can be set on the command line', async () => {
    const { request } = await run(folderWith({ 'a.py': LIST }), [
      '--config',
      'line-length=100',
      '--config',
      'review=true',
    ])
    expect(request).toMatchObject({ lineLength: 100, review: true })
  })
})

describe('the summary', () => {
  it('says which of the named files are none of its business', async () => {
    const root = folderWith({ 'a.py': LIST, 'n.ipynb': '{}', 'read.me': 'x' })
    expect((await run(root, ['a.py', 'n.ipynb', 'read.me'])).stderr).toContain(
      'Not taken: 1 × notebook (not handled), 1 × not a Python file.\n',
    )
  })

  it('counts, and says what to do next', async () => {
    const root = folderWith({ 'a.py': LIST, 'b.py': 'ask me\n', 'c.py': 'shadow\n', 'd.py': '# generated\n' })
    const { stderr } = await run(root, ['-t', 'typing', '-t', 'idioms'])
    expect(stderr.replace(/\d\.\d\d s/, 'T')).toBe(
      [
        'd.py: skipped: a generated file',
        '1 file would change (1 change):',
        '  typing/builtin-generics  1 change in 1 file',
        '4 files read: 1 to change, 2 unchanged, 1 skipped, 0 failed; T.',
        'Target: Python 3.10 (default, nothing declares one). Not verified by CPython.',
        '1 site needs --review.',
        '1 site left alone; --explain-skips says why.',
        'Next: `pymolt apply` with the same arguments writes these changes.',
        '',
      ].join('\n'),
    )
  })

  it('explains skips and shows findings', async () => {
    const { stderr } = await run(folderWith({ 'c.py': 'shadow yaml.load\n' }), [
      '--explain-skips',
      '--statistics',
    ])
    expect(stderr).toContain('c.py:1:2 typing/builtin-generics: `list` is shadowed\n')
    expect(stderr).toContain('    1 × `list` is shadowed\n')
    expect(stderr).toMatch(/To look at:\n {2}c\.py:1:2: security\/yaml-load: loads anything\n$/)
  })

  it('counts findings that only newer Pythons mind, and lists them for machines', async () => {
    const root = folderWith({ 'c.py': 'import cgi\n' })
    const { stderr } = await run(root, [])
    expect(stderr).toMatch(
      /To look at for newer Pythons: 1 from Python 3\.13 on; --target-version 3\.13 lists them\.\n$/,
    )
    expect(stderr).not.toContain('cgi is gone')
    const lines = (await run(root, ['--output-format', 'jsonl'])).stdout.split('\n')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'finding', since: '3.13' })
    expect((await run(root, ['--output-format', 'github'])).stdout).not.toContain('cgi')
  })

  it('is only what went wrong with -q', async () => {
    const root = folderWith({
      'a.py': LIST,
      'b.py': 'syntax error\n',
      'c.py': '# generated\n',
      'd.py': 'crash\n',
    })
    expect((await run(root, ['-q'])).stderr).toBe(
      'd.py:3: left as it was: typing/builtin-generics: it fell over\nb.py:2:5: skipped: syntax error\n',
    )
  })

  it('groups what there is much of, but for -v', async () => {
    const files = Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`f${i}.py`, '# generated\n']))
    const root = folderWith(files)
    expect((await run(root, [])).stderr).toContain(
      '25 files skipped: a generated file (the first: f0.py; -v lists them)',
    )
    expect((await run(root, ['-v'])).stderr.match(/: skipped: a generated file/g)).toHaveLength(25)
  })

  it('shows a name with control characters on one line', async () => {
    const root = folderWith({ 'a\n\x1b[31m.py': '# generated\n' })
    expect((await run(root, [])).stderr).toContain('a\\n\\x1b[31m.py: skipped')
  })
})

it('reads a folder that is a link', async () => {
  const root = folderWith({ 'real/a.py': LIST })
  mkdirSync(join(root, 'x'))
  execFileSync('ln', ['-s', '../real', join(root, 'x/link')])
  expect((await run(root, ['x/link'])).code).toBe(1)
  expect(git(root, '--version')).toContain('git')
})
