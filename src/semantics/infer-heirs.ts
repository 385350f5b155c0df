import type { Inference } from './infer.ts'
import { membersOf, type Type, union } from './type.ts'

const COMMON =
  '__contains__ __eq__ __getitem__ __iter__ __len__ __ne__ __setitem__ __delitem__ copy pop clear'
const SETS =
  'add difference discard intersection isdisjoint issubset issuperset remove symmetric_difference union update __and__ __or__ __sub__ __xor__'

/**
 * What a class of its own kind of list, dict or set has to define for one way of writing something to differ from another. How it is
 * made, shown and hashed says nothing of that, nor do attributes of another name.
 */
const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    list: 'append count extend index insert remove reverse sort __add__ __iadd__ __imul__ __mul__ __reversed__',
    dict: 'fromkeys get items keys popitem setdefault update values __ior__ __or__ __reversed__',
    set: SETS,
    frozenset: SETS,
  }).map(([name, own]) => [`builtins.${name}`, `${COMMON} ${own} __bool__`.split(' ')]),
)

/**
 * The type that an annotation says, and beside each builtin the classes of the project that may come in its place and have another idea
 * of what it does: `items: list` holds for these, too.
 */
export function withHeirs(inference: Inference, type: Type | undefined): Type | undefined {
  if (!type) return undefined
  const heirs = membersOf(type).flatMap((member): Type[] => {
    if (member.kind !== 'instance' || typeof member.of !== 'string') return []
    const { of: heirOf, args } = member
    const members = MEMBERS.get(heirOf)
    if (!members) return []
    return inference.definitions
      .heirsOfBuiltin(heirOf, members)
      .map((of) => ({ kind: 'instance', of, args, heirOf }))
  })
  return heirs.length > 0 ? union([type, ...heirs]) : type
}
