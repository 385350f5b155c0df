import { argumentsOf, field, type Node, parentOf, sameNode } from '#transform'

/** The expression that reads a variable by `os.environ` or `os.getenv`, and which. */
export function readAt(name: Node): { readonly node: Node; readonly key: Node | undefined } | undefined {
  const parent = parentOf(name)
  if (parent?.type === 'call' && sameNode(field(parent, 'function'), name))
    return { node: parent, key: argumentsOf(parent)[0] }
  if (parent?.type === 'subscript' && sameNode(field(parent, 'value'), name))
    return isWritten(parent) ? undefined : { node: parent, key: field(parent, 'subscript') }
  const call = parent?.type === 'attribute' ? parentOf(parent) : undefined
  if (!parent || call?.type !== 'call' || !sameNode(field(call, 'function'), parent)) return undefined
  return field(parent, 'attribute')?.text === 'get' ? { node: call, key: argumentsOf(call)[0] } : undefined
}

function isWritten(subscript: Node): boolean {
  const parent = parentOf(subscript)
  return (
    parent?.type === 'delete_statement' ||
    (/assignment$/.test(parent?.type ?? '') && sameNode(parent && field(parent, 'left'), subscript))
  )
}
