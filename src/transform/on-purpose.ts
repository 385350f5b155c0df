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

function hasHandler(statement: Node): boolean {
  return statement.namedChildren.some(({ type }) => /^except_(?:group_)?clause$/.test(type))
}
