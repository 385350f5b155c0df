import {
  type Context,
  defineTransform,
  field,
  hasRelease,
  type Module,
  type Node,
  newlineAt,
  statementOf,
  stringParts,
  table,
} from '#transform'
import { django, type Release } from './_releases.ts'
import { removeLines } from './_removed-lines.ts'
import { isOfModule, isSettings, isSettingsPath } from './_settings.ts'

/** Settings that nothing stands for, and the release of Django that reads them no more. */
const UNREAD: Readonly<Record<string, Release>> = table({
  CSRF_COOKIE_MASKED: '5.0',
  DEFAULT_CONTENT_TYPE: '3.0',
  DEFAULT_HASHING_ALGORITHM: '4.1',
  FILE_CHARSET: '3.1',
  FORMS_URLFIELD_ASSUME_HTTPS: '6.0',
  SECURE_BROWSER_XSS_FILTER: '4.0',
  USE_DEPRECATED_PYTZ: '5.0',
  USE_L10N: '5.0',
})
const DAYS = 'PASSWORD_RESET_TIMEOUT_DAYS'
const SECONDS = 'PASSWORD_RESET_TIMEOUT'
const APP_CONFIG = 'default_app_config'
const FILES = 'DEFAULT_FILE_STORAGE'
const STATIC = 'STATICFILES_STORAGE'
const STORAGES = 'STORAGES'
const APP_CONFIG_CLASS = 'django.apps.AppConfig'

export default defineTransform({
  summary: 'Drop settings that Django no longer reads, and say others by the names that it reads',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.djangoproject.com/en/stable/internals/deprecation/',
  query:
    '(module (expression_statement . (assignment left: (identifier) @name right: (_) @value) .) @statement)',
  anchors: [...Object.keys(UNREAD), DAYS, APP_CONFIG, FILES, STATIC],
  projectNeeds: ['django'],
  drops: ['names', 'constants', 'statements'],
  rewrite({ name, value, statement }, context) {
    if (name.text === APP_CONFIG) dropAppConfig(value, statement, context)
    else if (!isSettings(context.module) || !isOfModule(name)) return
    else if (name.text === DAYS) sayInSeconds(name, value, context)
    else if (name.text === FILES || name.text === STATIC) sayStorages(name, context)
    else dropUnread(name, value, statement, context)
  },
})

function dropUnread(name: Node, value: Node, statement: Node, context: Context): void {
  const release = Object.hasOwn(UNREAD, name.text) ? UNREAD[name.text] : undefined
  if (release === undefined || hasRelease(context, django(release)) !== true) return
  if (!/^(?:true|false|none|string|integer)$/.test(value.type))
    context.skip(`what ${name.text} is set to is worked out: drop it by hand`)
  leaveWhereRead(name.text, context)
  context.review('a package of others may read the setting')
  removeLines(context, [statement])
}

function sayInSeconds(name: Node, value: Node, context: Context): void {
  if (hasRelease(context, django('3.1')) !== true) return
  leaveWhereRead(DAYS, context)
  leaveWhereSet(SECONDS, context)
  if (value.type !== 'integer') context.skip(`${DAYS} is no plain number: write ${SECONDS} in seconds`)
  context.review(
    'Django 4.0 and newer did not read it: links to set a password were good for three days, whatever it said',
  )
  context.replace(name, SECONDS)
  context.insert(value.startIndex, '60 * 60 * 24 * ')
}

