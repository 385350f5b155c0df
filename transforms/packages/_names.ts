import {
  field,
  moved,
  type Node,
  type PackageRelease,
  type Renamed,
  type RenameTable,
  table,
} from '#transform'

/** The first Python that no release of the package with the old names runs on. */
const NUMPY_ALIASES = '3.12'
const NUMPY_2 = '3.14'

const STAYS = { gone: 'none' } as const

const renamed = (
  to: string,
  gone: Renamed['gone'] = 'none',
  differs?: string,
  more?: Partial<Renamed>,
): Renamed => ({
  to,
  gone,
  ...(differs !== undefined && { differs }),
  ...more,
})

/** That the new name came with a release; no Python tells of it. */
const needs = (name: string, version: PackageRelease['version']): Pick<Renamed, 'gone' | 'needs'> => ({
  gone: 'none',
  needs: { package: name, version, given: 'none' },
})

/** Releases before 1.26 do not run on Python 3.12, those before 2.0 not on 3.14. */
const numpyRelease = (version: '1.25' | '2.0'): PackageRelease => ({
  package: 'NumPy',
  version,
  given: version === '2.0' ? NUMPY_2 : '3.12',
})

const NEW_BOOL = 'from NumPy 2.0 on it means numpy.bool_'
const NEW_LONG = 'from NumPy 2.0 on it means the long of C'

/** https://numpy.org/doc/stable/release/1.20.0-notes.html and https://numpy.org/doc/stable/numpy_2_0_migration_guide.html */
const NUMPY: RenameTable = table({
  'numpy.int': renamed('builtins.int', NUMPY_ALIASES),
  'numpy.float': renamed('builtins.float', NUMPY_ALIASES),
  'numpy.complex': renamed('builtins.complex', NUMPY_ALIASES),
  'numpy.object': renamed('builtins.object', NUMPY_ALIASES),
  'numpy.str': renamed('builtins.str', NUMPY_ALIASES),
  'numpy.unicode': renamed('builtins.str', NUMPY_ALIASES),
  'numpy.bool': renamed('builtins.bool', 'none', NEW_BOOL),
  'numpy.long': renamed('builtins.int', 'none', NEW_LONG),
  'numpy.typeDict': renamed('numpy.sctypeDict', NUMPY_ALIASES),
  'numpy.math': renamed('math', NUMPY_ALIASES),
  'numpy.bool8': renamed('numpy.bool_', NUMPY_2),
  'numpy.int0': renamed('numpy.intp', NUMPY_2),
  'numpy.uint0': renamed('numpy.uintp', NUMPY_2),
  'numpy.object0': renamed('numpy.object_', NUMPY_2),
  'numpy.str0': renamed('numpy.str_', NUMPY_2),
  'numpy.bytes0': renamed('numpy.bytes_', NUMPY_2),
  'numpy.void0': renamed('numpy.void', NUMPY_2),
  'numpy.float_': renamed('numpy.float64', NUMPY_2),
  'numpy.complex_': renamed('numpy.complex128', NUMPY_2),
  'numpy.cfloat': renamed('numpy.complex128', NUMPY_2),
  'numpy.singlecomplex': renamed('numpy.complex64', NUMPY_2),
  'numpy.longcomplex': renamed('numpy.clongdouble', NUMPY_2),
  'numpy.clongfloat': renamed('numpy.clongdouble', NUMPY_2),
  'numpy.longfloat': renamed('numpy.longdouble', NUMPY_2),
  'numpy.string_': renamed('numpy.bytes_', NUMPY_2),
  'numpy.unicode_': renamed('numpy.str_', NUMPY_2),
  'numpy.Inf': renamed('numpy.inf', NUMPY_2),
  'numpy.Infinity': renamed('numpy.inf', NUMPY_2),
  'numpy.infty': renamed('numpy.inf', NUMPY_2),
  'numpy.PINF': renamed('numpy.inf', NUMPY_2),
  'numpy.NaN': renamed('numpy.nan', NUMPY_2),
  'numpy.NAN': renamed('numpy.nan', NUMPY_2),
  'numpy.product': renamed('numpy.prod', NUMPY_2),
  'numpy.cumproduct': renamed('numpy.cumprod', NUMPY_2),
  'numpy.sometrue': renamed('numpy.any', NUMPY_2),
  'numpy.alltrue': renamed('numpy.all', NUMPY_2),
  'numpy.row_stack': renamed('numpy.vstack'),
  'numpy.round_': renamed('numpy.round', NUMPY_2),
  'numpy.mat': renamed('numpy.asmatrix', NUMPY_2),
  'numpy.safe_eval': renamed('ast.literal_eval', NUMPY_2),
  'numpy.in1d': renamed('numpy.isin', 'none', 'isin gives an array of the shape of its first argument'),
  'numpy.trapz': { ...renamed('numpy.trapezoid'), needs: numpyRelease('2.0') },
  'numpy.byte_bounds': {
    ...renamed('numpy.lib.array_utils.byte_bounds', NUMPY_2),
    needs: numpyRelease('2.0'),
    isLoaded: true,
  },
  'numpy.RankWarning': {
    ...renamed('numpy.exceptions.RankWarning', NUMPY_2),
    needs: numpyRelease('2.0'),
    isLoaded: true,
  },
  ...moved(
    'numpy',
    'numpy.exceptions',
    'AxisError ComplexWarning ModuleDeprecationWarning TooHardError VisibleDeprecationWarning',
    { gone: NUMPY_2, needs: numpyRelease('1.25'), isLoaded: true },
  ),
  ...moved('numpy', 'numpy.lib', 'add_docstring add_newdoc tracemalloc_domain', {
    gone: NUMPY_2,
    isLoaded: true,
  }),
  ...moved('numpy', 'numpy.lib.npyio', 'DataSource', { gone: NUMPY_2, isLoaded: true }),
  ...moved('numpy', 'numpy.char', 'compare_chararrays', { gone: NUMPY_2, isLoaded: true }),
  'numpy.issubclass_': renamed(
    'builtins.issubclass',
    NUMPY_2,
    'it raises TypeError for what is no class, where the old one said False',
  ),
  'numpy.issubsctype': renamed('numpy.issubdtype', NUMPY_2, 'it takes types and dtypes, and no arrays'),
})

