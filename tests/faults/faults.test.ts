import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Host } from '../../src/cli/host.ts'
import { readJournal } from '../../src/workspace/journal.ts'
import { takeLock } from '../../src/workspace/lock.ts'
import { StateFolder } from '../../src/workspace/state-folder.ts'
import { fakePlan, git, run, stateHome } from '../cli/support.ts'

const folder = new URL('.', import.meta.url).pathname
const base = realpathSync(mkdtempSync(join(tmpdir(), 'pymolt-faults-')))
const program = join(base, 'child.cjs')
const hook = join(folder, 'kill-at.cjs')

const OLD = 'from typing import List\n\nx: List[int] = []\ny: List[str] = []\n'
const FILES: Readonly<Record<string, string>> = {
  'pkg/a.py': OLD,
  'tool.py': `#!/usr/bin/env python\r\n${OLD.replaceAll('\n', '\r\n')}`,
  'pkg/b.py': OLD,
  'same.py': OLD,
}

beforeAll(async () => {
  await build({
    entryPoints: [join(folder, 'child.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['tree-sitter', 'tree-sitter-python'],
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'error',
    nodePaths: [join(folder, '../../node_modules')],
  })
  symlinkSync(join(folder, '../../node_modules'), join(base, 'node_modules'))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

let projects = 0
function project(): string {
  const root = join(base, `p${projects++}`)
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  chmodSync(join(root, 'tool.py'), 0o755)
  chmodSync(join(root, 'same.py'), 0o600)
  writeFileSync(join(root, 'pymolt.toml'), '')
  symlinkSync('pkg/a.py', join(root, 'link.py'))
  return root
}

interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stderr: string
}
function pymolt(root: string, argv: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const isFaulty = Object.keys(env).length > 0
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...(isFaulty ? ['-r', hook] : []), program, ...argv],
      {
        cwd: root,
        env: { ...process.env, FAULT_ROOT: root, XDG_STATE_HOME: stateHome, ...env },
        timeout: 60_000,
      },
      (error, _, stderr) => {
        const { code = 0, signal = null } = (error ?? {}) as { code?: number | null; signal?: string | null }
        resolve({ code, signal, stderr })
      },
    )
  })
}
/** As `pymolt`, in this process: what is not to be killed need not be started. */
const here = (root: string, argv: readonly string[]) => run(root, argv)
const apply = ['apply', '--allow-no-vcs', '-t', 'typing/builtin-generics']

/** Every file of a project but pymolt's own: path, mode and hash. */
function tree(root: string): Record<string, string> {
  const result: Record<string, string> = {}
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(root.length + 1)
    if (name.startsWith('.pymolt/') || name === '.pymolt' || entry.isDirectory()) continue
    const mode = entry.isSymbolicLink() ? 'link' : (statSync(path).mode & 0o7777).toString(8)
    result[name] = `${mode} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`
  }
  return result
}

/** A trial of a migration may change one place of a file alone. */
const oneByOne = (text: string) => ['int', 'str'].map((name) => text.replace(`List[${name}`, `list[${name}`))

/** No file is anything but the old content or a new one. */
function expectWhole(root: string, what: string): void {
  for (const [path, old] of Object.entries(FILES)) {
    const now = readFileSync(join(root, path), 'utf8')
    const whole = [old, ...oneByOne(old), old.replaceAll('List[', 'list[')]
    expect(whole, `${what}: ${path} is torn`).toContain(now)
  }
}

const isTouched = (root: string) =>
  Object.entries(FILES).some(([path, text]) => readFileSync(join(root, path), 'utf8') !== text)

