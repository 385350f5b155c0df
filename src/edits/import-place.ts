import {
  docstringOf,
  isFirstOnLine,
  lineEnd,
  lineStart,
  newlineAt,
  nextLine,
  statementOf,
  trueEnd,
} from '../python/layout.ts'
import type { Node } from '../python/node.ts'
import type { SyntaxTree } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'
import { isStdlib } from '../semantics/stdlib.ts'
import type { Edit, ImportRequest } from './change.ts'
import { formatOffRegions, regionAround } from './format-off.ts'
import { isSorted, readImport } from './import-list.ts'

/** The groups that import sorters keep apart, in their order. */
const SECTIONS = ['stdlib', 'third-party', 'first-party', 'relative'] as const
type Section = number

/** An import statement at the top level. */
interface Entry {
  readonly node: Node
  readonly section: Section
  readonly isFrom: boolean
  /** For sorting: without case. */
  readonly module: string
}

/**
 * The edit that puts a new import statement where the file would have it, before `use`.
 * @param statement its text, without newline
 */
export function insertImport(module: Module, statement: string, request: ImportRequest, use: number): Edit[] {
  const { tree } = module
  const section = sectionOf(module, request.module)
  const entry = { section, isFrom: request.name !== undefined, module: request.module.toLowerCase() }
  const top = new TopLevel(module)
  // PEP 236: only the docstring, comments and others of its kind may be above a `__future__` import.
  if (request.module === '__future__') return [placeBelowHeader(tree, top, statement, 0)]
  const run = top.runFor(section, use)
  const edit = run
    ? placeInRun(tree, run, entry, statement, use)
    : placeBelowHeader(tree, top, statement, use)
  return [outsideRegions(tree, top, edit, statement, use)]
}

function sectionOf(module: Module, path: string): Section {
  if (path.startsWith('.')) return SECTIONS.indexOf('relative')
  const root = path.split('.', 1)[0]
  if (module.name !== undefined && root === module.name.split('.', 1)[0])
    return SECTIONS.indexOf('first-party')
  return SECTIONS.indexOf(isStdlib(path) ? 'stdlib' : 'third-party')
}

/** The statements of a module as far as imports care. */
class TopLevel {
  /** The docstring's statement and the `__future__` imports: nothing may come before them. */
  readonly header: Node | undefined
  readonly first: Node | undefined
  readonly statements: readonly Node[]
  readonly #module: Module

  constructor(module: Module) {
    this.#module = module
    const { root } = module.tree
    this.statements = root.namedChildren.filter((node) => node.type !== 'line_continuation')
    const code = this.statements.filter((node) => node.type !== 'comment')
    const docstring = docstringOf(root)
    const future = code.findLast((node) => node.type === 'future_import_statement')
    this.header = future ?? (docstring && statementOf(docstring))
    const { header } = this
    this.first = header ? code.find((node) => node.startIndex >= trueEnd(header)) : code[0]
  }

