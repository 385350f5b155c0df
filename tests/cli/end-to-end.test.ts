import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { folderWith, repositoryWith } from './support.ts'

const project = new URL('../..', import.meta.url).pathname
const script = join(project, 'bin/pymolt.js')
const TRANSFORM = 'imports/relative-to-absolute'
const RELATIVE = 'from .other import thing\n'
const ABSOLUTE = 'from app.other import thing\n'
/** A package with one file to rewrite, and `files`. */
const PACKAGE = { 'app/__init__.py': '', 'app/other.py': 'thing = 1\n', 'app/good.py': RELATIVE }

beforeAll(() => {
  execFileSync(process.execPath, [join(project, 'scripts/build.mjs'), '--quiet'], { cwd: project })
})

function pymolt(cwd: string, argv: readonly string[], input?: string | Buffer) {
  const { status, stdout, stderr, signal } = spawnSync(process.execPath, [script, ...argv], {
    cwd,
    input,
    timeout: 60_000,
  })
  return { code: status, signal, stdout: stdout.toString(), stderr: stderr.toString() }
}

/** Lines of stderr about `path`. */
const about = (stderr: string, path: string) =>
  stderr.split('\n').filter((line) => line.startsWith(`${path}:`))

describe('bad input costs one clear line, and the other files are done', () => {
  const nested = `x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}\n`
  const large = `# ${'x'.repeat(100)}\n`.repeat(30_000)
  it.each<[string, string | Buffer, number, RegExp]>([
    [
      'bytes that are no text',
      Buffer.from('x = "\xff\xfe"\n', 'latin1'),
      2,
      /bad\.py:1: skipped: not valid UTF-8/,
    ],
    ['an unknown encoding', '# coding: klingon\nx = 1\n', 2, /unknown encoding "klingon"/],
    ['Python 2', 'print "hello"\n', 1, /Python 2/],
    ['a syntax error', 'def f(:\n    pass\n', 2, /bad\.py:\d+:\d+: skipped: /],
    ['a NUL', 'x = 1\0\n', 2, /NUL/],
    ['too many bytes', large, 1, /larger|large|too/],
    ['10,000 parentheses', nested, 2, /nest/],
    ['a lone carriage return', 'x = 1\ry = 2\n', 2, /carriage return/],
  ])('%s', (_, content, code, reason) => {
    const root = folderWith({ ...PACKAGE, 'bad.py': content })
    const result = pymolt(root, ['-t', TRANSFORM])
    const lines = about(result.stderr, 'bad.py')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(reason)
    expect(result.code).toBe(code)
    expect(result.stdout).toContain(`-${RELATIVE}+${ABSOLUTE}`)
    expect(readFileSync(join(root, 'bad.py')).equals(Buffer.from(content as string))).toBe(true)
  })

  // Root may read everything.
  it.skipIf(process.getuid?.() === 0)('a file without permission', () => {
    const root = folderWith({ ...PACKAGE, 'bad.py': 'x = 1\n' })
    chmodSync(join(root, 'bad.py'), 0)
    const { code, stderr } = pymolt(root, [])
    expect(code).toBe(2)
    expect(about(stderr, 'bad.py')[0]).toContain('no permission to read it')
  })

  it('what is no regular file', () => {
    const root = folderWith(PACKAGE)
    execFileSync('mkfifo', [join(root, 'pipe.py')])
    symlinkSync('loop.py', join(root, 'loop.py'))
    mkdirSync(join(root, 'folder.py'))
    writeFileSync(join(root, 'folder.py/inner.py'), 'x = 1\n')
    const { code, stderr } = pymolt(root, ['-v'])
    expect(code).toBe(1)
    expect(stderr).toContain('4 files read')
    for (const reason of [
      '1 × not a regular file',
      '1 × symbolic link loop',
      '1 × directory named like a Python file',
    ])
      expect(stderr).toContain(reason)
  })

  it.each([
    ['pipe.py', 'pipe.py: is not a regular file'],
    ['loop.py', 'loop.py: is a symbolic link loop'],
    ['nosuch.py', 'nosuch.py: does not exist'],
    ['nosuch/deep.py', 'nosuch/deep.py: does not exist'],
  ])('%s named on the command line', (name, line) => {
    const root = folderWith(PACKAGE)
    execFileSync('mkfifo', [join(root, 'pipe.py')])
    symlinkSync('loop.py', join(root, 'loop.py'))
    const { code, stderr, stdout } = pymolt(root, [name, 'app/good.py'])
    expect(stderr.split('\n')[0]).toBe(line)
    expect(code).toBe(2)
    expect(stdout).toContain(`+${ABSOLUTE}`)
  })
})

