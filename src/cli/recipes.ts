import { table } from '../python/table.ts'
import { compareVersions, formatVersion, parseVersion, type Version } from '../python/version.ts'
import type { Registry, Transform } from '../transform/define.ts'

/** The families whose transforms make up the `pyXY` recipes. */
const UPGRADE_FAMILIES: ReadonlySet<string> = new Set([
  'typing',
  'imports',
  'idioms',
  'stdlib',
  'defaults',
  'dataclasses',
  'packages',
  'django',
])
/** The recipes of a family besides `pyXY`, for transforms that do not name their own. */
const FAMILY_RECIPES: Readonly<Record<string, readonly string[]>> = table({
  asyncio: ['standards'],
  classes: ['standards'],
  conditions: ['standards'],
  bugs: ['standards'],
  exceptions: ['standards'],
  files: ['standards'],
  functions: ['standards'],
  logging: ['standards'],
  loops: ['standards'],
  pydantic: ['pydantic-v2'],
  security: ['security'],
  standards: ['standards'],
  style: ['style'],
  testing: ['standards'],
})
const OLDEST_MINOR = 8
const NEWEST_MINOR = 15

/** `py38` … `py315`. */
const UPGRADE_RECIPES: readonly string[] = Array.from(
  { length: NEWEST_MINOR - OLDEST_MINOR + 1 },
  (_, index) => `py3${OLDEST_MINOR + index}`,
)

/** The version that a `pyXY` recipe brings code to; undefined for every other name. */
export function versionOfRecipe(recipe: string): Version | undefined {
  return /^py3\d{1,2}$/.test(recipe) ? parseVersion(recipe) : undefined
}

/** The `pyXY` recipe of a version such as "3.12". */
export function upgradeRecipe(version: string): string {
  return `py${version.replace('.', '')}`
}

/** Whether a transform may do anything where the code runs on `target` and newer. */
export function fitsTarget(transform: Transform, target: Version): boolean {
  if (transform.since === 'any' || transform.decidesBySite) return true
  const since = parseVersion(transform.since)
  return since !== undefined && compareVersions(since, target) <= 0
}

/** Whether the transform `name` belongs to `recipe`. */
export function isInRecipe(name: string, transform: Transform, recipe: string): boolean {
  // What a transform says itself stands instead of what its family says.
  if (transform.recipes !== undefined) return transform.recipes.includes(recipe)
  const family = familyOf(name)
  const version = versionOfRecipe(recipe)
  if (version) return UPGRADE_FAMILIES.has(family) && fitsTarget(transform, version)
  return FAMILY_RECIPES[family]?.includes(recipe) ?? false
}

/** The part of a transform's name before the slash. */
export function familyOf(name: string): string {
  return name.slice(0, name.indexOf('/'))
}

/** All recipes that may be named: `pyXY`, and those that hold a transform. */
export function recipesOf(registry: Registry): string[] {
  const recipes = new Set(UPGRADE_RECIPES)
  for (const [name, transform] of Object.entries(registry))
    for (const recipe of transform.recipes ?? FAMILY_RECIPES[familyOf(name)] ?? []) recipes.add(recipe)
  return [...recipes]
}

/** For people: all recipes, the `pyXY` ones as a range. */
export function recipesTold(registry: Registry): string {
  const others = recipesOf(registry).filter((recipe) => !UPGRADE_RECIPES.includes(recipe))
  return [`${UPGRADE_RECIPES[0]} … ${UPGRADE_RECIPES.at(-1)}`, ...others].join(', ')
}

/** For people: the recipes of one transform, the `pyXY` ones as a range ("py39 … py315"). */
export function describeRecipes(name: string, transform: Transform): string {
  if (transform.recipes !== undefined) return transform.recipes.join(', ') || 'none'
  const upgrade = UPGRADE_RECIPES.filter((recipe) => isInRecipe(name, transform, recipe))
  const range = upgrade.length > 2 ? `${upgrade[0]} … ${upgrade.at(-1)}` : upgrade.join(', ')
  return [range, ...(FAMILY_RECIPES[familyOf(name)] ?? [])].filter(Boolean).join(', ') || 'none'
}

/** The highest version that the recipes among `names` bring code to, with the recipe's name. */
export function impliedTarget(names: readonly string[]): { version: string; recipe: string } | undefined {
  let best: { version: Version; recipe: string } | undefined
  for (const recipe of names) {
    const version = versionOfRecipe(recipe)
    if (version && (!best || compareVersions(version, best.version) > 0)) best = { version, recipe }
  }
  return best && { version: formatVersion(best.version), recipe: best.recipe }
}
