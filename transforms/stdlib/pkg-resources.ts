import {
  ancestorsOf,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  leaveFallbacks,
  lineOf,
  type Node,
  parentOf,
  sameNode,
  table,
} from '#transform'

const NOTE = 'importlib sees what is installed now, and files as they are packed'
/** What a resource does in place of each function, behind `files(package).joinpath(path)`. */
const RESOURCES: Readonly<Record<string, string>> = table({
  resource_string: 'read_bytes()',
  resource_stream: 'open("rb")',
  resource_exists: 'exists()',
  resource_isdir: 'is_dir()',
})
const NAMES = [
  ...Object.keys(RESOURCES),
  'get_distribution',
  'iter_entry_points',
  'DistributionNotFound',
  'resource_filename',
  'resource_listdir',
  'require',
  'parse_version',
  'declare_namespace',
]

export default defineTransform({
  summary: 'Replace pkg_resources with importlib.metadata and importlib.resources',
  since: '3.8',
  safety: 'review',
  docs: 'https://setuptools.pypa.io/en/latest/pkg_resources.html',
  query: '(attribute) @name (identifier) @name',
  where: { name: NAMES.map((name) => `pkg_resources.${name}`) },
  rewrite({ name }, context) {
    const parent = name && parentOf(name)
    if (!name || !parent || isAttributeName(name) || /^(?:dotted_name|aliased_import)$/.test(parent.type))
      return
    leaveFallbacks(context, name)
    context.review(NOTE)
    const guard = guardOf(context, name)
    if (!guard) {
      if (isOld(context, name, 'get_distribution|DistributionNotFound')) checkUnguarded(context)
      return convert(context, name)
    }
    // What raises and what catches change together, with the first of them, or not at all.
    if (guard.raising.some((raising) => !isPlainVersion(raising)))
      context.skip('something else in the try needs DistributionNotFound still')
    const all = [...guard.raising, ...guard.caught]
    if (all[0] && sameNode(all[0], name)) for (const each of all) convert(context, each)
  },
})

/** Rewrites what one name is used for. */
function convert(context: Context, name: Node): void {
  const parent = parentOf(name)
  const old = (context.qualifiedName(name) ?? '').slice('pkg_resources.'.length)
  if (old === 'DistributionNotFound') {
    context.replace(name, context.import('importlib.metadata', 'PackageNotFoundError', name))
    return
  }
  const call = parent?.type === 'call' && sameNode(field(parent, 'function'), name) ? parent : undefined
  const args = call ? argumentsOf(call) : []
  if (!call || hasSplat(args) || args.some(({ type }) => type === 'keyword_argument'))
    context.skip('only plain calls of it can be rewritten')
  const method = RESOURCES[old]
  if (method !== undefined) resource(context, name, call, args, method)
  else if (old === 'get_distribution') version(context, name, call, args)
  else if (old === 'iter_entry_points') entryPoints(context, name, args)
  else context.skip(`importlib has nothing like ${old}: see the documentation of pkg_resources`)
}

/** What in a try raises DistributionNotFound, and its handlers' names for it. */
interface Guard {
  readonly raising: readonly Node[]
  readonly caught: readonly Node[]
}

/** The outermost try around `name` that catches what it raises, or whose handler it is. */
function guardOf(context: Context, name: Node): Guard | undefined {
  let outermost: Guard | undefined
  for (const up of ancestorsOf(name)) {
    if (up.type !== 'try_statement') continue
    const body = field(up, 'body')
    const caught = caughtBy(context, up)
    const raising = body ? namesIn(context, body, RAISING) : []
    if (
      raising.length > 0 &&
      [...raising, ...caught].some((node) => sameNode(node, name)) &&
      caught.length > 0
    )
      outermost = { raising, caught: [...(body ? namesIn(context, body, CAUGHT) : []), ...caught] }
  }
  return outermost
}

/** The names of DistributionNotFound in the handlers of a try, as what they catch. */
function caughtBy(context: Context, statement: Node): Node[] {
  return statement.namedChildren
    .filter(({ type }) => type === 'except_clause')
    .flatMap((clause) => clause.namedChildren.filter(({ type }) => !/^(?:block|comment)$/.test(type)))
    .flatMap((caught) => namesIn(context, caught, CAUGHT))
}

