import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { interpretersFor } from '../../src/verify/interpreters.ts'
import { pythonProcess } from '../../src/verify/python-process.ts'
import { PythonWorker } from '../../src/verify/python-worker.ts'
import { Verifier } from '../../src/verify/verifier.ts'
import { findPython } from '../support/python.ts'

const python = findPython('3.12') ?? ''
let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'pymolt-verify-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A program that is called like an interpreter. */
function program(path: string, script: string): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

/** A worker that runs `executable`; `limit` is that of the processor and of the clock. */
function workerOf(executable: string, env: Record<string, string>, limit: number): PythonWorker {
  return new PythonWorker(pythonProcess(executable, env, limit), { start: limit, job: limit })
}

describe('which interpreters are tried', () => {
  const target = { major: 3, minor: 12 }
  const nowhere = '/nonexistent'

  it('takes the exact version first, then newer ones, never older ones', () => {
    const bin = join(folder, 'bin')
    for (const name of ['python3.9', 'python3.12', 'python3.13', 'python3.14', 'python3'])
      program(join(bin, name), '')
    const found = interpretersFor(target, { root: nowhere, env: { PATH: bin }, pyenv: nowhere })
    expect(found.map((path) => path.slice(bin.length + 1))).toEqual([
      'python3.12',
      'python3',
      'python3.14',
      'python3.13',
    ])
  })

  it('finds those of pyenv, the newest patch level first', () => {
    const pyenv = join(folder, 'versions')
    for (const name of ['3.12.1', '3.12.10', '3.13.0', '3.11.2']) program(join(pyenv, name, 'bin/python'), '')
    const found = interpretersFor(target, { root: nowhere, env: { PATH: '' }, pyenv })
    expect(found.map((path) => path.slice(pyenv.length + 1))).toEqual([
      '3.12.10/bin/python',
      '3.12.1/bin/python',
      '3.13.0/bin/python',
    ])
  })

  it('goes past the scripts of pyenv to what they start', () => {
    const pyenv = join(folder, 'versions')
    const shims = join(folder, 'shims')
    const bin = join(folder, 'bin')
    for (const path of [join(shims, 'python3.12'), join(shims, 'python3'), join(bin, 'python3')])
      program(path, '')
    program(join(pyenv, '3.12.1/bin/python'), '')
    const env = { PATH: [`${shims}/`, bin].join(delimiter) }
    expect(interpretersFor(target, { root: nowhere, env, pyenv })).toEqual([
      join(pyenv, '3.12.1/bin/python'),
      join(bin, 'python3'),
    ])
  })

  it('runs none that the project brings along, not by a link, and not by a relative PATH either', () => {
    const root = join(folder, 'project')
    const own = program(join(root, '.venv/bin/python3.12'), '')
    const outside = join(folder, 'outside')
    mkdirSync(outside)
    symlinkSync(own, join(outside, 'python3.12'))
    const env = { PATH: [join(root, '.venv/bin'), outside, '.', ''].join(delimiter) }
    expect(interpretersFor(target, { root, env, pyenv: nowhere })).toEqual([])
  })
})

