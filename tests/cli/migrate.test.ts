import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, git, repositoryWith, run } from './support.ts'

const line = (name: string) => `${name}: List[int] = []\n`
/** Ten files of four sites each; `BAD` in a name makes the check fail once that line is rewritten. */
function project(bad: readonly string[] = []): Record<string, string> {
  const files: Record<string, string> = { 'check.cjs': CHECK }
  for (let file = 0; file < 10; file++) {
    const names = [0, 1, 2, 3].map((site) => `x${file}${site}`)
    files[`pkg/m${file}.py`] = names.map((name) => line(bad.includes(name) ? `${name}_BAD` : name)).join('')
  }
  return files
}
/** A check that counts its runs and writes a JUnit report: one test a line, failing where a bad line was rewritten. */
const CHECK = `const fs = require('fs')
fs.appendFileSync('runs.log', 'x')
if (fs.existsSync('hang')) { setInterval(() => {}, 1000); return }
let failed = 0
let cases = ''
for (const name of fs.readdirSync('pkg'))
  for (const text of fs.readFileSync('pkg/' + name, 'utf8').split('\\n').filter(Boolean)) {
    const isBad = text.includes('_BAD') && text.includes('list[')
    if (isBad) failed++
    cases += '<testcase classname="' + name + '" name="' + text.split(':')[0] + '">' + (isBad ? '<failure/>' : '') + '</testcase>'
  }
if (fs.existsSync('flaky') && [0, 1, 0, 0, 1, 1, 0, 1][fs.readFileSync('runs.log').length % 8]) { failed++; cases += '<testcase name="flaky"><failure/></testcase>' }
fs.writeFileSync('report.xml', '<testsuite>' + cases + '</testsuite>')
process.exitCode = failed ? 1 : 0
`
const runsOf = (root: string) => readFileSync(join(root, 'runs.log'), 'utf8').length
/** Interrupts when the check has begun so many times, however long that takes. */
const interruptAfter = (root: string, runs: number) => () => ({
  exitCode: () => (existsSync(join(root, 'runs.log')) && runsOf(root) >= runs ? 130 : undefined),
  release: () => {},
})
const check = ['--check', 'node check.cjs', '--check-report', 'report.xml']
const migrate = ['migrate', '--to', '3.12', '-t', 'typing/builtin-generics', '--allow-dirty']
const codeOf = (root: string) =>
  Array.from({ length: 10 }, (_, file) => readFileSync(join(root, `pkg/m${file}.py`), 'utf8')).join('')

describe('migrate', () => {
  it('writes the plan, tells what it did, and is undone', async () => {
    const root = repositoryWith(project())
    const { code, stderr, request } = await run(root, ['migrate', '--to', '3.12'])
    expect(code).toBe(0)
    expect(request?.target).toEqual({ version: '3.12', source: '--target-version' })
    expect(stderr).toContain('10 files changed (40 changes):')
    expect(stderr).toContain('`pymolt undo` takes this run back.')
    expect((await run(root, ['status'])).stdout).toMatch(/10 of 10 files as it wrote them\n {4}40 changes\n/)
    expect((await run(root, ['undo'])).code).toBe(0)
    expect(git(root, 'status', '--porcelain')).toBe('')
  })

  it('writes nothing in a dry run', async () => {
    const root = repositoryWith(project())
    const { code, stdout, stderr } = await run(root, [...migrate, '--dry-run', '--output-format', 'diff'])
    expect(code).toBe(0)
    expect(stdout).toContain('+x00: list[int] = []')
    expect(stderr).toContain(
      'Next: `pymolt migrate` with the same arguments but --dry-run writes these changes.',
    )
    expect(git(root, 'status', '--porcelain')).toBe('')
  })

  it('says what it needs', async () => {
    const root = repositoryWith(project())
    const refused = async (argv: string[], message: string) => {
      const { code, stderr } = await run(root, ['migrate', ...argv])
      expect(code).toBe(2)
      expect(stderr).toContain(message)
      expect(git(root, 'status', '--porcelain')).toBe('')
    }
    await refused([], '`migrate` needs to know where to: `--to 3.12`, or a recipe')
    await refused(['--to', '4'], '--to 4: it has to be a Python version from 3.8 to 3.15')
    await refused(['--to', '3.12', '--target-version', '3.9'], '`--to` says the target already')
    await refused(['--to', '3.12', '--check-budget', '3'], '--check-budget is about the command of --check')
    await refused(['--to', '3.12', '--report', 'x.txt'], 'the name has to end in .md or .json')
    await refused(['--to', '3.12', '-i'], 'there is no terminal to answer on')
    await refused(['--to', '3.12', '-'], '`migrate` works on a project')
    await refused(['--to', '3.12', '--since', 'nowhere'], 'there is no commit called nowhere')
  })

  it('changes only files that were changed since a commit', async () => {
    const root = repositoryWith(project())
    writeFileSync(join(root, 'pkg/m3.py'), line('other'))
    const { request } = await run(root, [...migrate, '--since', 'HEAD'])
    expect(request?.files.map(({ path }) => path)).toEqual(['pkg/m3.py'])
    git(root, 'checkout', '--', '.')
    expect((await run(root, [...migrate, '--since', 'HEAD'])).stderr).toContain(
      'Nothing to change: no Python file here was changed since HEAD.',
    )
  })
})

