import { commentsIn, indentOf, lineEnd, lineStart, newlineAt, trueEnd } from '../python/layout.ts'
import type { Node, Span } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { Context } from './context.ts'

/** Removes the text between two indices, and the comments in it on purpose. */
export function drop(context: Context, start: number, end: number): void {
  if (end <= start) return
  context.remove({ start, end })
  dropComments(context, start, end, [])
}

/** Says of the comments between two indices, but for those in `kept`, that they go on purpose. */
export function dropComments(context: Context, start: number, end: number, kept: readonly Node[]): void {
  for (const comment of commentsIn(context.module.tree, { start, end }))
    if (!kept.some(({ startIndex }) => startIndex === comment.startIndex)) context.dropComment(comment.text)
}

/** The comment lines above the header of a branch that are indented as it is. */
export function commentsAbove(context: Context, index: number, outer: string): Node[] {
  const { text, module } = context
  const found: Node[] = []
  for (let line = lineStart(text, index); line > 0; ) {
    line = lineStart(text, line - 1)
    const start = line + outer.length
    if (text[start] !== '#' || text.slice(line, start) !== outer) break
    found.unshift(module.tree.nodeAt(start))
  }
  return found
}

/** The end of the last line of a block, with the comment lines below it that are indented as it is. */
export function endOfLines(context: Context, block: Node, inner: string): number {
  const { text } = context
  let end = lineEnd(text, trueEnd(block))
  for (let line = end; inner !== ''; ) {
    line = text.indexOf('\n', line) + 1
    const indent = line > 0 ? indentOf(text, line) : ''
    const first = text[line + indent.length]
    if (line === 0 || !(first === '#' ? indent.startsWith(inner) : first === '\n' || first === '\r')) break
    if (first === '#') end = lineEnd(text, line)
  }
  return end
}

/** Takes one level of indentation from the lines, but not from those inside of strings. */
export function dedent(context: Context, { start, end }: Span, inner: string, outer: string): void {
  const { text, module } = context
  for (let line = start; line < end; ) {
    const indent = indentOf(text, line)
    const isBlank = line + indent.length >= lineEnd(text, line)
    if (!isBlank && indent.startsWith(inner) && !isInString(module.tree.nodeAt(line), line))
      context.edit([{ start: line, end: line + inner.length, text: outer }])
    const newline = text.indexOf('\n', line)
    line = newline < 0 ? end : newline + 1
  }
}

const DEFINITION = /^(?:class|function|decorated)_definition$/

/**
 * Functions and classes that come to the top of a module get a second blank line where they have one, and two where they have
 * none.
 */
export function spaceOut(context: Context, statement: Node, blocks: readonly Node[]): void {
  const isStatement = ({ type }: Node) => type !== 'comment'
  const around = parentOf(statement)?.namedChildren.filter(isStatement) ?? []
  const index = around.findIndex(({ id }) => id === statement.id)
  const kept = blocks.flatMap((block) => block.namedChildren.filter(isStatement))
  const inOrder = [around[index - 1], ...kept, around[index + 1]]
  inOrder.forEach((node, at) => {
    const before = inOrder[at - 1]
    if (!node || !before || !(DEFINITION.test(node.type) || DEFINITION.test(before.type))) return
    const from = at === 1 ? statement.startIndex : node.startIndex
    const blank = onlyBlankLineAbove(context, from)
    if (blank !== undefined) context.insert(blank, newlineAt(context.text, blank))
    else separate(context, kept.includes(node) ? before : statement, from)
  })
}

/** Puts two blank lines between statements that stand in lines right below each other; the second one begins at `index`. */
function separate(context: Context, before: Node, index: number): void {
  const { text } = context
  const top = topOf(context, index)
  if (trueEnd(before) < top && text.slice(trueEnd(before), top).split('\n').length === 2)
    context.insert(top, newlineAt(text, top).repeat(2))
}

/** Where the line begins of the statement at `index`, or of the comments right above it. */
function topOf(context: Context, index: number): number {
  const { text } = context
  return lineStart(text, commentsAbove(context, index, indentOf(text, index))[0]?.startIndex ?? index)
}

/** Where the blank line begins that stands above a statement and the comments right above that, if it is the only one. */
function onlyBlankLineAbove(context: Context, index: number): number | undefined {
  const { text } = context
  const top = topOf(context, index)
  const blank = lineStart(text, top - 1)
  const isBlank = (line: number) => text.slice(line, lineEnd(text, line)).trim() === ''
  return top > 0 && isBlank(blank) && blank > 0 && !isBlank(lineStart(text, blank - 1)) ? blank : undefined
}

function isInString(node: Node, index: number): boolean {
  for (let at: Node | undefined = node; at; at = parentOf(at)) {
    if (at.type === 'block' || at.type === 'module') return false
    if (at.type === 'string') return at.startIndex < index
  }
  return false
}
