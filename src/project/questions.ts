import { createHash } from 'node:crypto'
import { withoutBodies } from '../python/outline.ts'
import { isRefusal } from '../python/refusal.ts'
import { decodeSource } from '../python/source.ts'
import { parse } from '../python/tree.ts'
import { type AttributeReads, attributeReads } from './attribute-reads.ts'
import { importRecords } from './import-records.ts'
import { type ModuleSummary, summarize } from './summary.ts'

/*
 * All that planning one file learns of others comes from their paths, and from questions that are answered by the text of a single
 * file each: those below, asked by `Project` and `ImportIndex` alone. So where a file changes, and answers all that was asked of it
 * as before, nothing changes for any other file.
 */

/** Bytes; a larger file has no summary. */
const MAX_SUMMARY_SIZE = 5_000_000

/** The module-level facts of a file; undefined when it cannot be decoded or parsed. */
export function summaryOf(bytes: Uint8Array): ModuleSummary | undefined {
  if (bytes.length > MAX_SUMMARY_SIZE) return undefined
  try {
    const source = decodeSource(bytes)
    return isRefusal(source) ? undefined : summarize(parse(withoutBodies(source.text)), source.text)
  } catch {
    // It is reported where the file itself is processed.
    return undefined
  }
}

/** Whether a text, as Latin-1, holds a word. @param word as Latin-1, too */
export function hasWord(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w\\x80-\\xff])${word}(?![\\w\\x80-\\xff])`).test(text)
}

/** A search for texts. @param words as Latin-1 */
export interface Search {
  readonly words: readonly string[]
  readonly pattern: RegExp | undefined
}

/** Whether a text, as Latin-1, holds one of the words and matches the pattern. */
export function isFound({ words, pattern }: Search, text: string): boolean {
  return words.some((word) => text.includes(word)) && (pattern?.test(text) ?? true)
}

/** A question to one file: the kind, the path, what it is about, and a digest of the answer. */
type Fact = readonly [
  kind: 'tree' | 'summary' | 'imports' | 'reads' | 'word',
  path: string,
  about: string,
  answer: string,
]

/** What was asked in a run. Plain data: it crosses threads. */
export interface Asked {
  readonly facts: readonly Fact[]
  /** Searches of all files, and those that were found. */
  readonly searches: readonly {
    readonly words: readonly string[]
    /** Its source and flags. */
    readonly pattern?: readonly [string, string]
    readonly found: readonly string[]
  }[]
}

/** What is asked where nothing is planned. */
export const NOTHING_ASKED: Asked = { facts: [], searches: [] }

/** Takes note of what is asked, each question once. */
export class Questions {
  readonly #facts = new Map<string, Fact>()
  readonly #searches = new Map<string, Asked['searches'][number]>()

  /** The whole tree was asked for: any change may matter. */
  tree(path: string): void {
    this.#take(['tree', path, '', ''])
  }

  summary(path: string, answer: ModuleSummary | undefined): void {
    this.#take(['summary', path, '', digestOf(answer)])
  }

  /** @param receiver as Latin-1 */
  reads(path: string, receiver: string, answer: AttributeReads): void {
    this.#take(['reads', path, receiver, digestOfReads(answer)])
  }

  /** @param word as Latin-1 */
  word(path: string, word: string, answer: boolean): void {
    this.#take(['word', path, word, digestOf(answer)])
  }

  search({ words, pattern }: Search, found: readonly string[]): void {
    const search = {
      words: [...words].sort(),
      ...(pattern && { pattern: [pattern.source, pattern.flags] as const }),
    }
    this.#searches.set(JSON.stringify(search), { ...search, found })
  }

  /** @param answer `importsDigest` */
  imports(path: string, answer: string): void {
    this.#take(['imports', path, '', answer])
  }

  #take(fact: Fact): void {
    this.#facts.set(fact.slice(0, 3).join('\0'), fact)
  }

  /** Takes over what was asked in another thread or run, of files that answer as they did there. */
  add({ facts, searches }: Asked): void {
    for (const fact of facts) this.#take(fact)
    for (const { found, ...search } of searches)
      this.#searches.set(JSON.stringify(search), { ...search, found })
  }

  /** All of it so far. */
  get asked(): Asked {
    return {
      facts: [...this.#facts.values()],
      searches: [...this.#searches.values()],
    }
  }
}

/** What was asked in several runs, of files that answer in the later ones as in those before. */
export function joinAsked(parts: readonly Asked[]): Asked {
  const joined = new Questions()
  for (const part of parts) joined.add(part)
  return joined.asked
}

/**
 * Whether a file answers as before all that was asked of it.
 * @param bytes what it holds now
 */
export function answersAsBefore(asked: Asked, path: string, bytes: Uint8Array): boolean {
  const text = latin1(bytes)
  const isSame = ([kind, , about, answer]: Fact): boolean => {
    switch (kind) {
      case 'tree':
        return false
      case 'summary':
        return digestOf(summaryOf(bytes)) === answer
      case 'imports':
        return importsDigest(importRecords(path, text)) === answer
      case 'reads':
        return digestOfReads(attributeReads(text, about)) === answer
      case 'word':
        return digestOf(hasWord(text, about)) === answer
    }
  }
  return (
    asked.facts.every((fact) => fact[1] !== path || isSame(fact)) &&
    asked.searches.every(({ words, pattern, found }) => {
      const search = { words, pattern: pattern && new RegExp(...pattern) }
      return isFound(search, text) === found.includes(path)
    })
  )
}

/** A digest of what `importRecords` gives for a file. */
export function importsDigest(records: string): string {
  return digestOf(records)
}

function latin1({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
}

function digestOfReads(reads: AttributeReads): string {
  return digestOf(reads === 'any' ? reads : [...reads].sort())
}

function digestOf(answer: unknown): string {
  const text = JSON.stringify(answer) ?? ''
  return createHash('sha256').update(text).digest('base64').slice(0, 22)
}
