/** Collections of Python itself, which are false when they are empty. */
export const SIZED: readonly string[] = [
  ...['bytearray', 'bytes', 'dict', 'frozenset', 'list', 'range', 'set', 'str', 'tuple'].map(
    (name) => `builtins.${name}`,
  ),
  ...['Counter', 'OrderedDict', 'defaultdict', 'deque'].map((name) => `collections.${name}`),
]
