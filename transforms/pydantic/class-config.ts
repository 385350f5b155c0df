import { ancestorsOf, basesOf, type Context, defineTransform, field, type Node, parentOf } from '#transform'
import { fieldEdits } from './_config-fields.ts'
import { isConfigKey, OLD_KEYS } from './_config-keys.ts'
import { layout, removal } from './_config-layout.ts'
import { planConfig } from './_config-plan.ts'
import { renameKey } from './_config-rename.ts'
import { effectiveConfig } from './_config-table.ts'
import { bodyOf, classNamed, modelKind } from './_model-classes.ts'

export default defineTransform({
  summary: 'Replace class Config of a Pydantic model with model_config = ConfigDict(...)',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-config',
  query: `
    (class_definition name: (identifier) @_class (#eq? @_class "Config")) @config
    (assignment left: (identifier) @_target (#eq? @_target "Config")) @config
    (keyword_argument name: (identifier)) @argument
    (pair key: (string)) @argument`,
  anchors: ['Config', ...OLD_KEYS],
  recipes: ['pydantic-v2'],
  rewrite({ config, argument }, context) {
    if (argument) renameKey(argument, context)
    else if (config) replaceConfig(config, context)
  },
})

function replaceConfig(config: Node, context: Context): void {
  const { module, project, text } = context
  const model = [...ancestorsOf(config)].find((up) => /^(?:class|function)_definition$/.test(up.type))
  if (model?.type !== 'class_definition' || basesOf(model).length === 0) return
  const kind = modelKind(module, model)
  if (kind === 'no') return
  if (kind === 'unknown') {
    const names = config.descendantsOfType('assignment').map((node) => field(node, 'left')?.text ?? '')
    if (names.some(isConfigKey) && !/\bpydantic\.v1\b/.test(text))
      context.skip('it is not known whether the class is a Pydantic model: name its base in model-roots')
    return
  }
  const statement = config.type === 'assignment' ? parentOf(config) : config
  if (!statement || !bodyOf(model).some((own) => own.id === statement.id))
    context.skip('Config stands under a condition or a decorator: write model_config by hand')

  const quote = text.split("'").length > text.split('"').length ? "'" : '"'
  const plan = planConfig({ module, node: model }, config, project, quote)
  if (plan.kind === 'stays') context.skip(plan.reason)
  if (plan.fields) fieldEdits(plan.fields, model, plan, context)
  if (plan.notes.length > 0) context.review(plan.notes.join('; '))
  reportConflicts(model, context)

  const span = { start: config.startIndex, end: plan.end }
  if (plan.lines.length === 0 && plan.heading === undefined) {
    const own = bodyOf(model)
    if (own.length === 1) context.replace(span, 'pass')
    else context.remove(removal(text, span, own[0]?.id === statement.id))
    return
  }
  const callee = plan.isSettings
    ? context.import('pydantic_settings', 'SettingsConfigDict', config)
    : context.import('pydantic', 'ConfigDict', config)
  context.replace(span, layout(module, config, plan, callee, context.lineLength))
}

/** Classes without a Config of their own that inherit from this model and others: v1 preferred the first, v2 the last. */
function reportConflicts(model: Node, context: Context): void {
  const { module, project } = context
  const name = field(model, 'name')?.text ?? ''
  for (const { node } of module.names.loads(name)) {
    const list = parentOf(node)
    const heir = list && parentOf(list)
    if (list?.type !== 'argument_list' || heir?.type !== 'class_definition') continue
    const bases = basesOf(heir)
    const found = bases.map((base) => classNamed(module, project, base))
    const position = bases.findIndex((base) => base.startIndex === node.startIndex)
    if (bodyOf(heir).some((own) => /^(?:class Config\b|Config\s*=|model_config\b)/.test(own.text))) continue
    const own = found[position] && effectiveConfig(found[position], project)
    for (const other of found.slice(position + 1)) {
      if (!own || other === undefined) continue
      for (const [key, value] of effectiveConfig(other, project).values)
        if (own.values.has(key) && own.values.get(key) !== value)
          context.report(
            `the bases differ in ${key}: v1 took that of the first, v2 takes that of the last`,
            heir,
          )
    }
  }
}
