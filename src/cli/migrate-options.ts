import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { NEWEST_MINOR } from '../project/requires-python.ts'
import { UsageError } from '../project/usage-error.ts'
import { parseVersion } from '../python/version.ts'
import type { Host } from './host.ts'
import { isOfManifests, namesManifests, PYDANTIC_REQUIREMENT, PYTHON_TARGET } from './manifest-names.ts'
import type { RunOptions } from './options.ts'
import { upgradeRecipe } from './recipes.ts'

/** The options of `migrate` as they were written. */
export interface MigrateOptions extends RunOptions {
  readonly to?: string
  readonly dryRun?: boolean
  readonly report?: readonly string[]
  readonly check?: string
  readonly checkFiles?: string
  readonly checkReport?: string
  readonly checkBudget?: number
  readonly checkTimeout?: number
  readonly checkRetries?: number
  /** True for one commit a transform. */
  readonly commit?: boolean | 'one' | 'transform'
  readonly interactive?: boolean
}

const CLEAN_UP = 'imports/remove-orphaned'

/** What `migrate` asks of the rest of the program. */
export interface MigrateRequest {
  readonly run: RunOptions
  /** For example "3.12"; undefined when the target was not named. */
  readonly to: string | undefined
  /** Whether the project's declarations of its Python version are brought up to date. */
  readonly bumps: boolean
  /** Whether the project's requirement of Pydantic is. */
  readonly requires: boolean
  readonly reports: readonly string[]
}

/**
 * Reads the options of `migrate`.
 * @throws UsageError for what does not fit together
 */
export function readMigrateOptions(options: MigrateOptions, host: Host): MigrateRequest {
  const to = options.to === undefined ? undefined : targetOf(options.to)
  if (to === undefined && options.transform.length + options.recipe.length === 0)
    throw new UsageError(
      '`migrate` needs to know where to: `--to 3.12`, or a recipe such as `--recipe pydantic-v2`.',
    )
  if (to !== undefined && options.targetVersion !== undefined)
    throw new UsageError('`--to` says the target already; leave `--target-version` out.')
  if (options.check === undefined)
    for (const name of ['checkReport', 'checkBudget', 'checkRetries'] as const)
      if (options[name] !== undefined)
        throw new UsageError(
          `--check-${name.slice(5).toLowerCase()} is about the command of --check, which is missing.`,
        )
  for (const [flag, command] of [
    ['--check', options.check],
    ['--check-files', options.checkFiles],
  ] as const)
    if (command?.trim() === '') throw new UsageError(`${flag} has no command: give one, or leave it out.`)
  const reports = (options.report ?? []).map((path) => resolve(host.cwd, path))
  for (const path of reports) refuseReport(path)
  const isAsked = (names: readonly string[]) => namesManifests(names, PYTHON_TARGET)
  const named = options.transform.filter((name) => !isOfManifests(name))
  // Alone the clean-up does nothing: so no other transform runs where only the declarations are asked for.
  const chosen = named.length === 0 && options.transform.length > 0 ? [CLEAN_UP] : named
  // Named transforms stand instead of the target's recipe; recipes come on top of it.
  const recipes =
    to === undefined || chosen.length > 0 ? options.recipe : [upgradeRecipe(to), ...options.recipe]
  return {
    run: {
      ...options,
      transform: chosen,
      recipe: recipes,
      ...(to === undefined ? {} : { targetVersion: to }),
    },
    to,
    bumps:
      to !== undefined &&
      !isAsked(options.skip) &&
      (options.transform.length === 0 || isAsked(options.transform)),
    requires: movesPydantic(options),
    reports,
  }
}

/** Found out before anything is written, and not after an hour of checks. */
function refuseReport(path: string): void {
  if (!/\.(md|json)$/i.test(path))
    throw new UsageError(`--report ${path}: the name has to end in .md or .json.`)
  if (!existsSync(dirname(path)))
    throw new UsageError(`--report ${path}: there is no folder ${dirname(path)}.`)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--report ${path}: a folder has that name.`)
}

/** Whether a run moves the project to pydantic 2, with what it requires of it. */
export function movesPydantic({ transform, recipe, skip }: RunOptions): boolean {
  const names = ['pydantic', 'pydantic-v2', PYDANTIC_REQUIREMENT]
  return (
    !names.some((name) => skip.includes(name)) &&
    names.some((name) => [...transform, ...recipe].includes(name))
  )
}

function targetOf(text: string): string {
  const version = parseVersion(text)
  if (version?.major !== 3 || version.minor < 8 || version.minor > NEWEST_MINOR || !/\d\D?\d/.test(text))
    throw new UsageError(
      `--to ${text}: it has to be a Python version from 3.8 to 3.${NEWEST_MINOR}, such as 3.12.`,
    )
  return `3.${version.minor}`
}
