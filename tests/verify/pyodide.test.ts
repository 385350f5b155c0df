import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { findPyodide, pyodideThread } from '../../src/verify/pyodide.ts'
import { PythonWorker } from '../../src/verify/python-worker.ts'
import { Verifier } from '../../src/verify/verifier.ts'

// To load it takes two seconds, and many times that beside other work.
vi.setConfig({ testTimeout: 120_000 })
const module = findPyodide() ?? ''
const limits = { start: 120_000, job: 120_000 }
const job = (text: string) => (id: number) => [`${id} ${Buffer.byteLength(text)}\n`, text]
const folder = mkdtempSync(join(tmpdir(), 'pymolt-pyodide-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const target = { major: 3, minor: 14 }
const rewrite = {
  before: 'x = old + 1\n',
  after: 'x = new + 1\n',
  edits: [{ start: 4, end: 7, text: 'new' }],
  sites: [{ start: 4, end: 7 }],
  evidence: { before: [], after: [], excerpt: [{ start: 0, end: 12 }] },
  target,
  isStub: false,
}

describe('where no CPython is found, Pyodide', () => {
  it('checks what is written', async () => {
    expect(module).toMatch(/^file:/)
    const verifier = new Verifier({
      target,
      level: 'full',
      root: '/nonexistent',
      env: { PATH: '' },
      pyenv: '/nonexistent',
      processes: 1,
      pyodide: module,
    })
    expect(await verifier.check(rewrite)).toMatchObject({ kind: 'verified', by: { isExact: true } })
    expect(await verifier.check({ ...rewrite, target: { major: 3, minor: 12 } })).toMatchObject({
      kind: 'verified',
      by: { isExact: false },
    })
    const broken = { ...rewrite, after: 'x = 1 1 + 1\n', edits: [{ start: 4, end: 7, text: '1 1' }] }
    expect(await verifier.check(broken)).toMatchObject({ kind: 'rejected', rung: 'compiles' })
    const wrong = {
      ...rewrite,
      after: 'x = a if b else c + 1\n',
      edits: [{ start: 4, end: 7, text: 'a if b else c' }],
    }
    expect(await verifier.check(wrong)).toMatchObject({ kind: 'rejected', rung: 'containment' })
    verifier.close()
  })

  it('is started again when it runs out of stack, for all but the file that it did so on', async () => {
    const worker = new PythonWorker(pyodideThread(module), limits)
    expect(await worker.start()).toMatch(/^3\.\d+\./)
    const deep = `x = ${Array(50_000).fill(1).join('+')}\n`
    const answers = await Promise.all(
      ['x = 1\n', deep, 'z =\n', 'y = "ä"\n'].map((text) => worker.ask(job(text))),
    )
    expect(answers).toMatchObject([
      { status: 'ok' },
      { kind: 'died' },
      { status: 'before' },
      { status: 'ok' },
    ])
    worker.close()
  })

  it('is ended when it hangs, and started again', async () => {
    const path = join(folder, 'hanging.mjs')
    // Of each thread the second job hangs.
    writeFileSync(
      path,
      `export const loadPyodide = async () => ({
        runPython: (text) => {
          if (text === 'HELLO') return 'pymolt 3.14.0'
          let jobs = 0
          return () => { for (; jobs > 0; ); return \`\${[0, 2][jobs++]}\\tok\\t-1\\t0\\t\` }
        },
      })\n`,
    )
    const worker = new PythonWorker(pyodideThread(pathToFileURL(path).href), { ...limits, job: 500 })
    expect(await worker.start()).toBe('3.14.0')
    const answers = await Promise.all(['a\n', 'b\n'].map((text) => worker.ask(job(text))))
    expect(answers).toMatchObject([{ status: 'ok' }, { kind: 'timeout' }])
    worker.close()
  })

  it('is none when it cannot be loaded', async () => {
    const missing = pathToFileURL(join(folder, 'missing.mjs')).href
    expect(await new PythonWorker(pyodideThread(missing), limits).start()).toBeUndefined()
  })
})
