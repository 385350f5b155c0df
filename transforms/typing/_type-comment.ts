import {
  type Binding,
  type Context,
  commentsIn,
  genericParts,
  lineEnd,
  lineStart,
  type Node,
  parse,
  roleOf,
  treeOf,
  withoutReturn,
} from '#transform'

/** A `# type:` comment taken apart. */
export interface TypeComment {
  readonly node: Node
  /** What stands behind the colon, without other comments. */
  readonly type: string
  /** Another comment on the same line, with its `#`. */
  readonly rest: string
}

/** Takes a comment apart; undefined for every other one and for `# type: ignore`. PEP 484 wants a space at most. */
export function typeComment(node: Node): TypeComment | undefined {
  const found = /^#[ \t]*type:(?![ \t]*ignore\b)[ \t]*([^#\s](?:[^#]*[^#\s])?)\s*(#.*)?$/.exec(
    withoutReturn(node.text),
  )
  return found ? { node, type: found[1] ?? '', rest: found[2] ?? '' } : undefined
}

/** The text between the brackets at depth 0, cut at its commas. */
export function splitAtCommas(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (const [index, char] of [...text].entries()) {
    if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char)) depth--
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, index).trim())
      start = index + 1
    }
  }
  const last = text.slice(start).trim()
  return last === '' ? parts : [...parts, last]
}

const TYPES: ReadonlySet<string> = new Set(
  'attribute binary_operator ellipsis identifier list none parenthesized_expression string subscript tuple'.split(
    ' ',
  ),
)

/**
 * The text of an annotation for what a comment says, quoted where Python could not evaluate it; skips the site for what is
 * no type, or names what nothing here defines.
 * @param at where the annotation is going to stand
 * @param isEvaluated whether Python evaluates an annotation there
 */
export function annotationText(context: Context, type: string, at: Node, isEvaluated: boolean): string {
  const tree = parse(`${type}\n`)
  const bare = tree.root.namedChildren[0]?.firstNamedChild
  if (bare?.type === 'parenthesized_expression' && bare.namedChildCount === 1)
    return annotationText(context, bare.text.slice(1, -1).trim(), at, isEvaluated)
  const [statement, ...more] = tree.root.namedChildren
  const expression = statement?.firstNamedChild
  if (
    tree.root.hasError ||
    more.length > 0 ||
    statement?.type !== 'expression_statement' ||
    statement.namedChildCount !== 1 ||
    !expression ||
    !TYPES.has(expression.type) ||
    expression.type === 'tuple'
  )
    return context.skip(`${type} cannot be read as a type`)
  const parts = [expression, ...expression.descendantsOfType([...TYPES, 'call', 'lambda', 'integer'])]
  const odd = parts.find(({ type: kind }) => kind === 'call' || kind === 'lambda')
  if (odd) context.skip(`${odd.text} is no part of a type`)
  let mustQuote = false
  for (const name of parts.filter((part) => part.type === 'identifier' && roleOf(part)?.role === 'load')) {
    const resolution = context.module.names.resolve(name.text, at)
    if (resolution.kind === 'unbound') importFromTyping(context, name.text, at)
    if (resolution.kind === 'uncertain') mustQuote = true
    if (resolution.kind === 'bound' && !mayBeEvaluated(resolution.bindings, at)) mustQuote = true
  }
  const wrong = isEvaluated ? parts.find((part) => hasWrongCount(context, part, at)) : undefined
  if (wrong)
    context.skip(`${wrong.text} has not as many types as it takes, which an annotation would raise for`)
  if (parts.some((part) => mayRaise(context, part, at))) mustQuote = true
  if (!isEvaluated || !mustQuote || expression.type === 'string') return type
  const quote = type.includes('"') ? (type.includes("'") ? undefined : "'") : '"'
  return quote === undefined
    ? context.skip(`${type} would have to be one string, but it holds both kinds of quotes`)
    : `${quote}${type}${quote}`
}

/** Names of typing that type comments were written with; a type checker needs their imports as much as Python does now. */
const TYPING: ReadonlySet<string> = new Set(
  `AbstractSet Any AnyStr AsyncIterable AsyncIterator Awaitable BinaryIO Callable ClassVar Collection Container Coroutine
  DefaultDict Deque Dict FrozenSet Generator IO Iterable Iterator List Mapping MutableMapping MutableSequence MutableSet
  NoReturn Optional Pattern Sequence Set Text TextIO Tuple Type Union`.split(/\s+/),
)

/** Imports a name that nothing here defines, where it can only be that of typing; skips the site for any other. */
function importFromTyping(context: Context, name: string, at: Node): void {
  if (!TYPING.has(name) || context.import('typing', name, at) !== name)
    context.skip(`${name} is not defined or imported here`)
  context.review(`${name} is not imported here: it is taken for typing.${name}`)
}

/** Bindings that may make a name that of a type. */
const OF_TYPES: ReadonlySet<Binding['kind']> = new Set([
  ...(['import', 'assignment', 'annotation', 'function', 'class'] as const),
  ...(['type-parameter', 'type-alias'] as const),
])

