import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { allFixtures, type Fixture, planFixture, SEPARATOR } from '../tests/support/fixture.ts'
import {
  filesBelow,
  type ProjectFixture,
  planProjectFixture,
  projectFixtures,
} from '../tests/support/project-fixture.ts'
import { registry } from '../transforms/index.ts'

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

/** A fixture's text with the after half that the tool gives today. */
function updated(fixture: Fixture): string {
  const outcome = planFixture(fixture, registry)
  if (outcome.status === 'failed') throw new Error(`${fixture.transform}/${fixture.file}: ${outcome.error}`)
  const half = outcome.status === 'changed' ? SEPARATOR + outcome.after : ''
  return fixture.header + fixture.before + half
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

/** Regenerates fixtures, and what is made from metadata. */
export default async function update(): Promise<void> {
  for (const fixture of allFixtures(join(root, 'fixtures'), registry))
    if (wanted(fixture.transform))
      generate(join('fixtures', fixture.transform, fixture.file), updated(fixture))
  for (const fixture of projectFixtures(join(root, 'fixtures/projects')))
    if (wanted(fixture.name)) await updateProject(fixture)
}
