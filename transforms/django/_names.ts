import { field, moved, type Node, type Renamed, type RenameTable, table } from '#transform'
import { django, needs, type Release } from './_releases.ts'

/** That Django has the name no more from this release on. */
const goneIn = (release: Release): Pick<Renamed, 'gone'> => ({ gone: django(release) })

const renamed = (release: Release, to: string, more: Partial<Renamed> = {}): Renamed => ({
  ...goneIn(release),
  ...more,
  to,
})
/** A name whose value differs: for review whatever the target is. */
const differs = (to: string, what: string): Renamed => ({ to, gone: 'none', differs: what })

const UNSAFE_QUOTE = 'it takes str and bytes alone, where the old one took any object'
const MIGRATED: Omit<Renamed, 'to'> = {
  gone: 'none',
  ...needs('3.1'),
  differs: 'makemigrations will write a migration for it',
}

/** Whether a call of is_safe_url says host and allowed_hosts, or may do so. */
function takesBoth(args: readonly Node[]): boolean {
  const names = args.map((one) => field(one, 'name')?.text)
  return (
    args.some(({ type }) => type.endsWith('_splat')) ||
    (names.includes('host') && names.includes('allowed_hosts'))
  )
}

/** https://docs.djangoproject.com/en/stable/internals/deprecation/ and the release notes. */
const UTILS: RenameTable = table({
  'django.utils.translation.ugettext': renamed('4.0', 'django.utils.translation.gettext'),
  'django.utils.translation.ugettext_lazy': renamed('4.0', 'django.utils.translation.gettext_lazy'),
  'django.utils.translation.ugettext_noop': renamed('4.0', 'django.utils.translation.gettext_noop'),
  'django.utils.translation.ungettext': renamed('4.0', 'django.utils.translation.ngettext'),
  'django.utils.translation.ungettext_lazy': renamed('4.0', 'django.utils.translation.ngettext_lazy'),
  'django.utils.encoding.force_text': renamed('4.0', 'django.utils.encoding.force_str'),
  'django.utils.encoding.smart_text': renamed('4.0', 'django.utils.encoding.smart_str'),
  'django.utils.encoding.force_unicode': renamed('2.0', 'django.utils.encoding.force_str'),
  'django.utils.encoding.smart_unicode': renamed('2.0', 'django.utils.encoding.smart_str'),
  'django.utils.http.urlquote': differs('urllib.parse.quote', UNSAFE_QUOTE),
  'django.utils.http.urlquote_plus': differs('urllib.parse.quote_plus', UNSAFE_QUOTE),
  'django.utils.http.urlunquote': differs('urllib.parse.unquote', UNSAFE_QUOTE),
  'django.utils.http.urlunquote_plus': differs('urllib.parse.unquote_plus', UNSAFE_QUOTE),
  'django.utils.http.is_safe_url': renamed('4.0', 'django.utils.http.url_has_allowed_host_and_scheme', {
    ...needs('3.0'),
    keywords: { host: 'allowed_hosts' },
    // One of both is all that it takes from then on.
    refuses: takesBoth,
  }),
  'django.utils.http.cookie_date': differs('django.utils.http.http_date', 'the date has no hyphens'),
  'django.utils.timezone.utc': {
    to: 'datetime.UTC',
    gone: 'none',
    since: '3.11',
    ...needs('4.0', 'before that it is the UTC of pytz'),
  },
  'django.utils.lru_cache.lru_cache': renamed('3.0', 'functools.lru_cache'),
  'django.utils.decorators.ContextDecorator': renamed('3.0', 'contextlib.ContextDecorator'),
  'django.utils.decorators.classproperty': renamed(
    '3.1',
    'django.utils.functional.classproperty',
    needs('3.1'),
  ),
  'django.utils.functional.curry': differs(
    'functools.partial',
    'a partial is no method of a class it is put into',
  ),
  'django.utils.functional.total_ordering': renamed('5.0', 'functools.total_ordering'),
  'django.utils._os.abspathu': renamed('3.0', 'os.path.abspath'),
  'django.utils.text.unescape_entities': differs(
    'html.unescape',
    'it takes no lazy text, and knows more entities',
  ),
  'django.utils.module_loading.import_by_path': differs(
    'django.utils.module_loading.import_string',
    'it raises ImportError, not ImproperlyConfigured',
  ),
  'django.utils.importlib': renamed('2.0', 'importlib'),
  'django.utils.importlib.import_module': renamed('2.0', 'importlib.import_module'),
  'django.utils.unittest': renamed('2.0', 'unittest'),
  ...moved(
    'django.utils.unittest',
    'unittest',
    'TestCase TestSuite skip skipIf skipUnless expectedFailure SkipTest',
    goneIn('2.0'),
  ),
  'django.utils.simplejson': differs('json', 'simplejson has more options, and is another package'),
  'django.utils.datastructures.SortedDict': differs(
    'collections.OrderedDict',
    'it has no insert, value_for_index and keyOrder',
  ),
  'django.utils.log.NullHandler': renamed('2.0', 'logging.NullHandler'),
  'django.utils.log.getLogger': renamed('2.0', 'logging.getLogger'),
  'django.utils.dictconfig.dictConfig': renamed('2.0', 'logging.config.dictConfig'),
})

