/** What an index is made of, by number of the word; each takes over what the one before needed. */
let starts = new Int32Array(1 << 14)
let hashes = new Int32Array(1 << 14)

/** Where the words of a text stand. It takes as long to make as some fifteen searches for words that are there. */
export class WordIndex {
  readonly #text: string
  /** By hash: the number of the first word, plus one. */
  readonly #first: Int32Array
  /** By number: the number of the next word with such a hash, plus one. */
  readonly #next: Int32Array
  readonly #starts: Int32Array

  constructor(text: string) {
    // Between two words there is something else.
    if (starts.length < text.length / 2 + 1) {
      starts = new Int32Array(text.length)
      hashes = new Int32Array(text.length)
    }
    const { length } = text
    let count = 0
    for (let index = 0; index < length; index++) {
      let unit = text.charCodeAt(index)
      if (!isWordPart(unit)) continue
      starts[count] = index
      let hash = 0
      do {
        hash = (Math.imul(hash, 31) + unit) | 0
        unit = ++index < length ? text.charCodeAt(index) : 0
      } while (isWordPart(unit))
      hashes[count++] = hash
    }
    this.#text = text
    this.#starts = starts.slice(0, count)
    this.#next = new Int32Array(count)
    const slots = 2 ** Math.ceil(Math.log2(count + 1))
    this.#first = new Int32Array(slots)
    for (let number = count - 1; number >= 0; number--) {
      const slot = (hashes[number] as number) & (slots - 1)
      this.#next[number] = this.#first[slot] as number
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
  return unit < 128 ? ASCII_PARTS[unit] === 1 : unit > 127
}

const ASCII_PARTS = Uint8Array.from({ length: 128 }, (_, unit) =>
  /\w/.test(String.fromCharCode(unit)) ? 1 : 0,
)
