import { field, type Node, sameNode } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { Context } from './context.ts'

/** What takes any iterable and asks it for an iterator at once. */
const CONSUMERS =
  /^(?:builtins\.(?:all|any|bytearray|bytes|dict|enumerate|filter|frozenset|iter|list|map|max|min|set|sorted|sum|tuple|zip)|(?:collections|itertools)\.\w+)$/

/** Whether what takes the value of an expression asks it for an iterator at once, so that any iterable does as well as an iterator. */
export function isConsumed(context: Context, value: Node): boolean {
  const parent = parentOf(value)
  if (!parent) return true
  const callee = parent.type === 'argument_list' ? field(parentOf(parent) ?? parent, 'function') : undefined
  if (callee) return CONSUMERS.test(context.qualifiedName(callee) ?? '') || isJoinOrUpdate(callee)
  if (/^(?:for_statement|for_in_clause)$/.test(parent.type)) return sameNode(field(parent, 'right'), value)
  return (
    /^(?:list_splat|expression_statement|yield)$/.test(parent.type) &&
    (parent.type !== 'yield' || /^yield\s+from\b/.test(parent.text))
  )
}

/** Whether all that is done with the values of a dict is to look for one among them. */
export function isSearched(values: Node): boolean {
  const parent = parentOf(values)
  return (
    parent?.type === 'comparison_operator' &&
    parent.namedChildCount === 2 &&
    sameNode(parent.lastNamedChild, values) &&
    parent.childrenForFieldName('operators').every(({ text }) => /^(?:not\s+)?in$/.test(text))
  )
}

/** `', '.join(…)`, and `update` and `extend` of anything. */
function isJoinOrUpdate(callee: Node): boolean {
  const method = callee.type === 'attribute' ? field(callee, 'attribute')?.text : undefined
  return (
    method === 'update' ||
    method === 'extend' ||
    (method === 'join' && field(callee, 'object')?.type === 'string')
  )
}
