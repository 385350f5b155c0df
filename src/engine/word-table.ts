/** Slots for each word: few words share one. */
const SPARSENESS = 8

/** Whether a byte can be part of an identifier; all beyond ASCII count. */
const isWordByte = new Uint8Array(256).map((_, byte) =>
  byte > 127 || /\w/.test(String.fromCharCode(byte)) ? 1 : 0,
)

/**
 * Finds any number of whole words in a text in one go: where a word begins with the first two letters of one that is wanted, all of it
 * is hashed, and looked up. A search for each word would read the text as often as there are words.
 */
export class WordTable {
  readonly #words: readonly Uint8Array[]
  /** By hash: the number of a word, plus one. */
  readonly #slots: Uint16Array
  readonly #mask: number
  /** By two bytes: whether a word begins with them; behind one of a single letter is what no word goes on with. */
  readonly #starts = new Uint8Array(1 << 16)

  /** @param words different ones, of ASCII letters, digits and underscores */
  constructor(words: readonly string[]) {
    this.#words = words.map((word) => Buffer.from(word, 'latin1'))
    const size = 2 ** Math.ceil(Math.log2(words.length * SPARSENESS + 8))
    this.#mask = size - 1
    this.#slots = new Uint16Array(size)
    this.#words.forEach((word, number) => {
      let slot = hashOf(word) & this.#mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask
      this.#slots[slot] = number + 1
      const [first = 0, second] = word
      if (second !== undefined) this.#starts[(first << 8) | second] = 1
      else
        for (let byte = 0; byte < 256; byte++)
          if (isWordByte[byte] === 0) this.#starts[(first << 8) | byte] = 1
    })
  }

  /** Calls `found` for each place of one of the words, with the word's number and its index, until it returns true. */
  scan(bytes: Uint8Array, found: (word: number, index: number) => boolean): void {
    const { length } = bytes
    const starts = this.#starts
    let before = 0
    let byte = bytes[0] ?? 0
    for (let index = 0; index < length; index++) {
      // Reading beyond the end would make every read slow.
      const after = index + 1 < length ? (bytes[index + 1] as number) : 0
      // One branch that is hardly ever taken: most pairs stand in the middle of words, too.
      if (((starts[(byte << 8) | after] as number) & ~(isWordByte[before] as number)) === 1) {
        const number = this.#wordAt(bytes, index)
        if (number >= 0 && found(number, index)) return
      }
      before = byte
      byte = after
    }
  }

  /** The number of the word that begins at the index, -1 for any other word. */
  #wordAt(bytes: Uint8Array, index: number): number {
    let end = index
    let hash = 0
    for (let byte = bytes[end] ?? 0; isWordByte[byte] === 1; byte = bytes[end] ?? 0) {
      hash = (Math.imul(hash, 31) + byte) | 0
      end++
    }
    let slot = hash & this.#mask
    for (let number = this.#slots[slot] ?? 0; number !== 0; number = this.#slots[slot] ?? 0) {
      const word = this.#words[number - 1]
      if (word?.length === end - index && word.every((byte, i) => bytes[index + i] === byte))
        return number - 1
      slot = (slot + 1) & this.#mask
    }
    return -1
  }
}

function hashOf(word: Uint8Array): number {
  return word.reduce((hash, byte) => (Math.imul(hash, 31) + byte) | 0, 0)
}