const WINDOWS =
  'barthann bartlett blackman blackmanharris bohman boxcar chebwin cosine exponential flattop gaussian general_gaussian hamming hann nuttall parzen triang tukey'

const FROM_NUMPY =
  'arange array asarray concatenate diag dot empty eye hstack interp linspace mean median newaxis ones std vstack zeros'
const FILTERS =
  'convolve convolve1d correlate gaussian_filter gaussian_filter1d gaussian_laplace generic_filter laplace maximum_filter median_filter minimum_filter sobel uniform_filter'
const PLOTS =
  'andrews_curves autocorrelation_plot bootstrap_plot lag_plot parallel_coordinates radviz scatter_matrix'

/** From SciPy 1.14 on it takes what stands behind the values by name, and no `even`. */
const callsSimps = (args: readonly Node[]) =>
  args.some((one, i) => (one.type === 'keyword_argument' ? field(one, 'name')?.text === 'even' : i > 0))

const SCIENCE: RenameTable = table({
  ...moved('scipy.misc', 'scipy.special', 'comb factorial factorial2 factorialk logsumexp', STAYS),
  ...moved('scipy.signal', 'scipy.signal.windows', WINDOWS, STAYS),
  'scipy.integrate.simps': {
    ...renamed('scipy.integrate.simpson'),
    ...needs('SciPy', '1.6'),
    refuses: callsSimps,
  },
  'scipy.integrate.trapz': { ...renamed('scipy.integrate.trapezoid'), ...needs('SciPy', '1.6') },
  'scipy.integrate.cumtrapz': {
    ...renamed('scipy.integrate.cumulative_trapezoid'),
    ...needs('SciPy', '1.6'),
  },
  'pandas.np': renamed('numpy'),
  'pandas.datetime': renamed('datetime.datetime'),
  'pandas.io.json.json_normalize': { ...renamed('pandas.json_normalize'), ...needs('pandas', '1.0') },
  ...moved(
    'pandas.util.testing',
    'pandas.testing',
    'assert_frame_equal assert_index_equal assert_series_equal',
    STAYS,
  ),
  'sklearn.externals.joblib': renamed('joblib', 'none', 'joblib has to be installed by itself'),
  ...moved(
    'sklearn.cross_validation',
    'sklearn.model_selection',
    'train_test_split cross_val_score cross_val_predict',
    needs('scikit-learn', '0.18'),
  ),
  'sklearn.grid_search.GridSearchCV': renamed(
    'sklearn.model_selection.GridSearchCV',
    'none',
    'it has cv_results_ for grid_scores_',
    needs('scikit-learn', '0.18'),
  ),
  'sklearn.learning_curve.learning_curve': {
    ...renamed('sklearn.model_selection.learning_curve'),
    ...needs('scikit-learn', '0.18'),
  },
  ...moved('sklearn.metrics.scorer', 'sklearn.metrics', 'get_scorer make_scorer', STAYS),
  'sklearn.datasets.base.Bunch': renamed('sklearn.utils.Bunch'),
  ...moved('scipy', 'numpy', FROM_NUMPY, { gone: '3.12' }),
  ...moved('scipy.ndimage.filters', 'scipy.ndimage', FILTERS, STAYS),
  ...moved(
    'scipy.ndimage.interpolation',
    'scipy.ndimage',
    'affine_transform map_coordinates rotate shift zoom',
    STAYS,
  ),
  ...moved('scipy.ndimage.measurements', 'scipy.ndimage', 'center_of_mass find_objects label', STAYS),
  ...moved(
    'scipy.ndimage.morphology',
    'scipy.ndimage',
    'binary_closing binary_dilation binary_erosion binary_fill_holes binary_opening distance_transform_edt',
    STAYS,
  ),
  ...moved('pandas.tools.plotting', 'pandas.plotting', PLOTS, STAYS),
  ...moved('pandas.core.index', 'pandas', 'Index MultiIndex', STAYS),
  ...moved('pandas.tslib', 'pandas', 'NaT Timedelta Timestamp', STAYS),
  ...moved('pandas.io.common', 'pandas.errors', 'EmptyDataError ParserError', STAYS),
  'networkx.from_numpy_matrix': renamed('networkx.from_numpy_array', 'none', 'it takes no numpy.matrix'),
  'PIL.Image.ANTIALIAS': renamed('PIL.Image.LANCZOS', '3.12'),
  'PIL.Image.CUBIC': renamed('PIL.Image.BICUBIC', '3.12'),
  'PIL.Image.LINEAR': renamed('PIL.Image.BILINEAR', '3.12'),
  'PIL.PILLOW_VERSION': renamed('PIL.__version__', '3.9'),
})

