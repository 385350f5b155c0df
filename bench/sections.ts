import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from './measure.ts'
import { cache, outside, packageFolder, standardLibrary, temporary } from './peers.ts'

/** What the sections need of this machine. */
export interface Tools {
  readonly python: string
  /** The folder with the programs of bench/peers.txt. */
  readonly programs: string
}

/** A table to be: what is measured in turn. */
export interface Plan {
  readonly id: string
  readonly title: string
  /** No more than this many rounds, where the runs take long. */
  readonly atMost?: number
  /** Whether everything runs once before it counts. */
  readonly warmsUp?: boolean
  /** By the name of the row; all others are compared with the first. */
  readonly commands: () => Readonly<Record<string, Command>>
}

const root = new URL('../', import.meta.url).pathname
/** Files of the project that is large by their number alone. */
const MANY = 20_000
const STDLIB = 'the standard library of CPython 3.11'
const FAMILIES = ['dataclasses', 'defaults', 'idioms', 'imports', 'pydantic', 'stdlib', 'typing']
const TYPING = 'UP006,UP007,UP035,UP045'
const BROAD = 'UP,B006,C4,SIM,PIE,RUF,F,E7,FURB,PERF,RET,G,LOG,PT,TID'
/** What the rules of `TYPING` are called here. */
const SAME_RULES = named('typing', 'builtin-generics', 'optional-to-union', 'union-to-pipe', 'typing-to-abc')
const FORMAT = named(
  'idioms',
  'format-to-fstring',
  'percent-to-fstring',
  'join-to-fstring',
  'concat-to-fstring',
)
/** Packages on which tools that are slow are compared: a megabyte takes some of them minutes. */
const [DJANGO, BEANIE] = ['Django==3.2.25', 'beanie==1.19.2']

const pymolt = [process.execPath, join(root, 'bin/pymolt.js')]
const flags = ['--isolated', '--target-version', '3.11']
const kept = ['--exit-zero', ...flags]
const diff = [...pymolt, 'diff', ...kept, '--no-cache']
const off = '--verify=off'
const recipe = ['--recipe', 'py311']
const everything = ['--review', ...recipe, '--recipe', 'pydantic-v2']

function named(family: string, ...names: readonly string[]): string[] {
  return names.flatMap((name) => ['-t', `${family}/${name}`])
}

