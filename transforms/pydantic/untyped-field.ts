import { type Context, defineTransform, field, type Node } from '#transform'
import { classField, fieldsOf, modelAround } from './_fields.ts'
import { inferType, inheritedType } from './_inferred-type.ts'
import { bodyOf } from './_model-classes.ts'

/** What a class body may assign besides fields. */
const NO_FIELDS: ReadonlySet<string> = new Set(['Config', 'model_config'])
const CALLS =
  /^(?:pydantic\.(?:\w+\.)*(?:validator|root_validator|field_validator|model_validator|field_serializer|model_serializer|computed_field|PrivateAttr|ConfigDict)|pydantic_settings\.SettingsConfigDict|builtins\.(?:property|classmethod|staticmethod)|functools\..*)$/

export default defineTransform({
  summary: 'Annotate the fields of models that have none',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/errors/usage_errors/#model-field-missing-annotation',
  // The bases of a model may be anywhere: a file is looked at class by class where it speaks of pydantic, or where an attribute
  // without annotation stands beside one that has one, or first in its class.
  query: '(module) @file',
  anchors: [
    'pydantic',
    'BaseModel',
    'BaseSettings',
    'SQLModel',
    /^ {4}[a-z]\w*: .*\n {4}[a-z]\w* = /m,
    /^ {4}[a-z]\w* = .*\n {4}[a-z]\w*: /m,
    /^class \w+\([\w.]+\):\n(?: {4}""".*"""\n\n?)? {4}[a-z]\w* = /m,
  ],
  recipes: ['pydantic-v2'],
  rewrite({ file }, context) {
    for (const model of file.descendantsOfType('class_definition')) annotateFields(model, context)
  },
})

function annotateFields(model: Node, context: Context): void {
  const bare = bodyOf(model).flatMap((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    const found = assignment?.type === 'assignment' ? classField(assignment) : undefined
    return found && !found.type && !NO_FIELDS.has(found.name) ? [found] : []
  })
  if (bare.length === 0 || !modelAround(context, model)) return
  const last = fieldsOf(model).findLast(({ type }) => type)
  const isEarlier = bare.some(({ assignment }) => assignment.startIndex < (last?.assignment.startIndex ?? 0))
  if (isEarlier && /\bvalues\b/.test(model.text))
    context.note(
      'v1 validated fields without annotation after the others: look at what validators read from values',
    )
  for (const { name, assignment, value } of bare) {
    const target = field(assignment, 'left')
    if (!value || !target || isNoField(value, context) || isDeclaredAbove(name, model)) continue
    const inherited = inheritedType(name, model, context)
    const inferred = inferType(value, context)
    if (inherited?.text !== undefined) context.insert(target.endIndex, `: ${inherited.text}`)
    else if (inferred.kind === 'class')
      context.insert(target.endIndex, `: ${context.import('typing', 'ClassVar', assignment)}`)
    else if (inferred.kind === 'type') context.insert(target.endIndex, `: ${inferred.text}`)
    else
      context.report(
        `${name} has no annotation, which stops the import under v2: write its type, or ClassVar if it is no field`,
        assignment,
      )
  }
}

function isNoField(value: Node, context: Context): boolean {
  const head = value.type === 'call' ? field(value, 'function') : undefined
  const callee = head?.type === 'call' ? field(head, 'function') : head
  return value.type === 'lambda' || CALLS.test((callee && context.qualifiedName(callee)) ?? '')
}

/** `x: int` and then `x = 1`: the annotation is there. */
function isDeclaredAbove(name: string, model: Node): boolean {
  return bodyOf(model).some((other) => {
    const declared = other.firstNamedChild
    return (
      declared?.type === 'assignment' &&
      field(declared, 'type') !== undefined &&
      field(declared, 'left')?.text === name
    )
  })
}
