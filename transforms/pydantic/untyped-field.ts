import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  functionNamed,
  type Module,
  type Node,
} from '#transform'
import { bareClassVariable } from './_class-variable.ts'
import { type ClassField, classField, fieldsOf, modelAround } from './_fields.ts'
import { inferType, inheritedType, isClassVariableAbove } from './_inferred-type.ts'
import { bodyOf } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

/** What a class body may assign besides fields. */
const NO_FIELDS: ReadonlySet<string> = new Set(['Config', 'model_config'])
const CALLS =
  /^(?:pydantic\.(?:\w+\.)*(?:validator|root_validator|field_validator|model_validator|field_serializer|model_serializer|computed_field|PrivateAttr|ConfigDict)|pydantic_settings\.SettingsConfigDict|builtins\.(?:property|classmethod|staticmethod)|functools\..*)$/

export default defineTransform({
  summary: 'Annotate the fields of models that have none',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/errors/usage_errors/#model-field-missing-annotation',
  // The bases of a model may be anywhere: a file is looked at class by class where it speaks of pydantic, or where what may be an
  // attribute without annotation stands in it.
  query: '[(module) @file (class_definition superclasses: (argument_list)) @model]',
  anchors: ['pydantic', 'BaseModel', 'BaseSettings', 'SQLModel', /^ {4}[A-Za-z]\w* = /m],
  // Enumerations have no fields.
  needs: /^[ \t]*class \w+(?:\[[^\]]*\])?\((?![^)\n]*Enum)/m,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ file, model }, context) {
    if (model) annotateUnknown(model, context)
    else if (file)
      for (const found of file.descendantsOfType('class_definition')) annotateFields(found, context)
  },
})

/** Fields whose type is not known, one change for a class: a reviewer can let them be anything. */
function annotateUnknown(model: Node, context: Context): void {
  for (const { name, assignment, value } of bareFields(model, context)) {
    const target = field(assignment, 'left')
    if (!value || !target || /^(?:identifier|attribute|assignment)$/.test(value.type)) continue
    if (inheritedType(name, model, context) || inferType(value, context).kind !== 'none') continue
    context.insert(target.endIndex, `: ${context.import('typing', 'Any', assignment)}`)
    context.review('v1 took the class of the default for the type: write that, or ClassVar if it is no field')
  }
}

/** The assignments of a model's body that are fields without annotation. */
function bareFields(model: Node, context: Context): ClassField[] {
  const bare = bodyOf(model).flatMap((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    const found = assignment?.type === 'assignment' ? classField(assignment) : undefined
    return found && !found.type && !NO_FIELDS.has(found.name) ? [found] : []
  })
  if (bare.length === 0 || !modelAround(context, model)) return []
  return bare.filter(
    ({ name, value }) =>
      value &&
      !isNoField(value, context) &&
      !isDeclaredAbove(name, model) &&
      !isClassVariableAbove(name, model, context),
  )
}

function annotateFields(model: Node, context: Context): void {
  const bare = bareFields(model, context)
  if (bare.length === 0) return
  const last = fieldsOf(model).findLast(({ type }) => type)
  const isEarlier = bare.some(({ assignment }) => assignment.startIndex < (last?.assignment.startIndex ?? 0))
  if (isEarlier && /\bvalues\b/.test(model.text))
    context.note(
      'v1 validated fields without annotation after the others: look at what validators read from values',
    )
  for (const { name, assignment, value } of bare) {
    const target = field(assignment, 'left')
    if (!value || !target) continue
    const inherited = inheritedType(name, model, context)
    const inferred = inferType(value, context)
    if (inherited?.text !== undefined) context.insert(target.endIndex, `: ${inherited.text}`)
    else if (inferred.kind === 'class')
      context.insert(target.endIndex, `: ${bareClassVariable(context, assignment)}`)
    else if (inferred.kind === 'type') context.insert(target.endIndex, `: ${inferred.text}`)
    else
      context.report(
        `${name} has no annotation, which stops the import under v2: write its type, or ClassVar if it is no field`,
        assignment,
      )
  }
}

function isNoField(value: Node, context: Context): boolean {
  // Functions are methods in both versions.
  if (/^(?:identifier|attribute)$/.test(value.type) && functionNamed(context, value)) return true
  const head = value.type === 'call' ? field(value, 'function') : undefined
  const callee = head?.type === 'call' ? field(head, 'function') : head
  if (value.type === 'lambda' || CALLS.test((callee && context.qualifiedName(callee)) ?? '')) return true
  const made = head && functionNamed(context, head)
  return made !== undefined && givesNoField(made)
}

/** A function that makes validators: `return validator("a")(check)`. */
function givesNoField({ module, node }: { readonly module: Module; readonly node: Node }): boolean {
  const returns = node
    .descendantsOfType('return_statement')
    .filter((one) => [...ancestorsOf(one)].find(({ type }) => type === 'function_definition')?.id === node.id)
  return (
    returns.length > 0 &&
    returns.every((one) => {
      let callee = one.firstNamedChild
      while (callee?.type === 'call') callee = field(callee, 'function') ?? null
      const qualified = callee && module.qualify(callee)
      return qualified?.kind === 'certain' && CALLS.test(qualified.name)
    })
  )
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
