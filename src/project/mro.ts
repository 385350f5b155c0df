/**
 * The method resolution order of a class by C3 linearisation, the class first. Undefined when the bases contradict each
 * other (Python raises TypeError), are cyclic, or those of a class are unknown.
 * https://docs.python.org/3/howto/mro.html
 * @param basesOf the direct bases in order; undefined when they are not known
 */
export function linearize(
  name: string,
  basesOf: (name: string) => readonly string[] | undefined,
): readonly string[] | undefined {
  return linearizeWithin(name, basesOf, new Set())
}

function linearizeWithin(
  name: string,
  basesOf: (name: string) => readonly string[] | undefined,
  open: ReadonlySet<string>,
): readonly string[] | undefined {
  const bases = open.has(name) || open.size > 100 ? undefined : basesOf(name)
  if (!bases) return undefined
  const inside = new Set([...open, name])
  const orders = bases.map((base) => linearizeWithin(base, basesOf, inside))
  if (!orders.every((order) => order !== undefined)) return undefined
  const merged = merge([...orders, bases])
  return merged && [name, ...merged]
}

function merge(sequences: readonly (readonly string[])[]): string[] | undefined {
  let rest = sequences.filter((sequence) => sequence.length > 0)
  const result: string[] = []
  while (rest.length > 0) {
    const head = rest
      .map(([first]) => first)
      .find((first) => first !== undefined && !rest.some((other) => other.indexOf(first, 1) > 0))
    if (head === undefined) return undefined
    result.push(head)
    rest = rest
      .map((sequence) => (sequence[0] === head ? sequence.slice(1) : sequence))
      .filter((sequence) => sequence.length > 0)
  }
  return result
}
