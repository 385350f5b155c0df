/*
 * npm run receivers -- FOLDER: who tells the classes of receivers in four repositories from before their move to Pydantic v2. FOLDER holds
 * a checkout of each at the commit below under its name, with the environment of its tests as `.venv` where there is one.
 * The table in docs/type-checkers.md is written anew.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installedTy } from '../tests/types/ty.ts'

const root = new URL('../', import.meta.url).pathname
const page = join(root, 'docs/type-checkers.md')

/** The commits before those that moved to v2. */
const REPOSITORIES: readonly (readonly [name: string, repository: string, commit: string])[] = [
  [
    'openapi-python-client',
    'openapi-generators/openapi-python-client',
    'be5b306d892d8b8576367ad9cfa3c0fb48e8493b',
  ],
  ['kpops', 'bakdata/kpops', '25ba5a647596947eece6c2109e57c138a5f696b8'],
  ['intake-esm', 'intake/intake-esm', '2b873efcc908f47f51e593eabd197f35127564bf'],
  ['craft-archives', 'canonical/craft-archives', 'ccfdcbfee7d43aec7a69f00e54a852a635c85aba'],
]

interface Counts {
  readonly code: number
  readonly checker: number
  readonly unknown: number
  readonly disputed: number
}

/** What a run over a checkout counts. */
function count(folder: string, types: string): Counts {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'bin/pymolt.js'),
      ...[
        'diff',
        '--isolated',
        '--no-cache',
        '--exit-zero',
        '--no-ledger',
        '--recipe',
        'pydantic-v2',
        '--review',
      ],
      ...['--types', types, '--output-format', 'jsonl'],
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  if (/Type checker: .*went on without it/.test(stderr)) throw new Error(`${folder}: ${stderr}`)
  const records = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly type: string; readonly receivers: Counts })
  const summary = records.find(({ type }) => type === 'summary')
  if (!summary) throw new Error(`${folder}: no summary\n${stderr}`)
  return summary.receivers
}

export default function main(): void {
  const [folder] = process.argv.slice(2)
  const ty = installedTy()
  if (!folder || !ty) {
    process.stderr.write('usage: npm run receivers -- FOLDER, with ty installable\n')
    process.exitCode = 2
    return
  }
  const rows = REPOSITORIES.map(([name, repository, commit]) => {
    const [off, pyright, other] = ['off', 'pyright', `${ty} server`].map((types) =>
      count(join(folder, name), types),
    )
    if (!off || !pyright || !other) throw new Error(name)
    const cells = [off.code, off.unknown, pyright.checker, pyright.unknown, other.checker, other.unknown]
    const link = `[${name}](https://github.com/${repository}/tree/${commit})`
    return `| ${[link, ...cells, pyright.disputed + other.disputed].join(' | ')} |`
  })
  const table = [
    '| repository | by the code | left unknown | by pyright | then unknown | by ty | then unknown | told in two ways |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n')
  const text = readFileSync(page, 'utf8')
  writeFileSync(
    page,
    text.replace(
      /(<!-- receivers -->\n)[\s\S]*?(<!-- end -->)/,
      (_, start: string, end: string) => `${start}${table}\n${end}`,
    ),
  )
  process.stdout.write(`${table}\n`)
}