const URLS =
  'NoReverseMatch Resolver404 ResolverMatch clear_script_prefix clear_url_caches get_callable get_mod_func get_ns_resolver get_resolver get_script_prefix get_urlconf is_valid_path resolve reverse reverse_lazy set_script_prefix set_urlconf translate_url'

/** What url called regex, re_path calls as path does. */
const ROUTE = { ...needs('2.0'), keywords: { regex: 'route' } }

const CORE: RenameTable = table({
  ...moved('django.core.urlresolvers', 'django.urls', URLS, goneIn('2.0')),
  'django.conf.urls.url': renamed('4.0', 'django.urls.re_path', ROUTE),
  'django.conf.urls.re_path': renamed('4.0', 'django.urls.re_path', needs('2.0')),
  'django.conf.urls.include': { to: 'django.urls.include', gone: 'none', ...needs('2.0') },
  'django.conf.urls.defaults.url': renamed('2.0', 'django.urls.re_path', ROUTE),
  'django.conf.urls.defaults.include': renamed('2.0', 'django.urls.include', needs('2.0')),
  ...moved(
    'django.conf.urls.defaults',
    'django.conf.urls',
    'handler403 handler404 handler500',
    goneIn('2.0'),
  ),
  'django.core.paginator.QuerySetPaginator': renamed('3.1', 'django.core.paginator.Paginator'),
  ...moved(
    'django.core.context_processors',
    'django.template.context_processors',
    'csrf debug i18n media request static tz',
    goneIn('2.0'),
  ),
  'django.core.servers.basehttp.FileWrapper': renamed('2.0', 'wsgiref.util.FileWrapper'),
  'django.core.serializers.json.DateTimeAwareJSONEncoder': renamed(
    '2.0',
    'django.core.serializers.json.DjangoJSONEncoder',
  ),
  'django.template.loader.BaseLoader': renamed('2.0', 'django.template.loaders.base.Loader'),
  ...moved('django.template.base', 'django.template', 'Library TemplateDoesNotExist', goneIn('2.0')),
  'django.template.base.InvalidTemplateLibrary': renamed(
    '2.0',
    'django.template.library.InvalidTemplateLibrary',
  ),
  ...moved(
    'django.template.base',
    'django.template.context',
    'Context ContextPopException RequestContext',
    goneIn('3.1'),
  ),
  ...moved(
    'django.template.base',
    'django.utils.translation.template',
    'TRANSLATOR_COMMENT_MARK',
    goneIn('4.0'),
  ),
  ...tokens('TEXT VAR BLOCK COMMENT'),
})

function tokens(names: string): RenameTable {
  return Object.fromEntries(
    names
      .split(' ')
      .map((name) => [
        `django.template.base.TOKEN_${name}`,
        renamed('2.1', `django.template.base:TokenType.${name}`, needs('2.1')),
      ]),
  )
}

const DATABASE: RenameTable = table({
  ...moved('django.db.models', 'django.core.exceptions', 'FieldDoesNotExist', goneIn('3.1')),
  ...moved('django.db.models.fields', 'django.core.exceptions', 'FieldDoesNotExist', goneIn('3.1')),
  ...moved('django.db.models.fields.related', 'django.core.exceptions', 'FieldDoesNotExist', goneIn('2.0')),
  ...moved('django.db.models.query', 'django.core.exceptions', 'EmptyResultSet', goneIn('3.1')),
  ...moved('django.db.models.sql', 'django.core.exceptions', 'EmptyResultSet', goneIn('3.1')),
  ...moved('django.db.models.sql.datastructures', 'django.core.exceptions', 'EmptyResultSet', goneIn('3.1')),
  ...moved('django.db.models.sql.constants', 'django.db.models.constants', 'LOOKUP_SEP', goneIn('2.0')),
  ...moved('django.db.models', 'django.apps:apps', 'get_model', goneIn('2.0')),
  ...moved('django.db.models.loading', 'django.apps:apps', 'get_model', goneIn('2.0')),
  ...moved(
    'django.db.backends.util',
    'django.db.backends.utils',
    'CursorWrapper CursorDebugWrapper',
    goneIn('2.0'),
  ),
  'django.db.backends.BaseDatabaseWrapper': renamed(
    '2.0',
    'django.db.backends.base.base.BaseDatabaseWrapper',
  ),
  'django.db.backends.creation.BaseDatabaseCreation': renamed(
    '2.0',
    'django.db.backends.base.creation.BaseDatabaseCreation',
  ),
  'django.db.backends.postgresql_psycopg2.base.DatabaseWrapper': renamed(
    '3.0',
    'django.db.backends.postgresql.base.DatabaseWrapper',
  ),
  'django.db.transaction.commit_on_success': differs(
    'django.db.transaction.atomic',
    'nested ones roll back to savepoints of their own',
  ),
  ...moved(
    'django.contrib.postgres.fields.jsonb',
    'django.db.models.fields.json',
    'KeyTransform KeyTextTransform',
    {
      ...goneIn('4.0'),
      ...needs('3.1'),
    },
  ),
})

