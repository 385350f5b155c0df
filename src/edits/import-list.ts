import { commentsIn, indentOf, isFirstOnLine, lineEnd, lineStart } from '../python/layout.ts'
import { field, type Node } from '../python/node.ts'
import type { SyntaxTree } from '../python/tree.ts'
import type { Edit, ImportRequest } from './change.ts'

/** One name of an import statement. */
export interface ImportItem {
  readonly node: Node
  /** What is imported: a name, or the dotted module of an `import` statement. */
  readonly name: string
  readonly alias: string | undefined
  /** The name that it binds. */
  readonly local: string
}

/** An `import` or from-import statement taken apart. */
export interface ImportList {
  readonly statement: Node
  /** The module of a from-import as written, with leading dots; undefined for `import a`. */
  readonly module: string | undefined
  readonly items: readonly ImportItem[]
  readonly hasStar: boolean
  readonly open: Node | undefined
  readonly close: Node | undefined
}

/** Takes an import statement apart; undefined for a node of another kind. */
export function readImport(statement: Node): ImportList | undefined {
  const isFrom = statement.type === 'import_from_statement' || statement.type === 'future_import_statement'
  if (!isFrom && statement.type !== 'import_statement') return undefined
  const source = isFrom ? field(statement, 'module_name') : undefined
  const items: ImportItem[] = []
  let open: Node | undefined
  let close: Node | undefined
  let hasStar = false
  for (const node of statement.children) {
    if (node.type === '(') open = node
    else if (node.type === ')') close = node
    else if (node.type === 'wildcard_import') hasStar = true
    else if (
      (node.type === 'dotted_name' || node.type === 'aliased_import') &&
      node.startIndex !== source?.startIndex
    )
      items.push(readItem(node, isFrom))
  }
  const module = statement.type === 'future_import_statement' ? '__future__' : source && dotted(source)
  return { statement, module, items, hasStar, open, close }
}

function readItem(node: Node, isFrom: boolean): ImportItem {
  const aliased = node.type === 'aliased_import'
  const name = dotted((aliased ? field(node, 'name') : undefined) ?? node)
  const alias = aliased ? field(node, 'alias')?.text : undefined
  return { node, name, alias, local: alias ?? (isFrom ? name : (name.split('.', 1)[0] ?? name)) }
}

/** A dotted path without the white space that Python allows in it. */
function dotted(path: Node): string {
  return path.text.replace(/[\s\\]+/g, '')
}

/** The text of one name in an import statement. */
export function itemText({
  name,
  alias,
}: {
  readonly name: string
  readonly alias?: string | undefined
}): string {
  return alias === undefined || alias === name ? name : `${name} as ${alias}`
}

type Key = (name: string) => string
/** The orders in which tools sort names, the usual one first: constants, classes, rest (isort); plain; case ignored. */
const ORDERS: readonly Key[] = [
  (name) => `${isConstant(name) ? 'A' : /^[A-Z]/.test(name) ? 'B' : 'C'} ${name.toLowerCase()} ${name}`,
  (name) => name,
  (name) => `${name.toLowerCase()} ${name}`,
]

function isConstant(name: string): boolean {
  return name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase()
}

/** Whether `values` are in ascending order. */
export function isSorted(values: readonly string[]): boolean {
  return values.every((value, i) => i === 0 || (values[i - 1] ?? '') <= value)
}

/** The index among `names` at which `name` belongs: by the order that they have, at the end if they have none. */
function placeFor(name: string, names: readonly string[]): number {
  const key = ORDERS.find((order) => isSorted(names.map(order)))
  if (!key) return names.length
  const at = names.findIndex((other) => key(other) > key(name))
  return at < 0 ? names.length : at
}

/** `names` sorted as isort does by default. */
export function sortNames<T extends { readonly name: string }>(names: readonly T[]): T[] {
  const key = ORDERS[0] as Key
  return [...names].sort((a, b) => (key(a.name) < key(b.name) ? -1 : key(a.name) > key(b.name) ? 1 : 0))
}

/** A from-import of its own, in parentheses where one line would be too long. */
export function fromImport(
  module: string,
  names: readonly string[],
  layout: {
    readonly newline: string
    readonly unit: string
    readonly lineLength: number
    readonly indent?: string
  },
): string {
  const { newline, unit, lineLength, indent = '' } = layout
  const line = `from ${module} import ${names.join(', ')}`
  if (indent.length + line.length <= lineLength) return line
  const rows = names.map((name) => `${indent}${unit}${name},${newline}`)
  return `from ${module} import (${newline}${rows.join('')}${indent})`
}

/**
 * The edits that put `requests` (with names) into the list of a from-import, in its order and layout.
 * @returns undefined where that has no good place, such as beside a comment on a line that gets too long
 */
