import {
  type Binding,
  type Context,
  defineTransform,
  field,
  type ImportItem,
  type ImportMove,
  type ImportRequest,
  isChosen,
  isTarget,
  moveImportedNames,
  type Node,
  parentOf,
  readImport,
  rename,
  sameNode,
} from '#transform'
import { GONE_BUILTINS, MODULES, NAMES } from './_python-2-modules.ts'

/** The modules that were parted, or became one with others. */
const PARTED = new Set(Object.keys(NAMES).map((name) => name.split('.', 1)[0] ?? name))
const SOURCES = [...PARTED].join('|')
const READ = [...new Set(Object.keys(NAMES).map((name) => name.slice(name.indexOf('.') + 1)))].join('|')
const GONE_MODULES = `${Object.keys(MODULES).join('|')}|${SOURCES}`

export default defineTransform({
  summary: 'Import what modules of Python 2 had from where Python 3 has it',
  since: 'any',
  safety: 'review',
  docs: 'https://peps.python.org/pep-3108/',
  query: `
    [(import_statement) (import_from_statement)] @statement
    (attribute) @name
    (identifier) @name`,
  where: { name: Object.keys(NAMES) },
  anchors: [
    // What `import` names is a module only where nothing stands before it.
    new RegExp(`\\bimport\\b(?<=(?:^|[\\n;])[ \\t]*import)[ \\t][^#\\n]*\\b(?:${GONE_MODULES})\\b(?!\\.)`),
    new RegExp(`\\bfrom\\b[ \\t]+(?:${GONE_MODULES})[ \\t]+import\\b`),
    new RegExp(`\\b(?:${SOURCES})\\.(?:${READ})\\b`),
  ],
  rewrite({ statement, name }, context) {
    if (context.module.isStub || /(?:^|\/)six\.py$/.test(context.module.path)) return
    if (name) return rename(context, NAMES, { name })
    if (statement?.type === 'import_from_statement') rename(context, NAMES, { statement })
    const list = statement && readImport(statement)
    if (!list) return
    if (list.hasStar) return moveStar(list.statement, context)
    const uses = new Map<Node, string>()
    const moves = list.items.flatMap((item): ImportMove[] => {
      const module = newModule(list.module ?? item.name, context)
      if (module === undefined)
        return list.module === undefined ? parted(item, list.statement, uses, context) : []
      if (module === 'builtins' && GONE_BUILTINS.has(item.name))
        context.skip(`builtins has no ${item.name} any more`)
      const binding = bindingOf(list.statement, item.local, context)
      const to =
        list.module === undefined
          ? byItself(item, module, binding, uses, context)
          : { module, name: item.name, ...(item.alias !== undefined && { alias: item.alias }) }
      return [{ item, to: isThere(to, list.statement, context) ? [] : [to] }]
    })
    if (moves.length === 0) return
    const change = moveImportedNames(context.module, list.statement, moves, context.lineLength)
    if (!change) return context.skip('a comment or another statement stands beside the import')
    for (const [use, text] of uses) context.replace(use, text)
    context.carryOut(change)
    for (const request of change.requests) context.requireImport(request)
  },
})

/** What a module is called now, unless the project has one of that name. */
function newModule(old: string, { project }: Context): string | undefined {
  const module = Object.hasOwn(MODULES, old) ? MODULES[old] : undefined
  return module !== undefined && project.graph.candidatesOf(old).length === 0 ? module : undefined
}

function moveStar(statement: Node, context: Context): void {
  const source = field(statement, 'module_name')
  const module = source && newModule(source.text, context)
  if (!source || module === undefined) return
  if (isChosen(source))
    context.skip('the code around it chooses by version: keep the branch for the newer Python')
  context.replace(source, module)
}

