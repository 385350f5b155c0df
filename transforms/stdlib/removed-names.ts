import { defineTransform, roleOf, type VersionText } from '#transform'
import { isChosen, isTarget } from './_fallback.ts'

const GETTEXT: readonly [VersionText, string] = ['3.11', 'use the function without the l: it gives a str']
const WATCHERS: readonly [VersionText, string] = ['3.14', 'asyncio picks the way to watch processes itself']

/** Names that are gone and have no equal: since when, and what to do. The What's New pages tell of each. */
const NAMES: Readonly<Record<string, readonly [gone: VersionText, advice: string]>> = {
  'asyncio.AbstractChildWatcher': WATCHERS,
  'asyncio.FastChildWatcher': WATCHERS,
  'asyncio.MultiLoopChildWatcher': WATCHERS,
  'asyncio.PidfdChildWatcher': WATCHERS,
  'asyncio.SafeChildWatcher': WATCHERS,
  'asyncio.ThreadedChildWatcher': WATCHERS,
  'asyncio.get_child_watcher': WATCHERS,
  'asyncio.set_child_watcher': WATCHERS,
  'binascii.a2b_hqx': ['3.11', 'nothing replaces it'],
  'binascii.b2a_hqx': ['3.11', 'nothing replaces it'],
  'configparser.LegacyInterpolation': ['3.13', 'use BasicInterpolation or ExtendedInterpolation'],
  'gettext.bind_textdomain_codeset': ['3.11', 'gettext gives str: leave it out'],
  'gettext.ldgettext': GETTEXT,
  'gettext.ldngettext': GETTEXT,
  'gettext.lgettext': GETTEXT,
  'gettext.lngettext': GETTEXT,
  'http.server.CGIHTTPRequestHandler': ['3.15', 'use a framework for web applications'],
  'importlib.abc.Finder': ['3.12', 'use MetaPathFinder or PathEntryFinder'],
  'importlib.util.module_for_loader': ['3.12', 'write exec_module instead of load_module'],
  'importlib.util.set_loader': ['3.12', 'write exec_module instead of load_module'],
  'importlib.util.set_package': ['3.12', 'write exec_module instead of load_module'],
  'inspect.formatargspec': ['3.11', 'use inspect.signature'],
  'locale.getdefaultlocale': ['3.15', 'use locale.getlocale or locale.getencoding'],
  'locale.resetlocale': ['3.13', "use locale.setlocale(locale.LC_ALL, '')"],
  'pkgutil.ImpImporter': ['3.12', 'use importlib.machinery'],
  'pkgutil.ImpLoader': ['3.12', 'use importlib.machinery'],
  'platform.dist': ['3.8', 'use platform.freedesktop_os_release, or install distro'],
  'platform.linux_distribution': ['3.8', 'use platform.freedesktop_os_release, or install distro'],
  'platform.popen': ['3.8', 'use os.popen'],
  'plistlib.Data': ['3.9', 'use bytes'],
  'plistlib.readPlist': ['3.9', 'open the file in binary mode and use plistlib.load'],
  'plistlib.writePlist': ['3.9', 'open the file in binary mode and use plistlib.dump'],
  're.template': ['3.13', 'use re.compile'],
  'sqlite3.enable_shared_cache': ['3.12', 'open the database with cache=shared in its URI'],
  'ssl.RAND_pseudo_bytes': ['3.12', 'use os.urandom or ssl.RAND_bytes'],
  'ssl.match_hostname': ['3.12', 'let an SSLContext check it'],
  'sys.exc_clear': ['3.0', 'an except clause clears it by itself'],
  'sys.getcheckinterval': ['3.9', 'use sys.getswitchinterval, which counts seconds'],
  'sys.set_coroutine_wrapper': ['3.8', 'use sys.set_coroutine_origin_tracking_depth'],
  'sys.setcheckinterval': ['3.9', 'use sys.setswitchinterval, which takes seconds'],
  'typing.no_type_check_decorator': ['3.15', 'use typing.no_type_check'],
  'unittest.findTestCases': ['3.13', 'use unittest.TestLoader().loadTestsFromModule'],
  'unittest.getTestCaseNames': ['3.13', 'use unittest.TestLoader().getTestCaseNames'],
  'urllib.request.FancyURLopener': ['3.14', 'use urllib.request.urlopen or build_opener'],
  'urllib.request.URLopener': ['3.14', 'use urllib.request.urlopen or build_opener'],
}

export default defineTransform({
  summary: 'Report names that the standard library no longer has and that nothing replaces as it is',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/whatsnew/3.13.html#removed-modules-and-apis',
  query: '[(attribute) (identifier)] @name',
  where: { name: Object.keys(NAMES) },
  rewrite({ name }, context) {
    if (!name || isTarget(name) || (name.type === 'identifier' && roleOf(name)?.role !== 'load')) return
    const qualified = context.qualifiedName(name) ?? ''
    const row = NAMES[qualified]
    const [top = ''] = qualified.split('.')
    if (row && !isChosen(name) && !context.project.graph.fileOf(top))
      context.report(`${qualified} is gone in Python ${row[0]}: ${row[1]}`)
  },
})
