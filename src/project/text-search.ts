import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { isFound, type Questions, type Search } from './questions.ts'
import { WordFilter } from './word-filter.ts'

/** Searches after which it pays to keep of each file which words it may hold. */
const FEW_SEARCHES = 4

/** The words of a text that stay whole words whatever stands around it. */
const ENCLOSED = /(?<=[^\w\x80-\xff])[\w\x80-\xff]+(?=[^\w\x80-\xff])/g

/** What is searched. */
export interface Searched {
  /** Absolute. */
  readonly root: string
  /** Relative to the root. */
  readonly files: readonly string[]
  /** The bytes of a file; from the disk unless given. */
  readonly read: ((path: string) => Uint8Array) | undefined
  readonly questions: Questions | undefined
}

/** What was found in some of the files when they were read for another purpose. */
export interface Mentions {
  readonly paths: ReadonlySet<string>
  /** By text, the files of `paths` that hold it. */
  readonly mentions: ReadonlyMap<string, readonly string[]>
}

/** Searches the texts of a project's files, each as Latin-1. */
export class TextSearch {
  readonly #searched: Searched
  readonly #filters = new Map<string, WordFilter>()
  readonly #answers = new Map<string, readonly string[]>()
  #searches = 0
  #known: Mentions | undefined

  constructor(searched: Searched) {
    this.#searched = searched
  }

  /** Takes note of what need not be searched for again. */
  surveyed(known: Mentions): void {
    this.#known = known
  }

  /** The files that hold one of the words, as any part of them, and match the pattern. */
  filesWith(words: ReadonlySet<string>, pattern?: RegExp): readonly string[] {
    return this.#once(words, pattern, (word) => word.match(ENCLOSED) ?? [])
  }

  /**
   * The files that hold one of the identifiers as a whole word. Searching for one after the other costs little.
   * @param around makes the pattern of what has to be there of the pattern of the words
   */
  filesNaming(words: ReadonlySet<string>, around = (names: string) => names): readonly string[] {
    const names = `(?<![\\w\\x80-\\xff])(?:${latin1Words(words).join('|')})(?![\\w\\x80-\\xff])`
    return this.#once(words, new RegExp(around(names)), (word) => [word])
  }

  /** The text of a file; empty when it cannot be read. */
  textOf(path: string): string {
    const { root, read } = this.#searched
    try {
      if (!read) return readLatin1(join(root, path))
      const bytes = read(path)
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    } catch {
      return ''
    }
  }

  /** @param wholeWords those that a file has to hold as whole words, to hold a text */
  #once(
    words: ReadonlySet<string>,
    pattern: RegExp | undefined,
    wholeWords: (text: string) => readonly string[],
  ): readonly string[] {
    const wanted = { words: latin1Words(words), pattern }
    const question = JSON.stringify([wanted.words, pattern?.source, pattern?.flags])
    const known = this.#answers.get(question)
    if (known) return known
    const needed = wanted.words.map(wholeWords)
    const isNarrowed = needed.every((whole) => whole.length > 0) && ++this.#searches > FEW_SEARCHES
    const found = this.#find(words, wanted, (path) => {
      const filter = isNarrowed ? this.#filterOf(path) : undefined
      return !filter || needed.some((whole) => whole.every((word) => filter.mayHold(word)))
    })
    this.#searched.questions?.search(wanted, found)
    this.#answers.set(question, found)
    return found
  }

  #find(words: ReadonlySet<string>, wanted: Search, mayHold: (path: string) => boolean): readonly string[] {
    const known = this.#known
    const told = known && [...words].every((word) => known.mentions.has(word))
    const mentioning = new Set(told ? [...words].flatMap((word) => known.mentions.get(word) ?? []) : [])
    return this.#searched.files.filter((path) => {
      if (told && known.paths.has(path) && !mentioning.has(path)) return false
      return mayHold(path) && isFound(wanted, this.textOf(path))
    })
  }

  #filterOf(path: string): WordFilter {
    const known = this.#filters.get(path)
    if (known) return known
    const filter = new WordFilter(this.textOf(path))
    this.#filters.set(path, filter)
    return filter
  }
}

/** @returns each as its bytes in UTF-8 look in Latin-1 */
function latin1Words(words: ReadonlySet<string>): string[] {
  return [...words].map((word) => Buffer.from(word, 'utf8').toString('latin1'))
}

let buffer: Buffer | undefined

/** A file's bytes as Latin-1, through one buffer for all files: a buffer for each is what reading them costs most. */
function readLatin1(path: string): string {
  buffer ??= Buffer.allocUnsafe(1 << 20)
  const handle = openSync(path, 'r')
  try {
    const length = readSync(handle, buffer, 0, buffer.length, 0)
    return length < buffer.length ? buffer.toString('latin1', 0, length) : readFileSync(path, 'latin1')
  } finally {
    closeSync(handle)
  }
}
