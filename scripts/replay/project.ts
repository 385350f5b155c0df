import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { runCheck } from '../../src/check/check.ts'
import {
  type Baseline,
  baselineOf,
  type CheckOutcome,
  newFailures,
  whyNoBaseline,
} from '../../src/check/outcome.ts'
import { findPython } from '../../tests/support/python.ts'
import { environment, sourcesOf } from './sources.ts'

/** A pinned package and how its tests are run. */
export interface Package {
  /** `name==version`. */
  readonly name: string
  /** Of the source distribution. */
  readonly sha256: string
  readonly requires: readonly string[]
  /** The folder that holds what is imported; the project's own when left out. */
  readonly pythonpath?: string
  /** What pytest is given. */
  readonly tests: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const TARGET = '3.12'
/** Seconds. */
const LONGEST = 300

/** A copy of a package in a git repository, with an environment in which its tests run. */
export class Project {
  readonly folder: string
  readonly python: string
  /** What runs the tests. */
  readonly check: string
  readonly env: Readonly<Record<string, string | undefined>>

  private constructor(entry: Package, folder: string, python: string) {
    this.folder = folder
    this.python = python
    const options = ['-q', '-p', 'no:cacheprovider', '-W', 'ignore::DeprecationWarning', '--tb=short']
    this.check = [
      'python',
      '-m',
      'pytest',
      ...options,
      '--continue-on-collection-errors',
      ...entry.tests,
    ].join(' ')
    this.env = {
      PATH: [join(python, '..'), process.env.PATH].join(delimiter),
      HOME: process.env.HOME,
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      COLUMNS: '120',
      PYTHONHASHSEED: '0',
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONPATH: join(folder, entry.pythonpath ?? '.'),
      ...entry.env,
    }
  }

  /** Undefined where there is no CPython of the target, or the package cannot be had. */
  static prepare(entry: Package, builder: readonly string[], cache: string): Project | undefined {
    const base = findPython(TARGET)
    if (base === undefined) return undefined
    const sources = sourcesOf(entry, environment('builder', builder, base, cache), cache)
    if (sources === undefined) return undefined
    const python = environment(entry.name, entry.requires, base, cache)
    const folder = join(cache, 'work', entry.name)
    rmSync(folder, { recursive: true, force: true })
    cpSync(sources, folder, { recursive: true, filter: (path) => !path.includes('__pycache__') })
    writeFileSync(join(folder, '.gitattributes'), '* -text\n')
    const project = new Project(entry, folder, python)
    project.git('init', '-q')
    project.git('config', 'user.name', 'replay')
    project.git('config', 'user.email', 'replay@example.org')
    project.git('add', '-A', '-f')
    project.git('commit', '-q', '-m', entry.name)
    project.git('tag', 'pristine')
    return project
  }

  /** Brings every file to where it was. */
  reset(): void {
    this.git('checkout', '-q', '-f', '-B', 'work', 'pristine')
    this.git('clean', '-q', '-f', '-d', '-x')
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8' })
  }

  /** The tests as they are before anything is changed, run twice. */
  async baseline(): Promise<Baseline> {
    const first = await this.#test()
    const why = whyNoBaseline(first)
    if (why !== undefined) throw new Error(`${this.folder}: ${why}\n${first.output}`)
    return baselineOf([first, await this.#test()])
  }

  /** What fails newly, each time of two. */
  async newlyFailing(baseline: Baseline): Promise<readonly string[]> {
    const first = newFailures(baseline, await this.#test())
    if (first.length === 0) return first
    const second = new Set(newFailures(baseline, await this.#test()))
    return first.filter((id) => second.has(id)).sort()
  }

  /** The Python files that CPython does not compile. */
  notCompiling(): readonly string[] {
    const result = spawnSync(this.python, ['-I', '-c', COMPILE, this.folder], { encoding: 'utf8' })
    if (result.status !== 0) throw new Error(result.stderr)
    return result.stdout.split('\n').filter(Boolean)
  }

  async #test(): Promise<CheckOutcome> {
    // What tests leave in their temporary folder is gone with it, and does not reach the next run.
    const temporary = mkdtempSync(join(tmpdir(), 'replay-'))
    try {
      const env = { ...this.env, TMPDIR: temporary }
      return await runCheck({ command: this.check, cwd: this.folder, env }, LONGEST, () => false)
    } finally {
      rmSync(temporary, { recursive: true, force: true })
      this.git('clean', '-q', '-f', '-d', '-x', '-e', '.pymolt')
    }
  }
}

const COMPILE = `
import pathlib, sys, warnings
warnings.simplefilter("ignore")
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.py")):
    try:
        compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        print(path.relative_to(sys.argv[1]))
`
