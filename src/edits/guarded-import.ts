import { lineEnd, lineStart, newlineAt } from '../python/layout.ts'
import { field, type Node, sameNode } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'
import { isStdlib } from '../semantics/stdlib.ts'
import type { Edit, ImportRequest } from './change.ts'
import { fromImport, growImport, itemText, readImport, sortNames } from './import-list.ts'

const IMPORTS = ['import_from_statement', 'import_statement']

/**
 * The edits that import names of a package beside its other imports, where the file has those in a `try` or in functions only:
 * it works without the package then, or imports it late.
 * @returns undefined where an import at the top is as good, or where no place is sure to have run before each use
 */
export function guardedImport(
  module: Module,
  group: readonly ImportRequest[],
  layout: { readonly newline: string; readonly unit: string; readonly lineLength: number },
): Edit[] | undefined {
  const [first] = group
  if (!first || first.name === undefined || isStdlib(first.module)) return undefined
  const guarded = guardedImports(module, first.module)
  if (!guarded) return undefined
  const requested = new Map<number, { readonly statement: Node; readonly requests: ImportRequest[] }>()
  for (const request of group)
    for (const { node } of module.names.loads(request.alias ?? request.name ?? '')) {
      const statement = guarded.find((one) => runsBefore(module, one, node))
      if (!statement) return undefined
      const entry = requested.get(statement.startIndex) ?? { statement, requests: [] }
      requested.set(statement.startIndex, entry)
      if (!entry.requests.includes(request)) entry.requests.push(request)
    }
  const { tree } = module
  const edits: Edit[] = []
  for (const { statement, requests } of requested.values()) {
    const start = lineStart(tree.text, statement.startIndex)
    const indent = tree.text.slice(start, statement.startIndex)
    if (indent.trim() !== '') return undefined
    const list = readImport(statement)
    const newline = newlineAt(tree.text, statement.startIndex)
    const grown =
      list?.module === first.module ? growImport(tree, list, requests, { ...layout, newline }) : undefined
    if (grown) edits.push(...grown)
    else {
      const names = sortNames(requests.map(({ name = '', alias }) => ({ name, alias }))).map(itemText)
      const at = lineEnd(tree.text, statement.endIndex)
      const text = fromImport(first.module, names, { ...layout, newline, indent })
      edits.push({ start: at, end: at, text: newline + indent + text })
    }
  }
  return edits.length > 0 ? edits.sort((a, b) => a.start - b.start) : undefined
}

/** The imports of a package and of those that belong to it, the last first; undefined where one of them always runs. */
function guardedImports(module: Module, path: string): Node[] | undefined {
  const root = path.split(/[._]/, 1)[0] ?? path
  if (!module.tree.text.includes(root)) return undefined
  const all = module.tree.root.descendantsOfType(IMPORTS).filter((statement) => {
    const list = readImport(statement)
    const sources = list?.module === undefined ? list?.items.map(({ name }) => name) : [list.module]
    return sources?.some((source) => source.split(/[._]/, 1)[0] === root)
  })
  const isAlways = (statement: Node) => parentOf(statement)?.type === 'module'
  return all.length === 0 || all.some(isAlways) ? undefined : all.reverse()
}

/** Whether an import in a `try` or somewhere in a function surely has run where `at` is evaluated. */
function runsBefore(module: Module, statement: Node, at: Node): boolean {
  if (statement.startIndex > at.startIndex) return false
  const block = parentOf(statement)
  const holder = block && parentOf(block)
  const home = [...ancestorsOf(statement)].find(({ type }) => /^(?:function|class)_definition$/.test(type))
  if (home?.type === 'function_definition') return [...ancestorsOf(at)].some((up) => sameNode(up, block))
  return (
    holder?.type === 'try_statement' &&
    sameNode(field(holder, 'body'), block) &&
    parentOf(holder)?.type === 'module' &&
    relies(module, holder, at)
  )
}

/**
 * Whether what is evaluated at `at` stands in the `try` itself, or behind it and cannot be reached without its imports: every `except` leaves, or the
 * statement uses another name that the `try` imports.
 */
export function relies(module: Module, attempt: Node, at: Node): boolean {
  const body = field(attempt, 'body')
  if (!body || at.startIndex < body.endIndex) return !!body && at.startIndex > body.startIndex
  const clauses = attempt.namedChildren.filter(({ type }) => type === 'except_clause')
  if (clauses.some((clause) => clause.startIndex <= at.startIndex && at.endIndex <= clause.endIndex))
    return false
  const leaves = (clause: Node) => {
    const last = clause.namedChildren.findLast(({ type }) => type === 'block')?.lastNamedChild
    return last?.type === 'raise_statement' || last?.type === 'return_statement'
  }
  if (clauses.length > 0 && clauses.every(leaves)) return true
  const names = new Set(
    body.descendantsOfType(IMPORTS).flatMap((one) => readImport(one)?.items.map(({ local }) => local) ?? []),
  )
  const around = [at, ...ancestorsOf(at)].findLast(
    (up) =>
      up.endIndex - up.startIndex < module.tree.text.length &&
      /^(?:class_definition|decorated_definition|function_definition|.*_statement)$/.test(up.type) &&
      !sameNode(up, attempt),
  )
  const unit = around && !/^(?:if|try|with|for|while)_statement$/.test(around.type) ? around : undefined
  const inner = unit ?? [...ancestorsOf(at)].find(({ type }) => type === 'class_definition')
  return !!inner && inner.descendantsOfType('identifier').some(({ text }) => names.has(text))
}
