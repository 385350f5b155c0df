import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCli } from '../../src/cli/run.ts'
import { makePlanProject } from '../../src/engine/plan-project.ts'
import type { Registry } from '../../src/transform/define.ts'
import type { Defect } from './defects.ts'

/** The target that the defects are applied for. */
export const TARGET = '3.12'

/** What became of a defect. */
export interface Caught {
  readonly code: number
  readonly stderr: string
  /** The file after the run. */
  readonly text: string
}

/** Applies a wrong transform to a file of its own, as a user would, with every check. */
export async function applyDefect(defect: Defect, python: string): Promise<Caught> {
  const folder = mkdtempSync(join(tmpdir(), 'pymolt-defect-'))
  try {
    writeFileSync(join(folder, 'pymolt.toml'), '')
    const path = join(folder, 'example.py')
    writeFileSync(path, defect.before)
    const registry: Registry = Object.fromEntries(
      defect.transforms.map((transform, index) => [`wrong/one-${index}`, transform]),
    )
    let stderr = ''
    const code = await runCli(
      [
        'apply',
        '--allow-no-vcs',
        '--target-version',
        TARGET,
        '--python',
        python,
        '--explain-skips',
        '-t',
        'wrong',
        'example.py',
      ],
      {
        registry,
        planProject: makePlanProject(registry, undefined),
        stdin: (async function* () {})(),
        stdout: { write: () => true },
        stderr: { write: (chunk) => (stderr += String(chunk)) },
        cwd: folder,
        env: process.env,
        version: '0.0.0',
      },
    )
    return { code, stderr, text: readFileSync(path, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