describe('the check gate', () => {
  it('keeps everything when the check passes', async () => {
    const root = repositoryWith(project())
    const { code, stderr } = await run(root, [...migrate, ...check])
    expect(code, stderr).toBe(0)
    expect(codeOf(root)).not.toContain('List[')
    expect(runsOf(root)).toBe(2)
    expect(stderr).toContain('Check: passes (40 tests compared; 2 runs of the check).')
  })

  it('takes out exactly what breaks it, and remembers that', async () => {
    const bad = ['x01', 'x02', 'x51', 'x93']
    const root = repositoryWith(project(bad))
    const report = join(root, 'report.json')
    const { code, stderr } = await run(root, [...migrate, ...check, '--report', report, '--report', 'r.md'])
    expect(code, stderr).toBe(0)
    expect(codeOf(root).match(/\w+: List/g)).toEqual(bad.map((name) => `${name}_BAD: List`))
    expect(runsOf(root)).toBeLessThan(30)
    expect(stderr).toContain('pkg/m0.py:2: typing/builtin-generics: List[ → list[')
    expect(stderr).toContain('    m5.py::x51_BAD\n')
    const data = JSON.parse(readFileSync(report, 'utf8'))
    expect(
      data.leftOut.map((site: { path: string; failures: string[] }) => [site.path, site.failures]),
    ).toEqual([
      ['pkg/m0.py', ['m0.py::x01_BAD']],
      ['pkg/m0.py', ['m0.py::x02_BAD']],
      ['pkg/m5.py', ['m5.py::x51_BAD']],
      ['pkg/m9.py', ['m9.py::x93_BAD']],
    ])
    expect(readFileSync(join(root, 'r.md'), 'utf8')).toContain('## Left out because of the check')
    git(root, 'commit', '-qam', 'y', '--author', 'a <a@b.c>')
    const again = await run(root, [...migrate, ...check])
    expect(again.code).toBe(0)
    expect(again.request?.excludedSites).toHaveLength(4)
    expect((await run(root, ['status'])).stdout).toContain('pkg/m5.py:2: typing/builtin-generics')
  })

  it('stops at the budget with what is known to pass', async () => {
    const root = repositoryWith(project(['x01', 'x51', 'x93']))
    const { code, stderr } = await run(root, [...migrate, ...check, '--check-budget', '9'])
    expect(code).toBe(0)
    expect(runsOf(root)).toBe(9)
    expect(stderr).toMatch(/\d+ changes left out untested: --check-budget was spent/)
    expect((await run(root, ['undo'])).code).toBe(0)
    expect(codeOf(root)).not.toContain('list[')
  })

  it.each([
    ['does not exist', ['--check', 'no-such-command-here'], 'before any change the command does not exist'],
    [
      'fails already',
      ['--check', 'exit 3'],
      'before any change it fails (exit code 3), and it wrote no JUnit report',
    ],
    ['hangs', ['--check', 'sleep 60', '--check-timeout', '1'], 'before any change it did not end in time'],
  ])('a command that %s changes nothing', async (_, argv, message) => {
    const root = repositoryWith(project())
    const { code, stderr } = await run(root, [...migrate, ...argv])
    expect(code).toBe(2)
    expect(stderr).toContain(`pymolt: Nothing was changed: the check`)
    expect(stderr).toContain(message)
    expect(codeOf(root)).not.toContain('list[')
  })

  it.each([
    ['--check', ' ', '--check has no command'],
    ['--check-files', '', '--check-files has no command'],
    ['--report', 'r.txt', 'has to end in .md or .json'],
    ['--report', 'no-such-folder/r.md', 'there is no folder'],
    ['--report', 'folder.json', 'a folder has that name'],
  ])('%s %j is refused before anything is written', async (option, value, message) => {
    const root = repositoryWith({ ...project(), 'folder.json/keep': '' })
    const { code, stderr } = await run(root, [...migrate, option, value])
    expect(stderr).toContain(message)
    expect(code).toBe(2)
    expect(codeOf(root)).not.toContain('list[')
  })

  it('says that the report it was told of is missing', async () => {
    const root = repositoryWith(project())
    const { code, stderr } = await run(root, [...migrate, '--check', 'exit 0', '--check-report', 'no.xml'])
    expect(code).toBe(0)
    expect(stderr).toMatch(
      /^unchanged tree: it passes; it wrote no JUnit report to .*no\.xml, so only the exit code/m,
    )
  })

  it('blames nothing for a test that comes and goes', async () => {
    const root = repositoryWith({ ...project(), flaky: '' })
    for (let tries = 0; tries < 3; tries++) {
      const { code, stderr } = await run(root, [...migrate, ...check, '--check-retries', '12'])
      expect(code, stderr).toBe(0)
      expect(codeOf(root)).not.toContain('List[')
      await run(root, ['undo'])
    }
  })

  it('an interrupt leaves the tree as it was, and resume goes on without asking twice', async () => {
    const bad = ['x01', 'x51']
    const root = repositoryWith(project(bad))
    const holdInterrupts = interruptAfter(root, 6)
    const first = await run(root, [...migrate, ...check], { holdInterrupts })
    expect(first.code).toBe(130)
    expect(first.stderr).toContain('Stopped. The files are as they were before; `pymolt resume` goes on')
    expect(codeOf(root)).not.toContain('list[')
    expect((await run(root, ['status'])).stdout).toMatch(/not finished, 0 of \d+ files written/)
    const asked = runsOf(root)
    const second = await run(root, ['resume'])
    expect(second.code, second.stderr).toBe(0)
    expect(second.stderr).toMatch(/, \d+ known from before\)/)
    expect(codeOf(root).match(/\w+: List/g)).toEqual(bad.map((name) => `${name}_BAD: List`))
    const whole = repositoryWith(project(bad))
    await run(whole, [...migrate, ...check])
    // The run that was interrupted is made again, no other.
    expect(asked - 1 + (runsOf(root) - asked)).toBeLessThanOrEqual(runsOf(whole) + 1)
  })

  it('runs no command and believes no outcome that came with the repository', async () => {
    const root = repositoryWith(project(['x01']))
    const holdInterrupts = interruptAfter(root, 2)
    expect((await run(root, [...migrate, ...check], { holdInterrupts })).code).toBe(130)
    const elsewhere = { PATH: process.env.PATH, XDG_STATE_HOME: join(root, 'state of another user') }
    const { code, stderr } = await run(root, ['resume'], { env: elsewhere })
    expect(code).toBe(2)
    expect(stderr).toContain('was not written by you on this machine, so the command in it is not run.')
    expect(codeOf(root)).not.toContain('list[')
    const before = runsOf(root)
    await run(root, [...migrate, ...check], { env: elsewhere })
    expect(runsOf(root)).toBeGreaterThan(before + 1)
  })

  it('does not write through links that came with the repository', async () => {
    const root = repositoryWith(project())
    const outside = folderWith({ target: 'mine' })
    symlinkSync(outside, join(root, '.pymolt'))
    const first = await run(root, [...migrate, ...check])
    expect(first.stderr).toContain('.pymolt is a symbolic link. Delete it, or name another folder')
    rmSync(join(root, '.pymolt'))
    mkdirSync(join(root, '.pymolt'))
    symlinkSync(join(outside, 'target'), join(root, '.pymolt/checks.jsonl'))
    symlinkSync(join(outside, 'target'), join(root, '.pymolt/ledger.json.tmp'))
    expect((await run(root, [...migrate, ...check])).code).toBe(0)
    expect(readdirSync(outside)).toEqual(['target'])
    expect(readFileSync(join(outside, 'target'), 'utf8')).toBe('mine')
  })

  it('checks file by file', async () => {
    const root = repositoryWith(project(['x12', 'x70']))
    const perFile = `node -e "process.exitCode = process.argv.slice(1).some((f) => /_BAD: list/.test(require('fs').readFileSync(f, 'utf8'))) ? 1 : 0"`
    const { code, stderr } = await run(root, [...migrate, '--check-files', perFile])
    expect(code, stderr).toBe(0)
    expect(codeOf(root).match(/\w+: List/g)).toEqual(['x12_BAD: List', 'x70_BAD: List'])
    expect(stderr).toContain('2 files fail newly; 0 did before')
  })

  it('stops when the check itself writes what is being tried', async () => {
    const root = repositoryWith(project())
    const spoiler = `node -e "require('fs').appendFileSync('pkg/m4.py', '# spoiled')"`
    const { code, stderr } = await run(root, [...migrate, '--check', spoiler])
    expect(code).toBe(2)
    expect(stderr).toContain('pkg/m4.py: changed while it was being worked on, so the run stops.')
  })
})

