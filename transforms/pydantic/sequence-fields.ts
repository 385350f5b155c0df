import {
  type Context,
  classAround,
  defineTransform,
  field,
  genericParts,
  type Node,
  parentOf,
  withoutType,
} from '#transform'
import { withoutOptional } from './_annotations.ts'
import { defaultOf, fieldArguments, fieldsOf, modelAround } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { MODEL_WORDS } from './_receivers.ts'

const SEQUENCE = /^(?:typing|collections\.abc)\.Sequence$/

export default defineTransform({
  summary: 'Let fields of sequences with a set as their default take sets',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/concepts/conversion_table/',
  query: '(assignment left: (identifier) type: (_) @type right: (_) @value) @assignment',
  anchors: ['Sequence'],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ assignment, type, value }, context) {
    const inner = withoutOptional(context.module, withoutType(type))
    const parts = genericParts(inner)
    const [item, ...others] = parts?.args ?? []
    if (!parts || !item || others.length > 0) return
    if (!SEQUENCE.test(context.qualifiedName(parts.origin) ?? '')) return
    const statement = parentOf(assignment)
    const classNode = statement && classAround(statement)
    const isField = classNode && fieldsOf(classNode).some((own) => own.assignment.id === assignment.id)
    if (!isField || !modelAround(context, classNode) || isWrittenForV2(context, assignment)) return
    const list = fieldArguments(context, value)
    const given = list ? defaultOf(list) : value
    if (!given || !isSet(given, context)) return
    context.review('v2 takes no set for a Sequence, v1 did')
    const name =
      context.targets('3.9') && context.isBuiltin('set', type) ? 'set' : context.import('typing', 'Set', type)
    context.replace(inner, `${context.import('typing', 'Union', type)}[${inner.text}, ${name}[${item.text}]]`)
  },
})

/** `{"a"}`, `set()`, and the factory `set`. */
function isSet(given: Node, context: Context): boolean {
  if (/^set(?:_comprehension)?$/.test(given.type)) return true
  if (given.type === 'call') {
    const callee = field(given, 'function')
    return callee !== undefined && SETS.test(context.qualifiedName(callee) ?? '')
  }
  const factory = given.type === 'keyword_argument' ? field(given, 'value') : undefined
  return factory !== undefined && SETS.test(context.qualifiedName(factory) ?? '')
}

const SETS = /^builtins\.(?:set|frozenset)$/