  /**
   * The run of import statements, with at most comments between them, that a new import belongs to: the first;
   * for what a changed `sys.path` may be needed to find, the first after that change.
   */
  runFor(section: Section, use: number): Entry[] | undefined {
    let run: Entry[] = []
    let after = 0
    const runs: Entry[][] = []
    for (const node of this.statements) {
      if (node.startIndex > use) break
      if (node.type === 'import_statement' || node.type === 'import_from_statement') {
        run.push(this.#entry(node))
        continue
      }
      if (node.type === 'comment' && !/isort:\s*split/.test(node.text)) continue
      if (node.type === 'future_import_statement') continue
      if (run.length > 0) runs.push(run)
      run = []
      if (changesPath(node)) after = node.endIndex
    }
    if (run.length > 0) runs.push(run)
    const isFree = section === SECTIONS.indexOf('stdlib')
    return isFree ? runs[0] : runs.find((one) => (one[0]?.node.startIndex ?? 0) >= after)
  }

  /** The last statement that changes `sys.path` before `use`. */
  pathChange(use: number): Node | undefined {
    return this.statements.findLast((node) => node.endIndex <= use && changesPath(node))
  }

  #entry(node: Node): Entry {
    const list = readImport(node)
    const module = list?.module ?? list?.items[0]?.name ?? ''
    return {
      node,
      isFrom: list?.module !== undefined,
      module: module.toLowerCase(),
      section: sectionOf(this.#module, module),
    }
  }
}

/** Whether a statement may decide where modules are found. */
function changesPath(node: Node): boolean {
  return (
    (node.type === 'expression_statement' || node.type === 'if_statement' || node.type === 'try_statement') &&
    /\bsys\s*\.\s*path\s*\.|\bsys\s*\.\s*path\s*(?:\[|\+?=)|\baddsitedir\b/.test(node.text)
  )
}

type Sorting = (entry: Omit<Entry, 'node'>) => string
/** `import a` before `from a import b`, or both by module. */
const SORTINGS: readonly Sorting[] = [
  (entry) => `${entry.isFrom ? 1 : 0} ${entry.module}`,
  (entry) => `${entry.module} ${entry.isFrom ? 1 : 0}`,
  (entry) => `${entry.isFrom ? 0 : 1} ${entry.module}`,
]

function placeInRun(
  tree: SyntaxTree,
  run: readonly Entry[],
  entry: Omit<Entry, 'node'>,
  statement: string,
  use: number,
): Edit {
  const same = run.filter((other) => other.section === entry.section)
  if (same.length > 0) {
    const sorting = sortingOf(same, run)
    const key = sorting?.(entry) ?? ''
    const next = sorting && same.find((other) => sorting(other) > key)
    if (next) return beforeStatement(tree, next.node, statement, next === run[0], false)
    return afterStatement(tree, (same.at(-1) as Entry).node, statement, false, use)
  }
  const apart = keepsSectionsApart(tree, run)
  const lower = run.findLast((other) => other.section < entry.section)
  if (lower) return afterStatement(tree, lower.node, statement, apart, use)
  return beforeStatement(tree, (run[0] as Entry).node, statement, true, apart)
}

/** How a section is sorted; where it is too small to tell, as the others are. Undefined when it is not. */
function sortingOf(same: readonly Entry[], run: readonly Entry[]): Sorting | undefined {
  const fitting = SORTINGS.filter((sorting) => isSorted(same.map(sorting)))
  const elsewhere = fitting.find((sorting) =>
    SECTIONS.every((_, section) => isSorted(run.filter((other) => other.section === section).map(sorting))),
  )
  return elsewhere ?? fitting[0]
}

/** Whether sections are, or would be, separated by a blank line. */
function keepsSectionsApart(tree: SyntaxTree, run: readonly Entry[]): boolean {
  const borders = run.slice(1).flatMap((entry, i) => {
    const before = run[i]
    return before && before.section !== entry.section
      ? [tree.text.slice(before.node.endIndex, entry.node.startIndex)]
      : []
  })
  return borders.length === 0 || borders.some((gap) => /\n[ \t\f]*\r?\n/.test(gap))
}

function afterStatement(tree: SyntaxTree, node: Node, statement: string, apart: boolean, use: number): Edit {
  const newline = newlineAt(tree.text, node.startIndex)
  const end = endOfLastOnLine(tree, node)
  // `import a; b()`: the code that needs the import is on this very line.
  if (end > use) return { start: trueEnd(node), end: trueEnd(node), text: `; ${statement}` }
  return { start: end, end, text: newline + (apart ? newline : '') + statement }
}

/** The end of the line on which the last statement ends that starts on the last line of `node`, and so on. */
function endOfLastOnLine(tree: SyntaxTree, node: Node): number {
  let end = lineEnd(tree.text, trueEnd(node))
  for (let next = node.nextNamedSibling; next && next.startIndex < end; next = next.nextNamedSibling)
    if (next.type !== 'comment') end = Math.max(end, lineEnd(tree.text, trueEnd(next)))
  return end
}

function beforeStatement(
  tree: SyntaxTree,
  node: Node,
  statement: string,
  isFirst: boolean,
  apart: boolean,
): Edit {
  const { text } = tree
  const newline = newlineAt(text, node.startIndex)
  if (!isFirstOnLine(text, node.startIndex))
    return { start: node.startIndex, end: node.startIndex, text: `${statement}; ` }
  // A comment above the first import may be the file's or the section's; above others it is the import's own.
  const at = isFirst ? lineStart(text, node.startIndex) : aboveComments(text, node.startIndex)
  return { start: at, end: at, text: statement + newline + (apart ? newline : '') }
}

function aboveComments(text: string, index: number): number {
  let start = lineStart(text, index)
  while (start > 0 && /^[ \t\f]*#/.test(text.slice(lineStart(text, start - 1), start)))
    start = lineStart(text, start - 1)
  return start
}

/** Below docstring, `__future__` imports and whatever else must come first, in a file without a fitting import. */
function placeBelowHeader(tree: SyntaxTree, top: TopLevel, statement: string, use: number): Edit {
  const { text } = tree
  const newline = newlineAt(text, 0)
  const anchor = top.pathChange(use) ?? top.header
  if (anchor) {
    const end = trueEnd(anchor)
    const next = top.statements.find((node) => node.startIndex >= end && node.type !== 'comment')
    if (next && next.startIndex < lineEnd(text, end)) return { start: end, end, text: `; ${statement}` }
    const at = lineEnd(text, end)
    const isFollowed = /^\r?\n[ \t]*[^\s]/.test(text.slice(at, at + 200))
    return { start: at, end: at, text: newline + newline + statement + (isFollowed ? newline : '') }
  }
  const { first } = top
  if (!first)
    return {
      start: text.length,
      end: text.length,
      text: (text === '' || text.endsWith('\n') ? '' : newline) + statement + newline,
    }
  const own = aboveComments(text, first.startIndex)
  // Comments that reach up to the top are the file's: a `#!` line, an encoding, a licence.
  const at = startsFile(text, own) ? lineStart(text, first.startIndex) : own
  const isDefinition = /^(?:class|function|decorated)_definition$/.test(first.type)
  return { start: at, end: at, text: statement + newline.repeat(isDefinition ? 3 : 2) }
}

function startsFile(text: string, index: number): boolean {
  return text.slice(0, index).trim() === ''
}

/** Moves an insertion out of `# fmt: off` parts: before them, or after where something must come first. */
function outsideRegions(tree: SyntaxTree, top: TopLevel, edit: Edit, statement: string, use: number): Edit {
  const { text } = tree
  const region = regionAround(formatOffRegions(tree), edit.start)
  if (!region) return edit
  const newline = newlineAt(text, region.start)
  const headerEnd = top.header ? nextLine(text, trueEnd(top.header)) : 0
  const isPastTop = region.start >= headerEnd && text.slice(0, region.start).trim() !== ''
  if (isPastTop) return { start: region.start, end: region.start, text: statement + newline }
  if (region.end < text.length && region.end <= use)
    return { start: region.end, end: region.end, text: statement + newline }
  return edit
}
