import type { Node, Span } from './node.ts'
import { countWhile } from './spans.ts'
import { parentOf, type SyntaxTree, treeOf } from './tree.ts'

export { LineIndex, type Position } from './line-index.ts'

/** The line that was asked about last: of a very long one much is asked. `end` is the index of its newline. */
let last = { text: '', start: 0, end: 0 }

function lineAt(text: string, index: number): { readonly start: number; readonly end: number } {
  if (index < last.start || index > last.end || text !== last.text) {
    const start = index <= 0 ? 0 : text.lastIndexOf('\n', index - 1) + 1
    const newline = text.indexOf('\n', index)
    last = { text, start, end: newline < 0 ? text.length : newline }
  }
  return last
}

const BACKSLASH = 92

/** The index of the first character of the line that holds `index`. */
export function lineStart(text: string, index: number): number {
  return lineAt(text, index).start
}

/** The index where the line that holds `index` ends: of its newline (of the `\r` in `\r\n`), or the length of the text. */
export function lineEnd(text: string, index: number): number {
  const { end } = lineAt(text, index)
  return end < text.length && end > 0 && text.charCodeAt(end - 1) === 13 ? end - 1 : end
}

/** The index of the first character of the line after `index`; the length of the text on the last line. */
export function nextLine(text: string, index: number): number {
  return Math.min(lineAt(text, index).end + 1, text.length)
}

/** The newline that inserted text should use at `index`: that of its own line, else of the line before, else `\n`. */
export function newlineAt(text: string, index: number): '\n' | '\r\n' {
  let newline = text.indexOf('\n', index)
  if (newline < 0) newline = text.lastIndexOf('\n')
  return newline > 0 && text.charCodeAt(newline - 1) === 13 ? '\r\n' : '\n'
}

/** The white space (spaces, tabs, form feeds) before the first other character of the line that holds `index`. */
export function indentOf(text: string, index: number): string {
  const start = lineStart(text, index)
  let end = start
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code !== 32 && code !== 9 && code !== 12) break
  }
  return text.slice(start, end)
}

/** Whether nothing but white space is before `index` on its line, and no backslash joins that line to the one before. */
export function isFirstOnLine(text: string, index: number): boolean {
  const start = lineStart(text, index)
  return text.slice(start, index).trim() === '' && !isJoined(text, start)
}

/** Whether a backslash ends the line before the one that begins at `index`. One at the end of a comment counts, too. */
export function isJoined(text: string, index: number): boolean {
  return text.charCodeAt(lineEnd(text, index - 1) - 1) === BACKSLASH && index > 0
}

/** Whether nothing but white space and a comment is behind `index` on its line. */
export function isLastOnLine(text: string, index: number): boolean {
  return /^\s*(?:#.*)?$/.test(text.slice(index, lineEnd(text, index)))
}

/** The start of the first line from the one that begins at `index` on that is not blank. */
export function pastBlankLines(text: string, index: number): number {
  let at = index
  while (at < text.length && text.slice(at, lineEnd(text, at)).trim() === '') at = nextLine(text, at)
  return at
}

/** The start of the first of the blank lines that end where the line at `index` begins. */
export function beforeBlankLines(text: string, index: number): number {
  let at = index
  while (at > 0 && text.slice(lineStart(text, at - 1), at).trim() === '') at = lineStart(text, at - 1)
  return at
}

const BLOCKS: ReadonlySet<string> = new Set(['module', 'block'])

/**
 * The innermost statement that holds `node` (or is it): a simple or a compound one; a decorated definition
 * counts as a whole; a `case_clause` is no statement, but a part of its `match`. For the module itself and
 * for comments between statements, the node.
 */
export function statementOf(node: Node): Node {
  let at = node
  for (let up = parentOf(at); up; up = parentOf(up)) {
    if (BLOCKS.has(up.type) && at.type !== 'case_clause') return at
    at = up
  }
  return node.type === 'module' ? node : at
}

/** The `block` or `module` that `statement` is an item of; undefined when it is in neither. */
export function blockOf(statement: Node): Node | undefined {
  const parent = parentOf(statement)
  return parent && BLOCKS.has(parent.type) ? parent : undefined
}

const statements = new WeakMap<Node, readonly Node[]>()

/** The statements of a `block` or `module`, without the comments between them. Each of a long block's asks for them. */
export function statementsOf(block: Node): readonly Node[] {
  let known = statements.get(block)
  if (!known) {
    known = block.namedChildren.filter((child) => !IGNORED.has(child.type))
    statements.set(block, known)
  }
  return known
}

/** The place of a statement among those of its block. */
export function placeAmong(all: readonly Node[], statement: Node): number {
  return countWhile(all, ({ startIndex }) => startIndex < statement.startIndex)
}

const BRACKETED: ReadonlySet<string> = new Set([
  'argument_list',
  'class_pattern',
  'dict_pattern',
  'dictionary',
  'dictionary_comprehension',
  'generator_expression',
  'generic_type',
  'list',
  'list_comprehension',
  'list_pattern',
  'parameters',
  'parenthesized_expression',
  'parenthesized_list_splat',
  'set',
  'set_comprehension',
  'subscript',
  'tuple',
  'tuple_pattern',
  'type_parameter',
  // These hold brackets in some of their forms only; the brackets are then children of theirs.
  'case_pattern',
  'import_from_statement',
  'future_import_statement',
  'with_clause',
])

/**
 * Whether a newline before `node` would continue its logical line because it lies between brackets. False for what is in a
 * string: before Python 3.12 a field of an f-string can hold no newline either.
 */
export function isInsideBrackets(node: Node): boolean {
  if (treeOf(node).host) return false
  let isInside = false
  for (let up = parentOf(node); up && !BLOCKS.has(up.type); up = parentOf(up)) {
    if (up.type === 'string') return false
    isInside ||= BRACKETED.has(up.type) && isBetweenBrackets(up, node.startIndex)
  }
  return isInside
}

/** Whether the newlines in `node` lie between brackets of its own, or in strings: then it can stand outside of the brackets around it. */
export function holdsTogether(node: Node): boolean {
  const { text } = treeOf(node)
  if (node.type === 'string' || !text.slice(node.startIndex, node.endIndex).includes('\n')) return true
  let depth = 0
  let end = node.startIndex
  for (const child of node.children) {
    const { type } = child
    // A backslash before the newline joins the lines, too.
    if (depth === 0 && /(?<!\\\r?)\n/.test(text.slice(end, child.startIndex))) return false
    if (type === '(' || type === '[' || type === '{') depth++
    else if (type === ')' || type === ']' || type === '}') depth--
    else if (depth === 0 && !holdsTogether(child)) return false
    end = child.endIndex
  }
  return true
}

function isBetweenBrackets(holder: Node, index: number): boolean {
  let depth = 0
  for (const child of holder.children) {
    if (child.startIndex >= index) break
    const { type } = child
    if (type === '(' || type === '[' || type === '{') depth++
    else if (type === ')' || type === ']' || type === '}') depth--
  }
  return depth > 0
}

/** Where a text has a `#`, in order: looking for one anew at each of many places would read the text as often. */
const hashes = new WeakMap<SyntaxTree, readonly number[]>()

function hashesIn(tree: SyntaxTree): readonly number[] {
  let known = hashes.get(tree)
  if (!known) {
    const found: number[] = []
    const { text } = tree
    for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) found.push(at)
    known = found
    hashes.set(tree, known)
  }
  return known
}