/** A call that nothing around it guards raises for whoever calls, and a handler without one catches for whatever it calls. */
function checkUnguarded(context: Context): void {
  for (const name of namesIn(context, context.module.tree.root, CAUGHT)) {
    if (parentOf(name)?.type === 'dotted_name' || guardOf(context, name)) continue
    const row = lineOf(name)
    context.skip(`DistributionNotFound in line ${row} is for what is called elsewhere: change both by hand`)
  }
}

function namesIn(context: Context, node: Node, names: RegExp): Node[] {
  return [
    ...(NAME.test(node.type) ? [node] : []),
    ...node.descendantsOfType(['attribute', 'identifier']),
  ].filter(
    (inner, index, all) =>
      all.findIndex((other) => sameNode(other, inner)) === index &&
      !isAttributeName(inner) &&
      names.test(context.qualifiedName(inner) ?? ''),
  )
}

/** The last part of `pkg_resources.get_distribution`, which by itself may be another import's name. */
function isAttributeName(node: Node): boolean {
  const parent = parentOf(node)
  const last = parent?.type === 'attribute' ? field(parent, 'attribute') : undefined
  return last !== undefined && sameNode(last, node)
}

const NAME = /^(?:attribute|identifier)$/

function isOld(context: Context, name: Node, names: string): boolean {
  return new RegExp(`^pkg_resources\\.(?:${names})$`).test(context.qualifiedName(name) ?? '')
}

const CAUGHT = /^pkg_resources\.DistributionNotFound$/
const RAISING =
  /^pkg_resources\.(?!(?:resource_\w+|iter_entry_points|parse_version|safe_\w+|DistributionNotFound)$)\w/

/** `get_distribution(name).version` */
function isPlainVersion(name: Node): boolean {
  const call = parentOf(name)
  const access = call && parentOf(call)
  return (
    call?.type === 'call' &&
    sameNode(field(call, 'function'), name) &&
    argumentsOf(call).length === 1 &&
    access?.type === 'attribute' &&
    field(access, 'attribute')?.text === 'version'
  )
}

function resource(context: Context, name: Node, call: Node, args: readonly Node[], method: string): void {
  const [anchor, path] = args
  if (!context.targets('3.9')) context.skip('importlib.resources.files needs Python 3.9')
  if (!anchor || !path || args.length !== 2) context.skip('only plain calls of it can be rewritten')
  const files = context.import('importlib.resources', 'files', name)
  // Before Python 3.12 it takes packages only, and __name__ may be a module in one.
  const isModule = anchor.text === '__name__' && !context.module.isPackage && !context.targets('3.12')
  context.replace(
    { start: name.startIndex, end: anchor.endIndex },
    `${files}(${isModule ? '__package__' : anchor.text})`,
  )
  context.replace({ start: anchor.endIndex, end: path.startIndex }, '.joinpath(')
  context.replace(
    { start: path.endIndex, end: call.endIndex },
    `).${path.text.endsWith("'") ? method.replaceAll('"', "'") : method}`,
  )
}

function version(context: Context, name: Node, call: Node, args: readonly Node[]): void {
  const access = parentOf(call)
  if (args.length !== 1 || access?.type !== 'attribute' || field(access, 'attribute')?.text !== 'version')
    context.skip('only the version of a distribution has an equal: importlib.metadata.version')
  context.replace(name, context.import('importlib.metadata', 'version', name))
  context.remove({ start: call.endIndex, end: access.endIndex })
}

function entryPoints(context: Context, name: Node, args: readonly Node[]): void {
  // What is put into these is found by no one else.
  if (/\b(?:get_entry_map|working_set|add_activation_listener)\b/.test(context.text))
    context.skip('entry points may be put into those of pkg_resources, where importlib does not look')
  const [group, own, ...more] = args
  if (!context.targets('3.10')) context.skip('entry_points selects by group from Python 3.10 on')
  if (!group || more.length > 0) context.skip('only plain calls of it can be rewritten')
  context.replace(name, context.import('importlib.metadata', 'entry_points', name))
  context.insert(group.startIndex, 'group=')
  if (own) context.insert(own.startIndex, 'name=')
}
