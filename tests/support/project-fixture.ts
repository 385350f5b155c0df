import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isInRecipe } from '../../src/cli/recipes.ts'
import { stageModels } from '../../src/cli/stage.ts'
import type { StageReport } from '../../src/cli/stage-report.ts'
import type { FileOutcome } from '../../src/engine/outcome.ts'
import { makePlanProject } from '../../src/engine/plan-project.ts'
import type { PlanRequest } from '../../src/engine/request.ts'
import type { Registry } from '../../src/transform/define.ts'

/** A case that takes several files: `fixtures/projects/<name>/{before,after}` and what to run in `options.json`. */
export interface ProjectFixture {
  readonly name: string
  readonly folder: string
  readonly options: {
    readonly transforms: readonly string[]
    readonly target?: string
    readonly review?: boolean
    /** Models that are not ready for Pydantic v2 are kept on v1. */
    readonly stage?: 'v1'
    readonly roots?: readonly string[]
    readonly modelRoots?: readonly string[]
    readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  }
}

/** Every project fixture below `folder`. */
export function projectFixtures(folder: string): ProjectFixture[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'options.json')))
    .sort()
    .map((name) => ({
      name,
      folder: join(folder, name),
      options: JSON.parse(
        readFileSync(join(folder, name, 'options.json'), 'utf8'),
      ) as ProjectFixture['options'],
    }))
}

/** All files below `folder`, relative to it, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

/** Plans one half of a project fixture. */
export async function planProjectFixture(
  fixture: ProjectFixture,
  registry: Registry,
  half: 'before' | 'after' = 'before',
): Promise<readonly FileOutcome[]> {
  const request = requestFor(fixture, registry, half)
  const planProject = makePlanProject(registry, undefined)
  return fixture.options.stage === undefined
    ? planProject(request)
    : (await stageModels(request, planProject, () => () => {})).files
}

/** What a staged run says of the models of a project fixture. */
export async function stageReport(fixture: ProjectFixture, registry: Registry): Promise<StageReport> {
  const request = requestFor(fixture, registry, 'before')
  return (await stageModels(request, makePlanProject(registry, undefined), () => () => {})).report
}

function requestFor(
  { folder, options }: ProjectFixture,
  registry: Registry,
  half: 'before' | 'after',
): PlanRequest {
  const root = join(folder, half)
  const files = filesBelow(root).filter((path) => /\.pyi?$/.test(path))
  return {
    root,
    files: files.map((path) => ({ path, absolute: join(root, path), explicit: false })),
    projectFiles: files,
    transforms: [
      ...options.transforms.flatMap((name) => expanded(name, registry)),
      'imports/remove-orphaned',
    ],
    review: options.review ?? false,
    target: { version: options.target ?? '3.12', source: 'options.json' },
    options: options.options ?? {},
    lineLength: 88,
    maxFileSize: 2_000_000,
    importRoots: options.roots ?? [],
    modelRoots: options.modelRoots ?? [],
    excludedSites: [],
    threads: 1,
  }
}

/** The transforms of a recipe, or of a family, `family/*`; the name of one as it is. */
function expanded(name: string, registry: Registry): readonly string[] {
  if (!name.includes('/'))
    return Object.entries(registry).flatMap(([other, transform]) =>
      isInRecipe(other, transform, name) ? [other] : [],
    )
  return name.endsWith('/*')
    ? Object.keys(registry).filter((other) => other.startsWith(name.slice(0, -1)))
    : [name]
}
