import { genericParts, withoutType } from '../python/generics.ts'
import { field, type Node } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'
import { fragmentOf } from './fragments.ts'
import type { Inference } from './infer.ts'
import { knownResult } from './known-members.ts'
import type { Module } from './module.ts'
import { instance, NONE, type Type, union } from './type.ts'

/** The type of the values that an annotation allows; undefined for Any and whatever is not understood. */
export function annotatedType(inference: Inference, module: Module, annotation: Node): Type | undefined {
  const node = withoutType(annotation)
  switch (node.type) {
    case 'none':
      return NONE
    case 'parenthesized_expression':
      return node.firstNamedChild ? inference.annotated(module, node.firstNamedChild) : undefined
    case 'string': {
      const statement = fragmentOf(module, node)?.root.firstNamedChild
      const inner = statement?.type === 'expression_statement' ? statement.firstNamedChild : undefined
      return inner ? inference.annotated(module, inner) : undefined
    }
    case 'identifier':
    case 'attribute':
    case 'member_type':
      return named(inference, module, node)
    case 'union_type':
      return union(node.namedChildren.map((child) => inference.annotated(module, child)))
    case 'binary_operator': {
      if (field(node, 'operator')?.type !== '|') return undefined
      const sides = [field(node, 'left'), field(node, 'right')]
      return union(sides.map((side) => side && inference.annotated(module, side)))
    }
    case 'generic_type':
    case 'subscript':
      return generic(inference, module, node)
    default:
      return undefined
  }
}

/** `typing.List` and `collections.abc.Sequence` as the class that values are of. */
function canonicalClass(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (!/^(?:typing|typing_extensions|collections)\./.test(name)) return name
  return (
    ALIASES.get(last) ?? (name.startsWith('typing') && ABSTRACT.has(last) ? `collections.abc.${last}` : name)
  )
}

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['List', 'builtins.list'],
  ['Dict', 'builtins.dict'],
  ['Set', 'builtins.set'],
  ['FrozenSet', 'builtins.frozenset'],
  ['Tuple', 'builtins.tuple'],
  ['Type', 'builtins.type'],
  ['Text', 'builtins.str'],
  ['OrderedDict', 'collections.OrderedDict'],
  ['DefaultDict', 'collections.defaultdict'],
  ['Deque', 'collections.deque'],
  ['AbstractSet', 'collections.abc.Set'],
])
const ABSTRACT: ReadonlySet<string> = new Set(
  (
    'Iterable Iterator Sequence MutableSequence Collection MutableSet Generator Reversible AsyncIterable AsyncIterator ' +
    'AsyncGenerator KeysView ValuesView ItemsView Mapping MutableMapping Awaitable Coroutine'
  ).split(' '),
)
/** Forms that say nothing of a value's class by themselves. */
const FORMS: ReadonlySet<string> = new Set(
  (
    'Any Union Optional Annotated ClassVar Final Literal Callable TypeVar NoReturn Never LiteralString TypeAlias Required ' +
    'NotRequired ReadOnly Concatenate TypeGuard TypeIs Unpack Generic Protocol'
  ).split(' '),
)

function named(inference: Inference, module: Module, node: Node): Type | undefined {
  const name = formName(module, node)
  if (name === 'Self') return selfType(module, node)
  if (name !== undefined && FORMS.has(name)) return undefined
  const found = inference.typeOf(module, node)
  if (found?.kind === 'class')
    return instance(typeof found.of === 'string' ? canonicalClass(found.of) : found.of)
  const small = smallClass(module, node)
  if (small !== undefined) return instance(small)
  return alias(inference, module, node)
}

/** A class of a library whose name does not tell that it is one: `datetime.datetime`. */
function smallClass(module: Module, node: Node): string | undefined {
  const qualified = module.qualify(node)
  if (qualified.kind !== 'certain') return undefined
  // Calling a class gives its instances.
  return knownResult(qualified.name) === qualified.name ? qualified.name : undefined
}

/** The last part of the name of a form of `typing`; undefined for everything else. */
function formName(module: Module, node: Node): string | undefined {
  const qualified = module.qualify(node)
  const name = qualified.kind === 'certain' ? qualified.name : ''
  return /^(?:typing|typing_extensions)\.(\w+)$/.exec(name)?.[1]
}

