import {
  type ClassName,
  type Context,
  field,
  isStdlib,
  type Module,
  membersOf,
  type Node,
  type Project,
  type Type,
  withoutNone,
} from '#transform'
import { ancestorClasses, type ClassRef, isRoot, leftAsGenerated, modelKind } from './_model-classes.ts'
import { overrideProblem, ownMethod } from './_overrides.ts'

/** What the object of an attribute is: a model or one of several, an instance or the class. */
export type Receiver =
  | { readonly kind: 'instance' | 'class'; readonly classes: readonly ClassName[] }
  | { readonly kind: 'no' }
  | { readonly kind: 'unknown' }

const NO: Receiver = { kind: 'no' }
const UNKNOWN: Receiver = { kind: 'unknown' }

/** Why code for any model keeps the old name in a staged run. */
export const MAY_BE_ON_V1 = 'a model that stays on pydantic.v1 may come here, too: it knows the old name only'

/** Texts that a project with models holds somewhere. */
export const MODEL_WORDS: readonly string[] = ['pydantic', 'sqlmodel']

const replacements = new WeakMap<Module, ReturnType<Project['imports']['replacementsSeenBy']>>()

/** The name under which tests put something else in place of a method: `patch.object(Item, "dict")`. */
function replacedMethod(
  { module, project }: Context,
  { module: home, node }: ClassRef,
  name: string,
): string | undefined {
  const seen = replacements.get(module) ?? project.imports.replacementsSeenBy(module.path)
  replacements.set(module, seen)
  if (seen.isEmpty || home.name === undefined) return undefined
  const path = `${home.name}.${field(node, 'name')?.text}.${name}`
  return seen.of('', path) === path ? path : undefined
}

/** Whether an expression surely is a model. None is left out: it has none of a model's methods under any name. */
export function receiverOf(context: Context, node: Node): Receiver {
  const read = (type: Type | undefined) => readType(context, type)
  const receiver = mayHaveModels(context) ? context.decide(node, read, agreed) : read(context.typeOf(node))
  return receiver ?? UNKNOWN
}

const withModels = new WeakMap<Project, boolean>()

/** Whether the project knows models at all: where it does not, there is nothing to ask a type checker about. */
function mayHaveModels({ project, text }: Context): boolean {
  let answer = withModels.get(project)
  if (answer === undefined) {
    answer =
      MODEL_WORDS.some((word) => text.includes(word)) || project.filesWith(new Set(MODEL_WORDS)).length > 0
    withModels.set(project, answer)
  }
  return answer
}

/** What both say: of two models the methods have to do for both. */
function agreed(own: Receiver, told: Receiver): Receiver | undefined {
  if (own.kind === 'unknown' || told.kind === 'unknown') return own.kind === 'unknown' ? told : own
  if ('classes' in own && 'classes' in told)
    return own.kind === told.kind ? { kind: own.kind, classes: [...own.classes, ...told.classes] } : undefined
  return own.kind === told.kind ? own : undefined
}

/** What a type says of its values' being models: of classes that are known it may not be known. Undefined without a type. */
function readType(context: Context, known: Type | undefined): Receiver | undefined {
  const type = withoutNone(known)
  if (!type) return undefined
  const classes: ClassName[] = []
  const kinds = new Set<'instance' | 'class'>()
  let isModel: boolean | undefined
  for (const member of membersOf(type)) {
    if (member.kind !== 'instance' && member.kind !== 'class') return NO
    const answer = isModelClass(context, member.of)
    if (answer === undefined || (isModel !== undefined && answer !== isModel)) return UNKNOWN
    isModel = answer
    classes.push(member.of)
    kinds.add(member.kind)
  }
  const [kind] = kinds
  if (!isModel) return NO
  return kind && kinds.size === 1 ? { kind, classes } : UNKNOWN
}

function isModelClass(context: Context, of: ClassName): boolean | undefined {
  if (typeof of !== 'string') {
    const kind = modelKind(of.module, of.node)
    return kind === 'unknown' ? undefined : kind !== 'no'
  }
  if (isRoot(of)) return true
  if (of.startsWith('builtins.') || isStdlib(of) || of.startsWith('pydantic.v1.')) return false
  const { answer } = context.project.hierarchy.isSubclass(of, 'pydantic.BaseModel', context.module.path)
  return answer === 'unknown' ? undefined : answer === 'yes'
}

/** Why a method of a model must keep its v1 name: the project defines it in a way that stays. */
export function methodProblem(
  context: Context,
  classes: readonly ClassName[],
  name: string,
): string | undefined {
  for (const of of classes) {
    if (typeof of === 'string') {
      if (context.project.hasModelsOnV1) return MAY_BE_ON_V1
      continue
    }
    for (const holder of [of, ...ancestorClasses(of, context.project).classes]) {
      const replaced = replacedMethod(context, holder, name)
      if (replaced !== undefined)
        return `tests replace ${replaced}, which would not be called any more: change them first`
      const own = ownMethod(holder.node, name)
      const problem = own && (leftAsGenerated(holder.module) ?? overrideProblem(holder, own, name))
      if (problem) return problem
    }
  }
  return undefined
}
