import {
  classAround,
  defineTransform,
  field,
  functionAround,
  type Node,
  reportGone,
  statementOf,
  table,
} from '#transform'
import { django, type Release } from './_releases.ts'
import { isSettings } from './_settings.ts'

type Removed = readonly [gone: Release, advice: string]
const OF_TEMPLATES: Removed = ['2.0', 'say it in TEMPLATES']
const OF_STORAGES: Removed = ['5.1', 'say it in STORAGES']

/** https://docs.djangoproject.com/en/stable/internals/deprecation/ and the release notes. */
const SETTINGS: Readonly<Record<string, Removed>> = table({
  ALLOWED_INCLUDE_ROOTS: OF_TEMPLATES,
  CSRF_COOKIE_MASKED: ['5.0', 'nothing reads it'],
  DEFAULT_CONTENT_TYPE: ['3.0', 'nothing reads it'],
  DEFAULT_FILE_STORAGE: OF_STORAGES,
  DEFAULT_HASHING_ALGORITHM: ['4.1', 'nothing reads it'],
  FILE_CHARSET: ['3.1', 'nothing reads it: templates are in UTF-8'],
  FORMS_URLFIELD_ASSUME_HTTPS: ['6.0', 'nothing reads it: https is assumed always'],
  HTTPONLY_SESSION_COOKIE: ['2.0', 'say SESSION_COOKIE_HTTPONLY'],
  MIDDLEWARE_CLASSES: ['2.0', 'say MIDDLEWARE, and make the classes such middleware'],
  PASSWORD_RESET_TIMEOUT_DAYS: ['4.0', 'say PASSWORD_RESET_TIMEOUT, in seconds'],
  SECURE_BROWSER_XSS_FILTER: ['4.0', 'nothing reads it'],
  SEND_BROKEN_LINK_EMAILS: ['2.0', 'use BrokenLinkEmailsMiddleware'],
  STATICFILES_STORAGE: OF_STORAGES,
  TEMPLATE_CONTEXT_PROCESSORS: OF_TEMPLATES,
  TEMPLATE_DEBUG: OF_TEMPLATES,
  TEMPLATE_DIRS: OF_TEMPLATES,
  TEMPLATE_LOADERS: OF_TEMPLATES,
  TEMPLATE_STRING_IF_INVALID: OF_TEMPLATES,
  USE_DEPRECATED_PYTZ: ['5.0', 'nothing reads it'],
  USE_ETAGS: ['2.1', 'use ConditionalGetMiddleware'],
  USE_L10N: ['5.0', 'nothing reads it: formats are localized always'],
})
const APP_CONFIG = 'default_app_config'
const INDEXES = 'index_together'

export default defineTransform({
  summary: 'Report settings and options of models that Django no longer knows',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.djangoproject.com/en/stable/internals/deprecation/',
  query: '(assignment left: (identifier) @name) @_assignment',
  anchors: [...Object.keys(SETTINGS), APP_CONFIG, INDEXES],
  projectNeeds: ['django'],
  rewrite({ name }, context) {
    const row = findingOf(name, context.module)
    if (!row) return
    const [release, advice] = row
    reportGone(context, `${name.text} is gone in Django ${release}: ${advice}`, name, django(release))
  },
})

interface Place {
  readonly path: string
  readonly isPackage: boolean
  readonly tree: { readonly text: string }
}

function findingOf(name: Node, { path, isPackage, tree }: Place): Removed | undefined {
  if (name.text === INDEXES)
    return isInMeta(name) ? ['5.1', 'say it as indexes = [models.Index(fields=[…])]'] : undefined
  if (functionAround(name) || classAround(statementOf(name))) return undefined
  if (name.text === APP_CONFIG && isPackage)
    return ['4.1', 'the one AppConfig of apps.py is found without it']
  return isSettings({ path, tree }) && Object.hasOwn(SETTINGS, name.text) ? SETTINGS[name.text] : undefined
}

/** Whether it is set in the Meta of a class. */
function isInMeta(name: Node): boolean {
  const meta = classAround(statementOf(name))
  return meta !== undefined && field(meta, 'name')?.text === 'Meta' && classAround(meta) !== undefined
}
