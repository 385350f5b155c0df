import { type Context, defineTransform, field, type Module, type Node } from '#transform'
import { argumentsOf, defaultOf, fieldArguments, fieldsOf, isClassVariable, modelAround } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { ancestorClasses, type ClassRef, classNamed } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

const VALUES = /\buse_enum_values["']?\s*[=:]\s*True\b/
const VALIDATED = /\bvalidate_(?:all|default)["']?\s*[=:]\s*True\b/

export default defineTransform({
  summary: 'Report defaults that v2 dumps as members of an Enum in spite of use_enum_values',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/api/config/#pydantic.config.ConfigDict.use_enum_values',
  query: '(class_definition superclasses: (argument_list)) @model',
  anchors: ['use_enum_values', /^[ \t]+\w+\s*:[^\n]*=[^\n]*\w\.\w/m],
  searches: ['use_enum_values'],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ model }, context) {
    if (!model || modelAround(context, model) !== 'model' || !dropsMembers(model, context)) return
    const own = { module: context.module, node: model }
    for (const { name, given } of memberDefaults(own, context))
      if (!isWrittenForV2(context, model)) context.report(messageOf(name, given), given)
    const declared = new Set(fieldsOf(model).map(({ name }) => name))
    const first = field(model, 'name')
    if (!first || !VALUES.test(model.text)) return
    // Those of bases are reported there where the base is configured so itself.
    for (const base of ancestorClasses(own, context.project).classes)
      for (const { name, given } of memberDefaults(base, context)) {
        if (declared.has(name) || dropsMembers(base.node, context, base) || isWrittenForV2(context, model))
          continue
        declared.add(name)
        context.report(messageOf(name, given), first)
      }
  },
})

function messageOf(name: string, given: Node): string {
  return `v2 dumps the default of ${name} as ${given.text} itself, dict() of v1 gave its value: set validate_default=True in model_config, which makes the attribute a value, too`
}

/** The fields of a class whose default is a member of an Enum, and is not validated. */
function memberDefaults({ module, node }: ClassRef, context: Context): { name: string; given: Node }[] {
  return fieldsOf(node).flatMap(({ name, type, value }) => {
    if (!type || !value || isClassVariable(module, type)) return []
    const list = fieldArguments(context, value)
    if (list && argumentsOf(list).some(({ text }) => /^validate_default\s*=\s*True$/.test(text))) return []
    const given = list ? defaultOf(list) : value
    return given && isMember(given, module, context) ? [{ name, given }] : []
  })
}

/** Whether a model is configured to have values in place of members, and its defaults stay as they are. */
function dropsMembers(node: Node, { module, project }: Context, own: ClassRef = { module, node }): boolean {
  const line: readonly ClassRef[] = [own, ...ancestorClasses(own, project).classes]
  const texts = line.map((one) => one.node.text)
  return texts.some((text) => VALUES.test(text)) && !texts.some((text) => VALIDATED.test(text))
}

/** Whether an expression is a member of an Enum of the project: `Colour.RED`. */
function isMember(given: Node, module: Module, { project }: Context): boolean {
  const object = given.type === 'attribute' ? field(given, 'object') : undefined
  const found = object && classNamed(module, project, object)
  return typeof found === 'object' && found.module.isSubclassOf(found.node, 'enum.Enum') === 'yes'
}
