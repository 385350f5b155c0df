import { type Context, type Node, withoutNone } from '#transform'

/** Whether the value is surely an instance of one of these classes, or of a subclass. */
export function isInstanceOf(context: Context, node: Node, names: readonly string[]): boolean {
  const type = context.typeOf(node)
  if (type && withoutNone(type) !== type) return false
  return type?.kind === 'instance' && typeof type.of === 'string' && names.includes(type.of)
}

/** A name, or a path of attributes: reading it twice gives the same, properties that do more aside. */
export function isPath(node: Node): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(node.text)
}
