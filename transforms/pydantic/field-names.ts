import { defineTransform, field } from '#transform'
import { KEPT_KEYS, SETTINGS_KEYS } from './_config-keys.ts'
import { type ClassField, fieldsOf, isClassVariable, modelAround } from './_fields.ts'
import { GENERATION_WORDS, isWrittenForV2 } from './_generation.ts'
import { MODEL_WORDS } from './_receivers.ts'

/** Methods for which v2 refuses the class of a field that is called so. */
const REFUSED = /^model_(?:dump(?:_json)?|validate(?:_json|_strings)?)$/
/** The other members that models of v2 have and those of v1 had not. */
const HIDDEN =
  /^model_(?:computed_fields|construct|copy|extra|fields(?:_set)?|json_schema|parametrized_name|post_init|rebuild)$/

export default defineTransform({
  summary: 'Report fields whose names are members of every model in v2',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/api/config/#pydantic.config.ConfigDict.protected_namespaces',
  query: '(class_definition superclasses: (argument_list)) @model',
  anchors: [
    /^[ \t]+model_(?:config|dump|validate|computed_fields|construct|copy|extra|fields|json_schema|parametrized_name|post_init|rebuild)/m,
  ],
  searches: GENERATION_WORDS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ model }, context) {
    if (!model || !modelAround(context, model)) return
    for (const found of fieldsOf(model)) {
      const { name, type, assignment } = found
      if (type && isClassVariable(context.module, type)) continue
      const message = messageFor(found)
      if (message === undefined || isWrittenForV2(context, model)) continue
      context.report(
        `${message}: give it another name, with alias="${name}"`,
        field(assignment, 'left') ?? assignment,
      )
    }
  },
})

function messageFor(found: ClassField): string | undefined {
  const { name } = found
  if (REFUSED.test(name)) return `v2 stops here at import, since ${name} is a method of models`
  if (HIDDEN.test(name)) return `${name} is a member of models in v2, which this field hides`
  return name === 'model_config' && isField(found)
    ? 'v2 takes model_config for the configuration of the model, and makes no field of it'
    : undefined
}

/** Whether `model_config` is no configuration: it says of what type it is, or holds keys that are not pydantic's. */
function isField({ type, value }: ClassField): boolean {
  if (type) return !/\b(?:\w*ConfigDict|ClassVar)\b/.test(type.text)
  if (value?.type !== 'dictionary') return false
  return value.namedChildren.some((pair) => {
    const key = /^["'](\w+)["']$/.exec(field(pair, 'key')?.text ?? '')?.[1]
    return key !== undefined && !KEPT_KEYS.has(key) && !SETTINGS_KEYS.has(key)
  })
}
