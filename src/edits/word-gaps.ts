import type { SyntaxTree } from '../python/tree.ts'
import { ancestorsOf } from '../python/tree.ts'
import type { Edit } from './change.ts'

const WORD = /[\p{L}\p{N}_]/u
/** Letters that go on with those of a string behind them. */
const PREFIX = /(?<![\p{L}\p{N}_])[bBrRuUfFtT]{1,2}$/u
const STRING = /^[bBrRuUfFtT]{0,2}["']/

/**
 * The same edits with a blank wherever one of them would run into a word beside it: `0if(x)else 1` needs none, `0if x else 1` does.
 * What is edited inside of a word, a string or a comment stays as it is.
 * @param edits disjoint and in order, against the text of `tree`
 */
export function keepWordsApart(tree: SyntaxTree, edits: readonly Edit[]): Edit[] {
  const { text } = tree
  const isWord = (char: string | undefined) => char !== undefined && WORD.test(char)
  const runsTogether = (left: string | undefined, right: string | undefined) => isWord(left) && isWord(right)
  /** Whether a blank may go there: nowhere inside of a token. */
  const isBetween = (index: number) =>
    !runsTogether(text[index - 1], text[index]) && !isInsideLiteral(tree, index)
  let last: string | undefined
  return edits.map((edit, i) => {
    const [previous, next] = [edits[i - 1], edits[i + 1]]
    if (previous?.end !== edit.start) last = text[edit.start - 1]
    const isLast = next?.start !== edit.end
    if (edit.text === '') {
      if (!isLast || !runsTogether(last, text[edit.end]) || !isBetween(edit.start) || !isBetween(edit.end))
        return edit
      last = ' '
      return { ...edit, text: ' ' }
    }
    const before = runsTogether(last, edit.text[0]) && isBetween(edit.start) ? ' ' : ''
    last = edit.text.at(-1)
    const isPrefix = PREFIX.test(edit.text) && STRING.test(text.slice(edit.end, edit.end + 4))
    const after = isLast && !isPrefix && runsTogether(last, text[edit.end]) && isBetween(edit.end) ? ' ' : ''
    return before || after ? { ...edit, text: before + edit.text + after } : edit
  })
}

/** Whether a place lies in a string, its prefix included, or in a comment, and not in a field of an f-string. */
function isInsideLiteral(tree: SyntaxTree, index: number): boolean {
  const leaf = tree.nodeAt(index)
  for (const node of [leaf, ...ancestorsOf(leaf)]) {
    if (node.type === 'interpolation') return false
    if (node.type === 'string' || node.type === 'comment')
      return node.startIndex < index && index < node.endIndex
  }
  return false
}
