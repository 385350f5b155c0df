import type { Node } from '../python/node.ts'
import { membersOf, withoutNone } from '../semantics/type.ts'
import type { Context } from './context.ts'

/** Whether an expression's value is an instance of one of `classes` (qualified names). Project classes count by their bases. */
export function isInstance(
  context: Context,
  value: Node,
  classes: readonly string[],
): 'yes' | 'no' | 'unknown' {
  const type = withoutNone(context.typeOf(value))
  if (!type) return 'unknown'
  const answers = membersOf(type).map((member) => {
    if (member.kind !== 'instance') return 'no'
    const { of } = member
    if (typeof of === 'string') return classes.includes(of) ? 'yes' : 'no'
    const bases = classes.map((root) => of.module.isSubclassOf(of.node, root))
    return bases.includes('yes') ? 'yes' : bases.includes('unknown') ? 'unknown' : 'no'
  })
  if (answers.every((answer) => answer === 'yes')) return 'yes'
  return answers.every((answer) => answer === 'no') ? 'no' : 'unknown'
}

/** Whether the value is surely an instance of one of these classes, or of a subclass, and never None. */
export function isInstanceOf(context: Context, node: Node, names: readonly string[]): boolean {
  const type = context.typeOf(node)
  if (type && withoutNone(type) !== type) return false
  return type?.kind === 'instance' && typeof type.of === 'string' && names.includes(type.of)
}

/** A name, or a path of attributes: reading it twice gives the same, properties that do more aside. */
export function isPath(node: Node): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(node.text)
}
