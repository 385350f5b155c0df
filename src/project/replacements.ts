/** What tests put something else in place of, as one file is affected by it. */
export class Replacements {
  /** As names of the file itself are written: `io`, `io.open`. */
  readonly #here = new Map<string, boolean>()
  readonly #anywhere: ReadonlyMap<string, boolean>

  /**
   * @param modules the names by which the file may be imported
   * @param replaced dotted names, and whether it is asked with which arguments what replaces them was called
   */
  constructor(modules: readonly string[], replaced: ReadonlyMap<string, boolean>) {
    this.#anywhere = replaced
    for (const [name, isWatched] of replaced)
      for (const module of modules)
        if (name.startsWith(`${module}.`)) this.#here.set(name.slice(module.length + 1), isWatched)
  }

  /** Whether nothing is replaced at all. */
  get isEmpty(): boolean {
    return this.#anywhere.size === 0
  }

  /**
   * The name under which tests replace what an expression of the file means, or what it is reached through.
   * @param written the expression, a path of names
   * @param qualified what it means, where that is certain
   * @param isCall whether only those count of which the arguments are asked for
   */
  of(written: string, qualified: string | undefined, isCall = false): string | undefined {
    const isMeant = (isWatched: boolean | undefined) => isWatched === true || (isWatched === false && !isCall)
    return (
      prefixesOf(written).find((name) => isMeant(this.#here.get(name))) ??
      prefixesOf(qualified ?? '').find((name) => isMeant(this.#anywhere.get(name)))
    )
  }
}

/** `a`, `a.b` and `a.b.c` of `a.b.c`. */
function prefixesOf(dotted: string): string[] {
  const parts = dotted.split('.')
  return parts.map((_, i) => parts.slice(0, i + 1).join('.'))
}