describe('--commit', () => {
  const commit = ['migrate', '--to', '3.12', '-t', 'typing/builtin-generics', '--commit']
  const identity = (root: string) => {
    git(root, 'config', 'user.name', 'someone')
    git(root, 'config', 'user.email', 'someone@example.org')
  }

  it('commits what it wrote, and undo leaves the commit', async () => {
    const root = repositoryWith(project())
    identity(root)
    const { code, stderr } = await run(root, commit)
    expect(code, stderr).toBe(0)
    expect(git(root, 'log', '--format=%an %s', '-1').trim()).toBe(
      'someone Replace typing.List and its like with the builtin classes',
    )
    expect(git(root, 'log', '--format=%b', '-1')).toContain(
      '40 changes in 10 files, made by pymolt 1.2.3 for Python 3.12.',
    )
    expect(git(root, 'status', '--porcelain')).toBe('')
    const undone = await run(root, ['undo'])
    expect(undone.code).toBe(0)
    expect(undone.stderr).toContain('Its 1 commit (')
    expect(git(root, 'status', '--porcelain').split('\n').filter(Boolean)).toHaveLength(10)
  })

  it('refuses where commits would go wrong', async () => {
    const refused = async (root: string, message: string) => {
      const { code, stderr } = await run(root, commit)
      expect(code).toBe(2)
      expect(stderr).toContain(message)
      expect(codeOf(root)).not.toContain('list[')
    }
    const detached = repositoryWith(project())
    git(detached, 'switch', '-q', '--detach')
    await refused(detached, 'HEAD is detached, so commits could get lost')
    const rebasing = repositoryWith(project())
    git(rebasing, 'update-ref', 'MERGE_HEAD', 'HEAD')
    await refused(rebasing, 'a merge is under way; finish or abort it first')
    const dirty = repositoryWith(project())
    writeFileSync(join(dirty, 'pkg/m0.py'), line('mine'))
    await refused(dirty, 'pkg/m0.py (modified)')
    const empty = folderWith(project())
    git(empty, 'init', '-q')
    git(empty, 'add', '-A')
    const { stderr } = await run(empty, [...commit, '--allow-staged'])
    expect(stderr).toContain('the repository has no commit yet; make one first')
    await refused(folderWith(project()), 'is not under version control')
  })

  it('tells what a hook said, and leaves the files', async () => {
    const root = repositoryWith(project())
    identity(root)
    writeFileSync(join(root, '.git/hooks/pre-commit'), '#!/bin/sh\necho not today\nexit 1\n', { mode: 0o755 })
    const { code, stderr } = await run(root, commit)
    expect(code).toBe(2)
    expect(stderr).toContain('git commit: not today\n')
    expect(codeOf(root)).not.toContain('List[')
    expect((await run(root, ['undo'])).code).toBe(0)
    expect(git(root, 'status', '--porcelain')).toBe('')
  })
})

