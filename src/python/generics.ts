import type { Node } from './node.ts'

/** An expression of the form `origin[args]` taken apart. */
export interface GenericParts {
  /** What stands before the bracket. */
  readonly origin: Node
  /** The arguments in order, without comments; the `type` nodes that annotations wrap them in are taken off. */
  readonly args: readonly Node[]
  /** UTF-16 index of the opening bracket. */
  readonly open: number
  /** UTF-16 index of the closing bracket. */
  readonly close: number
  /** The comma behind the last argument. */
  readonly trailingComma: Node | undefined
}

/**
 * Takes `origin[args]` apart, whichever way the grammar read it: a `generic_type` in an annotation, else a `subscript`.
 * Undefined for every other node and for one without brackets or arguments.
 */
export function genericParts(node: Node): GenericParts | undefined {
  if (node.type !== 'generic_type' && node.type !== 'subscript') return undefined
  const origin = node.firstNamedChild
  const holder = node.type === 'generic_type' ? node.lastNamedChild : node
  if (!origin || !holder || (holder !== node && holder.type !== 'type_parameter')) return undefined
  let open: number | undefined
  let close: number | undefined
  let trailingComma: Node | undefined
  const args: Node[] = []
  for (const child of holder.children) {
    if (open === undefined) {
      if (child.type === '[') open = child.startIndex
    } else if (child.type === ']') close = child.startIndex
    else if (child.type === ',') trailingComma = child
    else if (child.isNamed && child.type !== 'comment' && child.type !== 'line_continuation') {
      trailingComma = undefined
      args.push(withoutType(child))
    }
  }
  if (open === undefined || close === undefined || args.length === 0) return undefined
  return { origin, args, open, close, trailingComma }
}

/** The expression inside a `type` node; any other node as it is. */
export function withoutType(node: Node): Node {
  let at = node
  while (at.type === 'type' && at.namedChildCount === 1 && at.firstNamedChild) at = at.firstNamedChild
  return at
}
