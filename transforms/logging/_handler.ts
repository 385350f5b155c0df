import { type Node, parentOf } from '#transform'

/** The handler in whose body a call runs. */
export function handlerAround(node: Node): Node | undefined {
  let child = node
  for (let up = parentOf(node); up; up = parentOf(up)) {
    if (/^(?:function_definition|lambda|class_definition|finally_clause)$/.test(up.type)) return undefined
    if (/^except_(?:group_)?clause$/.test(up.type) && child.type === 'block') return up
    child = up
  }
  return undefined
}
