/**
 * npm run prove:names: looks in real releases for the names of the tables of renamed names, old and new, and writes which of them has
 * which into tests/renamed-names.tsv. The tests hold the tables against that, and need no network.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPython } from '../tests/support/python.ts'
import { NAMES as DJANGO } from '../transforms/django/_names.ts'
import { REMOVED } from '../transforms/django/_removed.ts'
import { NAMES as PACKAGES } from '../transforms/packages/_names.ts'
import { PROVEN, type Proven } from './names/releases.ts'

const root = process.cwd()
/** What each name became; undefined where nothing replaces it. */
const table = new Map<string, string | undefined>([
  ...Object.entries({ ...DJANGO, ...PACKAGES }).map(([old, { to }]) => [old, to] as const),
  ...Object.keys(REMOVED).map((old) => [old, undefined] as const),
])
export default function prove(): void {
  const lines: string[] = []

  for (const [name, proven] of Object.entries(PROVEN)) {
    const rows = [...table].filter(([old]) => old.split('.')[0] === proven.root)
    const wanted = new Set(rows.flat().filter((one) => one !== undefined))
    const found = proven.releases.map((release) => ({
      version: release[0],
      names: reached(name, proven, release, [...wanted]),
    }))
    const having = (one: string) =>
      found
        .filter(({ names }) => names.has(one))
        .map(({ version }) => version)
        .join(' ')
    for (const [old, to] of rows)
      lines.push([old, to ?? '', having(old), to === undefined ? '' : having(to)].join('\t'))
  }
  writeFileSync(join(root, 'tests/renamed-names.tsv'), `${lines.join('\n')}\n`)
  console.log(`${lines.length} rows`)
}

/** Which of the names a release has, in a folder of its own. */
function reached(
  name: string,
  { beside }: Proven,
  [version, python, ...others]: Proven['releases'][number],
  wanted: readonly string[],
): ReadonlySet<string> {
  const interpreter = findPython(python)
  if (interpreter === undefined) throw new Error(`${name} ${version} needs Python ${python}`)
  const folder = join(root, `node_modules/.cache/pymolt/names/${name}-${version}`)
  if (!existsSync(folder)) {
    const packages = [`${name}~=${version}.0`, ...(beside ?? []), ...others]
    execFileSync(interpreter, ['-m', 'pip', 'install', '-q', '--target', folder, ...packages])
  }
  const output = execFileSync(interpreter, [join(root, 'scripts/names/look.py'), name], {
    input: wanted.filter((one) => !one.startsWith('builtins.')).join('\n'),
    env: { ...process.env, PYTHONPATH: folder },
    maxBuffer: 1 << 24,
  })
  const answer: unknown = JSON.parse(output.toString())
  return new Set(Array.isArray(answer) ? answer.map(String) : [])
}