const JINJA_3 = needs('Jinja2', '3.0')
const WERKZEUG_015 = needs('Werkzeug', '0.15')
const PROXIES = 'it takes how many proxies stand before the application instead of num_proxies'

/** What is quoted is text or bytes. */
const quoted = (name: string) =>
  renamed(`urllib.parse.${name}`, 'none', 'it takes text and bytes alone, always as UTF-8')
const takesMore = (args: readonly Node[]) => args.length !== 1

const WEB: RenameTable = table({
  ...moved('jinja2', 'markupsafe', 'Markup escape', STAYS),
  ...moved('flask', 'markupsafe', 'Markup escape', STAYS),
  'jinja2.contextfunction': { ...renamed('jinja2.pass_context'), ...JINJA_3 },
  'jinja2.contextfilter': { ...renamed('jinja2.pass_context'), ...JINJA_3 },
  'jinja2.evalcontextfunction': { ...renamed('jinja2.pass_eval_context'), ...JINJA_3 },
  'jinja2.evalcontextfilter': { ...renamed('jinja2.pass_eval_context'), ...JINJA_3 },
  'jinja2.environmentfunction': { ...renamed('jinja2.pass_environment'), ...JINJA_3 },
  'jinja2.environmentfilter': { ...renamed('jinja2.pass_environment'), ...JINJA_3 },
  'markupsafe.soft_unicode': { ...renamed('markupsafe.soft_str'), ...needs('MarkupSafe', '2.0') },
  ...moved('werkzeug', 'werkzeug.utils', 'secure_filename cached_property import_string', STAYS),
  ...moved('werkzeug', 'werkzeug.security', 'generate_password_hash check_password_hash', STAYS),
  ...moved('werkzeug', 'werkzeug.datastructures', 'FileStorage MultiDict ImmutableMultiDict', STAYS),
  'werkzeug.contrib.fixers.ProxyFix': renamed(
    'werkzeug.middleware.proxy_fix.ProxyFix',
    'none',
    PROXIES,
    WERKZEUG_015,
  ),
  'werkzeug.wsgi.DispatcherMiddleware': {
    ...renamed('werkzeug.middleware.dispatcher.DispatcherMiddleware'),
    ...WERKZEUG_015,
  },
  'werkzeug.wsgi.SharedDataMiddleware': {
    ...renamed('werkzeug.middleware.shared_data.SharedDataMiddleware'),
    ...WERKZEUG_015,
  },
  'werkzeug.urls.url_quote': { ...quoted('quote'), refuses: takesMore, adds: "safe='/:'" },
  'werkzeug.urls.url_quote_plus': { ...quoted('quote_plus'), refuses: takesMore },
  'werkzeug.urls.url_unquote': { ...quoted('unquote'), refuses: takesMore },
  'werkzeug.urls.url_unquote_plus': { ...quoted('unquote_plus'), refuses: takesMore },
  'werkzeug.urls.url_join': renamed('urllib.parse.urljoin', 'none', 'it does not join bytes with text'),
  'werkzeug.urls.url_parse': {
    ...renamed(
      'urllib.parse.urlsplit',
      'none',
      'what it gives has hostname for host, and no to_url, ascii_host and raw_username',
    ),
    refuses: takesMore,
  },
  'werkzeug.security.safe_str_cmp': renamed(
    'hmac.compare_digest',
    'none',
    'it refuses text that is not of ASCII alone',
  ),
  'flask.safe_join': renamed(
    'werkzeug.utils.safe_join',
    'none',
    'it gives None instead of raising NotFound',
    needs('Werkzeug', '2.0'),
  ),
  'flask.helpers.locked_cached_property': renamed(
    'werkzeug.utils.cached_property',
    'none',
    'two threads may both work it out at first',
  ),
  'jwt.ExpiredSignature': renamed('jwt.ExpiredSignatureError'),
  'jwt.InvalidAudience': renamed('jwt.InvalidAudienceError'),
  'jwt.InvalidIssuer': renamed('jwt.InvalidIssuerError'),
  'click.get_terminal_size': renamed('shutil.get_terminal_size'),
  'sqlalchemy.orm.relation': renamed('sqlalchemy.orm.relationship'),
  'sqlalchemy.orm.eagerload': renamed('sqlalchemy.orm.joinedload'),
  ...moved('sqlalchemy.ext.declarative', 'sqlalchemy.orm', 'as_declarative declarative_base declared_attr', {
    ...needs('SQLAlchemy', '1.4'),
  }),
})

/** nose runs on Python 3.9 and older only. */
const TESTS: RenameTable = table({
  'nose.SkipTest': renamed('unittest.SkipTest', '3.10'),
  'nose.plugins.skip.SkipTest': renamed('unittest.SkipTest', '3.10'),
})

/** Names of packages that the releases for Python 3.12 and later no longer have, by what they are called now. */
export const NAMES: RenameTable = table({ ...NUMPY, ...SCIENCE, ...WEB, ...TESTS })