/** What the statement binds to a name; it skips where that is one choice of several. */
function bindingOf(statement: Node, local: string, context: Context): Binding {
  const bindings = context.module.names.bindings(local)
  const binding = bindings.find((one) => sameNode(one.statement, statement))
  if (!binding || (binding.context !== 'plain' && binding.context !== 'type-checking'))
    return context.skip(`${local} is imported under a condition: keep the branch for the newer Python`)
  // `import urllib.parse` binds urllib as well.
  const isOther = ({ scope, imported }: Binding) =>
    scope === binding.scope &&
    (imported === undefined || imported.name !== undefined || imported.module.split('.', 1)[0] !== local)
  if (bindings.some((one) => one !== binding && isOther(one))) context.skip(`${local} is bound twice`)
  return binding
}

/** `import Queue`: the uses take the new name where they can; elsewhere the old one stays, as that of the new module. */
function byItself(
  { alias, local }: ImportItem,
  module: string,
  binding: Binding,
  uses: Map<Node, string>,
  context: Context,
): ImportRequest {
  if (alias !== undefined) return alias === module ? { module } : { module, alias }
  if (new RegExp(`['"]${local}\\.`).test(context.text))
    context.skip(`${local} is named in a text, too: rename both`)
  const { names } = context.module
  const loads = names.loads(local).map(({ node }) => node)
  if (
    !isFree(module, context) ||
    !isOwn(local, context) ||
    names.bindings(local).length > 1 ||
    loads.some(isChosen)
  )
    return { module, alias: binding.name }
  for (const load of loads) uses.set(load, module)
  return { module }
}

/** `import urllib`: what is read of it is in several modules, which are imported instead where nothing else is read. */
function parted(item: ImportItem, statement: Node, uses: Map<Node, string>, context: Context): ImportMove[] {
  const { name, local } = item
  const prefix = `${name}.`
  if (!PARTED.has(name) || context.project.graph.candidatesOf(name).length > 0) return []
  const reads = context.module.names.loads(local).map(({ node }) => parentOf(node))
  const found = new Map<Node, string>()
  for (const read of reads) {
    const row =
      read?.type === 'attribute' ? NAMES[prefix + (field(read, 'attribute')?.text ?? '')] : undefined
    if (!read || !row || isTarget(read) || isChosen(read)) return []
    found.set(read, row.to)
  }
  const modules = new Set([...found.values()].map((to) => to.slice(0, to.lastIndexOf('.'))))
  if (
    modules.size === 0 ||
    !isOwn(local, context) ||
    ![...modules].every((module) => isFree(module, context))
  )
    return []
  bindingOf(statement, local, context)
  heedTexts(local, context)
  for (const [read, to] of found) {
    const row = NAMES[prefix + (field(read, 'attribute')?.text ?? '')]
    if (row?.differs !== undefined) context.note(row.differs)
    uses.set(read, to)
  }
  const requests = [...modules].sort().map((module) => ({ module }))
  return [{ item, to: requests.filter((request) => !isThere(request, statement, context)) }]
}

/** Whether a statement above imports the same module, or is about to. */
function isThere({ module, name, alias }: ImportRequest, statement: Node, context: Context): boolean {
  if (name !== undefined || alias !== undefined || parentOf(statement)?.type !== 'module') return false
  const above = parentOf(statement)?.namedChildren ?? []
  return above.some((other) => {
    const list = other.startIndex < statement.startIndex ? readImport(other) : undefined
    return list?.items.some(
      (item) =>
        list.module === undefined &&
        item.alias === undefined &&
        (item.name === module || (newModule(item.name, context) === module && isOwn(item.local, context))),
    )
  })
}

/** Whether the first name of a module's path is that of modules alone in this file. */
function isFree(module: string, context: Context): boolean {
  const root = module.split('.', 1)[0] ?? module
  const bindings = context.module.names.bindings(root)
  return bindings.every(({ imported }) => imported && imported.name === undefined) && !context.isBuiltin(root)
}

/** Whether nobody else reads the name of this module. */
function isOwn(local: string, { module, project }: Context): boolean {
  return (
    !module.isPackage &&
    !module.exports?.isDynamic &&
    !module.inAll(local) &&
    project.namesUsedElsewhere(module.path, [local]).size === 0
  )
}

/** Tests patch names by their path. */
function heedTexts(local: string, context: Context): void {
  if (new RegExp(`['"]${local}\\.`).test(context.text))
    context.skip(`${local} is named in a text, too: rename both`)
}