it('names comments that suppress nothing, and heeds those that do', () => {
  const comments = `${RELATIVE.trimEnd()}  # pymolt: skip\nx = 1  # pymolt: skip\n`
  const { code, stdout, stderr } = pymolt(folderWith({ ...PACKAGE, 'app/good.py': comments }), [
    '-t',
    TRANSFORM,
  ])
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(stderr).toContain('  app/good.py:2:8: this `# pymolt: skip` suppressed nothing in this run\n')
  expect(stderr).not.toContain('app/good.py:1:')
})

it('names comments that mean to skip, and say something else', () => {
  const text =
    'x = 1  # pymolt: skp\ny = 2  # pymolt: ignore[typing]\nz = "# pymolt: off"  # pymolt: target=3.8\n'
  const root = folderWith({ ...PACKAGE, 'app/good.py': text })
  const { stderr } = pymolt(root, ['app/good.py'])
  expect(stderr.match(/^ .*does nothing.*$/gm)).toEqual([
    '  app/good.py:1:8: `# pymolt: skp` does nothing: write `# pymolt: skip`',
    '  app/good.py:2:8: `# pymolt: ignore` does nothing: write `# pymolt: skip`',
  ])
})

it('names comments that name no transform', () => {
  const text = `${RELATIVE.trimEnd()}  # pymolt: skip[${TRANSFORM}, imports/nope]\nx = 1  # pymolt: skip[typing]\n`
  const root = folderWith({ ...PACKAGE, 'app/good.py': text })
  const { code, stdout, stderr } = pymolt(root, ['-t', TRANSFORM])
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(stderr).toMatch(
    /app\/good.py:1:\d+: this `# pymolt: skip` names imports\/nope, which is no transform and no family\n/,
  )
  expect(stderr).not.toContain('app/good.py:2:')
  const json = pymolt(root, ['-t', TRANSFORM, '--output-format', 'jsonl']).stdout.split('\n')
  const unused = json.find((line) => line.includes('unused-suppression')) ?? ''
  expect(JSON.parse(unused)).toMatchObject({ path: 'app/good.py', line: 1, unknown: ['imports/nope'] })
})