export function growImport(
  tree: SyntaxTree,
  list: ImportList,
  requests: readonly ImportRequest[],
  layout: { readonly newline: string; readonly unit: string; readonly lineLength: number },
): Edit[] | undefined {
  const { text } = tree
  const last = list.items.at(-1)
  if (!last || list.hasStar) return undefined
  /** The new names by the index of the item that they go before. */
  const added = new Map<number, string[]>()
  const names = list.items.map((item) => item.name)
  const wanted = sortNames(requests.map(({ name = '', alias }) => ({ name, alias })))
  for (const item of wanted) {
    const at = placeFor(item.name, names)
    added.set(at, [...(added.get(at) ?? []), itemText(item)])
  }
  if (hasOwnLines(text, list)) return addLines(tree, list, added, layout.newline)
  const edits = [...added].map(([at, items]): Edit => {
    const item = list.items[at]
    const index = item ? item.node.startIndex : last.node.endIndex
    const inserted = item ? items.map((one) => `${one}, `) : items.map((one) => `, ${one}`)
    return { start: index, end: index, text: inserted.join('') }
  })
  if (edits.every((edit) => fits(text, edit, edits, layout.lineLength))) return edits
  return wrap(tree, list, added, layout)
}

/** Whether the list is in parentheses with every name at the start of a line of its own. */
function hasOwnLines(text: string, list: ImportList): boolean {
  if (!list.open || !list.close) return false
  const last = list.items.at(-1)
  if (!last || lineEnd(text, last.node.endIndex) > list.close.startIndex) return false
  return list.items.every(({ node }) => isFirstOnLine(text, node.startIndex))
}

function addLines(
  tree: SyntaxTree,
  list: ImportList,
  added: ReadonlyMap<number, readonly string[]>,
  newline: string,
): Edit[] {
  const { text } = tree
  const edits: Edit[] = []
  for (const [at, items] of added) {
    const before = list.items[at]
    const last = list.items[list.items.length - 1] as ImportItem
    const indent = indentOf(text, (before ?? last).node.startIndex)
    if (before) {
      const index = aboveComments(text, lineStart(text, before.node.startIndex))
      edits.push({
        start: index,
        end: index,
        text: items.map((item) => `${indent}${item},${newline}`).join(''),
      })
      continue
    }
    const end = lineEnd(text, last.node.endIndex)
    if (commaAfter(last.node) !== undefined) {
      edits.push({ start: end, end, text: items.map((item) => `${newline}${indent}${item},`).join('') })
      continue
    }
    edits.push({ start: last.node.endIndex, end: last.node.endIndex, text: ',' })
    edits.push({ start: end, end, text: items.map((item) => `${newline}${indent}${item}`).join(',') })
  }
  // A comma and a line that meet in one place are one insertion.
  return joinInsertions(edits)
}

function joinInsertions(edits: readonly Edit[]): Edit[] {
  const joined: Edit[] = []
  for (const edit of edits) {
    const last = joined.at(-1)
    if (last && last.start === edit.start && last.end === edit.end)
      joined[joined.length - 1] = { ...last, text: last.text + edit.text }
    else joined.push(edit)
  }
  return joined
}

/** The start of the first of the comment lines right above the line that starts at `index`. */
function aboveComments(text: string, index: number): number {
  let start = index
  while (start > 0 && /^[ \t\f]*#/.test(text.slice(lineStart(text, start - 1), start)))
    start = lineStart(text, start - 1)
  return start
}

/** The end of the comma that follows a name in a list, past comments and newlines. */
export function commaAfter(item: Node): number | undefined {
  let next = item.nextSibling
  while (next && (next.type === 'comment' || next.type === 'line_continuation')) next = next.nextSibling
  return next?.type === ',' ? next.endIndex : undefined
}

/** Whether the line that `edit` makes longer stays within the limit, or was beyond it before. */
function fits(text: string, edit: Edit, all: readonly Edit[], lineLength: number): boolean {
  const start = lineStart(text, edit.start)
  const end = lineEnd(text, edit.start)
  const growth = all.filter((one) => one.start >= start && one.start <= end)
  return end - start + growth.reduce((sum, one) => sum + one.text.length, 0) <= lineLength
}

/** The whole list rewritten in parentheses, a name a line. */
function wrap(
  tree: SyntaxTree,
  list: ImportList,
  added: ReadonlyMap<number, readonly string[]>,
  { newline, unit }: { readonly newline: string; readonly unit: string },
): Edit[] | undefined {
  const { text } = tree
  const { statement, items, open, close } = list
  const first = items[0]
  const last = items.at(-1)
  if (!first || !last) return undefined
  const start = open?.startIndex ?? first.node.startIndex
  const end = close?.endIndex ?? last.node.endIndex
  // The comment of a line is about that line, which is about to fall apart.
  if (commentsIn(tree, { start: statement.startIndex, end: lineEnd(text, end) }).length > 0) return undefined
  const indent = indentOf(text, statement.startIndex)
  const names: string[] = []
  for (let i = 0; i <= items.length; i++) {
    names.push(...(added.get(i) ?? []))
    const item = items[i]
    if (item) names.push(itemText(item))
  }
  const rows = names.map((name) => `${indent}${unit}${name},${newline}`)
  return [{ start, end, text: `(${newline}${rows.join('')}${indent})` }]
}
