import { field, type Node, sameNode } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'

const EXPECTS =
  /(?:raises|warns|suppress|assertRaises\w*|assertWarns\w*|check_\w*(?:error|warnings)|subTest)\s*\(/i

/** Whether code is run to see it fail: below `with raises(…)`, in a function handed to that, in a `try` that has handlers. */
export function mayFailOnPurpose(node: Node): boolean {
  let child = node
  for (const up of ancestorsOf(node)) {
    if (up.type === 'with_statement' && EXPECTS.test(up.namedChildren[0]?.text ?? '')) return true
    if (up.type === 'call' && EXPECTS.test(`${field(up, 'function')?.text}(`)) return true
    if (up.type === 'try_statement' && sameNode(field(up, 'body'), child) && hasHandler(up)) return true
    child = up
  }
  return false
}

/**
 * Whether a `try` around the code, in the same function, would catch one of the errors that `named` finds in the head of a handler,
 * or catches everything: what raises here on Python 3 may be how the other branch is come to.
 */
export function isTriedFor(node: Node, named: RegExp): boolean {
  let child = node
  for (const up of ancestorsOf(node)) {
    if (/^(?:function_definition|lambda|class_definition)$/.test(up.type)) return false
    if (up.type === 'try_statement' && sameNode(field(up, 'body'), child)) {
      const heads = up.namedChildren.flatMap((clause) =>
        /^except_(?:group_)?clause$/.test(clause.type)
          ? [clause.text.slice(0, clause.text.indexOf(':'))]
          : [],
      )
      if (heads.some((head) => named.test(head) || /^except\s*$|\b(?:Base)?Exception\b/.test(head)))
        return true
    }
    child = up
  }
  return false
}

function hasHandler(statement: Node): boolean {
  return statement.namedChildren.some(({ type }) => /^except_(?:group_)?clause$/.test(type))
}
