import { commentsIn, lineEnd, lineStart, newlineAt } from '../python/layout.ts'
import type { Node } from '../python/node.ts'
import { reparse } from '../python/reparse.ts'
import { Module } from '../semantics/module.ts'
import { applyEdits } from './apply.ts'
import type { Edit, ImportRequest } from './change.ts'
import { composeEdits } from './compose.ts'
import { formatOffRegions, regionAround } from './format-off.ts'
import { guardedImport } from './guarded-import.ts'
import { fromImport, growImport, itemText, readImport, sortNames } from './import-list.ts'
import { insertImport } from './import-place.ts'
import { indentUnit } from './statements.ts'

export { dropImportedNames, renameImportSource } from './import-removal.ts'
export { type LocalName, localNameFor } from './local-name.ts'

/**
 * The edits that import what is requested and not yet imported when the module starts: added to a from-import of
 * the same module where there is one, else as a statement of its own, placed and sorted as the file does it.
 * @param module the file that already uses the names
 * @param lineLength in UTF-16 units; a longer line is put in parentheses
 * @returns disjoint, ascending
 */
export function planImports(module: Module, requests: readonly ImportRequest[], lineLength = 88): Edit[] {
  let edits: Edit[] = []
  let current = module
  // One after the other, each on the text that the one before gave: places and orders then need no bookkeeping.
  let added: Edit[] = []
  for (const group of grouped(requests)) {
    if (added.length > 0) {
      const { tree } = current
      current = new Module(reparse(tree, added, applyEdits(tree.text, added)), current)
    }
    const missing = group.filter((request) => !isImported(current, request))
    added = missing.length > 0 ? importEdits(current, missing, lineLength) : []
    edits = composeEdits(edits, added)
  }
  return edits
}

/** Names by the module that they come from, each once; plain imports one by one. */
function grouped(requests: readonly ImportRequest[]): ImportRequest[][] {
  const groups = new Map<string, Map<string, ImportRequest>>()
  for (const request of requests) {
    const { module, name, alias } = request
    const key = name === undefined ? `import ${module} as ${alias}` : `from ${module}`
    const group = groups.get(key) ?? new Map<string, ImportRequest>()
    group.set(itemText({ name: name ?? module, alias }), request)
    groups.set(key, group)
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => [...group.values()])
}

/** Whether a statement that always runs already binds the name to that, before it is first read. */
function isImported(module: Module, { module: path, name, alias }: ImportRequest): boolean {
  const local = (alias ?? name ?? path).split('.', 1)[0] ?? path
  const use = firstUse(module, [local])
  return module.names.bindings(local).some((binding) => {
    if (binding.kind !== 'import' || binding.scope.kind !== 'module' || binding.context !== 'plain')
      return false
    if (binding.node.startIndex > use) return false
    const list = readImport(binding.owner)
    if (!list) return false
    return list.items.some((item) =>
      name === undefined
        ? list.module === undefined && item.name === path && item.alias === alias
        : list.module === path && item.name === name && item.local === local,
    )
  })
}

/** Where any of the names is first read; the end of the text when none is. */
function firstUse(module: Module, locals: readonly string[]): number {
  const indices = locals.flatMap((name) => module.names.loads(name).map(({ node }) => node.startIndex))
  return indices.reduce((a, b) => Math.min(a, b), module.tree.text.length)
}

function importEdits(module: Module, group: readonly ImportRequest[], lineLength: number): Edit[] {
  const { tree } = module
  const first = group[0]
  if (!first) return []
  const newline = newlineAt(tree.text, 0)
  const layout = { newline, unit: indentUnit(tree.text), lineLength }
  const use = firstUse(
    module,
    group.map(({ module: path, name, alias }) => (alias ?? name ?? path).split('.', 1)[0] ?? path),
  )
  const guarded = guardedImport(module, group, layout)
  if (guarded) return guarded
  if (first.name === undefined)
    return insertImport(module, `import ${itemText({ name: first.module, alias: first.alias })}`, first, use)
  for (const statement of growable(module, first.module, use)) {
    const list = readImport(statement)
    const edits =
      list &&
      growImport(tree, list, group, { ...layout, newline: newlineAt(tree.text, statement.startIndex) })
    if (edits) return edits
  }
  const names = sortNames(group.map(({ name = '', alias }) => ({ name, alias }))).map(itemText)
  return insertImport(module, fromImport(first.module, names, layout), first, use)
}

const FROM_IMPORTS: ReadonlySet<string> = new Set(['import_from_statement', 'future_import_statement'])

/** The from-imports of `path` at the module's top level that may get more names, and run before `use`. */
function growable(module: Module, path: string, use: number): Node[] {
  const { tree } = module
  if (!tree.text.includes(path.split('.', 1)[0] ?? path)) return []
  const closed = formatOffRegions(tree)
  return tree.root.namedChildren.filter((statement) => {
    if (statement.startIndex > use || !FROM_IMPORTS.has(statement.type)) return false
    const list = readImport(statement)
    if (list?.module !== path || list.hasStar || regionAround(closed, statement.startIndex)) return false
    const lines = {
      start: lineStart(tree.text, statement.startIndex),
      end: lineEnd(tree.text, statement.endIndex),
    }
    return !commentsIn(tree, lines).some(({ text }) => /#\s*(?:noqa|flake8|ruff|isort)\b/i.test(text))
  })
}
