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
/** Modules that Python 3.6 has already, and what came into them up to 3.8, from which on the table of names tells. */
const OLD: Readonly<Record<string, Readonly<Record<string, VersionText>>>> = table({
  [ELEMENT_TREE]: {},
  'unittest.mock': { seal: '3.7', AsyncMock: '3.8' },
})
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
  if (module === undefined || Object.hasOwn(OLD, module)) return isOwn ? undefined : module
  const since = knownModule(module)?.since
  return since !== undefined && !isOwn && context.targets(since as VersionText) ? module : undefined
}

/** The Python from which on a module of the standard library has a name, as the backport has it; undefined when it never does. */
export function sinceOf(module: string, name: string): VersionText | undefined {
  const { names, since: start } = knownModule(module) ?? {}
  const since = names?.get(name)
  if (Object.hasOwn(OLD, module) && since === start) return OLD[module]?.[name] ?? '3.6'
  return LATER[name] ?? (since as VersionText | undefined)
}
