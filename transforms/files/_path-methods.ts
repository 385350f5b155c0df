import { argumentsOf, type Context, field, type Node, table } from '#transform'
import { builtBy, pathOf } from './_path.ts'

/** What is written behind the path: the same for every call. */
const PLAIN: Readonly<Record<string, string>> = table({
  'os.path.basename': 'name',
  'os.path.exists': 'exists()',
  'os.path.getatime': 'stat().st_atime',
  'os.path.getctime': 'stat().st_ctime',
  'os.path.getmtime': 'stat().st_mtime',
  'os.path.getsize': 'stat().st_size',
  'os.path.isabs': 'is_absolute()',
  'os.path.isdir': 'is_dir()',
  'os.path.isfile': 'is_file()',
  'os.path.islink': 'is_symlink()',
  'os.lstat': 'lstat()',
  'os.remove': 'unlink()',
  'os.rmdir': 'rmdir()',
  'os.stat': 'stat()',
  'os.unlink': 'unlink()',
})
/** What takes one more argument; `os.rename` gives None where Path gives the new path. */
const BINARY: Readonly<Record<string, { readonly to: string; readonly givesNone: boolean }>> = table({
  'os.chmod': { to: 'chmod', givesNone: false },
  'os.path.samefile': { to: 'samefile', givesNone: false },
  'os.rename': { to: 'rename', givesNone: true },
  'os.replace': { to: 'replace', givesNone: true },
})

/** Functions that give text where pathlib gives a path. */
export const GIVE_TEXT: readonly string[] = [
  'os.getcwd',
  'os.listdir',
  'os.path.abspath',
  'os.path.dirname',
  'os.path.expanduser',
  'os.path.join',
  'os.path.realpath',
  'os.readlink',
]

/** The qualified names of the functions that pathlib has methods for. */
export const FUNCTIONS: readonly string[] = [
  ...GIVE_TEXT,
  ...Object.keys(PLAIN),
  ...Object.keys(BINARY),
  'os.mkdir',
  'os.makedirs',
  'os.path.splitext',
  'os.symlink',
  'builtins.open',
]

/** What to write behind the path in place of a call; undefined where pathlib has nothing that does the same. */
export function memberFor(
  context: Context,
  name: string,
  call: Node,
  isStatement: boolean,
): string | undefined {
  const [, ...rest] = argumentsOf(call)
  const plain = PLAIN[name]
  if (plain !== undefined) return rest.length === 0 ? plain : undefined
  const binary = BINARY[name]
  const [second, more] = rest
  if (binary) {
    if (!second || more || second.type === 'keyword_argument') return undefined
    if (binary.givesNone && !isStatement) return undefined
    const isMade = builtBy(context, second) !== undefined
    return `${binary.to}(${isMade ? pathOf(context, second).text : second.text})`
  }
  if (name === 'builtins.open') return opening(context, call, rest)
  const allowed = name === 'os.mkdir' ? ['mode'] : ['mode', 'exist_ok']
  const given = rest.map((arg, i) => {
    const keyword = arg.type === 'keyword_argument' ? field(arg, 'name')?.text : allowed[i]
    const value = arg.type === 'keyword_argument' ? field(arg, 'value') : arg
    return keyword !== undefined && value && allowed.includes(keyword)
      ? `${keyword}=${value.text}`
      : undefined
  })
  if (given.includes(undefined)) return undefined
  return `mkdir(${[...(name === 'os.mkdir' ? [] : ['parents=True']), ...given].join(', ')})`
}

/** The other arguments of open stay as they are. */
function opening(context: Context, call: Node, rest: readonly Node[]): string | undefined {
  const [first] = rest
  if (!first) return 'open()'
  const isKnown = (arg: Node) =>
    arg.type !== 'keyword_argument' ||
    /^(?:mode|buffering|encoding|errors|newline)$/.test(field(arg, 'name')?.text ?? '')
  if (!rest.every(isKnown) || rest.length > 5) return undefined
  return `open(${context.text.slice(first.startIndex, call.endIndex)}`
}
