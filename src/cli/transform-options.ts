import type { Config } from '../project/config.ts'
import { didYouMean } from '../project/nearest.ts'
import { UsageError } from '../project/usage-error.ts'
import type { OptionSpec, Registry } from '../transform/define.ts'
import { isOfManifests } from './manifest-names.ts'
import { expandName } from './selection.ts'

/**
 * Checks what a configuration says of transforms: which it names, and the options that it sets.
 * @param where it is said: the name of a file, or `--config`
 * @throws UsageError for an unknown transform, family, recipe or option, or a value of another type than the option's default
 */
export function checkTransformsOf(registry: Registry, config: Config, where: string): void {
  const { select = [], recipes = [], skip = [], perFile = [] } = config
  const named = [
    ['select', select, 'transform'],
    ['recipes', recipes, 'recipe'],
    ['skip', skip.filter((name) => !isOfManifests(name)), 'transform'],
    ...perFile.map(
      (rule) => [`per-file."${rule.pattern}"`, [...rule.select, ...rule.skip], 'transform'] as const,
    ),
  ] as const
  for (const [key, names, kind] of named)
    for (const name of names) saidIn(`${where}: ${key}`, () => expandName(registry, name, kind))
  saidIn(where, () => checkOptions(registry, config))
}

function saidIn(where: string, check: () => unknown): void {
  try {
    check()
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${where}: ${error.message}`) : error
  }
}

function checkOptions(registry: Registry, config: Config): void {
  for (const [name, values] of Object.entries(config.options ?? {})) {
    const transform = Object.hasOwn(registry, name) ? registry[name] : undefined
    if (!transform)
      throw new UsageError(
        sentence(`options."${name}": there is no such transform`, name, Object.keys(registry)),
      )
    for (const [option, value] of Object.entries(values)) {
      const spec = Object.hasOwn(transform.options, option) ? transform.options[option] : undefined
      if (!spec)
        throw new UsageError(
          sentence(
            `options."${name}".${option}: the transform has no such option`,
            option,
            Object.keys(transform.options),
          ),
        )
      if (!isOfType(value, spec))
        throw new UsageError(`options."${name}".${option}: must be ${describeType(spec)}.`)
    }
  }
}

function sentence(problem: string, name: string, candidates: readonly string[]): string {
  const hint = didYouMean(name, candidates)
  return hint ? `${problem}; ${hint}` : `${problem}.`
}

function isOfType(value: unknown, spec: OptionSpec): boolean {
  if (Array.isArray(spec.default))
    return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
  return typeof value === typeof spec.default
}

/** For people: what an option takes. */
export function describeType(spec: OptionSpec): string {
  if (Array.isArray(spec.default)) return 'a list of strings'
  return { boolean: 'true or false', number: 'a number', string: 'a string' }[
    typeof spec.default as 'boolean'
  ]
}
