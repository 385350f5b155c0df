import {
  ancestorsOf,
  basesOf,
  type Context,
  defineTransform,
  field,
  indentOf,
  isForTools,
  lineOf,
  type Node,
  newlineAt,
  parentOf,
  trueEnd,
} from '#transform'
import { fieldEdits } from './_config-fields.ts'
import { keepHeirs } from './_config-heirs.ts'
import { GONE_KEYS, isConfigKey, OLD_KEYS } from './_config-keys.ts'
import { layout, removal } from './_config-layout.ts'
import { type ConfigPlan, planConfig } from './_config-plan.ts'
import { renameKey, UNKNOWN_CLASS } from './_config-rename.ts'
import { quoteOf } from './_config-values.ts'
import { heedVersionTests, mayHaveModelsOfV1 } from './_guards.ts'
import { lateForTexts } from './_inherited-text.ts'
import { bodyOf, modelKind } from './_model-classes.ts'

type Plan = Extract<ConfigPlan, { kind: 'plan' }>

const GONE_NOTES: ReadonlySet<string> = new Set(GONE_KEYS.values())

export default defineTransform({
  summary: 'Replace class Config of a Pydantic model with model_config = ConfigDict(...)',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-config',
  drops: ['names', 'constants', 'statements'],
  query: `
    (class_definition name: (identifier) @_class (#eq? @_class "Config")) @config
    (assignment left: (identifier) @_target (#eq? @_target "Config")) @config
    (keyword_argument name: (identifier)) @argument
    (pair key: (string)) @argument
    (class_definition name: (identifier) @own superclasses: (argument_list (_) @base)) @mixin`,
  anchors: ['Config', 'BaseConfig', ...OLD_KEYS],
  recipes: ['pydantic-v2'],
  rewrite({ config, argument, own, base }, context) {
    if (own && base) reportMixin(own, base, context)
    else if (argument) renameKey(argument, context)
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
    if (names.some(isConfigKey) && !mayHaveModelsOfV1(context)) context.skip(UNKNOWN_CLASS)
    return
  }
  const statement = config.type === 'assignment' ? parentOf(config) : (overriding(config, context) ?? config)
  if (!statement || !bodyOf(model).some((own) => own.id === statement.id))
    context.skip('Config stands under a condition or a decorator: write model_config by hand')

  // `Config.extra = …` in the class body would be left without its class.
  const read = module.names
    .loads('Config')
    .find(
      ({ node, scope }) =>
        scope.node.id === model.id &&
        (node.startIndex < statement.startIndex || node.startIndex >= statement.endIndex),
    )
  if (read) context.skip(`Config is read in line ${lineOf(read.node)}: take that into it first`)

  heedVersionTests(model, context)
  const plan = planConfig({ module, node: model }, config, project, quoteOf(module))
  if (plan.kind === 'stays') context.skip(plan.reason)
  if (plan.fields) fieldEdits(plan.fields, model, plan, context)
  if (plan.notes.length > 0) context.review(plan.notes.join('; '))
  for (const note of plan.notes) if (GONE_NOTES.has(note)) context.report(note, config)
  const late = lateForTexts({ module, node: model }, plan.lines, project)
  if (late !== undefined) {
    context.review(late)
    context.report(late, config)
  }
  keepHeirs(model, context)

  const span = {
    start: config.type === 'assignment' ? config.startIndex : statement.startIndex,
    end: plan.end,
  }
  const comments = commentsAlone(plan, context)
  if (comments) {
    const own = bodyOf(model)
    const isAlone = own.length === 1
    if (comments.length === 0 && !isAlone) context.remove(removal(text, span, own[0]?.id === statement.id))
    else
      context.replace(
        span,
        [...comments, ...(isAlone ? ['pass'] : [])].join(
          `${newlineAt(text, config.startIndex)}${indentOf(text, config.startIndex)}`,
        ),
      )
    return
  }
  const callee = plan.isSettings
    ? context.import('pydantic_settings', 'SettingsConfigDict', config)
    : context.import('pydantic', 'ConfigDict', config)
  const lines = plan.lines.map((line) =>
    line.kind === 'key' && line.imported
      ? { ...line, text: context.import(line.imported.module, line.imported.name, config) }
      : line,
  )
  const written = layout(module, config, { ...plan, lines }, callee, context.lineLength)
  const functions = plan.functions.map((found) => movedFunction(found.statement, found.name, config, context))
  context.replace(span, [...functions, written].join(blankLine(config, context)))
}

/** The comments of a Config that sets nothing v2 knows, where there is nothing else to keep. */
function commentsAlone({ lines, functions, heading }: Plan, context: Context): readonly string[] | undefined {
  const comments = lines.flatMap((line) => (line.kind === 'comment' ? [line.text] : []))
  if (functions.length > 0 || comments.length < lines.length) return undefined
  const all = heading === undefined ? comments : [heading, ...comments]
  for (const comment of all) if (isForTools(comment)) context.dropComment(comment)
  return all.filter((comment) => !isForTools(comment))
}

/** The class with its `@override`, which says nothing of what becomes an attribute. */
function overriding(config: Node, context: Context): Node | undefined {
  const whole = parentOf(config)
  if (whole?.type !== 'decorated_definition') return undefined
  const isOverride = whole.namedChildren
    .filter(({ id }) => id !== config.id)
    .every(({ type, firstNamedChild: name }) => {
      const qualified = name && context.qualifiedName(name)
      return type === 'decorator' && /^typing(?:_extensions)?\.override$/.test(qualified ?? '')
    })
  return isOverride ? whole : undefined
}

function blankLine(config: Node, { text }: Context): string {
  const newline = newlineAt(text, config.startIndex)
  return newline + newline + indentOf(text, config.startIndex)
}

/** The text of a function of Config as one of the model: less indented, static, and under another name. */
function movedFunction(statement: Node, name: string, config: Node, context: Context): string {
  const { text } = context
  const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
  const own = definition && field(definition, 'name')
  const parameters = definition && field(definition, 'parameters')
  if (!definition || !own || !parameters) return ''
  const end = trueEnd(definition)
  const strings = definition.descendantsOfType('string')
  const outer = indentOf(text, config.startIndex)
  const inner = indentOf(text, statement.startIndex)
  const [first, second] = parameters.namedChildren
  const isClassMethod = /^@classmethod\b/.test(statement.text)
  const skipped =
    isClassMethod && first
      ? { start: first.startIndex, end: second?.startIndex ?? first.endIndex }
      : undefined
  let moved = ''
  for (let at = own.endIndex; at < end; at++) {
    if (skipped && at === skipped.start) at = skipped.end
    moved += text.charAt(at)
    const isString = strings.some(({ startIndex, endIndex }) => at >= startIndex && at < endIndex)
    if (text.charAt(at) === '\n' && !isString && text.startsWith(inner, at + 1)) {
      moved += outer
      at += inner.length
    }
  }
  // Before 3.10 a static method cannot be called in the class body.
  const isStatic = context.targets('3.10')
  const head = isStatic ? `@staticmethod${newlineAt(text, config.startIndex)}${outer}` : ''
  return `${head}def ${name}${moved}`
}

const BASE_CONFIG = ['pydantic.BaseConfig', 'pydantic.main.BaseConfig', 'pydantic.config.BaseConfig']

/** What configured models stays behind when its keys are written into them. */
function reportMixin(name: Node, base: Node, context: Context): void {
  if (name.text !== 'Config' && BASE_CONFIG.includes(context.qualifiedName(base) ?? ''))
    context.report(
      `BaseConfig is deprecated, and v2 reads nothing of ${name.text}: make it a ConfigDict, or delete it when no model has it as its Config`,
      base,
    )
}
