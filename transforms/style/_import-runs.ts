import {
  type Context,
  commentsIn,
  type ImportList,
  indentOf,
  isStdlib,
  lineEnd,
  lineStart,
  type Node,
  readImport,
  statementsOf,
  trueEnd,
  withoutReturn,
} from '#transform'
import { isKeptFromSorting, keepsOff } from './_exempt.ts'

/** An import statement that may move, with the comments that go along. */
export interface ImportEntry {
  readonly list: ImportList
  /** The comment lines right above it. */
  readonly above: readonly Node[]
  /** Comments inside of its parentheses or at its end. */
  readonly inside: readonly Node[]
}

/** Import statements with nothing between them: they are sorted among themselves. */
export interface ImportRun {
  readonly entries: readonly ImportEntry[]
  /** What the block goes on with, a comment or a statement. */
  readonly next: Node | undefined
}

const known = new WeakMap<Node, readonly ImportRun[]>()

/** The runs of imports in a block. A comment that is about several of them, and an import that has to stay, lie between two. */
export function runsIn(block: Node, context: Context): readonly ImportRun[] {
  let runs = known.get(block)
  if (!runs) {
    runs = readRuns(block, context)
    known.set(block, runs)
  }
  return runs
}

function readRuns(block: Node, context: Context): ImportRun[] {
  const { text } = context
  const runs: ImportRun[] = []
  const statements = statementsOf(block)
  let entries: ImportEntry[] = []
  let above = commentsBefore(block, text)
  const end = (next?: Node) => {
    if (entries.length > 0) runs.push({ entries, next: above[0] ?? next })
    entries = []
    above = []
  }
  const children = block.namedChildren.filter(({ type }) => type !== 'line_continuation')
  let isCyclic = false
  let isHeaded = false
  for (const [i, node] of children.entries()) {
    if (node.type === 'comment') {
      if (!isOnLineOfItsOwn(node, text)) continue
      if (/^#\s*isort\s*:/.test(node.text)) end(node)
      else above.push(node)
      continue
    }
    const isNewParagraph = node.startPosition.row > (children[i - 1]?.endPosition.row ?? 0) + 1
    isCyclic = above.some((comment) => CYCLE.test(comment.text)) || (isCyclic && !isNewParagraph)
    const list = isCyclic || stays(node, above, context) ? undefined : readImport(node)
    if (!list) {
      end(node)
      continue
    }
    const attached = attachedTo(node, above)
    const below = children.slice(i + 1, i + 3).find((other) => other.startPosition.row > node.endPosition.row)
    const isHeader = entries.length === 0 && block.type === 'module' && statements[0] === node
    const isOverGroup = below?.startPosition.row === node.endPosition.row + 1
    const isHead: boolean =
      (isOverGroup && entries.length === 0 && attached.length > 0) ||
      // Below a heading of others, one import with a heading is a group, too.
      ((isOverGroup || isHeaded) && isHeading(attached, context))
    const keepsComments = isHeader || isHead
    if (keepsComments || attached.length < above.length) {
      end(above[0])
      isHeaded = isHead
    }
    const inside = commentsIn(context.module.tree, {
      start: node.startIndex,
      end: lineEnd(text, trueEnd(node)),
    })
    entries.push({ list, above: keepsComments ? [] : attached, inside })
    above = []
  }
  end()
  return runs
}

/** The comments at the start of a block: the grammar has them before it. */
function commentsBefore(block: Node, text: string): Node[] {
  const found: Node[] = []
  let before = block.previousSibling
  while (before?.type === 'comment' && isOnLineOfItsOwn(before, text)) {
    found.unshift(before)
    before = before.previousSibling
  }
  return found
}

function isOnLineOfItsOwn({ startIndex }: Node, text: string): boolean {
  return lineStart(text, startIndex) + indentOf(text, startIndex).length === startIndex
}

/** The last of the comments, as far as there is no blank line between them and the statement. */
function attachedTo(statement: Node, comments: readonly Node[]): Node[] {
  const found: Node[] = []
  let row = statement.startPosition.row
  for (const comment of [...comments].reverse()) {
    if (comment.startPosition.row !== row - 1) break
    found.unshift(comment)
    row--
  }
  return found
}

/** Whether comments in a paragraph of their own say what kind of imports those below them are. */
function isHeading(comments: readonly Node[], { text }: Context): boolean {
  const [first] = comments
  if (!first) return false
  const above = text.slice(lineStart(text, lineStart(text, first.startIndex) - 1), first.startIndex)
  return /^\s*$/.test(above) && comments.some((comment) => HEADING.test(comment.text))
}

const HEADING =
  /\b(?:imports?|std|stdlib|standard|built-?ins?|third|3rd|party|local|first|internal|external|own|librar(?:y|ies)|packages?|modules?|project|app|application|core|python|django|flask|tests?|typing|types?)\b|^#+\s*[-=*#]/i

/** Whether a statement is none that sorting may move. */
function stays(node: Node, above: readonly Node[], context: Context): boolean {
  if (!/^(?:future_)?import_(?:from_)?statement$/.test(node.type)) return true
  const { text } = context
  const { startIndex: start } = node
  const end = trueEnd(node)
  const line = { start: lineStart(text, start), end: lineEnd(text, end) }
  const isAlone =
    indentOf(text, start).length + line.start === start &&
    /^[ \t]*(?:#.*)?$/.test(withoutReturn(text.slice(end, line.end)))
  if (!isAlone || isKeptFromSorting(context, line)) return true
  if (text.slice(start, end).includes('\\\n') || text.slice(start, end).includes('\\\r')) {
    if (commentsIn(context.module.tree, line).length > 0) return true
  }
  const comments = commentsIn(context.module.tree, line)
  if (comments.some(({ text: own }) => /#\s*isort\s*:\s*skip/.test(own) || namesRule(own))) return true
  if ([...attachedTo(node, above), ...comments].some((comment) => ORDER.test(comment.text))) return true
  return hasEffects(node, comments, context)
}

/** What people write above a paragraph of imports that come late, or in their order, for what they import in turn. */
const CYCLE = /\bcircular|\bcyclic|\bimport\s+(?:cycle|loop)s?\b/i

/** What people write where the order of imports is not free. */
const ORDER =
  /\bcircular|\bcyclic|\bside[- ]effects?\b|\bmonkey|\border\b|\b(?:after|before|first|last)\b.*\bimport|\bimport(?:ed|s)?\b.*\b(?:after|before|first|last)\b|\bmust\s+(?:be|come|stay|go)\b/i

/** A bare `# noqa` is about names that are not used: it says nothing of the order. */
function namesRule(comment: string): boolean {
  return /noqa\s*:/i.test(comment) ? keepsOff(comment, 'I001') : /#\s*fmt:\s*skip\b/.test(comment)
}

/** Whether it is there for what the module does when it is imported: nothing uses what it binds, and that is meant. */
function hasEffects(node: Node, comments: readonly Node[], context: Context): boolean {
  const { isPackage, isStub } = context.module
  const list = readImport(node)
  const [first] = list?.items ?? []
  if (!list || !first || isPackage || isStub) return false
  const isMeant = comments.some(({ text }) => /noqa|unused|F401|W0611/.test(text))
  const { module } = list
  const loads =
    module === undefined
      ? !isStdlib(first.name) && (isMeant || (first.name.includes('.') && first.alias === undefined))
      : isMeant && isModule(module, first.name, context)
  return loads && list.items.every(({ local }) => context.isUnused(local))
}

/** Whether what is imported from a package of the project is a module itself. */
function isModule(source: string, name: string, { module, project: { graph } }: Context): boolean {
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(source) ?? []
  const base = dots === '' ? rest : graph.resolveRelative(module.path, dots.length, rest)
  return base !== undefined && graph.fileOf(`${base}.${name}`, module.path) !== undefined
}
