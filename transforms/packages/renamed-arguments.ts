import {
  ancestorsOf,
  argumentsOf,
  type Context,
  catchesError,
  defineTransform,
  field,
  keywordArgument,
  leaveFallbacks,
  type Node,
  type PackageRelease,
  reviewRelease,
  table,
  triedBranchesOf,
} from '#transform'

interface Row {
  /** The first release that knows the new names. */
  readonly release: PackageRelease
  /** The new names by the old ones. */
  readonly names: Readonly<Record<string, string>>
}

/** The same for functions that are called by these names. */
const of = (
  functions: readonly string[],
  name: string,
  version: PackageRelease['version'],
  names: Row['names'],
): Readonly<Record<string, Row>> =>
  Object.fromEntries(
    functions.map((one) => [one, { release: { package: name, version, given: 'none' }, names }]),
  )
const within = (module: string, names: string) => names.split(' ').map((name) => `${module}.${name}`)

const FIELDS =
  'Bool Boolean Constant Date DateTime Decimal Dict Email Enum Field Float Function Int Integer IP List Mapping Method Nested Number Pluck Raw Str String Time TimeDelta Tuple Url URL UUID'
const SENT = { attachment_filename: 'download_name', cache_timeout: 'max_age', add_etags: 'etag' }

/** What each release says of its arguments stands in its change log. */
const ARGUMENTS: Readonly<Record<string, Row>> = table({
  ...of(within('pytest', 'exit fail skip'), 'pytest', '7.0', { msg: 'reason' }),
  ...of(['attr.ib', 'attr.attrib'], 'attrs', '17.4', { convert: 'converter' }),
  ...of(['flask.send_file', 'flask.helpers.send_file'], 'Flask', '2.0', SENT),
  ...of(['flask.send_from_directory', 'flask.helpers.send_from_directory'], 'Flask', '2.0', {
    ...SENT,
    filename: 'path',
  }),
  ...of(within('marshmallow.fields', FIELDS), 'marshmallow', '3.13', {
    missing: 'load_default',
    default: 'dump_default',
  }),
  ...of(
    ['urllib3.Retry', 'urllib3.util.Retry', 'urllib3.util.retry.Retry', 'requests.adapters.Retry'],
    'urllib3',
    '1.26',
    { method_whitelist: 'allowed_methods' },
  ),
  ...of(['requests.packages.urllib3.util.retry.Retry'], 'urllib3', '1.26', {
    method_whitelist: 'allowed_methods',
  }),
  ...of(within('numpy', 'nanpercentile nanquantile percentile quantile'), 'NumPy', '1.22', {
    interpolation: 'method',
  }),
  ...of(['matplotlib.pyplot.hist', 'matplotlib.pylab.hist'], 'matplotlib', '2.1', { normed: 'density' }),
  ...of(['sklearn.preprocessing.OneHotEncoder'], 'scikit-learn', '1.2', { sparse: 'sparse_output' }),
  ...of(
    within('sklearn.ensemble', 'AdaBoostClassifier AdaBoostRegressor BaggingClassifier BaggingRegressor'),
    'scikit-learn',
    '1.2',
    { base_estimator: 'estimator' },
  ),
})

export default defineTransform({
  summary: 'Call arguments as pytest, Flask, marshmallow, urllib3 and others call them today',
  since: 'any',
  safety: 'safe',
  docs: 'https://flask.palletsprojects.com/en/stable/changes/#version-2-0-0',
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  where: { callee: Object.keys(ARGUMENTS) },
  rewrite({ callee, call }, context) {
    const row = ARGUMENTS[context.qualifiedName(callee) ?? '']
    const args = argumentsOf(call)
    const renamed = Object.entries(row?.names ?? {}).flatMap(([old, newer]) => {
      const given = keywordArgument(args, old)
      const name = given && field(given, 'name')
      if (name && keywordArgument(args, newer))
        context.skip(`${old} and ${newer} are both given: keep one of them`)
      return name ? { name, newer } : []
    })
    if (!row || renamed.length === 0) return
    leaveFallbacks(context, callee)
    if (isTried(context, call))
      context.skip('a TypeError is caught here: the other branch may call it by the other name')
    reviewRelease(context, row.release)
    for (const { name, newer } of renamed) context.replace(name, newer)
  },
})

/** Whether an except clause gets what a call raises that is given an argument which it does not know. */
function isTried(context: Context, call: Node): boolean {
  return [...ancestorsOf(call)].some(
    (up) =>
      up.type === 'try_statement' &&
      triedBranchesOf(up).some(
        (branch) => branch.clause.type === 'except_clause' && catchesError(branch, /\bTypeError$/, context),
      ),
  )
}
