import { isWordPart } from '../semantics/words.ts'

/** Bytes of text for each byte of a filter: of ten words that are not there, nine or so are known not to be. */
const THINNESS = 16

/** What is kept of a text to tell words that it cannot hold, without reading it again: a Bloom filter with one hash. */
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
      const bit = this.#bitOf(hash)
      this.#bits[bit >> 3] = (this.#bits[bit >> 3] as number) | (1 << (bit & 7))
    }
  }

  /** Whether the text may hold the whole word. @param word as Latin-1 */
  mayHold(word: string): boolean {
    let hash = 0
    for (let at = 0; at < word.length; at++) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0
    const bit = this.#bitOf(hash)
    return ((this.#bits[bit >> 3] as number) & (1 << (bit & 7))) !== 0
  }

  /** The lower bits of such a hash come from the last letters alone. */
  #bitOf(hash: number): number {
    return (Math.imul(hash, 0x9e3779b1) >>> 7) & this.#mask
  }
}
