/** What tests put something else in place of, as one file is affected by it. */
export class Replacements {
  readonly #modules: readonly string[]
  readonly #replaced: ReadonlyMap<string, boolean>

  /**
   * @param modules the names by which the file may be imported
   * @param replaced dotted names, and whether it is asked with which arguments what replaces them was called
   */
  constructor(modules: readonly string[], replaced: ReadonlyMap<string, boolean>) {
    this.#modules = modules
    this.#replaced = replaced
  }

  /** Whether nothing is replaced at all. */
  get isEmpty(): boolean {
    return this.#replaced.size === 0
  }

  /**
   * The name under which tests replace what an expression of the file means, or what it is reached through.
   * @param written the expression, a path of names
   * @param qualified what it means, where that is certain
   * @param isCall whether only those count of which the arguments are asked for
   */
  of(written: string, qualified: string | undefined, isCall = false): string | undefined {
    const isMeant = (name: string) => {
      const isWatched = this.#replaced.get(name)
      return isWatched === true || (isWatched === false && !isCall)
    }
    return (
      prefixesOf(written).find((name) => this.#modules.some((module) => isMeant(`${module}.${name}`))) ??
      // `six.moves.builtins.open` is the builtin, too.
      prefixesOf(qualified ?? '')
        .flatMap((name) => [name, `six.moves.${name}`])
        .find(isMeant)
    )
  }
}

/** `a`, `a.b` and `a.b.c` of `a.b.c`. */
function prefixesOf(dotted: string): string[] {
  const parts = dotted.split('.')
  return parts.map((_, i) => parts.slice(0, i + 1).join('.'))
}
