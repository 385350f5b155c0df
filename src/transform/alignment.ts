import type { Edit } from '../edits/change.ts'
import { lineEnd } from '../python/layout.ts'
import { field, type Node, withoutComments } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'
import type { Context } from './context.ts'

/** Replaces what a call is made with, or a part of it, and keeps lines below that are aligned with its arguments aligned. */
export function replaceCallee(context: Context, node: Node, text: string): void {
  context.replace(node, text)
  if (!text.includes('\n')) context.edit(alignedLines(context, node, node.text.length - text.length))
}

/**
 * Edits that move lines with the bracket that they are aligned with: that of the call which `node` is in the callee of.
 * None where its lines are laid out in another way.
 * @param shift by how many columns what stands behind `node` moves to the left; negative: to the right
 */
export function alignedLines(context: Context, node: Node, shift: number): Edit[] {
  const list = shift === 0 ? undefined : listBehind(node)
  if (!list) return []
  const strings = list.descendantsOfType('string')
  const isInString = strings.some((string) => string.startPosition.row !== string.endPosition.row)
  return isInString ? [] : alignedItems(context, list, withoutComments(list), shift)
}

/**
 * The same for a list in brackets, of whose items the first stands right behind the opening one.
 * @param list from the opening bracket on; it holds no text over several lines
 */
export function alignedItems(
  context: Context,
  list: { readonly startIndex: number; readonly endIndex: number },
  items: readonly Node[],
  shift: number,
): Edit[] {
  const [first] = items
  if (shift === 0 || first?.startIndex !== list.startIndex + 1) return []
  const column = first.startPosition.column
  const starts = linesIn(context.text, list)
  const isAligned = starts.every(
    (start) => start === undefined || (start.column >= column && start.spaces >= shift),
  )
  const begins = new Set(items.map(({ startIndex }) => startIndex))
  const isIndented = starts.some((start) => start && begins.has(start.index) && start.column !== column)
  const isTooWide = starts.some((start) => start && start.end - shift > context.lineLength && shift < 0)
  if (!isAligned || isIndented || isTooWide) return []
  return starts.flatMap((start) => {
    if (!start) return []
    return shift > 0
      ? [{ start: start.index - shift, end: start.index, text: '' }]
      : [{ start: start.index, end: start.index, text: ' '.repeat(-shift) }]
  })
}

/** The arguments of a call whose callee `node` is in, if they begin on its line and go on below. */
function listBehind(node: Node): Node | undefined {
  for (const up of ancestorsOf(node)) {
    if (up.type !== 'call' && up.type !== 'attribute') return undefined
    const list = up.type === 'call' ? field(up, 'arguments') : undefined
    if (!list || list.startIndex < node.endIndex || list.type !== 'argument_list') continue
    if (list.startPosition.row !== node.endPosition.row) return undefined
    if (list.endPosition.row > list.startPosition.row) return list
  }
  return undefined
}

interface Start {
  readonly index: number
  readonly column: number
  /** How many spaces stand right before it. */
  readonly spaces: number
  /** The column where it ends. */
  readonly end: number
}

/** Where the text of each line below the first one begins; undefined for an empty line. */
function linesIn(
  text: string,
  list: { readonly startIndex: number; readonly endIndex: number },
): (Start | undefined)[] {
  const found: (Start | undefined)[] = []
  for (
    let at = text.indexOf('\n', list.startIndex);
    at !== -1 && at < list.endIndex;
    at = text.indexOf('\n', at + 1)
  ) {
    const blank = /^[ \t]*/.exec(text.slice(at + 1, list.endIndex))?.[0] ?? ''
    const index = at + 1 + blank.length
    const spaces = blank.length - blank.lastIndexOf('\t') - 1
    found.push(
      /[\r\n]/.test(text.charAt(index))
        ? undefined
        : { index, column: blank.length, spaces, end: lineEnd(text, index) - at - 1 },
    )
  }
  return found
}