const CONTRIB: RenameTable = table({
  ...moved('django.forms.forms', 'django.forms.boundfield', 'BoundField', goneIn('3.1')),
  ...moved('django.forms.forms', 'django.forms.utils', 'pretty_name', goneIn('3.1')),
  ...moved('django.forms.extras', 'django.forms', 'SelectDateWidget', goneIn('2.0')),
  ...moved('django.forms.extras.widgets', 'django.forms', 'SelectDateWidget', goneIn('2.0')),
  ...moved(
    'django.forms.util',
    'django.forms.utils',
    'ErrorDict ErrorList flatatt from_current_timezone to_current_timezone',
    goneIn('2.0'),
  ),
  ...moved('django.contrib.postgres.forms', 'django.forms', 'JSONField', {
    ...goneIn('4.0'),
    ...needs('3.1'),
  }),
  ...moved('django.contrib.postgres.forms.jsonb', 'django.forms', 'JSONField', {
    ...goneIn('4.0'),
    ...needs('3.1'),
  }),
  ...moved(
    'django.contrib.contenttypes.generic',
    'django.contrib.contenttypes.fields',
    'GenericForeignKey GenericRelation',
    goneIn('2.0'),
  ),
  ...moved(
    'django.contrib.contenttypes.generic',
    'django.contrib.contenttypes.forms',
    'BaseGenericInlineFormSet generic_inlineformset_factory',
    goneIn('2.0'),
  ),
  ...moved(
    'django.contrib.contenttypes.generic',
    'django.contrib.contenttypes.admin',
    'GenericInlineModelAdmin GenericStackedInline GenericTabularInline',
    goneIn('2.0'),
  ),
  ...moved(
    'django.contrib.sites.models',
    'django.contrib.sites.shortcuts',
    'get_current_site',
    goneIn('2.0'),
  ),
  ...moved('django.contrib.sites.models', 'django.contrib.sites.requests', 'RequestSite', goneIn('2.0')),
  ...moved(
    'django.contrib.admin.util',
    'django.contrib.admin.utils',
    'NestedObjects display_for_field display_for_value flatten_fieldsets get_deleted_objects label_for_field lookup_field model_ngettext quote unquote',
    goneIn('2.0'),
  ),
  'django.contrib.admin.utils.lookup_needs_distinct': renamed(
    '4.0',
    'django.contrib.admin.utils.lookup_spawns_duplicates',
    needs('4.0'),
  ),
  ...moved('django.contrib.admin', 'django.contrib.admin.helpers', 'ACTION_CHECKBOX_NAME', goneIn('3.1')),
  ...moved('django.contrib.staticfiles.templatetags.staticfiles', 'django.templatetags.static', 'static', {
    ...goneIn('3.0'),
    differs: 'without django.contrib.staticfiles among the apps it gives STATIC_URL alone',
  }),
  ...moved(
    'django.contrib.admin.templatetags.admin_static',
    'django.templatetags.static',
    'static',
    goneIn('3.0'),
  ),
})

/** Names that stay in migrations, which tell how the models were: Django keeps them for that. */
export const FIELDS: RenameTable = table({
  ...moved('django.contrib.postgres.fields', 'django.db.models', 'JSONField', MIGRATED),
  ...moved('django.contrib.postgres.fields.jsonb', 'django.db.models', 'JSONField', MIGRATED),
})

/** Names that releases of Django renamed or moved, by what they are called now. */
export const NAMES: RenameTable = table({ ...UTILS, ...CORE, ...DATABASE, ...CONTRIB, ...FIELDS })
