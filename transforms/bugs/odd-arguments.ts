import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isInstance,
  keywordArgument,
  type Node,
  stringParts,
  table,
  textValue,
} from '#transform'

/** Functions that take permissions, by the place where these stand. */
const PERMISSIONS: Readonly<Record<string, number>> = table({
  'os.chmod': 1,
  'os.fchmod': 1,
  'os.lchmod': 1,
  'os.makedirs': 1,
  'os.mkdir': 1,
  'os.mkfifo': 1,
  'os.open': 2,
  'os.umask': 0,
})
const METHODS: Readonly<Record<string, number>> = table({ chmod: 0, lchmod: 0, mkdir: 0, touch: 0 })
const PATHS = ['Path', 'PosixPath', 'WindowsPath', 'PurePath', 'PurePosixPath', 'PureWindowsPath'].map(
  (name) => `pathlib.${name}`,
)

export default defineTransform({
  summary: 'Report arguments that fail or mean something else: chmod(path, 644), with_suffix("txt")',
  since: 'any',
  safety: 'report',
  sameAs: ['PTH210', 'RUF064', 'RUF071'],
  docs: 'https://docs.python.org/3/library/os.html#os.chmod',
  query: '(call function: [(identifier) (attribute)] @callee arguments: (argument_list)) @call',
  anchors: [
    /\b(?:chmod|fchmod|lchmod|makedirs|mkdir|mkfifo|touch|umask|with_suffix|commonprefix)\b/,
    /\bopen\s*\([^\n]{0,999}?,\s*[1-7][0-7]{2,3}\b/,
  ],
  rewrite({ callee, call }, context) {
    if (!callee || !call) return
    const args = argumentsOf(call)
    const name = context.qualifiedName(callee) ?? ''
    if (name === 'os.path.commonprefix')
      return context.report(
        'it compares characters, so that what it gives may end within a name: commonpath compares folders',
        callee,
      )
    const place = PERMISSIONS[name]
    if (place !== undefined) return checkMode(context, args, place)
    const method = field(callee, 'attribute')?.text ?? ''
    const object = field(callee, 'object')
    if (!object || isInstance(context, object, PATHS) === 'no') return
    if (method === 'with_suffix') checkSuffix(context, args[0])
    else if (Object.hasOwn(METHODS, method) && isInstance(context, object, PATHS) === 'yes')
      checkMode(context, args, METHODS[method] ?? 0)
  },
})

/** 644 is 0o1204: the digits look like permissions, and are read as another number. */
function checkMode(context: Context, args: readonly Node[], place: number): void {
  const keyword = keywordArgument(args, 'mode')
  const placed = args[place]
  const mode = keyword ? field(keyword, 'value') : placed?.type === 'keyword_argument' ? undefined : placed
  if (mode?.type === 'integer' && /^[1-7][0-7]{2,3}$/.test(mode.text))
    context.report(`${mode.text} is a decimal number: permissions are written as 0o${mode.text}`, mode)
}

function checkSuffix(context: Context, suffix: Node | undefined): void {
  const parts = suffix && stringParts(suffix)
  if (!suffix || !parts || parts.isFormatted || parts.isBytes) return
  const text = textValue(context.text, parts)
  if (text && !text.startsWith('.'))
    context.report(`with_suffix() raises ValueError: a suffix begins with a dot, as in ".${text}"`, suffix)
}
