import { isWordPart } from '../semantics/words.ts'

/** Bytes of text for each byte of a filter: of a hundred words that are not there, one or so is not known not to be. */
const THINNESS = 8
/** Odd numbers that spread a hash over all bits, whose lower ones come from the last letters alone. */
const [FIRST, SECOND] = [0x9e3779b1, 0x85ebca6b]

/** What is kept of a text to tell words that it cannot hold, without reading it again: a Bloom filter with two hashes. */
export class WordFilter {
  readonly #bits: Uint8Array
  readonly #mask: number

  /** @param text as Latin-1 */
  constructor(text: string) {
    const { length } = text
    const size = 2 ** Math.ceil(Math.log2(length / THINNESS + 1))
    this.#bits = new Uint8Array(size)
    this.#mask = size * 8 - 1
    for (let index = 0; index < length; index++) {
      let unit = text.charCodeAt(index)
      if (!isWordPart(unit)) continue
      let hash = 0
      do {
        hash = (Math.imul(hash, 31) + unit) | 0
        unit = ++index < length ? text.charCodeAt(index) : 0
      } while (isWordPart(unit))
      this.#set(this.#bitOf(hash, FIRST))
      this.#set(this.#bitOf(hash, SECOND))
    }
  }

  /** Whether the text may hold the whole word. @param word as Latin-1 */
  mayHold(word: string): boolean {
    let hash = 0
    for (let at = 0; at < word.length; at++) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0
    return this.#isSet(this.#bitOf(hash, FIRST)) && this.#isSet(this.#bitOf(hash, SECOND))
  }

  #bitOf(hash: number, factor: number): number {
    return (Math.imul(hash, factor) >>> 7) & this.#mask
  }

  #set(bit: number): void {
    this.#bits[bit >> 3] = (this.#bits[bit >> 3] as number) | (1 << (bit & 7))
  }

  #isSet(bit: number): boolean {
    return ((this.#bits[bit >> 3] as number) & (1 << (bit & 7))) !== 0
  }
}
