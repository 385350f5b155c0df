import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { costTable, performanceTables } from '../bench/tables.ts'
import { stageLines } from '../src/cli/stage-report.ts'
import { unifiedDiff } from '../src/edits/unified-diff.ts'
import type { FileOutcome } from '../src/engine/outcome.ts'
import { defectTable } from '../tests/defects/table.ts'
import {
  allFixtures,
  FINDINGS,
  type Fixture,
  findingLines,
  planFixture,
  SEPARATOR,
} from '../tests/support/fixture.ts'
import {
  filesBelow,
  type ProjectFixture,
  planProjectFixture,
  projectFixtures,
  stageReport,
} from '../tests/support/project-fixture.ts'
import { registry } from '../transforms/index.ts'
import { checkedIn, corpusTable } from './corpus/table.ts'
import { codes, index, transformPage } from './docs.ts'
import type { ReplayFigures } from './pydantic/explain.ts'
import {
  type Figures,
  type PackageFigures,
  pydanticTable,
  replaysTable,
  stagedTable,
} from './pydantic/table.ts'
import { replayTables } from './replay/table.ts'
import { residueTable } from './residue.ts'
import { targetTable } from './targets.ts'
import { whyUnmatched } from './why-unmatched.ts'

const root = new URL('../', import.meta.url).pathname
const check = process.argv.includes('--check')
/** Names or beginnings of names of transforms and project fixtures; none means all. */
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const wanted = (name: string) => only.length === 0 || only.some((prefix) => name.startsWith(prefix))

/** Writes a generated file, or with --check says that it is stale. */
function generate(path: string, text: string): void {
  const file = join(root, path)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  if (check) {
    console.error(`${path} is stale: run npm run update and read the difference`)
    process.exitCode = 1
    return
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  console.log(`wrote ${path}`)
}

/** A fixture's text with the after half, or the findings, that the tool gives today. */
function updated(fixture: Fixture): string {
  const name = `${fixture.transform}/${fixture.file}`
  const outcome = planFixture(fixture, registry)
  if (outcome.status === 'failed') throw new Error(`${name}: ${outcome.error}`)
  const isChanged = outcome.status === 'changed'
  const [kind] = /^(?:skip|report)-/.exec(fixture.file) ?? []
  if (kind !== undefined && isChanged) throw new Error(`${name} is called ${kind}, and changes`)
  if (kind === undefined && !isChanged)
    throw new Error(`${name} does not change: ${whyUnchanged(fixture, outcome)}`)
  const findings = findingLines(fixture, outcome)
  if (kind === 'report-' && findings === '')
    throw new Error(`${name} is called report-, and nothing is found: ${whyUnchanged(fixture, outcome)}`)
  if (kind === 'skip-' && findings !== '' && registry[fixture.transform]?.safety === 'report')
    throw new Error(`${name} is called skip-, and this is found:\n${findings}`)
  const half = isChanged ? SEPARATOR + outcome.after : ''
  const isListed = kind === 'report-' || (isChanged && fixture.findings !== undefined)
  return fixture.header + fixture.before + half + (isListed ? FINDINGS + findings : '')
}

function whyUnchanged({ transform, file, before }: Fixture, outcome: FileOutcome): string {
  if (outcome.status === 'skipped') return outcome.skip.reason
  const reasons = outcome.skips.map(({ reason }) => reason).join('; ')
  const own = registry[transform]
  return reasons || (own ? whyUnmatched(own, file, before) : 'there is no such transform')
}

/** Every fixture that is wanted; what is wrong with one is said, and the others are written all the same. @returns whether all are */
function updateFixtures(): boolean {
  let isWhole = true
  for (const fixture of allFixtures(join(root, 'fixtures'), registry))
    if (wanted(fixture.transform))
      try {
        generate(join('fixtures', fixture.transform, fixture.file), updated(fixture))
      } catch (error) {
        if (!(error instanceof Error) || error.constructor !== Error) throw error
        console.error(error.message)
        isWhole = false
      }
  return isWhole
}

async function updateProject(fixture: ProjectFixture): Promise<void> {
  const outcomes = await planProjectFixture(fixture, registry)
  const before = join(fixture.folder, 'before')
  const relative = fixture.folder.slice(root.length)
  for (const path of filesBelow(before)) {
    const outcome = outcomes.find((candidate) => candidate.path === path)
    if (outcome?.status === 'failed') throw new Error(`${fixture.name}/${path}: ${outcome.error}`)
    const text = outcome?.status === 'changed' ? outcome.after : readFileSync(join(before, path), 'utf8')
    generate(join(relative, 'after', path), text)
  }
  const after = join(fixture.folder, 'after')
  for (const path of existsSync(after) ? filesBelow(after) : [])
    if (!existsSync(join(before, path)) && !check) rmSync(join(after, path))
}

/** The parts of a document between `<!-- generated: name -->` and `<!-- end -->`, filled in. */
function filled(document: string, parts: Readonly<Record<string, string>>): string {
  return document.replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (whole, open: string, name: string, close: string) =>
      parts[name] === undefined ? whole : `${open}${parts[name]}\n${close}`,
  )
}