describe('--interactive', () => {
  const typed = (text: string) =>
    Object.assign(
      (async function* () {
        yield text
      })(),
      { isTTY: true },
    )

  it('makes what is agreed to, and remembers what is refused', async () => {
    const root = repositoryWith({ 'a.py': line('one') + line('two') + line('three'), 'b.py': line('four') })
    const { code, stderr } = await run(root, [...migrate, '-i'], { stdin: typed('y\nn\n?\nq\n') })
    expect(code, stderr).toBe(0)
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe(
      line('one').replace('List', 'list') + line('two') + line('three'),
    )
    expect(readFileSync(join(root, 'b.py'), 'utf8')).toBe(line('four'))
    expect(stderr).toContain('a.py:2 (2/4)')
    git(root, 'commit', '-qam', 'y', '--author', 'a <a@b.c>')
    expect((await run(root, [...migrate, '--dry-run'])).request?.excludedSites).toHaveLength(1)
    expect((await run(root, [...migrate, '--dry-run', '--no-ledger'])).request?.excludedSites).toHaveLength(0)
  })

  it('takes one answer for all of a transform', async () => {
    const root = repositoryWith({ 'a.py': line('one') + line('two'), 'b.py': line('four') })
    const { code } = await run(root, [...migrate, '-i'], { stdin: typed('a\n') })
    expect(code).toBe(0)
    expect(readFileSync(join(root, 'a.py'), 'utf8') + readFileSync(join(root, 'b.py'), 'utf8')).not.toContain(
      'List',
    )
  })
})

