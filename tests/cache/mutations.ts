import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Numbers from 0 to 1 that are the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A copy of a folder of Python code that changes at random. */
export class ChangingProject {
  readonly root: string
  readonly #random: () => number
  /** What files held once: they may hold it again. */
  readonly #past: { readonly path: string; readonly text: string }[] = []

  constructor(source: string, random: () => number) {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'pymolt-changing-')))
    this.#random = random
    cpSync(source, this.root, { recursive: true })
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }

  /** The Python files, in order. */
  get files(): string[] {
    return readdirSync(this.root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.pyi?$/.test(path))
      .sort()
  }

  /** Makes one change and says which. */
  change(): string {
    const kinds = Object.entries(this.#kinds)
    for (;;) {
      const [name, change] = this.#one(kinds)
      const path = this.#one(this.files)
      const text = readFileSync(join(this.root, path), 'latin1')
      const changed = change(text, path)
      if (changed === undefined || changed === text) continue
      this.#past.push({ path, text })
      this.#write(path, changed)
      return `${name} ${path}`
    }
  }

  #write(path: string, text: string): void {
    const absolute = join(this.root, path)
    mkdirSync(dirname(absolute), { recursive: true })
    writeFileSync(absolute, text, 'latin1')
  }

  #one<T>(of: readonly T[]): T {
    const [first] = of
    if (first === undefined) throw new Error('there is nothing to choose from')
    return of[Math.floor(this.#random() * of.length)] ?? first
  }

  /** A word of some file: a name that means something to somebody. */
  #word(pattern = /\b[A-Za-z_]\w{2,}\b/g): string {
    const text = readFileSync(join(this.root, this.#one(this.files)), 'latin1')
    const words = text.match(pattern)
    return words ? this.#one(words) : 'Thing'
  }

  #module(): string {
    return this.#one(this.files)
      .replace(/(?:\/__init__)?\.pyi?$/, '')
      .replaceAll('/', '.')
  }

  readonly #kinds: Readonly<Record<string, (text: string, path: string) => string | undefined>> = {
    'body of': (text) => `${text}\n\ndef _added():\n    return ${Math.floor(this.#random() * 100)}\n`,
    'line before': (text) => `# ${Math.floor(this.#random() * 100)}\n${text}`,
    'line in the midst of': (text) => {
      const lines = text.split('\n')
      lines.splice(Math.floor(this.#random() * lines.length), 1)
      return lines.join('\n')
    },
    'class of': (text) => {
      const names = [...text.matchAll(/^class (\w+)/gm)].map(([, name = '']) => name)
      return names.length === 0 ? undefined : text.replace(new RegExp(`\\b${this.#one(names)}\\b`), 'Renamed')
    },
    'name of': (text) => text.replaceAll(new RegExp(`\\b${this.#word()}\\b`, 'g'), this.#word()),
    'import into': (text) => `${text}\nfrom ${this.#module()} import ${this.#word()}\n`,
    'star import into': (text) => `${text}\nfrom ${this.#module()} import *\n`,
    'plain import into': (text) => `import ${this.#module()} as _m\n${text}\n_m.${this.#word()}\n`,
    'mention in': (text) => `${text}\n_x = ${this.#word()}.${this.#word()}\n`,
    'string in': (text) =>
      `${text}\nfrom unittest import mock\nmock.patch('${this.#module()}.${this.#word()}')\n`,
    'heir in': (text) =>
      `${text}\nfrom ${this.#module()} import ${this.#word()} as _B\nclass _Heir(_B):\n    pass\n`,
    '__all__ of': (text) => `${text}\n__all__ = ['${this.#word()}']\n`,
    'what was taken from': (text) => text.replace(/^(?:from|import) .*\n/m, ''),
    'earlier form of': () => {
      const past = this.#past.length > 0 ? this.#one(this.#past) : undefined
      if (past) this.#write(past.path, past.text)
      return past && existsSync(join(this.root, past.path)) ? `${past.text}` : undefined
    },
    'file beside': (text, path) => {
      this.#write(path.replace(/\w+\.py/, `${this.#word().toLowerCase()}.py`), text)
      return `${text}\n`
    },
    'copy of another file over': () => readFileSync(join(this.root, this.#one(this.files)), 'latin1'),
    'file gone beside': (text) => {
      const gone = this.#one(this.files)
      if (this.files.length > 5) rmSync(join(this.root, gone))
      return existsSync(join(this.root, gone)) ? `${text}\n` : undefined
    },
    'manifest above': (text) => {
      const folder = this.#random() < 0.5 ? '' : `${dirname(this.#one(this.files))}/`
      const manifest = `${folder}setup.cfg`
      if (existsSync(join(this.root, manifest))) rmSync(join(this.root, manifest))
      else this.#write(manifest, '[options.packages.find]\nwhere = lib\n')
      return `${text}\n`
    },
  }
}
