import type { Edit } from '../edits/change.ts'
import { stringParts } from '../python/literals.ts'
import type { Node } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'
import { wordsIn } from '../semantics/words.ts'

/**
 * Whether this run takes the last use of a module-level name away: it was used in the original, and is not used any more once the
 * pending edits of this pass are made.
 */
export function isOrphaned(name: string, now: Module, pending: readonly Edit[], original: Module): boolean {
  // What is still spelled as often as before has lost no use; counting is far cheaper than resolving.
  const left =
    countOf(now.tree.text, name) -
    pending
      .filter((edit) => edit.end > edit.start)
      .reduce((sum, edit) => sum + countOf(now.tree.text.slice(edit.start, edit.end), name), 0)
  if (left >= countOf(original.tree.text, name)) return false
  return !isUsed(now, name, pending) && isUsed(original, name)
}

function countOf(text: string, name: string): number {
  let count = 0
  for (const _ of wordsIn(text, name)) count++
  return count
}

/**
 * Whether anything in the file may use the module-level name: code, string annotations, type comments, doctests,
 * `__all__`, and any string other than a docstring that mentions it. In doubt it is used.
 * @param pending edits that are about to be made.
 */
function isUsed(module: Module, name: string, pending: readonly Edit[] = []): boolean {
  if (pending.some((edit) => countOf(edit.text, name) > 0)) return true
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
  for (const index of wordsIn(text, name)) {
    if (!stays(index)) continue
    const node = tree.nodeAt(index)
    if (node.type === 'comment') {
      if (/^#\s*type:/.test(node.text)) return true
    } else if (node.type !== 'identifier') {
      const string = [node, ...ancestorsOf(node)].find((candidate) => candidate.type === 'string')
      if (string && mentions(string, text, index)) return true
    }
  }
  return false
}

function isUse(role: string, binding: string | undefined): boolean {
  return role !== 'bind' || binding === 'augmented'
}

/** Whether a string's mention of a name may be a use: all but the prose of docstrings, whose doctests count. */
function mentions(string: Node, text: string, index: number): boolean {
  const statement = parentOf(string)
  const isStatement = statement?.type === 'expression_statement' && statement.namedChildCount === 1
  if (!isStatement) {
    const parts = stringParts(string)
    // Prose does not parse as an expression: two words side by side outside of brackets give it away.
    return (
      !parts ||
      !/^[^[\](]*[\p{L}\p{N}_.,:;]\s+(?!if\b|else\b|or\b|and\b|not\b|in\b|is\b|for\b)[\p{L}]/u.test(
        text.slice(parts.content.start, parts.content.end),
      )
    )
  }
  const line = text.slice(text.lastIndexOf('\n', index) + 1, index)
  return /^\s*(?:>>>|\.\.\.)/.test(line)
}
