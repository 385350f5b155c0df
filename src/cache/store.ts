import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolders } from '../workspace/folders.ts'
import type { Sealer } from '../workspace/seal.ts'

/** Bytes that all entries together may take. */
const LARGEST = 256 * 1024 * 1024
/** Days after which an entry that nobody asked for goes. */
const OLDEST = 30
/** What entries are called, and the files that become one. */
const NAME = /^[0-9a-f]{64}(?:\.[0-9a-f]{12})?$/

/**
 * A folder of texts, each sealed: what this user's pymolt did not write, or what is damaged, is as if it were not there. Any number of
 * runs may use it at once: an entry is there as a whole, or is not.
 */
export class Store {
  readonly #folder: string
  readonly #sealer: Sealer
  readonly #largest: number

  /** @param largest bytes that all entries together may take */
  constructor(folder: string, sealer: Sealer, largest = LARGEST) {
    this.#folder = folder
    this.#sealer = sealer
    this.#largest = largest
  }

  /** @param key 64 hexadecimal digits */
  get(key: string): string | undefined {
    const path = join(this.#folder, key)
    try {
      const content = readFileSync(path, 'utf8')
      const text = content.slice(65)
      if (!this.#sealer.isSealed(`${key}\n${text}`, content.slice(0, 64))) return undefined
      // What is used stays.
      const now = new Date()
      utimesSync(path, now, now)
      return text
    } catch {
      return undefined
    }
  }

  /** Keeps a text. Without a place to write there is no cache. */
  set(key: string, text: string): void {
    try {
      makeFolders(this.#folder, 0o700)
      const temporary = join(this.#folder, `${key}.${randomBytes(6).toString('hex')}`)
      writeFileSync(temporary, `${this.#sealer.seal(`${key}\n${text}`)}\n${text}`, {
        mode: 0o600,
        flag: 'wx',
      })
      renameSync(temporary, join(this.#folder, key))
      this.#prune()
    } catch {
      // It costs time, nothing else.
    }
  }

  /** Takes away entries that were not used for long, and the oldest ones of too many. */
  #prune(): void {
    const entries = readdirSync(this.#folder)
      .filter((name) => NAME.test(name))
      .flatMap((name) => {
        const path = join(this.#folder, name)
        const stats = statSync(path, { throwIfNoEntry: false })
        return stats ? [{ path, size: stats.size, age: Date.now() - stats.mtimeMs }] : []
      })
      .sort((a, b) => a.age - b.age)
    let size = 0
    for (const entry of entries) {
      size += entry.size
      if (size > this.#largest || entry.age > OLDEST * 86_400_000) rmSync(entry.path, { force: true })
    }
  }
}