describe.skipIf(!python)('an interpreter that misbehaves', () => {
  const job = (text: string) => (id: number) => [`${id} ${Buffer.byteLength(text)}\n`, text]

  it('answers in order, whatever the text holds', async () => {
    const process = workerOf(python, {}, 10_000)
    expect(await process.start()).toMatch(/^3\.12\./)
    const answers = await Promise.all(
      ['x = 1\n', 'x = \n', '"ä\\n" + "\u{1f600}"\n', 'def f(:\n'].map((text) => process.ask(job(text))),
    )
    expect(answers.map((answer) => (answer.kind === 'answer' ? answer.status : answer.kind))).toEqual([
      'ok',
      'before',
      'ok',
      'before',
    ])
    process.close()
  })

  it('is killed when it hangs, and started again for the rest', async () => {
    // Answers nothing the first time.
    const flag = join(folder, 'flag')
    const hanging = program(
      join(folder, 'python'),
      `if [ -e ${flag} ]; then exec ${python} "$@"; fi\ntouch ${flag}\necho pymolt 3.12.0\nexec /bin/sleep 60`,
    )
    const process = workerOf(hanging, { PATH: '/bin:/usr/bin' }, 1000)
    expect(await process.start()).toBe('3.12.0')
    const [first, second] = await Promise.all([process.ask(job('x = 1\n')), process.ask(job('y = 1\n'))])
    expect(first).toEqual({ kind: 'timeout' })
    expect(second).toMatchObject({ kind: 'answer', status: 'ok' })
    process.close()
  })

  it('costs only the file that it died on', async () => {
    const flag = join(folder, 'flag')
    const dying = program(
      join(folder, 'python'),
      `if [ -e ${flag} ]; then exec ${python} "$@"; fi\ntouch ${flag}\necho pymolt 3.12.0\nread line\nexit 3`,
    )
    const process = workerOf(dying, { PATH: '/bin:/usr/bin' }, 10_000)
    await process.start()
    const answers = await Promise.all(['x = 1\n', 'y = 1\n', 'z =\n'].map((text) => process.ask(job(text))))
    expect(answers).toMatchObject([
      { kind: 'died' },
      { kind: 'answer', status: 'ok' },
      { kind: 'answer', status: 'before' },
    ])
    process.close()
  })

  it('gives up on one that dies each time', async () => {
    const dead = program(join(folder, 'python'), 'echo pymolt 3.12.0\nread line\nexit 3')
    const process = workerOf(dead, { PATH: '/bin:/usr/bin' }, 10_000)
    await process.start()
    const answers = await Promise.all(Array.from({ length: 12 }, () => process.ask(job('x = 1\n'))))
    expect(answers).toEqual(Array.from({ length: 12 }, () => ({ kind: 'died' })))
    process.close()
  })

  it('is no interpreter when it does not say so', async () => {
    const process = workerOf(program(join(folder, 'python'), 'echo hello'), {}, 10_000)
    expect(await process.start()).toBeUndefined()
    expect(await workerOf(join(folder, 'missing'), {}, 10_000).start()).toBeUndefined()
  })
})

describe('what is said of a file', () => {
  const rewrite = {
    before: 'x = old\n',
    after: 'x = new\n',
    edits: [{ start: 4, end: 7, text: 'new' }],
    sites: [],
    evidence: { before: [], after: [], excerpt: [{ start: 0, end: 8 }] },
    isStub: false,
  }
  const verifierFor = (minor: number, path: string | undefined) =>
    new Verifier({
      target: { major: 3, minor },
      level: 'fast',
      root: '/nonexistent',
      env: { PATH: '' },
      pyenv: '/nonexistent',
      processes: 1,
      pyodide: '',
      ...(path === undefined ? {} : { python: path }),
    })

  it('is nothing without an interpreter', async () => {
    const verifier = verifierFor(12, undefined)
    const verdict = await verifier.check({ ...rewrite, target: { major: 3, minor: 12 } })
    expect(verdict).toEqual({ kind: 'unverified', reason: 'no CPython was found' })
  })

  it.skipIf(!python)('is "verified" by the exact version only', async () => {
    for (const [minor, isExact] of [
      [12, true],
      [9, false],
    ] as const) {
      const verifier = verifierFor(minor, python)
      const verdict = await verifier.check({ ...rewrite, target: { major: 3, minor } })
      expect(verdict).toMatchObject({ kind: 'verified', by: { isExact } })
      verifier.close()
    }
  })

  it.skipIf(!python)('is nothing by an older one', async () => {
    const verifier = verifierFor(12, python)
    const verdict = await verifier.check({ ...rewrite, target: { major: 3, minor: 14 } })
    expect(verdict.kind).toBe('unverified')
    verifier.close()
  })
})

describe('closed before CPython is ready', () => {
  it('starts no other one when the time to start is over', async () => {
    const bin = join(folder, 'bin')
    for (const name of ['python3.12', 'python3.13'])
      program(join(bin, name), `echo ${name} >> ${join(folder, 'started')}; exec /bin/sleep 60`)
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    try {
      const verifier = new Verifier({
        target: { major: 3, minor: 12 },
        level: 'fast',
        root: '/nonexistent',
        env: { PATH: bin },
        pyenv: '/nonexistent',
        processes: 1,
        pyodide: '',
      })
      verifier.warmUp()
      verifier.close()
      await vi.advanceTimersByTimeAsync(200_000)
      await new Promise((resolve) => setTimeout(resolve, 1000))
    } finally {
      vi.useRealTimers()
    }
    const started = existsSync(join(folder, 'started')) ? readFileSync(join(folder, 'started'), 'utf8') : ''
    expect(started).not.toContain('python3.13')
  })
})