/** `X = Optional[M]` and `T = TypeVar("T", bound=M)`: what the name was assigned, read as an annotation. */
function alias(inference: Inference, module: Module, node: Node): Type | undefined {
  const value = inference.valueOf(module, node)
  if (!value) return undefined
  if (value.node.type !== 'call') return inference.annotated(value.module, value.node)
  const callee = field(value.node, 'function')
  const what = callee && formName(value.module, callee)
  const args = field(value.node, 'arguments')?.namedChildren ?? []
  if (what === 'NewType') return args[1] && inference.annotated(value.module, args[1])
  if (what !== 'TypeVar') return undefined
  const bound = args.find((arg) => field(arg, 'name')?.text === 'bound')
  const limit = bound && field(bound, 'value')
  if (limit) return bounded(inference, value.module, limit)
  const choices = args.slice(1).filter((arg) => arg.type !== 'keyword_argument')
  return union(choices.map((choice) => inference.annotated(value.module, choice)))
}

/** The bound of a TypeVar may be a string, which is no annotation to the parser of those. */
function bounded(inference: Inference, module: Module, limit: Node): Type | undefined {
  const name = limit.type === 'string' ? /^["']([A-Za-z_]\w*)["']$/.exec(limit.text)?.[1] : undefined
  if (name === undefined) return inference.annotated(module, limit)
  const resolution = module.names.resolve(name, limit)
  const [binding, ...others] = resolution.kind === 'bound' ? resolution.bindings : []
  return binding?.kind === 'class' && others.length === 0
    ? instance({ module, node: binding.owner })
    : undefined
}

function selfType(module: Module, node: Node): Type | undefined {
  for (const up of ancestorsOf(node))
    if (up.type === 'class_definition') return instance({ module, node: up })
  return undefined
}

function generic(inference: Inference, module: Module, node: Node): Type | undefined {
  const parts = genericParts(node)
  if (!parts) return undefined
  const { origin, args } = parts
  const read = (arg: Node | undefined) => arg && inference.annotated(module, arg)
  const form = formName(module, origin)
  switch (form) {
    case 'Optional':
      return union([read(args[0]), NONE])
    case 'Union':
      return union(args.map(read))
    case 'Annotated': {
      const made = converted(inference, module, args.slice(1))
      return made ? made.type : read(args[0])
    }
    case 'ClassVar':
    case 'Final':
    case 'Required':
    case 'NotRequired':
      return read(args[0])
  }
  if (form !== undefined && FORMS.has(form)) return undefined
  // The arguments of `Table[int]`, where `Table = dict[str, T]`, are those of the alias and not of the class.
  const value = inference.valueOf(module, origin)
  if (value && genericParts(value.node)) return inference.annotated(value.module, value.node)
  const found = inference.typeOf(module, origin)
  if (found?.kind !== 'class') return undefined
  const of = typeof found.of === 'string' ? canonicalClass(found.of) : found.of
  if (of === 'builtins.type') {
    const inner = read(args[0])
    return inner && asClass(inner)
  }
  if (of === 'builtins.tuple' && args[1]?.type === 'ellipsis')
    return instance('collections.abc.Sequence', read(args[0]))
  return instance(of, ...args.map(read))
}

/** `Annotated[T, AfterValidator(str)]`: what the last function makes of the value, where there is one. */
function converted(
  inference: Inference,
  module: Module,
  metadata: readonly Node[],
): { readonly type: Type | undefined } | undefined {
  for (const item of metadata.toReversed()) {
    const callee = item.type === 'call' ? field(item, 'function') : undefined
    const [made] = (item.type === 'call' ? field(item, 'arguments')?.namedChildren : undefined) ?? []
    const qualified = callee && module.qualify(callee)
    if (!made || qualified?.kind !== 'certain' || !CONVERTERS.has(qualified.name)) continue
    const type = inference.typeOf(module, made)
    return { type: type && asInstance(type) }
  }
  return undefined
}

const CONVERTERS: ReadonlySet<string> = new Set(
  ['AfterValidator', 'WrapValidator', 'PlainValidator'].map((name) => `pydantic.${name}`),
)

/** The class of the values of a type. */
export function asClass(type: Type): Type | undefined {
  if (type.kind === 'instance') return { kind: 'class', of: type.of }
  return type.kind === 'union' ? union(type.members.map(asClass)) : undefined
}

/** What a class makes when it is called. */
export function asInstance(type: Type): Type | undefined {
  if (type.kind === 'class') return instance(typeof type.of === 'string' ? canonicalClass(type.of) : type.of)
  return type.kind === 'union' ? union(type.members.map(asInstance)) : undefined
}
