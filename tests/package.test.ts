import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = new URL('..', import.meta.url).pathname
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const folder = mkdtempSync(join(tmpdir(), 'pymolt-package-'))
const npm = (args: readonly string[], cwd: string) =>
  execFileSync('npm', [...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] }).toString()

describe('the package', () => {
  let packed: string[] = []
  beforeAll(() => {
    const [report] = JSON.parse(npm(['pack', '--json', '--pack-destination', folder], root)) as {
      filename: string
      files: { path: string }[]
    }[]
    packed = report?.files.map(({ path }) => path) ?? []
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    npm(
      ['install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, report?.filename ?? '')],
      folder,
    )
  }, 240_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('holds the program and its documents, no sources', () => {
    expect(packed).toEqual(
      expect.arrayContaining(['bin/pymolt.js', 'dist/main.cjs', 'dist/worker.cjs', 'README.md', 'LICENSE']),
    )
    expect(packed.filter((path) => /^(?:src|tests|fixtures|transforms)\//.test(path))).toEqual([])
  })

  it('runs where it was installed', () => {
    const program = join(folder, 'node_modules/.bin/pymolt')
    expect(execFileSync(program, ['--version']).toString()).toBe(`${version}\n`)
    writeFileSync(
      join(folder, 'old.py'),
      'from typing import Optional\n\n\ndef f(x: Optional[int]) -> None: ...\n',
    )
    const diff = execFileSync(
      program,
      ['diff', '--isolated', '--exit-zero', '-t', 'typing/optional-to-union', 'old.py'],
      {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    ).toString()
    expect(diff).toContain('+def f(x: int | None) -> None: ...')
    expect(diff).toContain('-from typing import Optional')
  })
})
