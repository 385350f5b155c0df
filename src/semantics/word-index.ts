/** Where the words of a text stand. It takes as long to make as some fifty searches for a word that is not there. */
export class WordIndex {
  readonly #text: string
  /** By hash: the number of the first word, plus one. */
  readonly #first: Int32Array
  /** By number: the number of the next word with such a hash, plus one. */
  readonly #next: Int32Array
  readonly #starts: Int32Array

  constructor(text: string) {
    const starts: number[] = []
    const hashes: number[] = []
    for (let index = 0; index < text.length; index++) {
      let unit = text.charCodeAt(index)
      if (!isWordPart(unit)) continue
      starts.push(index)
      let hash = 0
      do {
        hash = (Math.imul(hash, 31) + unit) | 0
        unit = text.charCodeAt(++index)
      } while (isWordPart(unit))
      hashes.push(hash)
    }
    this.#text = text
    this.#starts = Int32Array.from(starts)
    this.#next = new Int32Array(starts.length)
    const slots = 2 ** Math.ceil(Math.log2(starts.length + 1))
    this.#first = new Int32Array(slots)
    for (let number = starts.length - 1; number >= 0; number--) {
      const slot = (hashes[number] ?? 0) & (slots - 1)
      this.#next[number] = this.#first[slot] ?? 0
      this.#first[slot] = number + 1
    }
  }

  /** The indices at which `word`, which has nothing but parts of words, stands as a whole word, in order. */
  *placesOf(word: string): Generator<number> {
    let hash = 0
    for (let at = 0; at < word.length; at++) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0
    const slot = hash & (this.#first.length - 1)
    for (let one = this.#first[slot] ?? 0; one !== 0; one = this.#next[one - 1] ?? 0) {
      const start = this.#starts[one - 1] ?? 0
      if (this.#text.startsWith(word, start) && !isWordPart(this.#text.charCodeAt(start + word.length)))
        yield start
    }
  }
}

/** Whether the UTF-16 unit can be part of an identifier; everything beyond ASCII counts. NaN (out of the text) cannot. */
export function isWordPart(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    unit === 95 ||
    (unit >= 48 && unit <= 57) ||
    unit > 127
  )
}
