import {
  beforeBlankLines,
  type Context,
  classAround,
  defineTransform,
  field,
  indentOf,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  nextLine,
  parentOf,
  pastBlankLines,
  sameNode,
  trueEnd,
} from '#transform'
import { heedVersionTests } from './_guards.ts'
import { bodyOf, modelKind } from './_model-classes.ts'
import { rewrittenBody, SHAPE } from './_settings-sources-body.ts'

export default defineTransform({
  summary: 'Make customise_sources of a settings Config the method settings_customise_sources',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/concepts/pydantic_settings/#customise-settings-sources',
  drops: ['names', 'statements'],
  query: '(function_definition name: (identifier) @name) @method',
  anchors: ['customise_sources'],
  recipes: ['pydantic-v2'],
  rewrite({ name, method }, context) {
    if (name?.text === 'customise_sources' && method) moveSources(method, context)
  },
})

function moveSources(method: Node, context: Context): void {
  const { text, module } = context
  const statement = parentOf(method)?.type === 'decorated_definition' ? (parentOf(method) ?? method) : method
  const config = classAround(statement)
  const model = config && classAround(config)
  if (!config || !model || field(config, 'name')?.text !== 'Config') return
  const kind = modelKind(module, model)
  if (kind === 'no' || kind === 'model') return
  if (kind === 'unknown') context.skip(`it is not known whether the class is a BaseSettings; if so, ${SHAPE}`)
  heedVersionTests(method, context)
  const decorators = statement.namedChildren.filter(({ type }) => type === 'decorator')
  if (decorators.length !== 1 || decorators[0]?.text !== '@classmethod')
    context.skip(`customise_sources is decorated in another way than usual: ${SHAPE}`)
  if (bodyOf(model).some((own) => nameOf(own) === 'settings_customise_sources'))
    context.skip('the model has a settings_customise_sources already: remove the old one')
  const parameters = (field(method, 'parameters')?.namedChildren ?? []).filter(
    ({ type }) => type !== 'comment',
  )
  const [cls, init, env, secrets, ...more] = parameters.map(parameterName)
  if (!cls || !init || !env || !secrets || more.length > 0)
    context.skip(`customise_sources does not have the usual parameters: ${SHAPE}`)
  const body = field(method, 'body')
  if (!body || /"""|'''|\\$/m.test(body.text) || body.startPosition.row === method.startPosition.row)
    context.skip(`the body of customise_sources cannot be moved as it is: ${SHAPE}`)

  const isAnnotated =
    parameters.length > 1 && parameters.slice(1).every(({ type }) => type === 'typed_parameter')
  const source = isAnnotated ? context.import('pydantic_settings', 'PydanticBaseSettingsSource', model) : ''
  const settings = isAnnotated ? settingsName(context, model) : ''
  const typed = (name: string, type: string) => (isAnnotated ? `${name}: ${type}` : name)
  const kindOf = context.targets('3.9') ? 'type' : isAnnotated ? context.import('typing', 'Type', model) : ''
  const unit = indentOf(text, statement.startIndex).slice(indentOf(text, config.startIndex).length)
  const base = indentOf(text, config.startIndex)
  const newline = newlineAt(text, config.startIndex)
  const lines = [
    '@classmethod',
    'def settings_customise_sources(',
    ...[
      cls,
      typed('settings_cls', `${kindOf}[${settings}]`),
      typed(init, source),
      typed(env, source),
      typed('dotenv_settings', source),
      typed(secrets, source),
    ].map((parameter) => `${unit}${parameter},`),
    '):',
  ]
  const moved = rewrittenBody(method, body, { init, env, secrets }, context)
  const written = [
    ...lines.map((line) => base + line),
    ...moved.split(/\r?\n/).map((line) => dedent(line, unit)),
  ]
  context.review('the sources of the project are called with the settings class, where v1 gave the instance')
  const others = bodyOf(config).filter((own) => !sameNode(own, statement) && own.type !== 'pass_statement')
  if (others.length === 0) {
    context.replace(
      { start: lineStart(text, config.startIndex), end: trueEnd(config) },
      written.join(newline),
    )
    return
  }
  const isFirst = bodyOf(config)[0]?.startIndex === statement.startIndex
  context.remove(isFirst ? withBlankLinesBehind(text, statement) : withBlankLinesBefore(text, statement))
  const end = lineEnd(text, trueEnd(config))
  context.insert(end, newline + newline + written.join(newline))
}

/** The name of BaseSettings, which is still that of v1 where its import has not been moved yet. */
function settingsName(context: Context, model: Node): string {
  return context.module.visibleAs('BaseSettings', model, 'pydantic.BaseSettings')
    ? 'BaseSettings'
    : context.import('pydantic_settings', 'BaseSettings', model)
}

function parameterName(node: Node): string {
  if (node.type === 'identifier') return node.text
  return node.type === 'typed_parameter' && node.firstNamedChild?.type === 'identifier'
    ? node.firstNamedChild.text
    : ''
}

function nameOf(statement: Node): string | undefined {
  const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
  return definition && field(definition, 'name')?.text
}

function withBlankLinesBefore(text: string, statement: Node): { start: number; end: number } {
  const start = beforeBlankLines(text, lineStart(text, statement.startIndex))
  return { start: Math.max(0, start - newlineAt(text, start).length), end: trueEnd(statement) }
}

function withBlankLinesBehind(text: string, statement: Node): { start: number; end: number } {
  const end = pastBlankLines(text, nextLine(text, trueEnd(statement)))
  return { start: lineStart(text, statement.startIndex), end }
}

function dedent(line: string, unit: string): string {
  return line.startsWith(unit) ? line.slice(unit.length) : line
}
