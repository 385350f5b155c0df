import {
  type Context,
  defineTransform,
  field,
  type ImportItem,
  type ImportMove,
  type ImportRequest,
  isBuiltinWithout,
  moveImportedNames,
  type Node,
  parentOf,
  readImport,
  stringParts,
} from '#transform'
import { HOMES, type Home, sixPath, URLLIB } from './_six.ts'

export default defineTransform({
  summary: 'Import what six.moves stands for from where Python 3 has it',
  since: 'any',
  safety: 'safe',
  sameAs: ['pyupgrade', 'UP036'],
  docs: 'https://six.readthedocs.io/#module-six.moves',
  query: `
    [(import_from_statement) (import_statement)] @statement
    (call function: (_) @patch arguments: (argument_list . (string) @target))`,
  anchors: ['six'],
  // The names that tests patch.
  drops: ['constants'],
  rewrite({ statement, patch, target }, context) {
    if (patch && target) return renameTarget(patch, target, context)
    const list = statement && readImport(statement)
    if (!statement || !list || /(?:^|\.)six(?:\.|$)/.test(context.module.name ?? '')) return
    const source = list.module === undefined ? '' : `${moduleOf(list.module, context)}.`
    if (list.module !== undefined && sixPath(`${moduleOf(list.module, context)}.x`, context) === undefined)
      return
    if (list.hasStar) return renameStar(statement, source.slice(0, -1), context)
    const moves = list.items.flatMap((item): ImportMove[] => {
      const home = homeOf(source + item.name, context)
      const to = home && newImports(item, home, statement, context)
      // `import six.moves.urllib.parse` binds six: its uses change, and then nothing is left of it.
      return to && (list.module !== undefined || item.alias !== undefined) ? [{ item, to }] : []
    })
    if (moves.length === 0) return
    const change = moveImportedNames(context.module, statement, moves, context.lineLength)
    if (!change) return context.skip('a comment or another statement stands beside this import of six')
    context.carryOut(change)
    for (const request of change.requests) context.requireImport(request)
  },
})

/** The absolute name of a module as an import names it. */
function moduleOf(written: string, context: Context): string {
  const level = /^\.*/.exec(written)?.[0].length ?? 0
  return context.module.resolveRelative(level, written.slice(level)) ?? written
}

/** What a qualified name of six is; every name of a module that six.moves has is one of the module that it stands for. */
function homeOf(qualified: string, context: Context): Home | undefined {
  const path = sixPath(qualified, context) ?? ''
  const known = HOMES[path]
  if (known) return known
  const cut = path.lastIndexOf('.')
  const source = HOMES[path.slice(0, Math.max(cut, 0))]
  return source && source.name === undefined && source.module !== 'urllib'
    ? { module: source.module, name: path.slice(cut + 1) }
    : undefined
}

/** What tests patch by its path has to be what the code uses from now on. */
function renameTarget(patch: Node, target: Node, context: Context): void {
  const parts = stringParts(target)
  if (!parts || parts.isBytes || !/(?:^|\.)(?:patch|setattr|import_module|importorskip)$/.test(patch.text))
    return
  const { start, end } = parts.content
  const path = /^(?:[\w.]+\.)?six\.(moves\.[\w.]+)$/.exec(context.text.slice(start, end))?.[1]
  for (let cut = path?.length ?? 0; path !== undefined && cut > 0; cut = path.lastIndexOf('.', cut - 1)) {
    const home = HOMES[path.slice(0, cut)]
    if (!home) continue
    const name = home.name === undefined ? '' : `.${home.name}`
    context.replace({ start, end }, home.module + name + path.slice(cut))
    return
  }
}

function renameStar(statement: Node, module: string, context: Context): void {
  const home = HOMES[sixPath(module, context) ?? '']
  const source = field(statement, 'module_name')
  if (home && source && home.module !== 'urllib') context.replace(source, home.module)
}

/** The imports that bind the same name to the same thing; none for a builtin; undefined where the uses have to change. */
function newImports(
  { local, name: imported, alias: written }: ImportItem,
  home: Home,
  statement: Node,
  context: Context,
): readonly ImportRequest[] | undefined {
  const { module, name } = home
  if (name === undefined) {
    if (module === 'urllib') return urllibImports(local, context)
    return [module === local ? { module } : { module, alias: local }]
  }
  const alias = name === local ? {} : { alias: local }
  if (module !== 'builtins') return [{ module, name, ...alias }]
  if (name !== local) return undefined
  return written === imported || !isBuiltinWithout(context, statement, local) ? [{ module, name }] : []
}

/** `urllib` of six.moves has its modules at hand; on Python 3 each of them has to be imported. */
function urllibImports(local: string, context: Context): readonly ImportRequest[] | undefined {
  if (local !== 'urllib')
    return context.skip('urllib is imported under another name: import its modules one by one')
  const used = context.module.names.loads(local).map(({ node }) => {
    const parent = parentOf(node)
    return parent?.type === 'attribute' ? (field(parent, 'attribute')?.text ?? '') : ''
  })
  const modules = URLLIB.filter((module) => used.includes(module))
  const isSure = modules.length > 0 && used.every((name) => URLLIB.includes(name))
  return (isSure ? modules : ['error', 'parse', 'request']).map((module) => ({ module: `urllib.${module}` }))
}
