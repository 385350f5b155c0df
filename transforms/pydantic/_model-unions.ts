import { field, genericParts, type Module, type Node, type Project, withoutType } from '#transform'
import { impliesNone } from './_annotations.ts'
import { effectiveConfig } from './_config-table.ts'
import { fieldsOf, isClassVariable, keyword } from './_fields.ts'
import { ancestorClasses, type ClassRef, modelKind } from './_model-classes.ts'

/** What a field asks of a value, as far as the choice between two models turns on it. */
interface Asked {
  readonly type: string
  readonly isRequired: boolean
  /** The values of a `Literal` or of `const=True`, as they are written. */
  readonly only: readonly string[] | undefined
}

/**
 * Whether v2 may make the second of two models from what v1 made the first from: the values of both are alike, nothing in
 * them tells them apart, and the second has more fields, or others types for the same ones.
 * v1 took the first that a value could be made into; v2 the one of which most fields are given, then the one without conversion.
 */
export function mayTakeOther(first: ClassRef, second: ClassRef, project: Project): boolean {
  const one = fieldsAsked(first, project)
  const other = fieldsAsked(second, project)
  if (!one || !other || one.size === 0 || other.size === 0) return false
  if ([...one].some(([name, { isRequired }]) => isRequired && !other.has(name))) return false
  if ([...one].some(([name, asked]) => areApart(asked, other.get(name)))) return false
  const isMore = [...other.keys()].some((name) => !one.has(name))
  if (isMore) return !forbidsOthers(first, project)
  return [...other].some(([name, { type }]) => type !== one.get(name)?.type)
}

/** The fields of a model and its bases by their names; undefined where not all are known. */
function fieldsAsked(model: ClassRef, project: Project): ReadonlyMap<string, Asked> | undefined {
  if (modelKind(model.module, model.node) !== 'model') return undefined
  const above = ancestorClasses(model, project)
  if (!above.isComplete) return undefined
  const asked = new Map<string, Asked>()
  for (const { module, node } of [model, ...above.classes])
    for (const { name, type, value } of fieldsOf(node)) {
      if (!type || asked.has(name) || isClassVariable(module, type)) continue
      const call = value?.type === 'call' ? field(value, 'arguments') : undefined
      // Under another name a value is given in another way: too much to compare.
      if (call && /\balias\s*=/.test(call.text)) return undefined
      asked.set(name, {
        type: type.text,
        isRequired: lacksDefault(value?.text) && !impliesNone(module, project, type),
        only: literalValues(module, type) ?? (call && constantOf(call)),
      })
    }
  return asked
}

function lacksDefault(value: string | undefined): boolean {
  if (value === undefined || value === '...') return true
  if (/\bdefault(?:_factory)?\s*=\s*(?!\.\.\.)/.test(value)) return false
  return /^(?:\w+\.)*Field\(\s*(?:\.\.\.|\w+\s*=|\))/.test(value)
}

function literalValues(module: Module, annotation: Node): string[] | undefined {
  const parts = genericParts(withoutType(annotation))
  const origin = parts && module.qualify(parts.origin)
  const isLiteral = origin?.kind === 'certain' && /^typing(?:_extensions)?\.Literal$/.test(origin.name)
  return isLiteral ? parts?.args.map(({ text }) => text) : undefined
}

function constantOf(list: Node): string[] | undefined {
  const isConstant = field(keyword(list, 'const') ?? list, 'value')?.type === 'true'
  const value = list.firstNamedChild
  return isConstant && value ? [value.text] : undefined
}

function areApart(one: Asked, other: Asked | undefined): boolean {
  if (!one.only || !other?.only) return false
  const others = new Set(other.only.map(unquoted))
  return !one.only.some((text) => others.has(unquoted(text)))
}

function unquoted(text: string): string {
  return text.replaceAll(/["']/g, '')
}

function forbidsOthers(model: ClassRef, project: Project): boolean {
  return /forbid/.test(effectiveConfig(model, project).values.get('extra') ?? '')
}