/** All sections, in the order of the page. */
export function sections({ python, programs }: Tools): readonly Plan[] {
  const ruff = [join(programs, 'ruff'), 'check', '--isolated', '--no-cache', '--fix', '--diff']
  const check = [...ruff, '--target-version', 'py311', '--select']
  const floor: Command = {
    argv: [process.execPath, join(root, 'bench/parse-only.mjs'), '.'],
    cwd: root,
  }
  const parseOnly = (cwd: string): Command => ({ ...floor, argv: [...floor.argv.slice(0, 2), cwd] })
  const inFolder =
    (cwd: string) =>
    (...argv: string[]): Command => ({ argv: [...argv, '.'], cwd })
  return [
    {
      id: 'typing',
      title: `Typing rules over ${STDLIB}`,
      commands: () => {
        const library = standardLibrary(python)
        const here = inFolder(library)
        return {
          'ruff typing': here(...check, TYPING),
          'pymolt, the same rules': here(...diff, off, ...SAME_RULES),
          'pymolt typing, unverified': here(...diff, off, '-t', 'typing'),
          'pymolt typing': here(...diff, '-t', 'typing'),
          'pymolt typing, full': here(...diff, '--verify=full', '-t', 'typing'),
          'pymolt typing, unverified, one thread': here(...diff, '--threads', '1', off, '-t', 'typing'),
          'parse only, one thread': parseOnly(library),
        }
      },
    },
    {
      id: 'recipes',
      title: `Recipes over ${STDLIB}`,
      atMost: 3,
      commands: () => {
        const here = inFolder(standardLibrary(python))
        const written = standardLibrary(python)
        const again = standardLibrary(python)
        return {
          'ruff UP': here(...check, 'UP'),
          'pymolt py311, unverified': here(...diff, off, ...recipe),
          'pymolt py311': here(...diff, ...recipe),
          'pymolt py311, full': here(...diff, '--verify=full', ...recipe),
          'pymolt py311, one thread': here(...diff, '--threads', '1', ...recipe),
          'pymolt apply --recipe py311': {
            ...inFolder(written)(...pymolt, 'apply', '--allow-no-vcs', '--no-cache', ...flags, ...recipe),
            before: ['sh', '-c', `rm -rf ${written}/* ${written}/.pymolt && cp -r ${again}/. ${written}`],
          },
          'pymolt pydantic-v2, unverified': here(...diff, off, '--recipe', 'pydantic-v2'),
        }
      },
    },
    {
      id: 'everything',
      title: `Everything over ${STDLIB}`,
      atMost: 3,
      commands: () => {
        const here = inFolder(standardLibrary(python))
        return {
          'ruff, many rules': here(...check, BROAD, '--unsafe-fixes'),
          'pymolt everything, unverified': here(...diff, off, ...everything),
          'pymolt everything': here(...diff, ...everything),
          'pymolt everything, full': here(...diff, '--verify=full', ...everything),
        }
      },
    },
    {
      id: 'families',
      title: `Each family over ${STDLIB}`,
      atMost: 1,
      commands: () => {
        const library = standardLibrary(python)
        const here = inFolder(library)
        const rows = FAMILIES.map(
          (family) => [`pymolt ${family}, unverified`, here(...diff, off, '--review', '-t', family)] as const,
        )
        return { 'parse only, one thread': parseOnly(library), ...Object.fromEntries(rows) }
      },
    },
    {
      id: 'start-up',
      title: 'Start-up',
      commands: () => {
        const only = oneFile()
        return {
          'bare node': { argv: [process.execPath, '-e', '0'], cwd: cache },
          'pymolt --version': { argv: [...pymolt, '--version'], cwd: cache },
          'pymolt diff one.py, unverified': { argv: [...diff, off, '-t', 'typing', 'one.py'], cwd: only },
          'pymolt diff one.py': { argv: [...diff, '-t', 'typing', 'one.py'], cwd: only },
        }
      },
    },
    {
      id: 'again',
      title: 'Again over the same files',
      atMost: 3,
      warmsUp: true,
      commands: () => {
        const plans = temporary()
        const again = [...pymolt, 'diff', ...kept, '--cache-dir', plans]
        const here = inFolder(standardLibrary(python))
        const many = `pymolt py311, again, ${MANY.toLocaleString('en')} small files`
        return {
          'bare node': { argv: [process.execPath, '-e', '0'], cwd: cache },
          'pymolt typing, again': here(...again, '-t', 'typing'),
          'pymolt py311, again': here(...again, ...recipe),
          'pymolt py311, again, with nothing to change': inFolder(rewritten(python))(...again, ...recipe),
          [many]: inFolder(manyFiles())(...again, ...recipe),
        }
      },
    },
    {
      id: 'scaling',
      title: `Several copies of ${STDLIB}`,
      atMost: 1,
      commands: () => {
        const rows = [1, 4, 16].map((times) => [times, inFolder(copies(python, times))] as const)
        const typing = rows.map(([times, here]) => [
          `pymolt typing, unverified, ×${times}`,
          here(...diff, off, '-t', 'typing'),
        ])
        return Object.fromEntries(typing) as Record<string, Command>
      },
    },
    {
      id: 'peers',
      title: `Other tools over ${DJANGO}`,
      atMost: 3,
      commands: () => {
        const django = packageFolder(programs, DJANGO, 'django')
        const here = inFolder(django)
        const edited = outside(django)
        const pyupgrade = `find . -name '*.py' | xargs ${join(programs, 'pyupgrade')} --py311-plus`
        return {
          'pymolt py311, unverified': here(...diff, off, ...recipe),
          'pymolt py311': here(...diff, ...recipe),
          'ruff UP': here(...check, 'UP'),
          pyupgrade: {
            argv: ['sh', '-c', pyupgrade],
            cwd: edited,
            before: ['cp', '-r', `${django}/.`, edited],
          },
          'pymolt f-strings, unverified': here(...diff, off, ...FORMAT),
          flynt: here(join(programs, 'flynt'), '--dry-run', '--transform-concats', '--transform-joins'),
          'pymolt typing/optional-to-union, unverified': here(
            ...diff,
            off,
            ...named('typing', 'optional-to-union'),
          ),
          'ast-grep, Optional': here(
            join(programs, 'ast-grep'),
            'scan',
            '--rule',
            join(root, 'bench/ast-grep.yml'),
          ),
        }
      },
    },
    {
      id: 'libcst',
      title: `A codemod of LibCST over ${DJANGO}`,
      atMost: 1,
      commands: () => {
        const django = packageFolder(programs, DJANGO, 'django')
        const edited = outside(django)
        const codemod = [
          '-m',
          'libcst.tool',
          'codemod',
          'convert_format_to_fstring.ConvertFormatStringCommand',
        ]
        return {
          'pymolt idioms/format-to-fstring, unverified': inFolder(django)(
            ...[...diff, off, ...named('idioms', 'format-to-fstring')],
          ),
          'LibCST ConvertFormatStringCommand': {
            ...inFolder(edited)(join(programs, 'python'), ...codemod, '-j', '1', '--no-format'),
            before: ['cp', '-r', `${django}/.`, edited],
          },
        }
      },
    },
    {
      id: 'bump-pydantic',
      title: `bump-pydantic over ${BEANIE}`,
      atMost: 1,
      commands: () => {
        const here = inFolder(packageFolder(programs, BEANIE, 'beanie'))
        return {
          'pymolt pydantic-v2, unverified': here(...diff, off, '--review', '--recipe', 'pydantic-v2'),
          'bump-pydantic': here(join(programs, 'bump-pydantic'), '--diff'),
        }
      },
    },
  ]
}

/** A project of one small file, and no part of this repository. */
function oneFile(): string {
  const folder = join(cache, 'one')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'pymolt.toml'), '')
  writeFileSync(
    join(folder, 'one.py'),
    'from typing import List, Optional\n\n\ndef first(items: List[int]) -> Optional[int]:\n    return items[0]\n',
  )
  return folder
}

/** A project of many small files. */
function manyFiles(): string {
  const many = temporary()
  for (let file = 0; file < MANY; file++) {
    const part = join(many, `part${file % 200}`)
    mkdirSync(part, { recursive: true })
    writeFileSync(
      join(part, `module${file}.py`),
      `def value(number: int) -> int:\n    return number + ${file}\n`,
    )
  }
  return many
}

/** The standard library when the recipe was applied to it. */
function rewritten(python: string): string {
  const folder = standardLibrary(python)
  const [node = '', ...program] = pymolt
  spawnSync(node, [
    ...program,
    'apply',
    '--allow-no-vcs',
    '--no-cache',
    '-q',
    off,
    ...flags,
    ...recipe,
    folder,
  ])
  return folder
}

/** A folder with some copies of the standard library side by side. */
function copies(python: string, times: number): string {
  const folder = temporary()
  for (let copy = 0; copy < times; copy++) standardLibrary(python, join(folder, `copy${copy}`))
  return folder
}
