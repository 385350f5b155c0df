import { basesOf, field, type Module, type Node, type Project } from '#transform'
import { Draft, type PlannedLine } from './_config-draft.ts'
import { aliasesOfOthers, fieldsProblem } from './_config-fields.ts'
import { readersOf } from './_config-readers.ts'
import { effectiveConfig, tableOf } from './_config-table.ts'
import { isLiteralText } from './_config-values.ts'
import { bodyOf, type ClassRef, classNamed, identityOf, isRoot, modelKind } from './_model-classes.ts'

/** What becomes of one Config, or why it stays as it is. */
export type ConfigPlan =
  | {
      readonly kind: 'plan'
      readonly isSettings: boolean
      readonly lines: readonly PlannedLine[]
      readonly heading: string | undefined
      readonly end: number
      /** What a reviewer has to look at; none for a change that keeps everything. */
      readonly notes: readonly string[]
      /** The `fields = {...}` entry, to be moved to the fields. */
      readonly fields: Node | undefined
      /** Statements of functions that move into the model, with their new names. */
      readonly functions: readonly { readonly statement: Node; readonly name: string }[]
    }
  | { readonly kind: 'stays'; readonly reason: string }

const stays = (reason: string): ConfigPlan => ({ kind: 'stays', reason })

/** Deeper chains of Config classes are left alone. */
const MAX_CHAIN = 100
const plans = new WeakMap<Module, Map<number, ConfigPlan>>()

/**
 * Works out the v2 form of a model's `class Config` or `Config = X`.
 * @param around the models whose plans wait for this one, as their Config is a base of its Config
 */
export function planConfig(
  model: ClassRef,
  config: Node,
  project: Project,
  quote: string,
  around: readonly string[] = [],
): ConfigPlan {
  const known = plans.get(model.module) ?? new Map<number, ConfigPlan>()
  plans.set(model.module, known)
  let plan = known.get(config.startIndex)
  if (!plan) {
    plan = makePlan(model, config, project, quote, around)
    known.set(config.startIndex, plan)
  }
  return plan
}

function makePlan(
  model: ClassRef,
  config: Node,
  project: Project,
  quote: string,
  around: readonly string[],
): ConfigPlan {
  if (around.length > MAX_CHAIN) return stays('too many Config classes derive from each other')
  const { module, node } = model
  const kind = modelKind(module, node)
  if (kind !== 'model' && kind !== 'settings')
    return stays('the class around Config is not certainly a model')
  if (bodyOf(node).some(bindsModelConfig))
    return stays('the class has both a Config and a model_config: merge them by hand')
  const table = tableOf(model, config, project)
  if (table.kind === 'other') return stays(table.reason)
  const draft = new Draft(kind === 'settings', quote)
  const problem = draft.take(table, model, config)
  if (problem !== undefined) return stays(problem)
  // A v1 model with one custom root has no other field for `extra` to speak of, and RootModel refuses the key.
  if (bodyOf(node).some(isRootField)) draft.drop('extra')
  const merged = inheritedConflicts(model, project, draft, table.namesParent)
  if (merged !== undefined) return stays(merged)
  const unsettled = draft.settle(model, project)
  if (unsettled !== undefined) return stays(unsettled)
  const fields = draft.fields && fieldsProblem(draft.fields, node, module, kind === 'settings')
  if (fields !== undefined) return stays(fields)
  const others = draft.fields && kind !== 'settings' ? aliasesOfOthers(draft.fields, node) : []
  const generator = others.length > 0 ? draft.generateAliases(others, model, project) : undefined
  if (generator !== undefined) return stays(generator)
  const readers = readersOf(model, project)
  if (readers.blocked !== undefined) return stays(readers.blocked)
  const inside = [...around, `${module.path}:${identityOf(model)}`]
  for (const dependent of readers.dependents) {
    if (inside.includes(`${dependent.model.module.path}:${identityOf(dependent.model)}`)) continue
    const plan = planConfig(dependent.model, dependent.config, project, quote, inside)
    const name = field(dependent.model.node, 'name')?.text
    if (plan.kind === 'stays')
      return stays(`${name}.Config derives from this one and has to stay: ${plan.reason}`)
    if (plan.notes.length > 0) draft.notes.push(`${name}.Config derives from this one and is to be reviewed`)
  }
  return {
    kind: 'plan',
    isSettings: kind === 'settings',
    lines: draft.lines,
    heading: table.heading,
    end: table.end,
    notes: draft.notes,
    fields: draft.fields,
    functions: draft.functions,
  }
}

function bindsModelConfig(statement: Node): boolean {
  const assignment = statement.firstNamedChild
  return assignment?.type === 'assignment' && field(assignment, 'left')?.text === 'model_config'
}

function isRootField(statement: Node): boolean {
  const assignment = statement.firstNamedChild
  return assignment?.type === 'assignment' && field(assignment, 'left')?.text === '__root__'
}

/**
 * Of several bases v1 took the configuration of the first, v2 takes that of the last: keys on which they differ are
 * written out. Gives the reason where that is not possible.
 */
function inheritedConflicts(
  model: ClassRef,
  project: Project,
  draft: Draft,
  namesParent: boolean,
): string | undefined {
  const { differing, isComplete } = differingBases(model, project)
  if (!isComplete) draft.notes.push('v1 preferred the configuration of the first base, v2 that of the last')
  for (const [key, text] of differing) {
    if (draft.value(key) !== undefined) continue
    if (namesParent || !isLiteralText(text))
      return `the bases differ in ${key}, and v2 takes that of the last: write it out`
    draft.set(key, text.startsWith('"') ? text.replaceAll('"', draft.quote) : text)
  }
  return undefined
}

/** The keys that several base models set differently, with the value of the first, which v1 took. */
export function differingBases(
  model: ClassRef,
  project: Project,
): { readonly differing: ReadonlyMap<string, string>; readonly isComplete: boolean } {
  const bases = basesOf(model.node)
    .map((base) => classNamed(model.module, project, base))
    .filter((found) => found !== undefined)
    .filter((found) =>
      typeof found === 'string' ? isRoot(found) : modelKind(found.module, found.node) !== 'no',
    )
    .map((found) => effectiveConfig(found, project))
  const differing = new Map<string, string>()
  if (bases.length < 2) return { differing, isComplete: true }
  const last = new Map<string, string>()
  for (const { values } of bases) for (const [key, text] of values) last.set(key, text)
  const first = effectiveConfig(model, project, 'inherited')
  for (const [key, text] of first.values) if (last.get(key) !== text) differing.set(key, text)
  return { differing, isComplete: first.isComplete }
}
