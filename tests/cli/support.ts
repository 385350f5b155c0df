import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach } from 'vitest'
import type { Host } from '../../src/cli/host.ts'
import { runCli } from '../../src/cli/run.ts'
import type { PlanRequest } from '../../src/engine/request.ts'
import { fakePlan, registry } from './fake-engine.ts'

export { fakePlan, registry }

/** Where the key of the user of these tests is. */
export const stateHome = join(tmpdir(), 'pymolt-tests-state')

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A fresh folder with `files`, removed after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pymolt-cli-')))
  folders.push(folder)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

/** As `folderWith`, in a git repository that has all of it committed. */
export function repositoryWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = folderWith(files)
  git(folder, 'init', '-q')
  git(folder, 'add', '-A')
  git(
    folder,
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.org',
    'commit',
    '-q',
    '--allow-empty',
    '-m',
    'x',
  )
  return folder
}

export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
}

export interface Result {
  readonly code: number
  readonly stdout: string
  readonly stdoutBytes: Buffer
  readonly stderr: string
  /** What the engine was asked; undefined when it was not. */
  readonly request: PlanRequest | undefined
}

/** Runs a command line in `cwd` with the fake engine. */
export async function run(
  cwd: string,
  argv: readonly string[],
  changes: Partial<Host> & { isTTY?: boolean; input?: string | Uint8Array } = {},
): Promise<Result> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  const { isTTY = false, input = '', ...host } = changes
  let request: PlanRequest | undefined
  const output = (chunks: Buffer[]) => ({
    isTTY,
    write: (chunk: string | Uint8Array) => chunks.push(Buffer.from(chunk as string)),
  })
  const code = await runCli(argv, {
    registry,
    planProject: (asked) => {
      request ??= asked
      return fakePlan(asked)
    },
    stdin: (async function* () {
      yield input
    })(),
    stdout: output(out),
    stderr: output(err),
    cwd,
    env: { PATH: process.env.PATH, XDG_STATE_HOME: stateHome },
    version: '1.2.3',
    ...host,
  })
  const stdoutBytes = Buffer.concat(out)
  return { code, stdout: stdoutBytes.toString(), stdoutBytes, stderr: Buffer.concat(err).toString(), request }
}
