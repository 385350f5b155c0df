import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach } from 'vitest'
import type { Host } from '../../src/cli/host.ts'
import { runCli } from '../../src/cli/run.ts'
import type { ChangeRecord, FileOutcome } from '../../src/engine/outcome.ts'
import type { PlanRequest } from '../../src/engine/request.ts'
import { decodeSource } from '../../src/python/source.ts'
import { defineTransform, type Registry } from '../../src/transform/define.ts'

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

const definition = (about: Partial<Parameters<typeof defineTransform>[0]>) =>
  defineTransform({
    summary: 'Do something',
    since: 'any',
    safety: 'safe',
    docs: 'https://docs.python.org/3/',
    anchors: ['x'],
    query: '(call) @call',
    rewrite() {},
    ...about,
  } as Parameters<typeof defineTransform>[0])

/** Transforms that stand for the real ones: the fake engine looks at their names only. */
export const registry: Registry = {
  'defaults/none-return': definition({ recipes: [] }),
  'idioms/is-literal': definition({ safety: 'review', sameAs: ['F632'] }),
  'imports/remove-orphaned': definition({ phase: 'clean-up' }),
  'pydantic/validators': definition({ safety: 'review' }),
  'security/yaml-load': definition({ safety: 'report', recipes: ['security'] }),
  'typing/builtin-generics': definition({
    summary: 'Replace typing.List and its like with the builtin classes',
    since: '3.9',
    sameAs: ['UP006'],
    options: { deep: { default: false, summary: 'Look deeper' } },
  }),
  'typing/union-to-pipe': definition({ since: '3.10' }),
}

/** An engine that turns `List[` into `list[`, and says of other words what the real one could say of a file. */
export async function fakePlan(request: PlanRequest): Promise<readonly FileOutcome[]> {
  return request.files.map((file) => {
    const bytes = file.bytes ?? readFileSync(file.absolute)
    const base = { path: file.path, skips: [], findings: [], unusedSuppressions: [] }
    const source = decodeSource(bytes)
    if (!('text' in source)) return { ...base, status: 'skipped', skip: source } as FileOutcome
    const { text, encoding, hasBom } = source
    if (text.includes('generated'))
      return { ...base, status: 'skipped', skip: { kind: 'policy', reason: 'a generated file' } }
    if (text.includes('syntax error'))
      return {
        ...base,
        status: 'skipped',
        skip: { kind: 'input', reason: 'syntax error', line: 2, column: 5 },
      }
    if (text.includes('crash'))
      return {
        ...base,
        status: 'failed',
        error: 'it fell over',
        transform: 'typing/builtin-generics',
        line: 3,
      }
    const changes: ChangeRecord[] = [...text.matchAll(/List\[/g)].map((match) => {
      const before = text.slice(0, match.index).split('\n')
      return {
        transform: 'typing/builtin-generics',
        safety: 'safe' as const,
        fingerprint: createHash('sha256').update(`${file.path}${match.index}`).digest('hex').slice(0, 16),
        before: 'List[',
        after: 'list[',
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
        start: match.index,
        end: match.index + 5,
      }
    })
    const kept = changes.filter((change) => !request.excludedSites.includes(change.fingerprint))
    const place = { line: 1, column: 2, start: 1, end: 3 }
    const skips = [
      ...(text.includes('ask me')
        ? [{ transform: 'idioms/is-literal', reason: 'needs --review', ...place }]
        : []),
      ...(text.includes('shadow')
        ? [{ transform: 'typing/builtin-generics', reason: '`list` is shadowed', ...place }]
        : []),
    ]
    const findings = text.includes('yaml.load')
      ? [{ transform: 'security/yaml-load', message: 'loads anything', ...place }]
      : []
    if (kept.length === 0) return { ...base, skips, findings, status: 'unchanged' }
    const edits = kept.map(({ start, end, after }) => ({ start, end, text: after }))
    let after = text
    for (const { start, end, text: now } of edits) after = after.slice(0, start) + now + after.slice(end)
    return {
      ...base,
      skips,
      findings,
      status: 'changed',
      changes: kept,
      edits,
      before: text,
      after,
      encoding,
      hasBom,
      hash: createHash('sha256').update(bytes).digest('hex'),
    }
  })
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
    env: {},
    version: '1.2.3',
    ...host,
  })
  const stdoutBytes = Buffer.concat(out)
  return { code, stdout: stdoutBytes.toString(), stdoutBytes, stderr: Buffer.concat(err).toString(), request }
}
