import { spawn } from 'node:child_process'
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { jobOf } from '../../src/verify/job.ts'
import { PROCESS } from '../../src/verify/program.ts'
import { pythonProcess } from '../../src/verify/python-process.ts'
import { PythonWorker } from '../../src/verify/python-worker.ts'
import { findPython } from '../support/python.ts'

vi.setConfig({ testTimeout: 120_000 })
const python = findPython('3.12') ?? ''
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pymolt-limits-')))
const looping = join(folder, 'python')
const job = (text: string) => (id: number) => [`${id} ${Buffer.byteLength(text)}\n`, text]

beforeAll(() => {
  // An interpreter that never comes to an end with what is called `loop`.
  const program = join(folder, 'program.py')
  const header = 'def handled(line, stdin):\n'
  expect(PROCESS).toContain(header)
  writeFileSync(
    program,
    PROCESS.replace(header, `${header}    if b"5" in line.split()[1]:\n        while True: len("")\n`),
  )
  writeFileSync(looping, `#!/bin/sh\nexec ${python} -I -S ${program} "$6"\n`)
  chmodSync(looping, 0o755)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The processes that a process has started. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) && statusOf(name)?.parent === pid ? [Number(name)] : [],
  )
}

function statusOf(pid: number | string): { state: string; parent: number; ticks: number } | undefined {
  try {
    const [state = '', parent, ...rest] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return { state, parent: Number(parent), ticks: Number(rest[9]) }
  } catch {
    return undefined
  }
}

async function until<T>(what: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = what()
    if (found !== undefined && found !== false) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe.skipIf(!python || process.platform !== 'linux')('the time that CPython may take', () => {
  it('is that of the processor: what loops is ended, what only waits is not', async () => {
    const worker = new PythonWorker(pythonProcess(looping, process.env, 300), { start: 60_000, job: 60_000 })
    expect(await worker.start()).toMatch(/^3\.12\./)
    const [pid = 0] = childrenOf(process.pid).filter((child) =>
      readFileSync(`/proc/${child}/cmdline`).includes(folder),
    )
    process.kill(pid, 'SIGSTOP')
    const slow = worker.ask(job('x = 1\n'))
    await new Promise((resolve) => setTimeout(resolve, 500))
    process.kill(pid, 'SIGCONT')
    expect(await slow).toMatchObject({ status: 'ok' })
    const [hung, next] = await Promise.all([worker.ask(job('loop\n')), worker.ask(job('yy = 1\n'))])
    expect(hung).toEqual({ kind: 'timeout' })
    expect(next).toMatchObject({ status: 'ok' })
    worker.close()
  })

  it('ends with the process that asked, which was killed', async () => {
    const program = join(folder, 'asks.cjs')
    await build({
      stdin: {
        contents: `
          import { pythonProcess } from './src/verify/python-process.ts'
          import { PythonWorker } from './src/verify/python-worker.ts'
          const worker = new PythonWorker(pythonProcess(${JSON.stringify(looping)}, process.env, 600_000), { start: 60_000, job: 600_000 })
          void worker.start()
          void worker.ask((id) => [id + ' 5\\n', 'loop\\n'])`,
        resolveDir: new URL('../..', import.meta.url).pathname,
      },
      outfile: program,
      bundle: true,
      platform: 'node',
    })
    const asking = spawn(process.execPath, [program])
    const pid = await until(() => childrenOf(asking.pid ?? 0)[0])
    const busy = statusOf(pid)?.ticks ?? 0
    await until(() => (statusOf(pid)?.ticks ?? 0) > busy + 20)
    asking.kill('SIGKILL')
    // Where nobody collects it, it stays as a zombie.
    await until(() => (statusOf(pid)?.state ?? 'Z') === 'Z')
  })

  it('is enough for a table of thousands of strings that is rewritten as a whole', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `    "k${i}": "v${i * 7}",\n`).join('')
    const before = `table = dict({\n${rows}}\n)\n`
    const edit = { start: 8, end: before.length - 1, text: `dict({\n${rows}},\n)` }
    const part = {
      before,
      after: `table = ${edit.text}\n`,
      edits: [edit],
      sites: [{ start: 8, end: edit.end }],
      evidence: { before: [], after: [], excerpt: [] },
      offset: (index: number) => index,
    }
    const worker = new PythonWorker(pythonProcess(python, process.env, 10_000), {
      start: 60_000,
      job: 100_000,
    })
    expect(await worker.start()).toMatch(/^3\.12\./)
    expect(await worker.ask((id) => jobOf(id, part))).toMatchObject({ status: 'ok', message: '' })
    worker.close()
  })
})
