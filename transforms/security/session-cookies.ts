import {
  type Context,
  classAround,
  defineTransform,
  field,
  functionAround,
  isInstance,
  isTestFile,
  type Node,
  statementOf,
  stringParts,
  table,
  textValue,
} from '#transform'
import { heedOption } from './_asked-for.ts'

/** What is not safe, and what is. */
const FLAGS: Readonly<Record<string, readonly [unsafe: string, safe: string]>> = table({
  ...Object.fromEntries(
    [
      'SESSION_COOKIE_SECURE',
      'SESSION_COOKIE_HTTPONLY',
      'REMEMBER_COOKIE_SECURE',
      'REMEMBER_COOKIE_HTTPONLY',
      'CSRF_COOKIE_SECURE',
    ].map((name) => [name, ['false', 'True'] as const]),
  ),
  SESSION_COOKIE_SAMESITE: ['none', "'Lax'"],
})
const APPS = ['flask.Flask', 'quart.Quart']
/** Files for work on the machine itself, where there is no HTTPS. */
const LOCAL =
  /(?:^|[/_.])(?:dev|devel|development|local|localhost|debug|test|tests|testing|ci|sandbox)(?:[/_.]|$)/i

export default defineTransform({
  summary:
    'Keep the cookies of sessions to HTTPS, and scripts and other sites from them, in the settings of Flask and Django',
  since: 'any',
  safety: 'review',
  sameAs: ['secure-flask-session-configuration', 'django-session-cookie-secure-off'],
  docs: 'https://docs.djangoproject.com/en/stable/topics/security/#session-security',
  query: `
    (assignment left: (identifier) @name right: [(false) (none)] @value) @assignment
    (assignment left: (subscript value: (_) @config . subscript: (string) @key .) right: [(false) (none)] @value)
    (call function: (attribute object: (_) @config attribute: (identifier) @_update (#eq? @_update "update"))
      arguments: (argument_list (keyword_argument name: (identifier) @name value: [(false) (none)] @value)))`,
  anchors: Object.keys(FLAGS),
  drops: ['constants'],
  rewrite({ name, key, config, value, assignment }, context) {
    if (!value) return
    const parts = key && stringParts(key)
    const said = name?.text ?? (parts && textValue(context.text, parts)) ?? ''
    const row = Object.hasOwn(FLAGS, said) ? FLAGS[said] : undefined
    if (row?.[0] !== value.type || isTestFile(context.module.path) || context.module.isStub) return
    if (config ? !isConfig(context, config) : !assignment || !isSetting(context, assignment)) return
    if (LOCAL.test(`${context.module.path}/${settingsClass(value)}`))
      return context.skip('these settings look like those for work on them, where there may be no HTTPS')
    heedOption(context, value)
    context.review(`without HTTPS nobody stays logged in: see that ${said} is for where the program runs`)
    context.replace(value, row[1])
  },
})

/** `app.config` of an application. */
function isConfig(context: Context, node: Node): boolean {
  const app =
    node.type === 'attribute' && field(node, 'attribute')?.text === 'config' ? field(node, 'object') : null
  return app !== null && app !== undefined && isInstance(context, app, APPS) === 'yes'
}

/** In a module of settings, or in a class that is made for `config.from_object`. */
function isSetting({ module }: Context, assignment: Node): boolean {
  const statement = statementOf(assignment)
  if (functionAround(statement)) return false
  const around = classAround(statement)
  if (around) return /config|settings/i.test(field(around, 'name')?.text ?? '')
  return (
    /(?:^|\/)(?:\w*settings\w*|config|conf)(?:\.py$|\/)/.test(module.path) ||
    /^INSTALLED_APPS\b/m.test(module.tree.text)
  )
}

/** The class that the value is set in, as a word of a path. */
function settingsClass(value: Node): string {
  const around = classAround(statementOf(value))
  return (around ? field(around, 'name')?.text : undefined)?.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_') ?? ''
}