describe('a mistake on the command line is one line on stderr and exit code 2', () => {
  it.each<[string, readonly string[], RegExp]>([
    [
      'an unknown transform',
      ['-t', 'no/such-thing'],
      /^pymolt: There is no transform called `no\/such-thing`: .*\n$/,
    ],
    [
      'an unknown recipe',
      ['--recipe', 'py399'],
      /^pymolt: There is no recipe called `py399`: did you mean `py39`.*\n$/,
    ],
    [
      'an unknown option',
      ['--rewiev'],
      /^pymolt: unknown option '--rewiev'\n.*--review.*\nSee `pymolt diff --help`\.\n$/,
    ],
    [
      'an option of another tool',
      ['--py38-plus'],
      /^pymolt: unknown option '--py38-plus'; here that is `--target-version 3\.8`\.\nSee .*\n$/,
    ],
    [
      'a command of another tool',
      ['check', '.'],
      /^pymolt: `check` is no command, .* here that is `pymolt diff`\.\n$/,
    ],
    ['an empty path', ['a.py', ''], /^pymolt: One of the paths is empty: .*\n$/],
    ['an unknown command', ['help', 'nosuch'], /^pymolt: There is no command `nosuch`\.\nSee .*\n$/],
    ['a bad number', ['--threads', 'x'], /^pymolt: .*threads.*whole number\.\nSee `pymolt diff --help`\.\n$/],
    [
      'a bad format',
      ['--output-format', 'xml'],
      /^pymolt: .*diff, text, json, jsonl, sarif, github, gitlab, markdown\.\nSee `pymolt diff --help`\.\n$/,
    ],
    [
      'an unknown key',
      ['--config', 'selct=x'],
      /^pymolt: --config selct=x: selct: unknown key; did you mean "select"\?\n$/,
    ],
    [
      'a bad query',
      ['inspect', 'a.py', '(call\n  (cal))'],
      /^pymolt: query:2:4: there is no node kind `cal`.*\n$/,
    ],
  ])('%s', (_, argv, message) => {
    const { code, stdout, stderr } = pymolt(folderWith({ 'a.py': 'x = 1\n' }), argv)
    expect(stderr).toMatch(message)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it.each([
    ['[tool.pymolt\n', /^pymolt: pyproject\.toml:1:\d+: not valid TOML: .*\n$/],
    [
      '[tool.pymolt]\nselct = ["typing"]\n',
      /^pymolt: pyproject\.toml:2: selct: unknown key; did you mean "select"\?\n$/,
    ],
    [
      '[tool.pymolt]\nskip = ["typng"]\n',
      /^pymolt: pyproject\.toml: skip: There is no transform called `typng`: did you mean `typing`\?\n$/,
    ],
    [
      '[tool.pymolt]\nextend = "other.toml"\n',
      /^pymolt: pyproject\.toml: extend: other\.toml: there is no such configuration file\n$/,
    ],
    ['[tool]\npymolt = 1\n', /^pymolt: pyproject\.toml:2: tool\.pymolt must be a table\n$/],
    ['[tool.pymolt]\nreview = "yes"\n', /^pymolt: pyproject\.toml:2: review: must be true or false\n$/],
  ])('in a configuration file: %j', (config, message) => {
    const { code, stderr } = pymolt(folderWith({ 'a.py': 'x = 1\n', 'pyproject.toml': config }), [])
    expect(stderr).toMatch(message)
    expect(code).toBe(2)
  })

  it('somebody else’s broken pyproject.toml is not ours to report', () => {
    const { code } = pymolt(folderWith({ 'a.py': 'x = 1\n', 'pyproject.toml': '[project\n' }), [])
    expect(code).toBe(0)
  })
})

describe('the process', () => {
  const shell = (line: string) =>
    spawnSync('sh', ['-c', line], { cwd: folderWith(PACKAGE), encoding: 'utf8' })

  it('prints its version', () => {
    const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
    expect(pymolt(project, ['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('loads no parser where there is nothing to parse', () => {
    const root = folderWith({})
    const trace = join(root, 'trace.cjs')
    writeFileSync(
      trace,
      `const M = require('node:module'); const load = M._load
       M._load = function (name, ...rest) { if (/tree-sitter|smol-toml/.test(name)) console.error('loaded ' + name); return load.call(this, name, ...rest) }`,
    )
    for (const argv of [['--version'], ['list'], ['--help'], ['diff']]) {
      const { stderr } = spawnSync(process.execPath, ['-r', trace, script, ...argv], {
        cwd: root,
        encoding: 'utf8',
      })
      expect(stderr).not.toContain('loaded ')
    }
  })

  it('ends quietly when its reader has seen enough', () => {
    const piped = spawnSync('sh', ['-c', `"${process.execPath}" "${script}" list | head -n 1`], {
      encoding: 'utf8',
    })
    expect(piped.stderr).toBe('')
    const closed = spawnSync('sh', ['-c', `"${process.execPath}" "${script}" --help | true`], {
      encoding: 'utf8',
    })
    expect(closed.stderr).toBe('')
  })

  it('never says that changes were found when it could not do its work', () => {
    const gone = shell(`mkdir gone && cd gone && rmdir ../gone && "${process.execPath}" "${script}" diff`)
    expect(gone).toMatchObject({ status: 2, stderr: 'pymolt: The current folder does not exist any more.\n' })
  })

  it.skipIf(!existsSync('/dev/full'))('says that its output could not be written', () => {
    const full = shell(`"${process.execPath}" "${script}" diff -t ${TRANSFORM} > /dev/full`)
    expect(full.stderr).toMatch(/^pymolt: The output cannot be written: ENOSPC.*\n$/m)
    expect(full.status).toBe(2)
  })

  it('says once that the parser is missing, not for each file', () => {
    const root = folderWith(PACKAGE)
    const without = join(root, 'without.cjs')
    writeFileSync(
      without,
      `const M = require('node:module'); const load = M._load
       M._load = function (name, ...rest) { if (name === 'tree-sitter') throw new Error('No native build'); return load.call(this, name, ...rest) }`,
    )
    const { status, stderr } = spawnSync(process.execPath, ['-r', without, script, 'diff', '-t', TRANSFORM], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(stderr).toMatch(
      /^pymolt: The Python parser cannot be loaded \(.*\): No native build\nInstall .*\n$/,
    )
    expect(status).toBe(2)
  })

  it('applies what it shows', () => {
    const crlf = RELATIVE.replaceAll('\n', '\r\n')
    const root = repositoryWith({ ...PACKAGE, 'app/crlf.py': crlf })
    const texts = () => ['good', 'crlf'].map((name) => readFileSync(join(root, `app/${name}.py`), 'utf8'))
    const patch = pymolt(join(root, 'app'), ['-t', TRANSFORM])
    expect(patch.code).toBe(1)
    execFileSync('git', ['apply', '-'], { cwd: root, input: patch.stdout })
    const patched = texts()
    expect(patched).toEqual([ABSOLUTE, ABSOLUTE.replaceAll('\n', '\r\n')])
    execFileSync('git', ['checkout', '-q', '.'], { cwd: root })
    expect(pymolt(join(root, 'app'), ['apply', '-t', TRANSFORM])).toMatchObject({ code: 0, stdout: '' })
    expect(texts()).toEqual(patched)
    expect(pymolt(root, ['-t', TRANSFORM]).code).toBe(0)
  })

  it('leaves whole files and nothing else when interrupted', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `app/f${String(i).padStart(3, '0')}.py`)
    const root = folderWith({ ...PACKAGE, ...Object.fromEntries(names.map((name) => [name, RELATIVE])) })
    const read = (name: string) => readFileSync(join(root, name), 'utf8')
    const argv = [script, 'apply', '--allow-no-vcs', '-t', TRANSFORM]
    const child = spawn(process.execPath, argv, { cwd: root, stdio: 'ignore' })
    const watch = setInterval(() => {
      if (child.killed || read('app/f000.py') !== ABSOLUTE) return
      child.kill('SIGINT')
    }, 1)
    const code = await new Promise((resolve) => child.on('exit', (status) => resolve(status)))
    clearInterval(watch)
    expect(code).toBe(130)
    expect(readdirSync(join(root, 'app')).filter((name) => name.includes('tmp'))).toEqual([])
    expect(new Set(names.map(read))).toEqual(new Set([ABSOLUTE, RELATIVE]))
  })

  it('rewrites standard input', () => {
    const root = folderWith(PACKAGE)
    const argv = ['apply', '-', '--stdin-filename', 'app/new.py', '-t', TRANSFORM]
    expect(pymolt(root, argv, RELATIVE)).toMatchObject({ code: 0, stdout: ABSOLUTE })
  })
})

describe('--python-env', () => {
  const site = 'env/lib/python3.12/site-packages'
  const files = {
    'app.py': 'from kit import Base\n\n\nclass Item(Base):\n    class Config:\n        orm_mode = True\n',
    [`${site}/kit.py`]: 'from pydantic import BaseModel\n\n\nclass Base(BaseModel): ...\n',
  }
  const argv = ['diff', '--recipe', 'pydantic-v2', '--types', 'off', '--explain-skips', 'app.py']

  it('finds models whose bases are installed', () => {
    const root = folderWith(files)
    const without = pymolt(root, argv)
    expect(without.stdout).toBe('')
    expect(without.stderr).toContain('it is not known whether the class is a Pydantic model')
    const result = pymolt(root, [...argv, '--python-env', 'env'])
    expect(result.stdout).toContain('+    model_config = ConfigDict(from_attributes=True)')
    expect(result.stdout).not.toContain('kit.py')
  })

  it('is read from the configuration', () => {
    const root = folderWith({ ...files, 'pymolt.toml': 'python-env = "env"\n' })
    expect(pymolt(root, argv).stdout).toContain('from_attributes=True')
  })

  it('has to be one', () => {
    const root = folderWith(files)
    const { code, stderr } = pymolt(root, [...argv, '--python-env', 'nowhere'])
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /^pymolt: --python-env: .*nowhere is no virtual environment: it has no site-packages/,
    )
    const configured = folderWith({ ...files, 'pymolt.toml': 'python-env = "nowhere"\n' })
    expect(pymolt(configured, argv).stderr).toMatch(/^pymolt: pymolt\.toml: python-env: .*nowhere is no /)
  })
})

describe('a cap', () => {
  const two = 'from typing import List, Optional\n\nx: List[int] = []\ny: Optional[int] = None\n'

  it('counts no clean-up, so that runs come to an end', () => {
    const root = folderWith({ 'a.py': two })
    const apply = ['apply', '--allow-no-vcs', '--target-version', '3.12', '--max-changes', '1', '-q']
    const texts = [1, 2, 3].map(() => {
      pymolt(root, apply)
      return readFileSync(join(root, 'a.py'), 'utf8')
    })
    expect(texts).toEqual([
      'from typing import Optional\n\nx: list[int] = []\ny: Optional[int] = None\n',
      'x: list[int] = []\ny: int | None = None\n',
      'x: list[int] = []\ny: int | None = None\n',
    ])
  })

  it('says itself what it left out', () => {
    const argv = ['--target-version', '3.12', '--max-lines', '1', '--explain-skips', '--no-color']
    const { stderr } = pymolt(folderWith({ 'a.py': two }), argv)
    expect(stderr).toContain('a.py:4:4 typing/optional-to-union: left for another run by --max-lines\n')
    expect(stderr).not.toContain('earlier runs')
  })
})
