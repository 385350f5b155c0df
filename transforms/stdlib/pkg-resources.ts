import {
  ancestorsOf,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  type Node,
  parentOf,
  sameNode,
} from '#transform'
import { leaveFallbacks } from './_fallback.ts'

const NOTE = 'importlib sees what is installed now, and files as they are packed'
/** What a resource does in place of each function, behind `files(package).joinpath(path)`. */
const RESOURCES: Readonly<Record<string, string>> = {
  resource_string: 'read_bytes()',
  resource_stream: 'open("rb")',
  resource_exists: 'exists()',
  resource_isdir: 'is_dir()',
}
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
    if (!name || !parent || /^(?:dotted_name|aliased_import)$/.test(parent.type)) return
    leaveFallbacks(context, name)
    checkGuarded(context, name)
    context.review(NOTE)
    const old = (context.qualifiedName(name) ?? '').slice('pkg_resources.'.length)
    if (old === 'DistributionNotFound')
      return context.replace(name, context.import('importlib.metadata', 'PackageNotFoundError', name))
    const call = parent.type === 'call' && sameNode(field(parent, 'function'), name) ? parent : undefined
    const args = call ? argumentsOf(call) : []
    if (!call || hasSplat(args) || args.some(({ type }) => type === 'keyword_argument'))
      return context.skip('only plain calls of it can be rewritten')
    const method = RESOURCES[old]
    if (method !== undefined) return resource(context, name, call, args, method)
    if (old === 'get_distribution') return version(context, name, call, args)
    if (old === 'iter_entry_points') return entryPoints(context, name, args)
    context.skip(`importlib has nothing like ${old}: see the documentation of pkg_resources`)
  },
})

/** What a try guards raises the old exception or the new one, and its handler catches one of them. */
function checkGuarded(context: Context, name: Node): void {
  for (const up of ancestorsOf(name)) {
    const body = up.type === 'try_statement' ? field(up, 'body') : undefined
    if (!body || !/except[^\n]*DistributionNotFound/.test(up.text)) continue
    const left = body
      .descendantsOfType(['attribute', 'identifier'])
      .some((node) => RAISING.test(context.qualifiedName(node) ?? '') && !isPlainVersion(node))
    if (left) context.skip('something else in the try needs DistributionNotFound still')
  }
}

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
  const [group, own, ...more] = args
  if (!context.targets('3.10')) context.skip('entry_points selects by group from Python 3.10 on')
  if (!group || more.length > 0) context.skip('only plain calls of it can be rewritten')
  context.replace(name, context.import('importlib.metadata', 'entry_points', name))
  context.insert(group.startIndex, 'group=')
  if (own) context.insert(own.startIndex, 'name=')
}