function transformTable(): string {
  const rows = Object.entries(registry).map(
    ([name, { summary, safety, since, sameAs }]) =>
      `| [${name}](docs/transforms/${name}.md) | ${summary.replaceAll('|', '\\|')} | ${since} | ${safety} | ${sameAs.join(', ')} |`,
  )
  return ['| name | does | since | class | same as |', '|---|---|---|---|---|', ...rows].join('\n')
}

/** The diff of some files of a project among the fixtures. */
async function showcase(name: string, paths: RegExp): Promise<string> {
  const fixture = projectFixture(name)
  const outcomes = await planProjectFixture(fixture, registry)
  const diffs = outcomes
    .filter((outcome) => outcome.status === 'changed')
    .filter((outcome) => paths.test(outcome.path))
    .map((outcome) =>
      unifiedDiff({
        oldPath: outcome.path,
        newPath: outcome.path,
        before: outcome.before,
        edits: outcome.edits,
        context: 1,
      }),
    )
  return `\`\`\`diff\n${diffs.join('')}\`\`\``
}

function projectFixture(name: string): ProjectFixture {
  const fixture = projectFixtures(join(root, 'fixtures/projects')).find((one) => one.name === name)
  if (!fixture) throw new Error(`there is no fixtures/projects/${name}`)
  return fixture
}

/** What docs/migrating.md shows of a staged run. */
async function stagedParts(): Promise<Readonly<Record<string, string>>> {
  const name = 'pydantic-stage-v1'
  const lines = stageLines(await stageReport(projectFixture(name), registry), false)
  const figures = (file: string) => readFileSync(join(root, 'bench', file), 'utf8')
  const staged = JSON.parse(figures('pydantic-staged.json')) as readonly PackageFigures[]
  return {
    stagedDiff: await showcase(name, /orders\.py$|units\.py$/),
    stagedReport: `\`\`\`text\n${lines.join('\n')}\n\`\`\``,
    staged: stagedTable(staged, (JSON.parse(figures('pydantic.json')) as Figures).packages),
  }
}

/** What the corpus run found, once its table is there. */
function corpusPart(): Readonly<Record<string, string>> {
  const table = checkedIn(root)
  return table ? { corpus: corpusTable(table) } : {}
}

/** The halves of each transform's first case, for `pymolt explain`. */
function examples(): string {
  const basics = allFixtures(join(root, 'fixtures'), registry).filter(
    ({ file, after }) => file === 'basic.py' && after !== undefined,
  )
  const halves = basics.map(
    ({ transform, before, after }) => [transform, { before, after: after ?? '' }] as const,
  )
  return `${JSON.stringify(Object.fromEntries(halves), null, 2)}\n`
}

/** A page for each transform, their index, and what they are called elsewhere. */
function documentTransforms(): void {
  const fixtures = allFixtures(join(root, 'fixtures'), registry)
  for (const [name, transform] of Object.entries(registry))
    if (wanted(name))
      generate(
        join('docs/transforms', `${name}.md`),
        transformPage(
          name,
          transform,
          fixtures.filter((fixture) => fixture.transform === name),
          registry,
        ),
      )
  generate('docs/transforms/README.md', index(registry))
  const comingFrom = readFileSync(join(root, 'docs/coming-from.md'), 'utf8')
  generate('docs/coming-from.md', filled(comingFrom, { codes: codes(registry) }))
}

/** Regenerates fixtures, and what is made from metadata. */
export default async function update(): Promise<void> {
  if (!updateFixtures()) {
    process.exitCode = 1
    return
  }
  for (const fixture of projectFixtures(join(root, 'fixtures/projects')))
    if (wanted(fixture.name)) await updateProject(fixture)
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  generate(
    'README.md',
    filled(readme, {
      diff: await showcase('legacy-shop', /settings\.py$|cart\.py$/),
      transforms: transformTable(),
    }),
  )
  const trust = readFileSync(join(root, 'docs/trust.md'), 'utf8')
  generate(
    'docs/trust.md',
    filled(trust, {
      defects: defectTable(),
      cost: costTable(),
      ...corpusPart(),
      replay: replayTables(root),
      targets: targetTable(),
      sixEra: residueTable(),
      pydantic: pydanticTable(JSON.parse(readFileSync(join(root, 'bench/pydantic.json'), 'utf8')) as Figures),
      pydanticReplays: replaysTable(
        JSON.parse(
          readFileSync(join(root, 'bench/pydantic-replays.generated.json'), 'utf8'),
        ) as ReplayFigures[],
      ),
    }),
  )
  const migrating = readFileSync(join(root, 'docs/migrating.md'), 'utf8')
  generate('docs/migrating.md', filled(migrating, await stagedParts()))
  const speed = readFileSync(join(root, 'docs/performance.md'), 'utf8')
  generate('docs/performance.md', filled(speed, { measured: performanceTables() }))
  generate('docs/examples.json', examples())
  documentTransforms()
}