/** Whether a name is there when an annotation at `at` is evaluated, and nothing has made it that of something else. */
function mayBeEvaluated(bindings: readonly Binding[], at: Node): boolean {
  const isDefined = ({ imported, kind }: Binding) => imported !== undefined || kind === 'class'
  return (
    bindings.some((binding) => hasRun(binding, at)) &&
    bindings.every(({ kind }) => OF_TYPES.has(kind)) &&
    (!bindings.some(isDefined) || bindings.every((one) => isDefined(one) || one.context !== 'plain'))
  )
}

/** Whether a binding is sure to be there when an annotation at `at` is evaluated. */
function hasRun({ kind, context, owner, node, scope }: Binding, at: Node): boolean {
  // `if False:` and `if MYPY:` are other ways to write `if TYPE_CHECKING:`.
  if (context !== 'plain' && context !== 'try' && context !== 'except-import-error') return false
  if (kind === 'class' || kind === 'function') return owner.endIndex <= at.startIndex
  return scope.kind === 'function' ? node.startIndex < at.startIndex : node.endIndex <= at.startIndex
}

/** Classes that type checkers take arguments for, and Python does since 3.9. */
const SUBSCRIPTABLE =
  /^(?:builtins\.(?:dict|frozenset|list|set|tuple|type)|collections\.(?:abc\.\w+|ChainMap|Counter|OrderedDict|defaultdict|deque)|contextlib\.Abstract\w+|os\.PathLike|queue\.\w*Queue|re\.(?:Match|Pattern)|subprocess\.(?:CompletedProcess|Popen)|asyncio\.(?:Future|Queue|Task))$/

/**
 * Whether evaluating a part of a type may raise, which nothing noticed in a comment: a subscript of a class that takes none,
 * a name that only the stubs of a module have, a module of the project that is still being imported, a union on an old Python.
 */
function mayRaise(context: Context, part: Node, at: Node): boolean {
  if (part.type === 'binary_operator')
    return !context.targets('3.10') || part.descendantsOfType('string').length > 0
  if (part.type === 'attribute') {
    const found = meaning(context, part, at)
    return !found || found.isOwn || /\._(?!_)/.test(found.path)
  }
  const origin = genericParts(part)?.origin
  if (!origin) return false
  const path = meaning(context, origin, at)?.path ?? ''
  return !/^typing(?:_extensions)?\.[A-Z]/.test(path) && !(context.targets('3.9') && SUBSCRIPTABLE.test(path))
}

/** Names of typing by how many types they take. */
const TAKEN: Readonly<Record<number, string>> = {
  1: 'AbstractSet AsyncIterable AsyncIterator Awaitable ClassVar Collection Container Deque FrozenSet IO Iterable Iterator List MutableSequence MutableSet Optional Pattern Sequence Set Type',
  2: 'Callable DefaultDict Dict Mapping MutableMapping',
  3: 'Coroutine Generator',
}
const COUNTS: ReadonlyMap<string, number> = new Map(
  Object.entries(TAKEN).flatMap(([count, names]) =>
    names.split(' ').map((name) => [`typing.${name}`, Number(count)] as const),
  ),
)

/** Whether a name of typing is given more or fewer types than it takes, for which evaluating it raises. */
function hasWrongCount(context: Context, part: Node, at: Node): boolean {
  const generic = genericParts(part)
  const path = (generic && meaning(context, generic.origin, at)?.path) ?? ''
  const count = COUNTS.get(path)
  if (!generic || count === undefined) return false
  const isCallable = path === 'typing.Callable'
  return (
    generic.args.length !== count || (isCallable && !/^(?:list|ellipsis)$/.test(generic.args[0]?.type ?? ''))
  )
}

/** What a name or attribute of a comment's text means at `at`; `isOwn` when it comes from the project itself. */
function meaning(context: Context, node: Node, at: Node): { path: string; isOwn: boolean } | undefined {
  const [root = '', ...rest] = node.text.split(/\s*\.\s*/)
  const resolution = context.module.names.resolve(root, at)
  if (resolution.kind === 'unbound' && TYPING.has(root))
    return { path: ['typing', root, ...rest].join('.'), isOwn: false }
  if (resolution.kind === 'builtin') return { path: [`builtins.${root}`, ...rest].join('.'), isOwn: false }
  const imported = resolution.kind === 'bound' ? resolution.bindings[0]?.imported : undefined
  if (!imported) return undefined
  const path = [imported.module, ...(imported.name === undefined ? [] : [imported.name]), ...rest].join('.')
  return { path, isOwn: imported.level > 0 || context.project.graph.fileOf(imported.module) !== undefined }
}

/** Takes a comment off its line, and the line when nothing else is on it; what else the comment says stays. */
export function removeComment(context: Context, { node, rest }: TypeComment): void {
  const { text } = context
  const start = lineStart(text, node.startIndex)
  const end = lineEnd(text, node.startIndex)
  const before = text.slice(start, node.startIndex)
  context.dropComment(node.text)
  if (rest !== '') context.replace({ start: node.startIndex, end }, rest)
  else if (before.trim() !== '') context.remove({ start: start + before.trimEnd().length, end })
  // A body would begin with blank lines.
  else context.remove({ start, end: end + (/^\r?\n(?:[ \t]*\r?\n)*/.exec(text.slice(end))?.[0].length ?? 0) })
}

/** The type comments in a part of the file. */
export function typeCommentsIn(node: Node, start: number, end: number): TypeComment[] {
  return commentsIn(treeOf(node), { start, end }).flatMap((one) => typeComment(one) ?? [])
}
