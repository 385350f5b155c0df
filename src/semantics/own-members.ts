import { sameNode } from '../python/node.ts'
import { basesOf } from './definitions.ts'
import type { Inference } from './infer.ts'
import { type ClassName, membersOf, type Type } from './type.ts'

const ENUMS: ReadonlySet<string> = new Set(['enum.Enum', 'enum.Flag'])

/** Which of `names` a class of the project defines that values of the type may be of, in its own body or in a base's. */
export function ownMember(
  inference: Inference,
  type: Type | undefined,
  names: readonly string[],
): string | undefined {
  for (const member of type ? membersOf(type) : []) {
    const found = member.kind === 'instance' ? inClass(inference, member.of, names, new Set()) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

function inClass(
  inference: Inference,
  of: ClassName,
  names: readonly string[],
  seen: Set<string>,
): string | undefined {
  if (typeof of === 'string') return undefined
  const key = `${of.module.path}:${of.node.startIndex}`
  if (seen.has(key)) return undefined
  seen.add(key)
  const { module, node } = of
  const own = names.find((name) =>
    module.names.bindings(name).some(({ scope }) => sameNode(scope.node, node)),
  )
  if (own !== undefined) return own
  const bases = basesOf(node)
  for (const base of bases) {
    const above = inference.typeOf(module, base)
    // Python 3.12 made format() of an enum that is a number or a text what str() gives, which takes no format of numbers.
    const isMixed = bases.length > 1 && above?.kind === 'class' && ENUMS.has(above.of.toString())
    if (isMixed && names.includes('__format__')) return '__format__'
    const found = above?.kind === 'class' ? inClass(inference, above.of, names, seen) : undefined
    if (found !== undefined) return found
  }
  return undefined
}