/** Both settings become one, in the place of the first; what is not said is what Django takes itself. */
function sayStorages(name: Node, context: Context): void {
  if (hasRelease(context, django('4.2')) !== true) return
  const { names } = context.module
  const pair = [FILES, STATIC].flatMap((word) => names.bindings(word).map(({ node }) => node))
  const [first] = pair.toSorted((a, b) => a.startIndex - b.startIndex)
  if (first?.startIndex !== name.startIndex) return
  leaveWhereSet(STORAGES, context)
  for (const word of [FILES, STATIC]) leaveWhereSet(word, context, context.module.path)
  if (names.bindings(FILES).length > 1 || names.bindings(STATIC).length > 1 || !pair.every(isOfModule))
    context.skip(`${name.text} is set under a condition, or more than once: write ${STORAGES} by hand`)
  if (/^from\s+\S+\s+import\s+\*/m.test(context.text))
    context.skip(`the settings go on from others, which may say more of it: write ${STORAGES} by hand`)
  const said = new Map(pair.map((node) => [node.text, backendOf(node, context)] as const))
  for (const node of pair) leaveWhereRead(node.text, context)
  const quote = said.values().next().value?.startsWith("'") ? "'" : '"'
  const written = (text: string) => `${quote}${text}${quote}`
  const backends = [
    ['default', said.get(FILES) ?? written('django.core.files.storage.FileSystemStorage')],
    ['staticfiles', said.get(STATIC) ?? written('django.contrib.staticfiles.storage.StaticFilesStorage')],
  ] as const
  const newline = newlineAt(context.text, name.startIndex)
  const lines = backends.map(
    ([key, backend]) => `    ${written(key)}: {${written('BACKEND')}: ${backend}},${newline}`,
  )
  context.review('Django 5.1 and newer did not read it: files were stored as Django does it itself')
  context.replace(statementOf(name), `${STORAGES} = {${newline}${lines.join('')}}`)
  removeLines(
    context,
    pair.filter((node) => node.startIndex !== name.startIndex).map((node) => statementOf(node)),
  )
}

function backendOf(name: Node, context: Context): string {
  const assignment = statementOf(name).firstNamedChild
  const value = assignment ? field(assignment, 'right') : undefined
  const parts = value && stringParts(value)
  if (!value || !parts || parts.isFormatted || parts.isBytes)
    context.skip(`what ${name.text} is set to is worked out: write ${STORAGES} by hand`)
  return value.text
}

function leaveWhereRead(name: string, context: Context): void {
  const { module, project } = context
  if (module.names.loads(name).length > 0) context.skip(`${name} is read in this file`)
  const others = project
    .filesWith(new Set([name]), new RegExp(`\\b${name}\\b`))
    .filter((path) => path !== module.path && !isSettingsPath(path))
  if (others.length > 0) context.skip(`${name} is read in ${others[0]}`)
}

function leaveWhereSet(name: string, context: Context, except?: string): void {
  const { project } = context
  const setting = project.filesWith(new Set([name]), new RegExp(`^[ \\t]*${name}\\b(?![.(])`, 'm'))
  const other = setting.find((path) => path !== except)
  if (other !== undefined) context.skip(`${name} is set in ${other}`)
}

/** Django finds the one AppConfig of apps.py itself. */
function dropAppConfig(value: Node, statement: Node, context: Context): void {
  const { module, project } = context
  if (!module.isPackage || hasRelease(context, django('3.2')) !== true) return
  const parts = stringParts(value)
  const said = parts ? context.text.slice(parts.content.start, parts.content.end) : ''
  const [, application, name] = /^([\w.]+)\.apps\.(\w+)$/.exec(said) ?? []
  const folder = module.path.replace(/\/?__init__\.py$/, '')
  const isOwn = application !== undefined && `/${folder}`.endsWith(`/${application.replaceAll('.', '/')}`)
  const apps = isOwn ? project.moduleAt(`${folder}/apps.py`, module.target) : undefined
  if (!apps || name === undefined || !isOnlyConfig(apps, name))
    context.skip('it names no class that is the only AppConfig of apps.py: see which Django takes')
  removeLines(context, [statement])
}

/** Whether a class is the only one of a module that Django may take for its AppConfig. */
function isOnlyConfig(apps: Module, name: string): boolean {
  const { root } = apps.tree
  const classes = root.descendantsOfType('class_definition')
  const isConfig = (node: Node) => apps.isSubclassOf(node, APP_CONFIG_CLASS)
  const [only, ...others] = classes.filter((node) => isConfig(node) !== 'no')
  if (!only || others.length > 0 || field(only, 'name')?.text !== name || isConfig(only) !== 'yes')
    return false
  // What is imported may be one as well.
  return !root
    .descendantsOfType(['import_from_statement'])
    .some(({ text }) => /\bimport\b[^#]*\b(?!AppConfig\b)\w*Config\b|\*/.test(text))
}
