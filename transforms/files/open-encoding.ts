import {
  addArgument,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  isInstance,
  type Node,
  stringParts,
  table,
} from '#transform'
import { isPath } from './_openers.ts'

/** Where the mode and the encoding stand among the arguments; `mode` is undefined where it is always text. */
interface Places {
  readonly mode: number | undefined
  readonly encoding: number
  /** The mode when none is given. */
  readonly byDefault: string
  /** What a mode for text does or does not say. */
  readonly isText: (mode: string) => boolean
}

const withoutB = (mode: string) => !mode.includes('b')
const withT = (mode: string) => mode.includes('t')

const FUNCTIONS: Readonly<Record<string, Places>> = table({
  'builtins.open': { mode: 1, encoding: 3, byDefault: 'r', isText: withoutB },
  'io.open': { mode: 1, encoding: 3, byDefault: 'r', isText: withoutB },
  'os.fdopen': { mode: 1, encoding: 3, byDefault: 'r', isText: withoutB },
  'io.TextIOWrapper': { mode: undefined, encoding: 1, byDefault: 'r', isText: withoutB },
  'tempfile.TemporaryFile': { mode: 0, encoding: 2, byDefault: 'w+b', isText: withoutB },
  'tempfile.NamedTemporaryFile': { mode: 0, encoding: 2, byDefault: 'w+b', isText: withoutB },
  'tempfile.SpooledTemporaryFile': { mode: 1, encoding: 3, byDefault: 'w+b', isText: withoutB },
  'gzip.open': { mode: 1, encoding: 3, byDefault: 'rb', isText: withT },
  'bz2.open': { mode: 1, encoding: 3, byDefault: 'rb', isText: withT },
})
const METHODS: Readonly<Record<string, Places>> = table({
  open: { mode: 0, encoding: 2, byDefault: 'r', isText: withoutB },
  read_text: { mode: undefined, encoding: 0, byDefault: 'r', isText: withoutB },
  write_text: { mode: undefined, encoding: 1, byDefault: 'r', isText: withoutB },
})
const PATHS = ['pathlib.Path', 'pathlib.PosixPath', 'pathlib.WindowsPath']

/** Tests that put a mock in the place of open. */
const REPLACED = /\bmock_open\b|\bpatch(?:\.object)?\([^()\n]*\bopen\b/

export default defineTransform({
  summary: 'Say in which encoding text files are opened: open(p, encoding="utf-8")',
  since: 'any',
  safety: 'review',
  sameAs: ['PLW1514'],
  docs: 'https://peps.python.org/pep-0597/',
  query: '(call function: [(identifier) (attribute)] @callee arguments: (argument_list)) @call',
  anchors: ['open', 'fdopen', 'TextIOWrapper', /\w*TemporaryFile\b/, 'read_text', 'write_text'],
  rewrite({ callee, call }, context) {
    if (!callee || !call) return
    // From there on it is the default (PEP 686).
    if (context.targets('3.15')) return
    const places = placesOf(context, callee)
    if (!places) return
    const args = argumentsOf(call)
    if (hasSplat(args)) return context.skip('the encoding may be among the arguments that are unpacked')
    const given = (name: string, place: number | undefined) => {
      const named = args.find((arg) => arg.type === 'keyword_argument' && field(arg, 'name')?.text === name)
      const [at, ...before] = args.slice(0, (place ?? args.length) + 1).reverse()
      const isPlain = [at, ...before].every((arg) => arg?.type !== 'keyword_argument')
      return named
        ? field(named, 'value')
        : place !== undefined && isPlain && before.length === place
          ? at
          : undefined
    }
    if (given('encoding', places.encoding)) return
    const mode = given('mode', places.mode)
    const parts = mode && stringParts(mode)
    if (mode && (!parts || parts.isFormatted || parts.isBytes))
      return context.skip('its mode tells only at run time whether it is text')
    const letters = parts ? context.text.slice(parts.content.start, parts.content.end) : places.byDefault
    if (!places.isText(letters)) return
    if (REPLACED.test(context.text))
      return context.skip('open is replaced here by something that may look at its arguments')
    if (isNowhere(context, call)) return context.skip('nothing is read from there, or kept')
    context.edit(addArgument(context.text, call, 'encoding="utf-8"', context.lineLength))
    context.note(
      'without it the encoding is that of the locale: where that is not UTF-8, files that were written before are read otherwise',
    )
  },
})

function placesOf(context: Context, callee: Node): Places | undefined {
  const meant = context.module.qualify(callee)
  const isOne = (name: string) => Object.hasOwn(FUNCTIONS, name)
  if (meant.kind === 'uncertain' && meant.candidates.some(isOne)) context.skip(meant.reason)
  const name = meant.kind === 'certain' ? meant.name : undefined
  if (name !== undefined && isOne(name)) return FUNCTIONS[name]
  const object = callee.type === 'attribute' ? field(callee, 'object') : undefined
  const method = METHODS[(object && field(callee, 'attribute')?.text) ?? '']
  if (!object || !method || (name !== undefined && !name.startsWith('pathlib.'))) return undefined
  if (isPath(context, object) || isInstance(context, object, PATHS) === 'yes') return method
  if (callee.text.endsWith('_text') && !context.typeOf(object))
    return context.skip(`${object.text} is not certain to be a path of pathlib`)
  return undefined
}

/** Whether it is os.devnull that is opened. */
function isNowhere(context: Context, call: Node): boolean {
  const [path] = argumentsOf(call)
  return (
    path !== undefined &&
    (context.qualifiedName(path) === 'os.devnull' || /^["']\/dev\/null["']$/.test(path.text))
  )
}
