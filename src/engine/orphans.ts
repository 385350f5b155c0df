import { stringParts } from '../python/literals.ts'
import type { Node } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'

/**
 * Whether anything in the file may use the module-level name: code, string annotations, type comments, doctests,
 * `__all__`, and any string other than a docstring that mentions it. In doubt it is used.
 */
export function isUsed(module: Module, name: string): boolean {
  const { names, tree } = module
  if (module.inAll(name) || names.loads(name).length > 0) return true
  if (
    names
      .occurrences(name)
      .some((occurrence) => occurrence.role === 'delete' || occurrence.role === 'declare')
  )
    return true
  const { text } = tree
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, 'gu')
  for (const hit of text.matchAll(word)) {
    const node = tree.nodeAt(hit.index)
    if (node.type === 'comment') {
      if (/^#\s*type:/.test(node.text)) return true
    } else if (node.type !== 'identifier') {
      const string = [node, ...ancestorsOf(node)].find((candidate) => candidate.type === 'string')
      if (string && mentions(string, text, hit.index)) return true
    }
  }
  return false
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
