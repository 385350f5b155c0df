import { type Context, defineTransform, type Module, type Node, withoutType } from '#transform'
import { namesIn, quoted } from './_annotations.ts'
import { argumentsOf, fieldArguments, fieldsOf, isClassVariable, modelAround } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { ancestorClasses, type ClassRef } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

/** What shows that models become JSON; other things than models have a json() as well. */
const DUMPS = ['fastapi', 'jsonable_encoder', 'pydantic_encoder', '.model_dump_json(']

/** Types that were numbers in the JSON of v1, with what is said of a field. */
const NUMBERS: ReadonlyMap<string, (field: string) => string> = new Map([
  [
    'decimal.Decimal',
    (field: string) =>
      `JSON of v2 holds the Decimal of ${field} as text, v1 wrote a number: write a @field_serializer("${field}", when_used="json") that returns numbers, or tell who reads it`,
  ],
  [
    'datetime.timedelta',
    (field: string) =>
      `JSON of v2 holds "PT5S" for ${field}, v1 wrote seconds: set ser_json_timedelta="float" in model_config, or tell who reads it`,
  ],
])

export default defineTransform({
  summary: 'Report decimals and durations, which were numbers in the JSON of v1 and are text in that of v2',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/api/standard_library_types/',
  query: '(class_definition superclasses: (argument_list)) @model',
  anchors: [/\b(?:Decimal|timedelta)\b(?<=:[^\n]{0,499})/],
  searches: DUMPS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ model }, context) {
    if (!model || !isDumped(context) || modelAround(context, model) !== 'model') return
    const { module } = context
    for (const { name, type, value } of fieldsOf(model)) {
      if (!type || isClassVariable(module, type)) continue
      const list = fieldArguments(context, value)
      if (list && argumentsOf(list).some(({ text }) => /^exclude\s*=\s*True$/.test(text))) continue
      const number = numberIn(type, module)
      const say = number && NUMBERS.get(number)
      if (!say || isWrittenForV2(context, model) || hasOwnJson({ module, node: model }, number, context))
        continue
      context.report(say(name), type)
    }
  },
})

function isDumped({ project, text }: Context): boolean {
  return /\.(?:model_dump_)?json\(/.test(text) || project.filesWith(new Set(DUMPS)).length > 0
}

/** The first of the types in an annotation that JSON of v1 had as a number. */
function numberIn(annotation: Node, module: Module): string | undefined {
  const bare = withoutType(annotation)
  const type = bare.type === 'string' ? (quoted(module, bare) ?? bare) : bare
  for (const name of namesIn(type)) {
    const qualified = module.qualify(name)
    if (qualified.kind === 'certain' && NUMBERS.has(qualified.name)) return qualified.name
  }
  return undefined
}

/** Whether a class says itself how its values of a type are written. */
function hasOwnJson(model: ClassRef, number: string, { project }: Context): boolean {
  const word = number.slice(number.indexOf('.') + 1)
  const says = new RegExp(`\\bjson_encoders\\b[^}]*\\b${word}\\b|\\bser_json_${word}\\b`)
  const { classes, isComplete } = ancestorClasses(model, project)
  return !isComplete || [model, ...classes].some(({ node }) => says.test(node.text))
}
