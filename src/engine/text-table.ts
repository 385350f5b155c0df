/** Bytes that are looked at together. */
const BLOCK = 3
/** As many searches one after the other take no longer than one for all. */
const FEW = 5
const HASHES = 1 << 16

/**
 * Tells which of any number of texts stand in bytes, in one go, where a search for each would read the bytes as often as there are
 * texts. By a few bytes it is known how many of the next ones cannot be the end of any text, and where one may end (Wu and Manber).
 */
export class TextTable {
  readonly #texts: readonly Buffer[]
  /** The numbers of texts that are searched for one by one. */
  readonly #simple: readonly number[]
  /** The length of the shortest of the others, by as many of whose last bytes each of them is found. */
  readonly #length: number
  /** By hash: how far it is from such bytes to the next place where a text may end. */
  readonly #skips: Uint8Array
  /** By hash: the numbers of the texts that may end there. */
  readonly #ending = new Map<number, number[]>()

  constructor(texts: readonly string[]) {
    this.#texts = texts.map((text) => Buffer.from(text))
    const isSimple = ({ length }: Buffer) => length < BLOCK || texts.length <= FEW
    this.#simple = [...texts.keys()].filter((number) => isSimple(this.#texts[number] ?? Buffer.of()))
    const long = this.#texts.filter((text) => !isSimple(text))
    this.#length = Math.min(255, ...long.map(({ length }) => length))
    this.#skips = new Uint8Array(HASHES).fill(this.#length - BLOCK + 1)
    for (const [number, text] of this.#texts.entries())
      for (let skip = this.#length - BLOCK; skip >= 0; skip--) {
        const last = text.length - 1 - skip
        if (isSimple(text)) break
        const hash = hashAt(text, last)
        this.#skips[hash] = Math.min(skip, this.#skips[hash] ?? 0)
        if (skip === 0) this.#ending.set(hash, [...(this.#ending.get(hash) ?? []), number])
      }
  }

  /** The numbers of the texts that stand in the bytes. */
  foundIn(bytes: Buffer): ReadonlySet<number> {
    const found = new Set(this.#simple.filter((number) => bytes.includes(this.#texts[number] ?? '')))
    if (this.#ending.size === 0) return found
    const skips = this.#skips
    const { length } = bytes
    for (let last = this.#length - 1; last < length; ) {
      const hash = hashAt(bytes, last)
      const skip = skips[hash] as number
      if (skip === 0)
        for (const number of this.#ending.get(hash) ?? [])
          if (!found.has(number) && this.#endsAt(number, bytes, last)) found.add(number)
      last += skip || 1
    }
    return found
  }

  #endsAt(number: number, bytes: Buffer, last: number): boolean {
    const text = this.#texts[number] ?? bytes
    let left = text.length
    // Reading before the start would make every read slow.
    if (left > last + 1) return false
    while (left > 0 && text[left - 1] === bytes[last - text.length + left]) left--
    return left === 0
  }
}

/** A hash of the bytes of which the last one is at the index. */
function hashAt(bytes: Uint8Array, last: number): number {
  const [first, second, third] = [bytes[last - 2] as number, bytes[last - 1] as number, bytes[last] as number]
  return ((first << 8) ^ (second << 4) ^ third) & (HASHES - 1)
}
