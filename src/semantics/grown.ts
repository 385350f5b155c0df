import { field, type Node } from '../python/node.ts'
import type { Inference } from './infer.ts'
import type { Module } from './module.ts'
import { membersOf, type Type, union } from './type.ts'

/** An augmented assignment, and the module that it stands in. */
export interface Growth {
  readonly module: Module
  readonly statement: Node
}

/**
 * The type of what is assigned values of type `base` and changed by augmented assignments, in whatever order these run: that of
 * `base`, where none of them makes something else of it.
 */
export function grownType(
  inference: Inference,
  base: Type | undefined,
  growths: readonly Growth[],
): Type | undefined {
  if (!base || growths.length === 0 || membersOf(base).every(isGrownInPlace)) return base
  const types = growths.map(({ module, statement }) => {
    const right = field(statement, 'right')
    const operator = field(statement, 'operator')?.text.slice(0, -1) ?? ''
    return inference.result(operator, base, right && inference.typeOf(module, right))
  })
  const grown = union([base, ...types])
  // What is another thing from then on may be changed once more.
  return grown?.kind === 'instance' && base.kind === 'instance' && grown.of === base.of ? grown : undefined
}

/** `x += y` gives a value of these classes what is in y, whatever y is. */
function isGrownInPlace(type: Type): boolean {
  return type.kind === 'instance' && /^builtins\.(?:list|dict|set|bytearray)$/.test(String(type.of))
}
