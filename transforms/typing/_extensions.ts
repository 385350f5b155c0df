import type { Context, VersionText } from '#transform'
import type { Home } from './_tables.ts'

/**
 * From which Python on typing_extensions (4.16, and 4.13 on 3.8) hands out the very object that typing has: found by asking
 * each interpreter whether one `is` the other. Before that its own class knows things that typing's does not.
 */
const SAME_OBJECT: readonly (readonly [since: VersionText, names: string])[] = [
  [
    '3.8',
    `AbstractSet AnyStr AsyncIterable AsyncIterator Awaitable BinaryIO Callable ChainMap ClassVar Collection Container
    Coroutine Counter DefaultDict Deque Dict Final ForwardRef FrozenSet Generic Hashable IO ItemsView Iterable Iterator
    KeysView List Mapping MappingView Match MutableMapping MutableSequence MutableSet NoReturn Optional OrderedDict
    Pattern Reversible Sequence Set Sized TYPE_CHECKING Text TextIO Tuple Type Union ValuesView cast no_type_check
    no_type_check_decorator`,
  ],
  ['3.9', 'Annotated'],
  ['3.10', 'Literal ParamSpecArgs ParamSpecKwargs TypeAlias TypeGuard get_args get_origin'],
  [
    '3.11',
    `Any Concatenate LiteralString Never NewType NotRequired Required Self assert_never assert_type clear_overloads
    final get_overloads overload reveal_type`,
  ],
  [
    '3.12',
    `SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound Unpack
    dataclass_transform override`,
  ],
  [
    '3.13',
    `AsyncContextManager AsyncGenerator ContextManager Generator NamedTuple NoDefault Protocol ReadOnly TypeIs TypedDict
    get_protocol_members get_type_hints is_protocol runtime_checkable`,
  ],
  ['3.14', 'TypeAliasType evaluate_forward_ref'],
]

/** Since when typing has names whose objects differ. Stubs are not run: there it is the name that counts. */
const SAME_NAME: readonly (readonly [since: VersionText, names: string])[] = [
  [
    '3.8',
    `Any AsyncContextManager AsyncGenerator ContextManager Generator Literal NamedTuple NewType Protocol SupportsAbs
    SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound TypedDict final overload
    runtime_checkable`,
  ],
  ['3.10', 'Concatenate ParamSpec TypeAlias TypeGuard'],
  ['3.11', 'NotRequired Required Unpack dataclass_transform'],
  ['3.12', 'TypeAliasType'],
]

/** Names that the standard library has in another module. */
const ELSEWHERE: readonly (readonly [since: VersionText, module: string, name: string])[] = [
  ['3.12', 'collections.abc', 'Buffer'],
  ['3.12', 'types', 'get_original_bases'],
  ['3.13', 'types', 'CapsuleType'],
  ['3.13', 'warnings', 'deprecated'],
]

/** The names that code for the target can have from the standard library, with their homes there. */
export function movedFromExtensions(context: Context): Readonly<Record<string, Home>> {
  const table: Record<string, Home> = {}
  for (const [since, names] of [...SAME_OBJECT, ...(context.module.isStub ? SAME_NAME : [])])
    if (context.targets(since))
      for (const name of names.trim().split(/\s+/)) table[name] = { module: 'typing', name }
  for (const [since, module, name] of ELSEWHERE) if (context.targets(since)) table[name] = { module, name }
  return table
}

/** Since when a name that typing has for long is the very object of typing_extensions; undefined for what is new there. */
export function differsBefore(name: string): VersionText | undefined {
  const has = ([, names]: readonly [VersionText, string]) => names.trim().split(/\s+/).includes(name)
  return SAME_NAME.some(has) ? SAME_OBJECT.find(has)?.[0] : undefined
}

/** The qualified names of everything that moves on some target. */
export const MOVING: readonly string[] = [
  ...SAME_OBJECT.flatMap(([, names]) => names.trim().split(/\s+/)),
  ...ELSEWHERE.map(([, , name]) => name),
].map((name) => `typing_extensions.${name}`)
