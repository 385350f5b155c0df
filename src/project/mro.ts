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
  // What is under way is undefined, and so is a class that inherits from itself.
  const orders = new Map<string, readonly string[] | undefined>()
  const orderOf = (here: string, depth: number): readonly string[] | undefined => {
    if (orders.has(here) || depth > 100) return orders.get(here)
    orders.set(here, undefined)
    const bases = basesOf(here)
    const above = bases?.map((base) => orderOf(base, depth + 1))
    const merged =
      bases && above?.every((order) => order !== undefined) ? merge([...above, bases]) : undefined
    const order = merged && [here, ...merged]
    orders.set(here, order)
    return order
  }
  return orderOf(name, 0)
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