/** The index of the last `#` before `index` on its line; -1 when there is none. It may lie in a string. */
export function hashBefore(tree: SyntaxTree, index: number): number {
  const all = hashesIn(tree)
  const hash = all[countWhile(all, (at) => at < index) - 1] ?? -1
  return hash >= 0 && !tree.text.slice(hash, index).includes('\n') ? hash : -1
}

/** The comments inside `span`, in order. Text is searched for `#` first: without one no node is looked at. */
export function commentsIn(tree: SyntaxTree, span: Span): Node[] {
  const all = hashesIn(tree)
  const found: Node[] = []
  for (let next = countWhile(all, (at) => at < span.start); next < all.length; ) {
    const at = all[next] as number
    if (at >= span.end) break
    const leaf = tree.nodeAt(at)
    let from = at + 1
    if (leaf.type === 'comment' && leaf.startIndex >= span.start && leaf.startIndex < span.end) {
      found.push(leaf)
      from = leaf.endIndex
    } else if (leaf.type === 'string_content' && leaf.childCount === 0) {
      // A string's text is one leaf: its other `#` need not be looked up one by one.
      from = leaf.endIndex
    }
    while (next < all.length && ((all[next] as number) < from || all[next] === at)) next++
  }
  return found
}

/** The docstring of a `module` or of the `block` of a class or function: a `string` or `concatenated_string`. */
export function docstringOf(bodyOrModule: Node): Node | undefined {
  for (let child = bodyOrModule.firstNamedChild; child; child = child.nextNamedSibling)
    if (child.type !== 'comment') return plainTextOf(child)
  return undefined
}

/** The text of a statement that is nothing else, and so would be a docstring if it came first. */
export function plainTextOf(statement: Node): Node | undefined {
  if (statement.type !== 'expression_statement' || statement.namedChildCount !== 1) return undefined
  let value = statement.firstNamedChild
  while (value?.type === 'parenthesized_expression') {
    value = value.namedChildren.find((inner) => inner.type !== 'comment') ?? null
  }
  return value && isPlainText(value) ? value : undefined
}

/** Bytes and f-strings are no docstrings, and neither is a concatenation that holds one. */
function isPlainText(node: Node): boolean {
  if (node.type === 'concatenated_string') {
    return node.namedChildren.every((part) => part.type === 'comment' || isPlainText(part))
  }
  return node.type === 'string' && !/^[A-Za-z]*[bBfFtT]/.test(node.firstChild?.text ?? '')
}

const IGNORED: ReadonlySet<string> = new Set(['comment', 'line_continuation'])

/**
 * Where `node` ends without the comments, and the newlines, that the grammar counts into the span of a block
 * and of the statements that end with it: the end of its last token.
 */
export function trueEnd(node: Node): number {
  let at = node
  for (;;) {
    let last = at.lastChild
    while (last && (IGNORED.has(last.type) || last.startIndex === last.endIndex)) last = last.previousSibling
    if (!last) return at.endIndex
    at = last
  }
}

/** How far an indentation reaches, as Python counts tabs. */
export function columnsOf(indent: string): number {
  let column = 0
  for (const character of indent) column = character === '\t' ? (Math.floor(column / 8) + 1) * 8 : column + 1
  return column
}