describe('pydantic/requirements', () => {
  const MANIFEST = '[project]\nname = "x"\nrequires-python = ">=3.8"\ndependencies = ["pydantic>=1.9,<2"]\n'
  const SETTINGS = 'from pydantic import BaseSettings\n'

  it('is part of the move to Pydantic 2, beside the Python version', async () => {
    const root = repositoryWith({ 'a.py': SETTINGS, 'pyproject.toml': MANIFEST })
    const { code, stderr } = await run(root, ['migrate', '--to', '3.12', '--recipe', 'pydantic-v2'])
    expect(code, stderr).toBe(0)
    const text = readFileSync(join(root, 'pyproject.toml'), 'utf8')
    expect(text).toContain('requires-python = ">=3.12"')
    expect(text).toMatch(/"pydantic>=2[^"]*", *"pydantic-settings>=2[^"]*"/)
    expect((await run(root, ['undo'])).code).toBe(0)
    expect(git(root, 'status', '--porcelain')).toBe('')
  })

  it('asks for no package of settings where there are none', async () => {
    const root = repositoryWith({ 'a.py': line('one'), 'pyproject.toml': MANIFEST })
    await run(root, ['migrate', '--recipe', 'pydantic-v2'])
    const text = readFileSync(join(root, 'pyproject.toml'), 'utf8')
    expect(text).toContain('"pydantic>=2')
    expect(text).not.toContain('settings')
    expect(text).toContain('>=3.8')
  })

  it('is left out on request', async () => {
    const root = repositoryWith({ 'a.py': SETTINGS, 'pyproject.toml': MANIFEST })
    await run(root, ['migrate', '--recipe', 'pydantic-v2', '--skip', 'pydantic/requirements'])
    expect(readFileSync(join(root, 'pyproject.toml'), 'utf8')).toBe(MANIFEST)
  })

  it('is previewed and applied with the recipe, where the run is about the whole project', async () => {
    const root = repositoryWith({ 'a/a.py': SETTINGS, 'pyproject.toml': MANIFEST })
    const recipe = ['--recipe', 'pydantic-v2']
    expect((await run(root, ['diff', ...recipe])).stdout).toContain('pydantic-settings>=2')
    expect((await run(root, ['diff', ...recipe, 'a'])).stdout).not.toContain('pyproject')
    const without = await run(root, ['diff', ...recipe, '--skip', 'pydantic/requirements'])
    expect(without.stdout).not.toContain('pyproject')
    expect((await run(root, ['apply', ...recipe])).code).toBe(0)
    expect(readFileSync(join(root, 'pyproject.toml'), 'utf8')).toContain('pydantic-settings>=2')
    expect((await run(root, ['diff', ...recipe])).stdout).toBe('')
    expect((await run(root, ['undo'])).code).toBe(0)
    expect(git(root, 'status', '--porcelain')).toBe('')
  })
})

