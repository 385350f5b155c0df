import { ancestorsOf, type Context, type Edit, field, type Node, withoutComments } from '#transform'

export { dedentedLines } from '#transform'

/**
 * Edits that move lines to the left with the bracket that they are aligned with: that of the call which `node` is in the callee of.
 * None where its lines are laid out in another way.
 * @param shift by how many columns what stands behind `node` moves to the left
 */
export function alignedLines(context: Context, node: Node, shift: number): Edit[] {
  const list = shift > 0 ? listBehind(node) : undefined
  const args = withoutComments(list)
  const [first] = args
  if (!list || first?.startIndex !== list.startIndex + 1) return []
  const column = first.startPosition.column
  const starts = linesIn(context.text, list)
  const isAligned = starts.every(
    (start) => start === undefined || (start.column >= column && start.spaces >= shift),
  )
  const begins = new Set(args.map(({ startIndex }) => startIndex))
  const isIndented = starts.some((start) => start && begins.has(start.index) && start.column !== column)
  const strings = list.descendantsOfType('string')
  const isInString = strings.some((string) => string.startPosition.row !== string.endPosition.row)
  if (!isAligned || isIndented || isInString) return []
  return starts.flatMap((start) =>
    start ? [{ start: start.index - shift, end: start.index, text: '' }] : [],
  )
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
}

/** Where the text of each line below the first one begins; undefined for an empty line. */
function linesIn(text: string, list: Node): (Start | undefined)[] {
  const found: (Start | undefined)[] = []
  for (
    let at = text.indexOf('\n', list.startIndex);
    at !== -1 && at < list.endIndex;
    at = text.indexOf('\n', at + 1)
  ) {
    const blank = /^[ \t]*/.exec(text.slice(at + 1, list.endIndex))?.[0] ?? ''
    const index = at + 1 + blank.length
    const spaces = blank.length - blank.lastIndexOf('\t') - 1
    found.push(/[\r\n]/.test(text.charAt(index)) ? undefined : { index, column: blank.length, spaces })
  }
  return found
}