/** The steps that a command takes, by name. */
async function stepsOf(
  root: string,
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<string[]> {
  const count = join(base, `count-${projects}`)
  await pymolt(root, argv, { COUNT_TO: count, ...env })
  return JSON.parse(readFileSync(count, 'utf8')) as string[]
}

/** Runs `task` for 1 … `count`, two at a time. */
async function forEachStep(count: number, task: (step: number) => Promise<void>): Promise<void> {
  let next = 1
  const worker = async () => {
    for (let step = next++; step <= count; step = next++) await task(step)
  }
  await Promise.all([worker(), worker()])
}

const original = () => {
  const root = project()
  const files = tree(root)
  rmSync(root, { recursive: true })
  return files
}

describe('killed at any step', () => {
  let killPoints = 0

  it('apply leaves whole files, which undo gives back as they were and resume finishes', async () => {
    const steps = await stepsOf(project(), apply)
    const before = original()
    const done = project()
    await here(done, apply)
    const after = tree(done)
    await forEachStep(steps.length, async (step) => {
      const root = project()
      const ended = await pymolt(root, apply, { KILL_AT: String(step) })
      const what = `killed at ${step}: ${steps[step - 1]}`
      expect(ended.signal, what).toBe('SIGKILL')
      expectWhole(root, what)
      const copy = `${root}-copy`
      cpSync(root, copy, { recursive: true, verbatimSymlinks: true })
      renameSync(root, `${root}-killed`)
      renameSync(copy, root)
      const wasTouched = isTouched(root)
      const undone = await here(root, ['undo'])
      if (wasTouched) expect(undone.code, `${what}: ${undone.stderr}`).toBe(0)
      expect(tree(root), what).toEqual(before)
      expect((await here(root, apply)).code, `${what}: the next run`).toBe(0)
      expect(tree(root), what).toEqual(after)
      rmSync(root, { recursive: true })
      renameSync(`${root}-killed`, root)
      const next = await here(root, apply)
      if (next.code === 2) {
        expect(next.stderr, what).toContain('`pymolt resume` goes on with it, `pymolt undo` takes it back.')
        expect((await here(root, ['resume'])).code, what).toBe(0)
      } else expect(next.code, `${what}: ${next.stderr}`).toBe(0)
      expect(tree(root), what).toEqual(after)
      killPoints++
      rmSync(root, { recursive: true })
    })
  }, 300_000)

  it('undo and resume can be done again', async () => {
    const before = original()
    const first = project()
    await here(first, apply)
    const after = tree(first)
    const undoSteps = await stepsOf(first, ['undo'])
    await forEachStep(undoSteps.length, async (step) => {
      const root = project()
      await here(root, apply)
      await pymolt(root, ['undo'], { KILL_AT: String(step) })
      const what = `undo killed at ${step}: ${undoSteps[step - 1]}`
      expectWhole(root, what)
      const again = await here(root, ['undo'])
      if (again.code !== 0) expect(again.stderr, what).toContain('is undone already')
      expect(tree(root), what).toEqual(before)
      killPoints++
      rmSync(root, { recursive: true })
    })
    const interrupted = async () => {
      const root = project()
      let asked = 0
      const holdInterrupts = () => ({ exitCode: () => (++asked > 2 ? 130 : undefined), release: () => {} })
      expect((await run(root, apply, { holdInterrupts })).code).toBe(130)
      return root
    }
    const half = await interrupted()
    const resumeSteps = await stepsOf(half, ['resume'])
    await forEachStep(resumeSteps.length, async (step) => {
      const root = await interrupted()
      await pymolt(root, ['resume'], { KILL_AT: String(step) })
      const what = `resume killed at ${step}: ${resumeSteps[step - 1]}`
      expectWhole(root, what)
      const again = await here(root, ['resume'])
      if (again.code !== 0) expect(again.stderr, what).toContain('There is nothing to resume')
      expect(tree(root), what).toEqual(after)
      expect((await here(root, ['undo'])).code, what).toBe(0)
      expect(tree(root), what).toEqual(before)
      killPoints++
      rmSync(root, { recursive: true })
    })
  }, 300_000)

  it('that were enough points', () => {
    expect(killPoints).toBeGreaterThanOrEqual(200)
  })
})

describe('a step that fails', () => {
  it.each([
    ['ENOSPC', /./],
    ['EXDEV', /rename|link/],
  ])(
    '%s leaves whole files that undo restores',
    async (code, which) => {
      const steps = await stepsOf(project(), apply, { FAIL_WITH: code })
      const before = original()
      await forEachStep(steps.length, async (step) => {
        if (!which.test(steps[step - 1] ?? '')) return
        const root = project()
        const ended = await pymolt(root, apply, { KILL_AT: String(step), FAIL_WITH: code })
        const what = `${code} at ${step}: ${steps[step - 1]}: ${ended.stderr}`
        expect([0, 2], what).toContain(ended.code)
        expect(ended.stderr, what).not.toContain('this is a bug')
        expectWhole(root, what)
        await here(root, ['undo'])
        expect(tree(root), what).toEqual(before)
        rmSync(root, { recursive: true })
      })
    },
    300_000,
  )
})

describe('what else goes wrong', () => {
  it('two runs at once: one writes, the other says who does', async () => {
    const root = project()
    const state = new StateFolder(root)
    state.create()
    const lock = takeLock(state, 'pymolt apply')
    const second = await here(root, apply)
    expect(second.code).toBe(2)
    expect(second.stderr).toMatch(
      /^pymolt: Another run of pymolt works here: `pymolt apply`, process \d+, since /,
    )
    expect(isTouched(root)).toBe(false)
    lock.release()
    expect((await here(root, apply)).code).toBe(0)
    expect(readdirSync(join(root, '.pymolt')).sort()).toEqual(['.gitignore', 'runs'])
  })

  it('two runs truly at once leave whole files, and the lock is free again', async () => {
    const root = project()
    const [first, second] = await Promise.all([pymolt(root, apply), pymolt(root, apply)])
    expect([first.code, second.code]).toContain(0)
    expectWhole(root, 'two at once')
    expect(readFileSync(join(root, 'pkg/a.py'), 'utf8')).toContain('list[int]')
    expect(readdirSync(join(root, '.pymolt')).sort()).toEqual(['.gitignore', 'runs'])
  })

  it('a lock of a process that is gone, of a number that was given again, or that is no lock, is taken over', async () => {
    const root = project()
    const state = new StateFolder(root)
    state.create()
    const dead = (await pymolt(root, ['status'])).code === 0 ? 4_000_000 : 0
    for (const text of [
      JSON.stringify({ pid: dead, host: hostname(), command: 'x', since: 'y' }),
      JSON.stringify({
        pid: process.pid,
        host: hostname(),
        started: 'another boot 1',
        command: 'x',
        since: 'y',
      }),
      'no lock',
    ]) {
      writeFileSync(state.lock, text)
      takeLock(state, 'test').release()
    }
    writeFileSync(
      state.lock,
      JSON.stringify({ pid: 1, host: 'elsewhere', command: 'x', since: '2026-01-02T03:04:05Z' }),
    )
    expect(() => takeLock(state, 'test')).toThrow(
      /on elsewhere, since 2026-01-02 03:04 UTC\. Wait for it to end; if it does not exist any more, delete /,
    )
  })

  it('a file that changed between plan and write', async () => {
    const root = project()
    const mine = `${OLD}# mine\n`
    const planProject: Host['planProject'] = async (request) => {
      const outcomes = await fakePlan(request)
      writeFileSync(join(root, 'pkg/a.py'), mine)
      return outcomes
    }
    const { code, stderr } = await run(root, apply, { planProject })
    expect(code).toBe(2)
    expect(stderr).toContain('pkg/a.py: left as it was: not written: changed while it was being worked on')
    expect(readFileSync(join(root, 'pkg/a.py'), 'utf8')).toBe(mine)
    expect((await here(root, ['undo'])).code).toBe(0)
    expect(readFileSync(join(root, 'pkg/a.py'), 'utf8')).toBe(mine)
    expect(readFileSync(join(root, 'pkg/b.py'), 'utf8')).toBe(FILES['pkg/b.py'])
  })

  it('undo leaves what was changed since, unless forced, and keeps what it then writes over', async () => {
    const root = project()
    await here(root, apply)
    writeFileSync(join(root, 'pkg/a.py'), 'x = 2\n')
    rmSync(join(root, 'same.py'))
    const { code, stderr } = await here(root, ['undo'])
    expect(code).toBe(2)
    expect(stderr).toContain(
      'pkg/a.py: left as it is: it was changed since (--force restores it all the same)\n',
    )
    expect(stderr).toContain('same.py: left as it is: it is gone\n')
    expect(stderr).toMatch(/Undone: run .*: 2 files restored, 2 left as they are\.\n$/)
    expect((await here(root, ['undo'])).stderr).toContain(
      'is undone but for 2 files that were changed since;',
    )
    expect((await here(root, ['status'])).stdout).toContain('undone but for 2 files;')
    // Only what was left is given back then: the others are nobody's business any more.
    writeFileSync(join(root, 'pkg/b.py'), 'y = 3\n')
    const forced = await here(root, ['undo', '--force'])
    expect(forced.stderr).toContain('same.py: left as it is: it is gone\n')
    expect(readFileSync(join(root, 'pkg/a.py'), 'utf8')).toBe(FILES['pkg/a.py'])
    expect(readFileSync(join(root, 'pkg/b.py'), 'utf8')).toBe('y = 3\n')
  })

  it('undo --force', async () => {
    const root = project()
    await here(root, apply)
    writeFileSync(join(root, 'pkg/a.py'), 'x = 2\n')
    expect((await here(root, ['undo', '--force'])).code).toBe(0)
    expect(tree(root)).toEqual(original())
    const state = new StateFolder(root)
    const record = readJournal(state, state.list()[0] ?? '')
    const forced = record.writes.get('pkg/a.py')?.at(-1) ?? ''
    expect(Buffer.from(record.blob(forced)).toString()).toBe('x = 2\n')
  })

  it('a journal that is damaged or of another version', async () => {
    const root = project()
    await here(root, apply)
    const state = new StateFolder(root)
    const path = state.journal(state.list()[0] ?? '')
    const text = readFileSync(path, 'utf8')
    const written = tree(root)
    const refused = async (changed: string, message: string) => {
      writeFileSync(path, changed)
      const { code, stderr } = await here(root, ['undo'])
      expect(code).toBe(2)
      expect(stderr).toContain(message)
      expect(stderr.trimEnd().split('\n')).toHaveLength(1)
      expect(tree(root)).toEqual(written)
    }
    await refused(
      text.replace('"pymolt-journal":1', '"pymolt-journal":9'),
      'written by another version of pymolt',
    )
    await refused(text.replace('{"file"', '{"fi'), ': the journal is damaged')
    await refused(`{}\n${text}`, ':1: the journal is damaged')
    writeFileSync(path, text.replaceAll(/"data":"..../g, '"data":"AAAA'))
    expect((await here(root, ['undo'])).stderr).toContain('is damaged and cannot be restored')
    expectWhole(root, 'damaged content')
  })

  it('a state folder that cannot be written', async () => {
    const root = project()
    writeFileSync(join(root, '.pymolt'), 'in the way')
    const { code, stderr } = await here(root, apply)
    expect(code).toBe(2)
    expect(stderr).toContain('cannot be created or written (a file stands where a folder has to be)')
    expect(isTouched(root)).toBe(false)
    expect((await here(root, [...apply, '--state-dir', join(base, 'states')])).code).toBe(0)
    expect((await here(root, ['undo', '--state-dir', join(base, 'states')])).code).toBe(0)
    expect(isTouched(root)).toBe(false)
  })

  it.runIf(process.platform === 'linux')(
    'a state folder in a file system that takes no folders',
    async () => {
      const root = project()
      for (const folder of ['/proc/states', '/proc/self/a/b']) {
        const { code, stderr } = await here(root, [...apply, '--state-dir', folder])
        expect(code).toBe(2)
        expect(stderr).toContain('cannot be created or written (it or its folder does not exist)')
      }
      expect(isTouched(root)).toBe(false)
    },
  )

  it('undo and resume where nothing was done', async () => {
    const root = project()
    for (const command of ['undo', 'resume']) {
      const { code, stderr } = await here(root, [command])
      expect(code).toBe(2)
      expect(stderr).toContain(`There is nothing to ${command}`)
    }
    expect((await here(root, ['status'])).stdout).toBe(`No run of pymolt is known in ${root}.\n`)
    expect(readdirSync(root)).not.toContain('.pymolt')
  })

  it('a project that was moved', async () => {
    const root = project()
    await here(root, apply)
    renameSync(root, `${root}-moved`)
    expect((await here(`${root}-moved`, ['undo'])).code).toBe(0)
    expect(tree(`${root}-moved`)).toEqual(original())
  })
})

describe('migrate, killed at any step', () => {
  const migrate = ['migrate', '--to', '3.12', '-t', 'typing/builtin-generics']
  const check = 'grep -q "List.int" same.py'

  it('with a check: whole files, which undo gives back and resume goes on with', async () => {
    const gated = [...migrate, '--allow-no-vcs', '--check', check]
    const steps = await stepsOf(project(), gated)
    const before = original()
    const done = project()
    expect((await here(done, gated)).code).toBe(0)
    const after = tree(done)
    expect(readFileSync(join(done, 'same.py'), 'utf8')).toContain('List[')
    // Not each: they take several runs of the check, and what is written is written as by apply.
    const stride = Math.floor(steps.length / 25)
    await forEachStep(Math.floor(steps.length / stride), async (nth) => {
      const step = nth * stride
      const root = project()
      await pymolt(root, gated, { KILL_AT: String(step) })
      const what = `killed at ${step}: ${steps[step - 1]}`
      expectWhole(root, what)
      const copy = `${root}-copy`
      cpSync(root, copy, { recursive: true, verbatimSymlinks: true })
      const undone = await here(copy, ['undo'])
      if (isTouched(root)) expect(undone.code, `${what}: ${undone.stderr}`).toBe(0)
      expect(tree(copy), what).toEqual(before)
      const resumed = await here(root, ['resume'])
      if (resumed.code === 2) {
        expect(resumed.stderr, what).toContain('There is nothing to resume')
        if (!isTouched(root)) expect((await here(root, gated)).code, what).toBe(0)
      }
      expect(tree(root), what).toEqual(after)
      rmSync(root, { recursive: true })
      rmSync(copy, { recursive: true })
    })
  }, 300_000)

  it('with commits: whole files, which undo gives back', async () => {
    const repository = () => {
      const root = project()
      writeFileSync(join(root, '.gitignore'), '.pymolt\n')
      writeFileSync(join(root, 'pyproject.toml'), '[project]\nname = "x"\nrequires-python = ">=3.8"\n')
      git(root, 'init', '-q')
      git(root, 'config', 'user.name', 't')
      git(root, 'config', 'user.email', 't@example.org')
      git(root, 'add', '-A')
      git(root, 'commit', '-q', '-m', 'x')
      return root
    }
    const template = repository()
    const another = () => {
      const root = join(base, `p${projects++}`)
      cpSync(template, root, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
      return root
    }
    const files = (root: string) =>
      Object.fromEntries(Object.entries(tree(root)).filter(([path]) => !path.startsWith('.git/')))
    const committing = ['migrate', '--to', '3.12', '--commit']
    const done = another()
    expect((await here(done, committing)).code).toBe(0)
    expect(git(done, 'log', '--format=%s').split('\n')[1]).toBe('Declare Python 3.12')
    const after = files(done)
    const first = another()
    const before = files(first)
    const steps = await stepsOf(first, committing)
    const ours = steps.flatMap((name, index) =>
      (index % 8 === 0 || (index > steps.length / 2 && /before write .*jsonl/.test(name))) &&
      !/index|HEAD|COMMIT/.test(name)
        ? [index + 1]
        : [],
    )
    await forEachStep(ours.length, async (nth) => {
      const step = ours[nth - 1] ?? 0
      const root = another()
      await pymolt(root, committing, { KILL_AT: String(step) })
      const what = `killed at ${step}: ${steps[step - 1]}`
      expectWhole(root, what)
      const copy = `${root}-copy`
      cpSync(root, copy, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
      const undone = await here(copy, ['undo'])
      if (isTouched(copy)) expect(undone.code, `${what}: ${undone.stderr}`).toBe(0)
      expect(files(copy), what).toEqual(before)
      rmSync(copy, { recursive: true })
      const resumed = await here(root, ['resume'])
      if (resumed.code === 2) {
        expect(resumed.stderr, what).toContain('There is nothing to resume')
        expect((await here(root, committing)).code, what).toBe(0)
      }
      expect(files(root), what).toEqual(after)
      expect(git(root, 'status', '--porcelain'), what).toBe('')
      rmSync(root, { recursive: true })
    })
  }, 300_000)
})
