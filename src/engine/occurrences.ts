import { countWhile } from '../python/spans.ts'
import { isWordPart } from '../semantics/words.ts'

/** How often a text may be read through before its places are sorted: that takes about as long. */
const READINGS = 2000
/** Characters by which places are sorted; what is longer is compared in full when it is found. */
const SORTED_BY = 100

/** Tells how often parts of a text stand in it, as far as they begin where a word or a sign does. */
export class Occurrences {
  readonly #text: string
  #read = 0
  /** By part and the place from which it was looked for: its places so far, and where to go on. */
  readonly #found = new Map<string, { readonly at: number[]; next: number }>()
  /** All places, in the order of what follows them. */
  #sorted: Int32Array | undefined
  /** By part, its places. */
  readonly #places = new Map<string, Int32Array>()

  constructor(text: string) {
    this.#text = text
  }

  /** How often `part`, which is not empty, begins in `[from, to)`. */
  count(part: string, from: number, to: number): number {
    if (this.#read > READINGS * this.#text.length) {
      const places = this.#allPlaces(part)
      return countWhile(places, (place) => place < to) - countWhile(places, (place) => place < from)
    }
    // Looked for as far as it is asked for: sites come mostly in order.
    const key = `${from} ${part}`
    const found = this.#found.get(key) ?? { at: [], next: from }
    this.#found.set(key, found)
    while (found.next < to) {
      const at = this.#text.indexOf(part, found.next)
      this.#read += (at < 0 ? this.#text.length : at) - found.next
      if (at < 0 || at >= to) {
        found.next = to
        break
      }
      if (this.#beginsAt(at)) found.at.push(at)
      found.next = at + 1
    }
    return countWhile(found.at, (place) => place < to)
  }

  #beginsAt(index: number): boolean {
    const text = this.#text
    return !isWordPart(text.charCodeAt(index)) || !isWordPart(text.charCodeAt(index - 1))
  }

  /** The places of `part`, in order. */
  #allPlaces(part: string): Int32Array {
    let places = this.#places.get(part)
    if (!places) {
      this.#sorted ??= this.#sortPlaces()
      const start = part.slice(0, SORTED_BY)
      const here = (place: number) => this.#text.slice(place, place + start.length)
      const first = countWhile(this.#sorted, (place) => here(place) < start)
      const last = countWhile(this.#sorted, (place) => here(place) <= start)
      places = this.#sorted.slice(first, last).sort()
      if (part.length > SORTED_BY) places = places.filter((place) => this.#text.startsWith(part, place))
      this.#places.set(part, places)
    }
    return places
  }

  #sortPlaces(): Int32Array {
    const text = this.#text
    const places: number[] = []
    for (let index = 0; index < text.length; index++) if (this.#beginsAt(index)) places.push(index)
    return Int32Array.from(places).sort((a, b) => {
      for (let at = 0; at < SORTED_BY; at++) {
        // What is over comes first.
        const left = a + at < text.length ? text.charCodeAt(a + at) : -1
        const right = b + at < text.length ? text.charCodeAt(b + at) : -1
        if (left !== right) return left - right
      }
      return 0
    })
  }
}
