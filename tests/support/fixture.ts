import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FileEnvironment, fits } from '../../src/engine/file-environment.ts'
import type { FileOutcome } from '../../src/engine/outcome.ts'
import { planFile } from '../../src/engine/plan-file.ts'
import { selectedTransforms } from '../../src/engine/planner.ts'
import { Project } from '../../src/project/project.ts'
import { formatVersion, parseVersion } from '../../src/python/version.ts'
import type { Registry } from '../../src/transform/define.ts'

export const SEPARATOR = '# ---- after ----\n'
/** Below it, in a file called `report-<what>.py`, stands what is found: `# line:column message`. */
export const FINDINGS = '# ---- findings ----\n'
const DEFAULT_TARGET = '3.12'

/** One case of a transform: a file below `fixtures/<family>/<name>/`. */
export interface Fixture {
  /** `family/name` of the transform. */
  readonly transform: string
  readonly file: string
  /** The option line with its newline, or ''. */
  readonly header: string
  readonly options: Readonly<Record<string, string>>
  readonly before: string
  /** The expected text; undefined when nothing must change. */
  readonly after: string | undefined
  /** The lines below the findings separator; undefined when there is none. */
  readonly findings?: string | undefined
}

/**
 * Reads one fixture: an optional `# pymolt:` line of options, the before half, a separator, the after half; of one that
 * reports, the findings.
 */
function readFixture(folder: string, transform: string, file: string): Fixture {
  const text = readFileSync(join(folder, transform, file), 'utf8')
  const header = /^# pymolt: .*\n/.exec(text)?.[0] ?? ''
  const isOptions = header !== '' && !/^# pymolt: skip/.test(header)
  const whole = isOptions ? text.slice(header.length) : text
  const end = whole.indexOf(FINDINGS)
  const body = end === -1 ? whole : whole.slice(0, end)
  const at = body.indexOf(SEPARATOR)
  return {
    transform,
    file,
    header: isOptions ? header : '',
    options: isOptions ? parseOptions(header.slice('# pymolt: '.length).trim()) : {},
    before: withoutNearMiss(at === -1 ? body : body.slice(0, at), `${transform}/${file}`),
    after: at === -1 ? undefined : body.slice(at + SEPARATOR.length),
    findings: end === -1 ? undefined : whole.slice(end + FINDINGS.length),
  }
}

/** What `fixture.transform` found, as the lines of its findings section; places are those in the fixture's file. */
export function findingLines(fixture: Fixture, outcome: FileOutcome): string {
  const offset = fixture.header === '' ? 0 : 1
  return outcome.findings
    .filter(({ transform }) => transform === fixture.transform)
    .map(({ line, column, message, since }) => {
      const from = since === undefined ? '' : ' (later than the target)'
      return `# ${line + offset}:${column} ${message}${from}\n`
    })
    .join('')
}

/** A separator with other dashes would make one file of both halves. */
function withoutNearMiss(before: string, name: string): string {
  const near = /^#\s*-+\s*(after|findings)\s*-+\s*$/m.exec(before)
  if (near) throw new Error(`${name}: the separator is # ---- ${near[1]} ----`)
  return before
}

function parseOptions(line: string): Record<string, string> {
  return Object.fromEntries(
    line.split(/\s+/).map((word) => {
      const at = word.indexOf('=')
      return at === -1 ? [word, 'true'] : [word.slice(0, at), word.slice(at + 1)]
    }),
  )
}

/** Every fixture below `folder` that belongs to a registered transform. */
export function allFixtures(folder: string, registry: Registry): Fixture[] {
  return Object.keys(registry).flatMap((transform) =>
    existsSync(join(folder, transform))
      ? readdirSync(join(folder, transform))
          .filter((file) => /\.pyi?$/.test(file))
          .sort()
          .map((file) => readFixture(folder, transform, file))
      : [],
  )
}

/** The transforms that a fixture runs: its own, those of `with=`, and the clean-up after them. */
function transformsOf(fixture: Fixture): string[] {
  const others = fixture.options.with?.split(',') ?? []
  return [fixture.transform, ...others, 'imports/remove-orphaned']
}

/** The Python version that a fixture is for. */
export function targetOf(fixture: Fixture): string {
  const asked = fixture.options.target ?? DEFAULT_TARGET
  const version = parseVersion(asked)
  if (!version) throw new Error(`${fixture.transform}/${fixture.file}: ${asked} is no Python version`)
  return formatVersion(version)
}

/** Plans `text` as the file of `fixture` with the given transforms. */
export function planFixture(
  fixture: Fixture,
  registry: Registry,
  names: readonly string[] = transformsOf(fixture),
  text: string = fixture.before,
): FileOutcome {
  const path = fixture.options.path ?? (fixture.file.endsWith('.pyi') ? 'example.pyi' : 'example.py')
  const target = parseVersion(targetOf(fixture))
  if (!target) throw new Error(`bad target in ${fixture.file}`)
  rejectUnknownOptions(fixture, registry)
  // As on the command line, where what needs a newer Python is left out.
  const transforms = selectedTransforms(registry, names).filter((transform) => fits(transform, target))
  const environment: FileEnvironment = {
    project: new Project({
      root: '/nonexistent',
      files: [path, ...(fixture.options.files?.split(',') ?? [])],
      roots: fixture.options.roots?.split(',') ?? [],
      modelRoots: [],
      read: (asked) => Buffer.from(asked === path ? text : ''),
    }),
    transforms,
    target,
    review: fixture.options.review === 'true',
    options: Object.fromEntries(
      transforms.map((transform) => [
        transform.name,
        Object.fromEntries(
          Object.entries(transform.options).map(([name, spec]) => [
            name,
            optionValue(fixture.options[name], spec.default),
          ]),
        ),
      ]),
    ),
    lineLength: Number(fixture.options['line-length'] ?? 88),
    maxFileSize: 2_000_000,
    excludedSites: new Set(),
    verify: 'fast',
  }
  return planFile(path, Buffer.from(text), environment)
}

function optionValue(
  given: string | undefined,
  fallback: boolean | number | string | readonly string[],
): unknown {
  if (given === undefined) return fallback
  if (typeof fallback === 'boolean') return given === 'true'
  if (typeof fallback === 'number') return Number(given)
  return typeof fallback === 'string' ? given : given.split(',')
}

const FIXTURE_OPTIONS: ReadonlySet<string> = new Set(
  'target review with path line-length before-python before-pydantic files roots dead-comments'.split(' '),
)

/** A misspelled option would leave the case silently without it. */
function rejectUnknownOptions(fixture: Fixture, registry: Registry): void {
  const own = transformsOf(fixture).flatMap((name) => Object.keys(registry[name]?.options ?? {}))
  for (const option of Object.keys(fixture.options))
    if (!FIXTURE_OPTIONS.has(option) && !own.includes(option))
      throw new Error(`${fixture.transform}/${fixture.file}: unknown option ${option} in the first line`)
}
