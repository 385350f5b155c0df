import { nearest } from '../project/nearest.ts'
import { UsageError } from '../project/usage-error.ts'
import { parseVersion } from '../python/version.ts'
import type { Registry } from '../transform/define.ts'
import {
  familyOf,
  fitsTarget,
  isInRecipe,
  recipesOf,
  recipesTold,
  upgradeRecipe,
  versionOfRecipe,
} from './recipes.ts'

/** It looks after what other transforms leave behind, so it is part of every run. */
const ALWAYS = 'imports/remove-orphaned'

/** What the user asked for. Names are those of transforms, families or recipes. */
export interface SelectionRequest {
  readonly select: readonly string[]
  readonly recipes: readonly string[]
  readonly skip: readonly string[]
  readonly review: boolean
  /** For example "3.12". */
  readonly target: string
}

/** Which transforms run, and what there is to say about those that do not. */
export interface Selection {
  /** `family/name`, in registry order. */
  readonly transforms: readonly string[]
  /** Left out because they need a newer target, with the version. */
  readonly belowTarget: readonly { readonly name: string; readonly since: string }[]
  /** How many transforms of class review the recipes hold that `--review` would add. */
  readonly leftForReview: number
  /** The recipe that was taken because nothing was asked for. */
  readonly defaultRecipe?: string
  /** How many more transforms of class safe that recipe would hold for a newer target. */
  readonly forNewer?: { readonly version: string; readonly transforms: number }
}

/**
 * Decides which transforms run. A `pyXY` recipe gives its transforms of class review only with `review`;
 * whatever else is named runs whatever its class, and its review sites are then counted instead of changed.
 * @throws UsageError for a name that is no transform, family or recipe
 */
export function selectTransforms(registry: Registry, request: SelectionRequest): Selection {
  const target = parseVersion(request.target)
  if (!target) throw new RangeError(`not a version: ${request.target}`)
  const asked = askedFor(registry, request)
  const chosen = new Set<string>()
  const forReview = new Set<string>()
  const belowTarget = new Map<string, string>()
  for (const { name, isOfUpgrade } of asked ?? defaultMembers(registry, request.target)) {
    const transform = registry[name]
    if (!transform) continue
    const needsReview = transform.safety === 'review' && !request.review
    if (!fitsTarget(transform, target)) belowTarget.set(name, transform.since)
    else if (needsReview && isOfUpgrade) forReview.add(name)
    else chosen.add(name)
  }
  if (registry[ALWAYS] && chosen.size > 0) chosen.add(ALWAYS)
  for (const name of request.skip)
    for (const member of expandName(registry, name, 'transform')) chosen.delete(member)
  const defaultRecipe = upgradeRecipe(request.target)
  return {
    transforms: Object.keys(registry).filter((name) => chosen.has(name)),
    belowTarget: [...belowTarget].map(([name, since]) => ({ name, since })),
    leftForReview: [...forReview].filter((name) => !chosen.has(name)).length,
    ...(asked ? {} : { defaultRecipe, ...forNewer(registry, request.target, chosen) }),
  }
}

/** A transform that was asked for, and whether as part of a `pyXY` recipe, which holds back those of class review. */
interface Member {
  readonly name: string
  readonly isOfUpgrade: boolean
}

/** What the names of a request stand for; undefined where it names nothing. */
function askedFor(registry: Registry, { select, recipes }: SelectionRequest): readonly Member[] | undefined {
  const asked = [...select, ...recipes]
  if (asked.length === 0) return undefined
  return asked.flatMap((name) => {
    const kind = recipes.includes(name) && !select.includes(name) ? 'recipe' : 'transform'
    const isOfUpgrade = versionOfRecipe(name) !== undefined
    return expandName(registry, name, kind).map((member) => ({ name: member, isOfUpgrade }))
  })
}

/** The `pyXY` recipe of a target. */
function defaultMembers(registry: Registry, target: string): readonly Member[] {
  return Object.keys(registry)
    .filter((name) => isInDefault(registry, name, target))
    .map((name) => ({ name, isOfUpgrade: true }))
}

/** What people bring code to unless they say otherwise. */
const USUAL_GOAL = '3.12'

function forNewer(
  registry: Registry,
  target: string,
  chosen: ReadonlySet<string>,
): Pick<Selection, 'forNewer'> {
  const more = Object.entries(registry).filter(
    ([name, { safety }]) =>
      safety === 'safe' &&
      !chosen.has(name) &&
      isInDefault(registry, name, USUAL_GOAL) &&
      !isInDefault(registry, name, target),
  )
  return more.length === 0 ? {} : { forNewer: { version: USUAL_GOAL, transforms: more.length } }
}

/** Whether the `pyXY` recipe of `target` holds the transform. Targets older than the oldest recipe have theirs too. */
function isInDefault(registry: Registry, name: string, target: string): boolean {
  const transform = registry[name]
  return transform !== undefined && isInRecipe(name, transform, upgradeRecipe(target))
}

/**
 * The transforms that a name stands for: itself, all of a family, or all of a recipe.
 * @param kind what the user was asked to name: a family called like a recipe is not meant by the name of a recipe
 * @throws UsageError listing the nearest names
 */
export function expandName(
  registry: Registry,
  name: string,
  kind: 'transform' | 'recipe' = 'transform',
): string[] {
  if (Object.hasOwn(registry, name)) return [name]
  const names = Object.keys(registry)
  const family = names.filter((candidate) => familyOf(candidate) === name)
  const recipe = recipesOf(registry).includes(name)
    ? names.filter((candidate) => {
        const transform = registry[candidate]
        return transform !== undefined && isInRecipe(candidate, transform, name)
      })
    : undefined
  if (recipe && kind === 'recipe') return recipe
  if (family.length > 0 || recipe) return [...new Set([...family, ...(recipe ?? [])])]
  // The name without its family is enough where only one family has it.
  const short = names.filter((candidate) => candidate.endsWith(`/${name}`))
  if (short.length === 1) return short
  throw unknownName(registry, name, kind, short)
}

function unknownName(
  registry: Registry,
  name: string,
  kind: string,
  ambiguous: readonly string[],
): UsageError {
  const all = [
    ...Object.keys(registry),
    ...new Set(Object.keys(registry).map(familyOf)),
    ...recipesOf(registry),
  ]
  // People know rules by the codes of other tools.
  const code = name.toUpperCase()
  const same = Object.keys(registry).filter((candidate) =>
    registry[candidate]?.sameAs.some((other) => other.toUpperCase() === code),
  )
  const family = familyOf(name)
  const hasFamily =
    name.includes('/') && Object.keys(registry).some((candidate) => familyOf(candidate) === family)
  const near = same.length > 0 ? same : ambiguous.length > 0 ? ambiguous : nearest(name, all)
  const hint =
    near.length > 0
      ? `did you mean ${near.map((candidate) => `\`${candidate}\``).join(' or ')}?`
      : kind === 'recipe'
        ? `there are ${recipesTold(registry)}.`
        : `\`pymolt list${hasFamily ? ` ${family}` : ''}\` shows what there is.`
  const article = ambiguous.length > 0 ? 'more than one' : 'no'
  return new UsageError(`There is ${article} ${kind} called \`${name}\`: ${hint}`)
}
