import type { Node } from '../python/node.ts'
import type { Module } from './module.ts'

/** A class of the project, or the qualified name of one from outside. */
export type ClassName = { readonly module: Module; readonly node: Node } | string

/** What is known of a value: `undefined` in place of a Type means that nothing is. The value of an instance may be of a subclass. */
export type Type =
  | {
      readonly kind: 'instance'
      readonly of: ClassName
      readonly args: readonly (Type | undefined)[]
      /** The builtin that an annotation says, where this class of the project may be what is handed in. */
      readonly heirOf?: string
    }
  | { readonly kind: 'class'; readonly of: ClassName }
  /** A def; `self` is what its first parameter is bound to. */
  | {
      readonly kind: 'function'
      readonly module: Module
      readonly node: Node
      readonly self: Type | undefined
    }
  /** A method of a class from outside. */
  | { readonly kind: 'method'; readonly of: string; readonly name: string; readonly self: Type }
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'union'; readonly members: readonly Type[] }

/** The type of `None`. */
export const NONE: Type = { kind: 'none' }

/** An instance of a class, `args` being what stands in its brackets. */
export function instance(of: ClassName, ...args: readonly (Type | undefined)[]): Type {
  return { kind: 'instance', of, args }
}

/** One type for values of all of these; unknown when one of them is. */
export function union(types: readonly (Type | undefined)[]): Type | undefined {
  const members: Type[] = []
  for (const type of types) {
    if (!type) return undefined
    for (const member of membersOf(type))
      if (!members.some((other) => sameType(other, member))) members.push(member)
  }
  const [only] = members
  if (!only) return undefined
  return members.length === 1 ? only : { kind: 'union', members }
}

/** The members of a union; of any other type that type alone. */
export function membersOf(type: Type): readonly Type[] {
  return type.kind === 'union' ? type.members : [type]
}

/** The type without None; undefined when nothing else is left. */
export function withoutNone(type: Type | undefined): Type | undefined {
  return type && union(membersOf(type).filter((member) => member.kind !== 'none'))
}

/** Whether two names are those of one class. Places decide within a file: a name may be defined twice. */
export function sameClassName(a: ClassName, b: ClassName): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  return a.module.path === b.module.path && a.node.startIndex === b.node.startIndex
}

function sameType(a: Type, b: Type): boolean {
  if (a.kind === 'none' || b.kind === 'none') return a.kind === b.kind
  if (a.kind === 'class' && b.kind === 'class') return sameClassName(a.of, b.of)
  if (a.kind !== 'instance' || b.kind !== 'instance' || !sameClassName(a.of, b.of)) return false
  return (
    a.args.length === b.args.length &&
    a.args.every((arg, i) => {
      const other = b.args[i]
      return arg && other ? sameType(arg, other) : arg === other
    })
  )
}

const LISTS: ReadonlySet<string> = new Set([
  'builtins.list',
  'builtins.set',
  'builtins.frozenset',
  'collections.deque',
  ...[
    'Iterable',
    'Iterator',
    'Sequence',
    'MutableSequence',
    'Collection',
    'Set',
    'MutableSet',
    'Generator',
    'Reversible',
    'AsyncIterable',
    'AsyncIterator',
    'AsyncGenerator',
    'KeysView',
    'ValuesView',
  ].map((name) => `collections.abc.${name}`),
])
const MAPPINGS: ReadonlySet<string> = new Set([
  'builtins.dict',
  'collections.OrderedDict',
  'collections.defaultdict',
  'collections.abc.Mapping',
  'collections.abc.MutableMapping',
])

/** Whether a class is a dict or is used like one. */
function isMapping(of: ClassName): boolean {
  return typeof of === 'string' && MAPPINGS.has(of)
}

/** Whether a class holds one kind of things one behind the other. */
function isListLike(of: ClassName): boolean {
  return typeof of === 'string' && LISTS.has(of)
}

/** Whether a class is only one that may come in the place of the builtin that was said. */
export function isHeir(type: Type): boolean {
  return type.kind === 'instance' && type.heirOf !== undefined
}

/** The type without those that may come in the place of a builtin. */
export function withoutHeirs(type: Type): Type {
  return union(membersOf(type).filter((member) => !isHeir(member))) ?? type
}

/** What a loop over values of the type sees. */
export function elementOf(type: Type | undefined): Type | undefined {
  if (!type) return undefined
  return union(
    membersOf(type)
      .filter((member) => member.kind !== 'none' && !isHeir(member))
      .map((member) => {
        if (member.kind !== 'instance') return undefined
        if (isListLike(member.of) || isMapping(member.of)) return member.args[0]
        if (member.of === 'builtins.tuple') return union(member.args)
        return member.of === 'builtins.str' ? member : undefined
      }),
  )
}

/** What `value[…]` gives; `index` is the number in the brackets where there is one. */
export function itemOf(type: Type | undefined, index: number | undefined): Type | undefined {
  if (!type) return undefined
  return union(
    membersOf(type)
      .filter((member) => member.kind !== 'none' && !isHeir(member))
      .map((member) => {
        if (member.kind !== 'instance') return undefined
        if (isMapping(member.of)) return member.args[1]
        if (member.of === 'builtins.tuple')
          return index === undefined ? union(member.args) : member.args.at(index)
        if (member.of === 'builtins.str') return member
        return isListLike(member.of) ? member.args[0] : undefined
      }),
  )
}
