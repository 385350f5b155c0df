import {
  ancestorsOf,
  type Context,
  field,
  isStdlib,
  type Module,
  membersOf,
  type Node,
  type Project,
  parentOf,
  sameNode,
  withoutNone,
} from '#transform'

/** The URL types of pydantic: strings in v1, objects of their own in v2, which end in a slash where there is no path. */
export const URL_TYPES = [
  ...[
    'AnyUrl',
    'AnyHttpUrl',
    'HttpUrl',
    'FileUrl',
    'PostgresDsn',
    'CockroachDsn',
    'AmqpDsn',
    'RedisDsn',
    'MongoDsn',
  ],
  'KafkaDsn',
]
const NAMES: ReadonlySet<string> = new Set(
  URL_TYPES.flatMap((name) => [`pydantic.${name}`, `pydantic.networks.${name}`]),
)

/** Whether a qualified name is that of a URL type. */
export function isUrlType(qualified: string | undefined): boolean {
  return qualified !== undefined && NAMES.has(qualified)
}

/** Whether an expression surely is a URL of pydantic, or None. */
export function isUrl(context: Context, node: Node, module: Module = context.module): boolean {
  const type = withoutNone(context.inference.typeOf(module, node))
  return (
    type !== undefined &&
    membersOf(type).every(
      (member) => member.kind === 'instance' && typeof member.of === 'string' && isUrlType(member.of),
    )
  )
}

/** Whether None is among the values of an expression, as far as its type is known. */
export function mayBeNone(context: Context, node: Node): boolean {
  const type = context.typeOf(node)
  return type !== undefined && membersOf(type).some(({ kind }) => kind === 'none')
}

const STRING_METHODS =
  /^(?:startswith|endswith|split|rsplit|strip|lstrip|rstrip|replace|format|lower|upper|encode|decode|join|partition|rpartition|removeprefix|removesuffix|find|index|count)$/

/** Whether an expression stands where there must be a string: for a str parameter, in a function of the standard library, before a method of strings. */
export function wantsText(context: Context, module: Module, node: Node): boolean {
  const parent = parentOf(node)
  if (parent?.type === 'attribute' && sameNode(field(parent, 'object'), node))
    return STRING_METHODS.test(field(parent, 'attribute')?.text ?? '')
  if (parent?.type === 'return_statement') {
    const definition = [...ancestorsOf(parent)].find(({ type }) => type === 'function_definition')
    return isStr(definition && field(definition, 'return_type'))
  }
  if (parent?.type === 'assignment')
    return sameNode(field(parent, 'right'), node) && isStr(field(parent, 'type'))
  const called = argumentOf(node)
  const callee = called && field(called.call, 'function')
  if (!callee) return false
  const qualified = module.qualify(callee)
  if (qualified.kind === 'certain' && !qualified.name.startsWith('builtins.') && isStdlib(qualified.name))
    return /^(?:re|urllib|os\.path|posixpath|webbrowser|subprocess|shlex|base64|html|http)\./.test(
      qualified.name,
    )
  const parameter = parameterOf(context, module, callee, called)
  return isStr(parameter && field(parameter, 'type'))
}

function isStr(annotation: Node | undefined): boolean {
  return (
    annotation !== undefined &&
    /^(?:str|(?:\w+\.)?Optional\[str\]|str \| None|["']str["'])$/.test(annotation.text)
  )
}

interface Argument {
  readonly call: Node
  readonly index: number
  readonly keyword: string | undefined
}

/** The call whose direct argument a node is. */
function argumentOf(node: Node): Argument | undefined {
  const parent = parentOf(node)
  const keyword =
    parent?.type === 'keyword_argument' && sameNode(field(parent, 'value'), node) ? parent : undefined
  const list = keyword ? parentOf(keyword) : parent
  const call = list?.type === 'argument_list' ? parentOf(list) : undefined
  if (call?.type !== 'call' || !list) return undefined
  const index = list.namedChildren
    .filter(({ type }) => type !== 'comment')
    .findIndex((child) => child.id === node.id)
  return { call, index, keyword: keyword && field(keyword, 'name')?.text }
}

/** The parameter of a function of the project that an argument is for. */
function parameterOf(
  context: Context,
  module: Module,
  callee: Node,
  { index, keyword }: Argument,
): Node | undefined {
  const type = context.inference.typeOf(module, callee)
  if (type?.kind !== 'function') return undefined
  const all = field(type.node, 'parameters')?.namedChildren.filter((child) => child.type !== 'comment') ?? []
  const nameOf = (parameter: Node) => (field(parameter, 'name') ?? parameter.firstNamedChild)?.text
  if (keyword !== undefined) return all.find((parameter) => nameOf(parameter) === keyword)
  return all[index + (type.self ? 1 : 0)]
}

/** Whether an expression is an argument of something outside of the project that knows nothing of pydantic's URLs. */
export function isHandedOut(context: Context, node: Node): boolean {
  const called = argumentOf(node)
  const callee = called && field(called.call, 'function')
  const qualified = callee && context.module.qualify(callee)
  if (!callee || qualified?.kind !== 'certain') return false
  const { name } = qualified
  if (
    name.startsWith('builtins.') ||
    isStdlib(name) ||
    /^(?:pydantic|fastapi|sqlmodel|pytest|unittest)\b/.test(name)
  )
    return false
  const type = context.typeOf(callee)
  return (
    (type?.kind === 'class' && typeof type.of === 'string') ||
    (type?.kind === 'module' && /^[a-z]/.test(name))
  )
}

const PARTS = 'host|scheme|port|path|query|fragment|user|username|password|tld|host_type|hosts|unicode_string'

/** A file that reads `….name.host` or the like. */
export function partsReader(name: string, { project }: Context): string | undefined {
  return project.filesWith(new Set([`${name}.`]), new RegExp(`\\b${name}\\.(?:${PARTS})\\b`))[0]
}

const textReaders = new WeakMap<Project, Map<string, string | undefined>>()

/** A file that uses `….name`, a URL there, where there must be a string. */
export function textReader(name: string, context: Context): string | undefined {
  const { project, module } = context
  const known = textReaders.get(project) ?? new Map<string, string | undefined>()
  textReaders.set(project, known)
  if (!known.has(name)) {
    const paths = project.filesWith(new Set([`.${name}`]), new RegExp(`\\.${name}\\b`))
    known.set(
      name,
      paths.find((path) => {
        const other = path === module.path ? module : project.moduleAt(path, module.target)
        return other !== undefined && usesAsText(other, name, context)
      }),
    )
  }
  return known.get(name)
}

function usesAsText(other: Module, name: string, context: Context): boolean {
  const { text } = other.tree
  for (let at = text.indexOf(`.${name}`); at !== -1; at = text.indexOf(`.${name}`, at + 1)) {
    const leaf = other.tree.nodeAt(at + 1)
    const access = leaf.text === name ? parentOf(leaf) : undefined
    if (access?.type === 'attribute' && wantsText(context, other, access) && isUrl(context, access, other))
      return true
  }
  return false
}