describe('project/python-target', () => {
  const MANIFEST =
    '[project]\nname = "x"\nrequires-python = ">=3.8"\n\n[tool.ruff]\ntarget-version = "py38"\n'
  const SETUP = `from typing import List\n${line('names')}setup(python_requires=">=3.8", x=List[int])\n`

  it('is part of a migration, in manifests and in a setup.py that is code as well', async () => {
    const root = repositoryWith({ 'a.py': line('one'), 'pyproject.toml': MANIFEST, 'setup.py': SETUP })
    const { code, stderr } = await run(root, ['migrate', '--to', '3.12'])
    expect(code, stderr).toBe(0)
    expect(readFileSync(join(root, 'pyproject.toml'), 'utf8')).toBe(
      MANIFEST.replace('3.8', '3.12').replace('py38', 'py312'),
    )
    expect(readFileSync(join(root, 'setup.py'), 'utf8')).toBe(
      SETUP.replaceAll('List[', 'list[').replace('3.8', '3.12'),
    )
    expect(stderr).toMatch(/project\/python-target +3 changes in 2 files/)
    expect((await run(root, ['undo'])).code).toBe(0)
    expect(git(root, 'status', '--porcelain')).toBe('')
  })

  it('says why CPython did not look at a setup.py', async () => {
    const root = repositoryWith({ 'a.py': line('one'), 'setup.py': 'setup(python_requires=">=3.8")\n' })
    const { stderr } = await run(root, ['migrate', '--to', '3.12', '-t', 'project/python-target'])
    expect(stderr).toContain('Not verified by CPython (only what it declares changed)')
  })

  it('can be all there is to do', async () => {
    const root = repositoryWith({ 'a.py': line('one'), 'pyproject.toml': MANIFEST })
    const { code } = await run(root, ['migrate', '--to', '3.12', '-t', 'project/python-target'])
    expect(code).toBe(0)
    expect(readFileSync(join(root, 'pyproject.toml'), 'utf8')).toContain('>=3.12')
  })

  it('is left out on request', async () => {
    const root = repositoryWith({ 'a.py': line('one'), 'pyproject.toml': MANIFEST })
    await run(root, ['migrate', '--to', '3.12', '--skip', 'project/python-target'])
    expect(readFileSync(join(root, 'pyproject.toml'), 'utf8')).toBe(MANIFEST)
    const second = repositoryWith({ 'a.py': line('one'), 'pyproject.toml': MANIFEST })
    await run(second, ['migrate', '--to', '3.12', '-t', 'typing/builtin-generics'])
    expect(readFileSync(join(second, 'pyproject.toml'), 'utf8')).toBe(MANIFEST)
    const settled = `${MANIFEST}\n[tool.pymolt]\nskip = ["project/python-target"]\n`
    const third = repositoryWith({ 'a.py': line('one'), 'pyproject.toml': settled })
    const { code, stderr } = await run(third, ['migrate', '--to', '3.12'])
    expect(code, stderr).toBe(0)
    expect(readFileSync(join(third, 'pyproject.toml'), 'utf8')).toBe(settled)
    expect((await run(third, ['diff'])).code).toBe(0)
  })

  it('is no part of migrating a part', async () => {
    for (const part of [['a.py'], ['--since', 'HEAD'], ['--max-changes', '9']]) {
      const root = repositoryWith({ 'a.py': line('one'), 'pyproject.toml': MANIFEST })
      expect((await run(root, ['migrate', '--to', '3.12', ...part])).code).toBe(0)
      expect(readFileSync(join(root, 'pyproject.toml'), 'utf8')).toBe(MANIFEST)
    }
  })

  it('is taken out by the check, one place at a time', async () => {
    const root = repositoryWith({ 'a.py': line('one'), 'pyproject.toml': MANIFEST })
    const strict = `node -e "process.exitCode = require('fs').readFileSync('pyproject.toml', 'utf8').includes('py312') ? 1 : 0"`
    const { code, stderr } = await run(root, ['migrate', '--to', '3.12', '--check', strict])
    expect(code, stderr).toBe(0)
    expect(readFileSync(join(root, 'pyproject.toml'), 'utf8')).toBe(MANIFEST.replace('3.8', '3.12'))
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toContain('list[')
  })
})
