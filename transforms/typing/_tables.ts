import { table } from '#transform'
/** Where the class behind a name of typing lives. */
export interface Home {
  readonly module: string
  readonly name: string
}

/** https://docs.python.org/3/library/typing.html#deprecated-aliases, those for concrete collections. */
export const COLLECTIONS: Readonly<Record<string, Home>> = table({
  List: { module: 'builtins', name: 'list' },
  Dict: { module: 'builtins', name: 'dict' },
  Set: { module: 'builtins', name: 'set' },
  FrozenSet: { module: 'builtins', name: 'frozenset' },
  Tuple: { module: 'builtins', name: 'tuple' },
  Type: { module: 'builtins', name: 'type' },
  DefaultDict: { module: 'collections', name: 'defaultdict' },
  Deque: { module: 'collections', name: 'deque' },
  OrderedDict: { module: 'collections', name: 'OrderedDict' },
  Counter: { module: 'collections', name: 'Counter' },
  ChainMap: { module: 'collections', name: 'ChainMap' },
})

/** The modules that have the aliases. */
export const TYPING = /^typing(?:_extensions)?$/

/** The qualified names of `names` in typing and in typing_extensions, which has all of them, too. */
export function bothModules(names: readonly string[]): string[] {
  return names.flatMap((name) => [`typing.${name}`, `typing_extensions.${name}`])
}

/** The new home of a qualified name of typing or typing_extensions. */
export function newHome(qualified: string, table: Readonly<Record<string, Home>>): Home | undefined {
  const name = /^typing(?:_extensions)?\.(\w+)$/.exec(qualified)?.[1]
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined
}

const ABC = 'collections.abc'

/** https://docs.python.org/3/library/typing.html#deprecated-aliases, those for abstract classes and other modules. */
export const ABSTRACT: Readonly<Record<string, Home>> = table({
  ...Object.fromEntries(
    [
      ...'AsyncGenerator AsyncIterable AsyncIterator Awaitable ByteString Callable Collection Container'.split(
        ' ',
      ),
      ...'Coroutine Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView'.split(' '),
      ...'MutableMapping MutableSequence MutableSet Reversible Sequence Sized ValuesView'.split(' '),
    ].map((name) => [name, { module: ABC, name }]),
  ),
  AbstractSet: { module: ABC, name: 'Set' },
  ContextManager: { module: 'contextlib', name: 'AbstractContextManager' },
  AsyncContextManager: { module: 'contextlib', name: 'AbstractAsyncContextManager' },
  Pattern: { module: 're', name: 'Pattern' },
  Match: { module: 're', name: 'Match' },
})

/** Those whose import moves, for their uses can stay as they are. A set that is called AbstractSet keeps the name. */
export const MOVED: Readonly<Record<string, Home>> = table(
  Object.fromEntries(Object.entries(ABSTRACT).filter(([, home]) => home.module !== 'contextlib')),
)

/** typing.re was never a real module, and is gone in 3.13. */
export const SUBMODULES: Readonly<Record<string, Readonly<Record<string, Home>>>> = table({
  'typing.re': { Pattern: { module: 're', name: 'Pattern' }, Match: { module: 're', name: 'Match' } },
})

/** The collections whose name is the same in both modules: their import moves, their uses stay. */
export const SAME_COLLECTIONS: Readonly<Record<string, Home>> = table(
  Object.fromEntries(Object.entries(COLLECTIONS).filter(([name, home]) => name === home.name)),
)
