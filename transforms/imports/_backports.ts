import { type Context, table, type VersionText } from '#transform'
import { knownModule } from './_stdlib-names.ts'

/** Backports by their module, and where the standard library has what they backport. */
export const MOVED: Readonly<Record<string, string>> = table({
  mock: 'unittest.mock',
  'mock.mock': 'unittest.mock',
  'xml.etree.cElementTree': 'xml.etree.ElementTree',
  importlib_metadata: 'importlib.metadata',
  importlib_resources: 'importlib.resources',
  tomli: 'tomllib',
  pathlib2: 'pathlib',
  unittest2: 'unittest',
  subprocess32: 'subprocess',
  contextlib2: 'contextlib',
  funcsigs: 'inspect',
  ordereddict: 'collections',
  scandir: 'os',
  monotonic: 'time',
  singledispatch: 'functools',
  'backports.zoneinfo': 'zoneinfo',
  'backports.functools_lru_cache': 'functools',
  'backports.shutil_get_terminal_size': 'shutil',
  'backports.tempfile': 'tempfile',
  'backports.weakref': 'weakref',
  'backports.configparser': 'configparser',
  'backports.statistics': 'statistics',
  'backports.strenum': 'enum',
})
/** Each Python 3 has it, and the same classes by both names. */
const ELEMENT_TREE = 'xml.etree.ElementTree'
/** Names that the standard library had before they could do the same. */
const LATER: Readonly<Record<string, VersionText>> = table({
  entry_points: '3.10',
  EntryPoint: '3.10',
  EntryPoints: '3.10',
})

/** The new home of a module, unless the project has one of its own with the old name or is what the backport is. */
export function homeOf(old: string, context: Context): string | undefined {
  const module = Object.hasOwn(MOVED, old) ? MOVED[old] : undefined
  const top = old.split('.', 1)[0] ?? old
  const isOwn =
    context.module.name?.split('.', 1)[0] === top ||
    (top !== 'xml' && context.project.graph.candidatesOf(top).length > 0)
  if (module === ELEMENT_TREE) return isOwn ? undefined : module
  const since = module === undefined ? undefined : knownModule(module)?.since
  return since !== undefined && !isOwn && context.targets(since as VersionText) ? module : undefined
}

/** The Python from which on a module of the standard library has a name, as the backport has it; undefined when it never does. */
export function sinceOf(module: string, name: string): VersionText | undefined {
  const { names, since: start } = knownModule(module) ?? {}
  const since = names?.get(name)
  if (module === ELEMENT_TREE && since === start) return '3.6'
  return LATER[name] ?? (since as VersionText | undefined)
}
