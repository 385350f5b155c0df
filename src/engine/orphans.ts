import type { Edit } from '../edits/change.ts'
import { stringParts } from '../python/literals.ts'
import type { Node } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'
import { wordsIn } from '../semantics/words.ts'

/** The words in the texts that the edits take away. */
export function wordsRemoved(text: string, edits: readonly Edit[]): string[] {
  return edits.flatMap(({ start, end }) =>
    end > start ? (text.slice(start, end).match(/[\p{L}\p{N}_]+/gu) ?? []) : [],
  )
}

/**
 * Whether anything in the file may use the module-level name: code, string annotations, type comments, doctests,
 * `__all__`, and any string other than a docstring that mentions it. In doubt it is used.
 * @param pending edits that are about to be made.
 */
export function isUsed(module: Module, name: string, pending: readonly Edit[] = []): boolean {
  if (pending.some((edit) => !wordsIn(edit.text, name).next().done)) return true
  const stays = (index: number) => !pending.some((edit) => edit.start <= index && index < edit.end)
  const { names, tree } = module
  const { text } = tree
  if (module.inAll(name)) return true
  if (
    names
      .occurrences(name)
      .some(({ role, binding, node }) => isUse(role, binding?.kind) && stays(node.startIndex))
  )
    return true
  const runsText = ['exec', 'eval'].some((word) => names.loads(word).length > 0)
  for (const index of wordsIn(text, name)) {
    if (!stays(index)) continue
    const node = tree.nodeAt(index)
    if (node.type === 'comment') {
      if (/^#\s*type:/.test(node.text)) return true
    } else if (node.type !== 'identifier') {
      const string = [node, ...ancestorsOf(node)].find((candidate) => candidate.type === 'string')
      // A string that is about to change may be an f-string then.
      if (string && (touches(string, pending) || mentions(string, text, index, runsText))) return true
    }
  }
  return false
}

function touches({ startIndex, endIndex }: Node, edits: readonly Edit[]): boolean {
  return edits.some(({ start, end }) => start <= endIndex && startIndex <= end)
}

function isUse(role: string, binding: string | undefined): boolean {
  return role !== 'bind' || binding === 'augmented'
}

/**
 * Whether a string's mention of a name may be a use: all but prose, and docstrings, whose doctests count.
 * @param runsText whether the file may run a string: then what looks like prose may be code, as in `x: List = []`
 */
function mentions(string: Node, text: string, index: number, runsText: boolean): boolean {
  const statement = parentOf(string)
  const isStatement = statement?.type === 'expression_statement' && statement.namedChildCount === 1
  if (!isStatement) {
    const parts = stringParts(string)
    // Prose does not parse as an expression: two words side by side outside of brackets give it away.
    return (
      !parts ||
      runsText ||
      !/^[^[\](]*[\p{L}\p{N}_.,:;]\s+(?!if\b|else\b|or\b|and\b|not\b|in\b|is\b|for\b)[\p{L}]/u.test(
        text.slice(parts.content.start, parts.content.end),
      )
    )
  }
  const line = text.slice(text.lastIndexOf('\n', index) + 1, index)
  return /^\s*(?:>>>|\.\.\.)/.test(line)
}
