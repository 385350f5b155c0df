import type { Explained, ReplayFigures } from './explain.ts'

/** What `npm run prove:pydantic -- --update` found, as bench/pydantic.json holds it. */
export interface Figures {
  fixtures: {
    readonly cases: number
    readonly probed: number
    readonly holds: number
    readonly left: number
    readonly absent: number
    readonly fails: number
  }
  pairs: {
    readonly rows: number
    readonly contexts: number
    readonly pairs: number
    readonly failed: number
  }
  mixed: {
    readonly modules: number
    readonly models: number
    readonly least: number
    readonly differ: number
  }
  models: { readonly models: number; readonly outcomes: number; readonly differ: number }
  packages: readonly PackageFigures[]
  speed: SpeedFigures
}

/** How long many models of many files take, in seconds. */
export interface SpeedFigures {
  readonly models: number
  readonly files: number
  /** Where no file needs another one. */
  readonly aloneSeconds: number
  /** Where bases and types of fields are in other files. */
  readonly joinedSeconds: number
  readonly changed: number
  /** By a second run. */
  readonly changedAgain: number
}

/** How many modules of a package can be imported. */
export interface PackageFigures {
  readonly name: string
  /** Under pydantic 1, as released. */
  readonly modules: number
  /** Of these under pydantic 2, migrated. */
  readonly imports: number
  /** Of the others those whose import fails in a file for which the run gave a reason. */
  readonly explained: number
  readonly cause: string
  /** In a staged run: the models that are on v2 after it, and those that are kept on v1. */
  readonly onV2?: number
  readonly onV1?: number
}

/** The part of docs/migrating.md that is about released packages. @param whole what becomes of them without stages */
export function stagedTable(
  staged: readonly PackageFigures[],
  whole: readonly PackageFigures[] | undefined,
): string {
  const rows = staged.map(({ name, modules, imports, onV1 = 0, onV2 = 0 }) => {
    const all = whole?.find((figures) => figures.name === name)?.imports
    return `| ${name} | ${modules} | ${all ?? ''} | ${imports} | ${onV2} | ${onV1} |`
  })
  return [
    '| package | modules that pydantic 1 imports | pydantic 2 imports, all migrated | with `--stage v1` | models on v2 | kept on v1 |',
    '|---|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n')
}

/** The part of docs/trust.md that is about Pydantic. */
export function pydanticTable({ fixtures, pairs, mixed, models, packages, speed }: Partial<Figures>): string {
  const rows: string[] = []
  if (fixtures)
    rows.push(
      `| cases of the transforms | ${fixtures.cases} | ${fixtures.holds} hold, ${fixtures.left} are left to a person with a reason, ${fixtures.absent} do not run by themselves, ${fixtures.fails} fail |`,
    )
  if (pairs)
    rows.push(
      `| ${pairs.rows} constructs in ${pairs.contexts} contexts | ${pairs.pairs} | ${pairs.failed} differ |`,
    )
  if (mixed)
    rows.push(
      `| modules of several constructs at random, each construct ${mixed.least} times | ${mixed.modules}, with ${mixed.models} models | ${mixed.differ} differ |`,
    )
  if (models)
    rows.push(
      `| models of random fields, validators and configuration | ${models.models}, with ${models.outcomes} outcomes | ${models.differ} differ |`,
    )
  const proven = ['| what was run under both versions | how many | found |', '|---|---|---|', ...rows]
  if (speed)
    proven.push(
      '',
      `${speed.models} models in ${speed.files} files are migrated in ${speed.joinedSeconds} s when their bases and the types of their fields are in other files, ` +
        `and in ${speed.aloneSeconds} s when they are not; a second run changes ${speed.changedAgain} sites.`,
    )
  if (!packages || packages.length === 0) return proven.join('\n')
  const table = packages.map(
    ({ name, modules, imports, explained, cause }) =>
      `| ${name} | ${modules} | ${imports} | ${explained} of ${modules - imports} | ${cause} |`,
  )
  return [
    ...proven,
    '',
    'Released packages, migrated by one command with `--review` and imported under pydantic 2:',
    '',
    '| package | modules that pydantic 1 imports | pydantic 2 imports | the run told why of the others | what stops them |',
    '|---|---|---|---|---|',
    ...table,
  ].join('\n')
}

/** The part of docs/trust.md about repositories that people have moved to pydantic 2. */
export function replaysTable(replays: readonly ReplayFigures[]): string {
  const scores = replays.map(({ name, A, B, explained, unexplained, deprecated }) => {
    const tests = explained.flatMap((one) => one.tests)
    const theirs = tests.filter(({ people }) => people !== undefined && people !== 'passed').length
    return `| ${name} | ${A.join(' of ')} | ${theirs} | ${B.join(' of ')} | ${tests.length} of ${tests.length + unexplained.length} | ${deprecated.told} of ${deprecated.told + deprecated.untold.length} |`
  })
  const rows = replays.flatMap(({ name, explained }) => explained.map((one) => explainedRow(name, one)))
  return [
    '| repository | own tests, migrated, that pass | that fail, with the sources of the people, too | tests of the people that pass | failing tests that are explained | deprecated lines that a finding names |',
    '|---|--:|--:|--:|--:|--:|',
    ...scores,
    '',
    '| repository | failing tests | what the run says there | why they fail |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function explainedRow(name: string, { tests, place, text, why }: Explained): string {
  const listed = new Map<string, string[]>()
  for (const test of tests) {
    // The parameters of a test, and its class, take room.
    const plain = (test.name.split('::').at(-1) ?? '').split('[', 1)[0] ?? ''
    listed.set(plain, [...(listed.get(plain) ?? []), test.suite])
  }
  const suites = [...new Set(tests.map(({ suite }) => suite))]
    .map((suite) => `${suite} ${tests.filter((test) => test.suite === suite).length}`)
    .join(', ')
  const names = [...listed.keys()].map((test) => `\`${test}\``).join(', ')
  const said = place === '' ? '' : `\`${place}\` ${text.replaceAll('|', '\\|')}`
  return `| ${name} | ${suites}: ${names} | ${said} | ${why} |`
}
