import { type ClassName, type Context, isStdlib, membersOf, type Node, withoutNone } from '#transform'
import { ancestorClasses, isRoot, modelKind } from './_model-classes.ts'
import { overrideProblem, ownMethod } from './_overrides.ts'

/** What the object of an attribute is: a model or one of several, an instance or the class. */
export type Receiver =
  | { readonly kind: 'instance' | 'class'; readonly classes: readonly ClassName[] }
  | { readonly kind: 'no' }
  | { readonly kind: 'unknown' }

const NO: Receiver = { kind: 'no' }
const UNKNOWN: Receiver = { kind: 'unknown' }

/** Whether an expression surely is a model. None is left out: it has none of a model's methods under any name. */
export function receiverOf(context: Context, node: Node): Receiver {
  const type = withoutNone(context.typeOf(node))
  if (!type) return UNKNOWN
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
    if (typeof of === 'string') continue
    for (const holder of [of, ...ancestorClasses(of, context.project).classes]) {
      const own = ownMethod(holder.node, name)
      const problem = own && overrideProblem(holder, own, name)
      if (problem) return problem
    }
  }
  return undefined
}
