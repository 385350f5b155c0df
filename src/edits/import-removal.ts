import {
  blockOf,
  commentsIn,
  indentOf,
  isFirstOnLine,
  isLastOnLine,
  lineEnd,
  lineStart,
  newlineAt,
  nextLine,
  statementsOf,
} from '../python/layout.ts'
import { field, type Node, sameNode, spanOf } from '../python/node.ts'
import { parentOf, type SyntaxTree } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'
import type { Edit, ImportRequest } from './change.ts'
import { isLintPragma } from './comments.ts'
import {
  commaAfter,
  fromImport,
  type ImportItem,
  type ImportList,
  itemText,
  readImport,
} from './import-list.ts'
import { indentUnit, type Removal, removeStatement } from './statements.ts'

/**
 * Takes names out of an import statement, and the statement with its last name.
 * @param names local ones; for `import a.b` that is `a`, or `a.b` for this one of several
 * @returns undefined where that would lose a comment that is no lint pragma, or where the import is what a `try` is
 * about; also when none of the names is there
 */
export function dropImportedNames(
  tree: SyntaxTree,
  statement: Node,
  names: readonly string[],
): Removal | undefined {
  const list = readImport(statement)
  if (!list || isProbe(statement)) return undefined
  const gone = (item: ImportItem) => names.includes(item.local) || (!item.alias && names.includes(item.name))
  const doomed = list.items.filter(gone)
  if (doomed.length === 0) return undefined
  if (doomed.length === list.items.length) return removeStatement(tree, statement)
  const edits = isOneALine(tree, list) ? dropLines(tree, list, gone) : dropParts(list, gone)
  const comments = edits.flatMap((edit) => commentsIn(tree, edit)).map((comment) => comment.text)
  return comments.every(isLintPragma) ? { edits, droppedComments: comments } : undefined
}

/** Whether the statement is in the body of a `try` that does nothing but import: it asks whether the module is there. */
function isProbe(statement: Node): boolean {
  const block = blockOf(statement)
  const owner = block && parentOf(block)
  if (!block || owner?.type !== 'try_statement' || !sameNode(field(owner, 'body'), block)) return false
  return statementsOf(block).every((one) => readImport(one) !== undefined)
}

/** Whether each name is in parentheses and on a line of its own, which it may share with its comma and a comment. */
function isOneALine(tree: SyntaxTree, list: ImportList): boolean {
  const { text } = tree
  if (!list.open || !list.close) return false
  const close = list.close.startIndex
  return list.items.every(({ node }) => {
    const rest = text.slice(node.endIndex, lineEnd(text, node.endIndex))
    const comma = commaAfter(node)
    const isCommaNear = comma === undefined || comma <= lineEnd(text, node.endIndex)
    return (
      isFirstOnLine(text, node.startIndex) &&
      isCommaNear &&
      /^\s*,?\s*(?:#.*)?$/.test(rest) &&
      lineEnd(text, node.endIndex) < close
    )
  })
}

function dropLines(tree: SyntaxTree, list: ImportList, gone: (item: ImportItem) => boolean): Edit[] {
  const { text } = tree
  const edits = list.items.filter(gone).map(({ node }) => ({
    start: lineStart(text, node.startIndex),
    end: nextLine(text, node.endIndex),
    text: '',
  }))
  const last = list.items.at(-1)
  const lastKept = list.items.findLast((item) => !gone(item))
  if (last && lastKept && gone(last) && commaAfter(last.node) === undefined) {
    const comma = commaAfter(lastKept.node)
    if (comma !== undefined) edits.push({ start: comma - 1, end: comma, text: '' })
  }
  return edits.sort((a, b) => a.start - b.start)
}

/** Each run of names with the commas and white space that lead to the kept name before it, or after it. */
function dropParts(list: ImportList, gone: (item: ImportItem) => boolean): Edit[] {
  const { items } = list
  const edits: Edit[] = []
  for (let i = 0; i < items.length; i++) {
    const first = items[i]
    if (!first || !gone(first)) continue
    let to = i
    for (let next = items[to + 1]; next && gone(next); next = items[to + 1]) to++
    const last = items[to] ?? first
    const before = items[i - 1]
    const after = items[to + 1]
    if (before) edits.push({ start: before.node.endIndex, end: last.node.endIndex, text: '' })
    else if (after) edits.push({ start: first.node.startIndex, end: after.node.startIndex, text: '' })
    i = to
  }
  return edits
}

/** What moving names to another module takes. */
export interface SourceRename extends Removal {
  readonly requests: readonly ImportRequest[]
}

/**
 * Imports some names of a from-import from another module, under the same local names: `from typing import Sequence`
 * becomes `from collections.abc import Sequence`. The statement is changed in place where all of its names move.
 * @param names imported names, not aliases
 * @returns undefined where it cannot be done, for instance because of a comment
 */
export function renameImportSource(
  module: Module,
  statement: Node,
  names: readonly string[],
  newModule: string,
  lineLength = 88,
): SourceRename | undefined {
  const { tree } = module
  const list = readImport(statement)
  if (!list || list.hasStar || statement.type !== 'import_from_statement') return undefined
  const moving = list.items.filter((item) => names.includes(item.name))
  if (moving.length === 0) return undefined
  const isTopLevel = blockOf(statement)?.type === 'module'
  const hasTarget =
    isTopLevel &&
    tree.root.namedChildren.some(
      (other) => readImport(other)?.module === newModule && !readImport(other)?.hasStar,
    )
  const source = field(statement, 'module_name')
  if (moving.length === list.items.length && !hasTarget && source)
    return { edits: [{ ...spanOf(source), text: newModule }], droppedComments: [], requests: [] }

  const removal = dropImportedNames(
    tree,
    statement,
    moving.map((item) => item.local),
  )
  if (!removal) return undefined
  if (isTopLevel) {
    const requests = moving.map(({ name, alias }) => ({
      module: newModule,
      name,
      ...(alias ? { alias } : {}),
    }))
    return { ...removal, requests }
  }
  // Inside a function or an `if` the import stays where it was: moving it up would change when it runs.
  const { text } = tree
  const end = lineEnd(text, statement.endIndex)
  if (!isFirstOnLine(text, statement.startIndex) || !isLastOnLine(text, statement.endIndex)) return undefined
  const newline = newlineAt(text, statement.startIndex)
  const indent = indentOf(text, statement.startIndex)
  const added = fromImport(newModule, moving.map(itemText), {
    newline,
    unit: indentUnit(text),
    lineLength,
    indent,
  })
  return {
    ...removal,
    edits: [...removal.edits, { start: end, end, text: newline + indent + added }],
    requests: [],
  }
}
