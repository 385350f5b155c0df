import {
  blockOf,
  commentsIn,
  indentOf,
  isFirstOnLine,
  isLastOnLine,
  lineEnd,
  newlineAt,
  trueEnd,
} from '../python/layout.ts'
import { field, type Node, sameNode, spanOf } from '../python/node.ts'
import type { Module } from '../semantics/module.ts'
import type { ImportRequest } from './change.ts'
import { fromImport, type ImportItem, itemText, readImport, sortNames } from './import-list.ts'
import { dropImportedNames, type SourceRename } from './import-removal.ts'
import { indentUnit } from './statements.ts'

/** What one name of an import statement is to be imported by instead; by nothing where it just goes. */
export interface ImportMove {
  readonly item: ImportItem
  readonly to: readonly ImportRequest[]
}

/**
 * Imports names of an import statement otherwise. At the top level what is new is requested, to be put where the file has
 * such imports; a statement that as a whole becomes one other is changed in place, and so is all below an `if` or `try` or
 * in a function, where it must not run at another time.
 * @returns undefined where it cannot be done, for instance because of a comment
 */
export function moveImportedNames(
  module: Module,
  statement: Node,
  moves: readonly ImportMove[],
  lineLength = 88,
): SourceRename | undefined {
  const { tree } = module
  const list = readImport(statement)
  const block = blockOf(statement)
  if (!list || !block || list.hasStar || moves.length === 0) return undefined
  const requests = moves.flatMap(({ to }) => to)
  const isTopLevel = block.type === 'module'
  const isWhole = moves.length === list.items.length
  const newline = newlineAt(tree.text, statement.startIndex)
  const indent = indentOf(tree.text, statement.startIndex)
  const layout = { newline, unit: indentUnit(tree.text), lineLength, indent }
  const lines = importLines(requests, layout)

  const isNew = () => !tree.root.namedChildren.some((other) => importsFrom(other, statement, requests))
  const source = sameNamesFrom(moves)
  const name = field(statement, 'module_name')
  const inPlace =
    isWhole && source !== undefined && name
      ? { edits: [{ ...spanOf(name), text: source }], droppedComments: [], requests: [] }
      : undefined
  if (inPlace && (!isTopLevel || isNew())) return inPlace
  if (isWhole && lines.length > 0 && (isTopLevel ? lines.length === 1 && isNew() : true)) {
    const isShared = !isFirstOnLine(tree.text, statement.startIndex) || isFollowed(tree.text, statement)
    const comments = commentsIn(tree, spanOf(statement))
    if (comments.length === 0 && !(lines.length > 1 && isShared))
      return {
        edits: [{ ...spanOf(statement), text: lines.join(newline + indent) }],
        droppedComments: [],
        requests: [],
      }
    if (!isTopLevel) return undefined
  }
  const removal = dropImportedNames(
    tree,
    statement,
    moves.map(({ item }) => item.local),
  )
  // What stands beside the import, as `# type: ignore`, stays there.
  if (!removal) return inPlace
  if (isTopLevel || lines.length === 0) return { ...removal, requests }
  if (!isFirstOnLine(tree.text, statement.startIndex) || isFollowed(tree.text, statement)) return undefined
  // A name that stays may be what the new statements are about to shadow: they come after it.
  const end = lineEnd(tree.text, trueEnd(statement))
  const added = lines.map((line) => newline + indent + line).join('')
  return { ...removal, edits: [...removal.edits, { start: end, end, text: added }], requests: [] }
}

/** The module that all names come from, when they are called there as they were and only it changes. */
function sameNamesFrom(moves: readonly ImportMove[]): string | undefined {
  const module = moves[0]?.to[0]?.module
  const isSame = moves.every(
    ({ item, to: [to, ...more] }) =>
      more.length === 0 && to?.module === module && to?.name === item.name && to.alias === item.alias,
  )
  return isSame ? module : undefined
}

/** Whether another statement stands behind this one on its line. */
function isFollowed(text: string, statement: Node): boolean {
  return !isLastOnLine(text, trueEnd(statement))
}

/** The statements for `requests`: plain imports one by one, from-imports by module. */
function importLines(requests: readonly ImportRequest[], layout: Parameters<typeof fromImport>[2]): string[] {
  const plain = requests.flatMap(({ module, name, alias }) =>
    name === undefined ? [`import ${itemText({ name: module, alias })}`] : [],
  )
  const sources = new Set(requests.flatMap(({ module, name }) => (name === undefined ? [] : [module])))
  const from = [...sources].map((source) => {
    const names = requests.flatMap(({ module, name, alias }) =>
      module === source && name !== undefined ? [{ name, alias }] : [],
    )
    return fromImport(source, sortNames(names).map(itemText), layout)
  })
  return [...new Set([...plain, ...from])]
}

/** Whether `other` is a statement that the requested names would be added to, or that has them. */
function importsFrom(other: Node, statement: Node, requests: readonly ImportRequest[]): boolean {
  const list = sameNode(other, statement) ? undefined : readImport(other)
  return (
    !!list &&
    requests.some(({ module, name }) =>
      name === undefined
        ? list.module === undefined && list.items.some((item) => item.name === module)
        : list.module === module,
    )
  )
}
