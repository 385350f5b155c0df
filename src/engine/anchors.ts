import { isWordPart, wordsIn } from '../semantics/words.ts'
import type { NamedTransform } from '../transform/define.ts'
import { leadingText, leadingWords } from './leading-text.ts'
import { WordTable } from './word-table.ts'

/** What has to stand around a word for it to be an anchor. */
interface Anchor {
  readonly transform: NamedTransform
  /** How far before the word the anchor begins. */
  readonly offset: number
  /** The whole anchor, where it is more than the word. */
  readonly literal?: string
  /** Sticky, and tried at the word. */
  readonly pattern?: RegExp
  /** A module that the file must import for the word to count. */
  readonly root?: string | undefined
}

/** A place where a transform has to look. */
export interface AnchorHit {
  /** UTF-16 index. */
  readonly index: number
  readonly transform: NamedTransform
}

const known = new WeakMap<readonly NamedTransform[], Anchors>()

/** The anchors of a list of transforms, worked out once for each list. */
export function anchorsOf(transforms: readonly NamedTransform[]): Anchors {
  let anchors = known.get(transforms)
  if (!anchors) {
    anchors = new Anchors(transforms)
    known.set(transforms, anchors)
  }
  return anchors
}

/**
 * The text anchors of transforms: those that each declares, else the last parts of the qualified names in its `where`, for an import
 * or an attribute always spells the last part of a name, and its module. All words are found in one pass over the text, and whatever
 * holds a word from there.
 */
export class Anchors {
  readonly #byWord = new Map<string, Anchor[]>()
  readonly #words: readonly string[]
  /** By number of the word. */
  readonly #anchors: readonly (readonly Anchor[])[]
  readonly #table: WordTable
  /** What holds no word to be found by: a text, and what has to begin there. */
  readonly #literals: (readonly [string, NamedTransform, RegExp?])[] = []
  readonly #patterns: (readonly [RegExp, NamedTransform])[] = []
  /** Modules one of which the text must name for any anchor to count; undefined when there is one without a module. */
  readonly #roots: readonly string[] | undefined

  constructor(transforms: readonly NamedTransform[]) {
    for (const transform of transforms) {
      if (transform.anchors.length === 0) this.#addNames(transform)
      for (const anchor of transform.anchors)
        if (typeof anchor === 'string') this.#addLiteral(transform, anchor)
        else this.#addPattern(transform, anchor)
    }
    this.#words = [...this.#byWord.keys()]
    this.#anchors = [...this.#byWord.values()]
    this.#table = new WordTable(this.#words)
    const roots = new Set(this.#anchors.flat().map(({ root }) => root))
    const others = this.#literals.length + this.#patterns.length
    if (others === 0 && !roots.has(undefined)) this.#roots = [...roots].filter((root) => root !== undefined)
  }

  /**
   * Whether any of the transforms has an anchor in a text.
   * @param bytes of the text in an encoding that contains ASCII
   */
  isIn(bytes: Buffer): boolean {
    if (this.#roots && !this.#roots.some((root) => bytes.includes(root))) return false
    const subject = new Subject(() => bytes.toString('latin1'))
    let found = false
    this.#table.scan(bytes, (number, index) => {
      found = this.#anchors[number]?.some((anchor) => subject.fits(anchor, index)) === true
      return found
    })
    return (
      found ||
      this.#literals.some(
        ([literal, transform, pattern]) =>
          !placesOf(literal, pattern, subject.text).next().done && subject.suits(transform),
      ) ||
      this.#patterns.some(([pattern, transform]) => {
        pattern.lastIndex = 0
        return pattern.test(subject.text) && subject.suits(transform)
      })
    )
  }

  /** All places of anchors in the text, in no particular order. Words that are imported under another name are found by that too. */
  hitsIn(text: string): AnchorHit[] {
    const hits: AnchorHit[] = []
    const subject = new Subject(() => text)
    const renamed = new Map<string, Set<NamedTransform>>()
    // Indices stay what they are when each unit becomes one byte.
    this.#table.scan(latin1(text), (number, index) => {
      const word = this.#words[number] ?? ''
      if (!isWordAt(text, word, index)) return false
      const alias = aliasAt(text, index + word.length)
      for (const anchor of this.#anchors[number] ?? []) {
        if (!subject.fits(anchor, index)) continue
        const { transform, offset } = anchor
        hits.push({ index: index - offset, transform })
        if (alias !== undefined) renamed.set(alias, (renamed.get(alias) ?? new Set()).add(transform))
      }
      return false
    })
    // A name that is added on the way, for an alias of an alias, is come to as well.
    for (const [name, transforms] of renamed)
      for (const index of wordsIn(text, name)) {
        for (const transform of transforms) hits.push({ index, transform })
        const alias = aliasAt(text, index + name.length)
        if (alias !== undefined && !renamed.has(alias)) renamed.set(alias, transforms)
      }
    for (const [literal, transform, pattern] of this.#literals) {
      if (!subject.suits(transform)) continue
      for (const index of placesOf(literal, pattern, text)) hits.push({ index, transform })
    }
    for (const [pattern, transform] of this.#patterns) {
      if (!subject.suits(transform)) continue
      pattern.lastIndex = 0
      for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
        const { lastIndex } = pattern
        hits.push({ index: hit.index + (hit[0].length - hit[0].trimStart().length), transform })
        pattern.lastIndex = Math.max(lastIndex, hit.index + 1)
      }
    }
    return hits
  }

  #addNames(transform: NamedTransform): void {
    // A capture may be missing where the query has alternatives: any of them may be the one that is there.
    for (const name of new Set(Object.values(transform.where).flat())) {
      const [first = '', ...rest] = name.split('.')
      const root = first === 'builtins' ? undefined : first
      this.#add(rest.at(-1) ?? first, { transform, offset: 0, root })
    }
  }

  #addLiteral(transform: NamedTransform, literal: string): void {
    const words = [...literal.matchAll(/\w+/g)].sort((a, b) => b[0].length - a[0].length)
    const [longest] = words
    if (!longest || /[^\0-\x7f]/.test(literal)) this.#literals.push([literal, transform])
    else if (longest[0] === literal) this.#add(literal, { transform, offset: 0 })
    else this.#add(longest[0], { transform, offset: longest.index, literal })
  }

  #addPattern(transform: NamedTransform, anchor: RegExp): void {
    const words = leadingWords(anchor)
    const text = leadingText(anchor)
    const flags = anchor.flags.replace(/[gy]/g, '')
    const pattern = new RegExp(anchor.source, `${flags}y`)
    if (words) for (const word of words) this.#add(word, { transform, offset: 0, pattern })
    else if (text !== undefined) this.#literals.push([text, transform, pattern])
    else this.#patterns.push([new RegExp(anchor.source, `${flags}g`), transform])
  }

  #add(word: string, anchor: Anchor): void {
    const anchors = this.#byWord.get(word)
    if (!anchors) this.#byWord.set(word, [anchor])
    else anchors.push(anchor)
  }
}

/** A text that anchors are looked for in. What is asked of it as a whole is answered once. */
class Subject {
  readonly #read: () => string
  #text: string | undefined
  #imported: string | undefined
  #isInPackage = false
  readonly #imports = new Map<string, boolean>()
  readonly #holds = new Map<RegExp, boolean>()

  constructor(read: () => string) {
    this.#read = read
  }

  get text(): string {
    this.#text ??= this.#read()
    return this.#text
  }

  /** Whether what the anchor wants besides its word at `index` is there. */
  fits({ transform, offset, literal, pattern, root }: Anchor, index: number): boolean {
    if (literal !== undefined && !this.text.startsWith(literal, index - offset)) return false
    if (pattern) {
      pattern.lastIndex = index
      if (!pattern.test(this.text)) return false
    }
    return (root === undefined || this.#mayImport(root)) && this.suits(transform)
  }

  /** Whether the text holds what the transform needs. */
  suits({ needs }: NamedTransform): boolean {
    if (!needs) return true
    let answer = this.#holds.get(needs)
    if (answer === undefined) {
      answer = needs.test(this.text)
      this.#holds.set(needs, answer)
    }
    return answer
  }

  /** Whether the text may import the module. */
  #mayImport(root: string): boolean {
    if (this.#imported === undefined) {
      this.#imported = importedIn(this.text)
      this.#isInPackage = /^from[\s\\]*\./m.test(this.#imported)
    }
    let answer = this.#imports.get(root)
    if (answer === undefined) {
      answer = this.#imported.includes(root) || (this.#isInPackage && beginsLine(this.text, root))
      this.#imports.set(root, answer)
    }
    return answer
  }
}

/** Where a literal stands in a text, and a sticky pattern fits, if there is one. */
function* placesOf(literal: string, pattern: RegExp | undefined, text: string): Generator<number> {
  const step = pattern ? 1 : literal.length
  for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + step)) {
    if (pattern) pattern.lastIndex = at
    if (pattern?.test(text) !== false) yield at
  }
}

/** Whether a line begins with a name: a file imports from its own package without the name of it. */
function beginsLine(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = text.charAt(at - 1)
    if (before.trim() === '' && text.slice(text.lastIndexOf('\n', at) + 1, at).trim() === '') return true
  }
  return false
}

/** All that stands behind an `import` or `from` in the same line, or in those that a backslash continues it with. */
function importedIn(text: string): string {
  const parts: string[] = []
  for (const word of ['import', 'from'])
    for (let at = text.indexOf(word), end = 0; at !== -1; at = text.indexOf(word, end)) {
      end = at + word.length
      if (isWordPart(text.charCodeAt(at - 1)) || isWordPart(text.charCodeAt(end))) continue
      do end = text.indexOf('\n', end + 1)
      while (end !== -1 && /\\\r?$/.test(text.slice(end - 2, end)))
      parts.push(text.slice(at, end === -1 ? text.length : end))
      if (end === -1) break
    }
  return parts.join('\n')
}

let scratch = Buffer.allocUnsafe(1 << 18)

/** The lower bytes of the text's units, in a buffer that the next call uses again: memory for each costs more than the copy. */
function latin1(text: string): Buffer {
  if (scratch.length < text.length) scratch = Buffer.allocUnsafe(text.length * 2)
  return scratch.subarray(0, scratch.write(text, 'latin1'))
}

/** Whether the word really stands there: units beyond ASCII do not survive as bytes. */
function isWordAt(text: string, word: string, index: number): boolean {
  return (
    text.startsWith(word, index) &&
    !isWordPart(text.charCodeAt(index - 1)) &&
    !isWordPart(text.charCodeAt(index + word.length))
  )
}

const AS = /\s+as\s+([\p{L}\p{N}_]+)/uy

/** The name in ` as name` at `index`. */
function aliasAt(text: string, index: number): string | undefined {
  const unit = text.charCodeAt(index)
  // Nearly always there is something else.
  if (unit !== SPACE && unit !== BACKSLASH && unit !== TAB && unit !== NEWLINE) return undefined
  AS.lastIndex = index
  return AS.exec(text)?.[1]
}
const [SPACE, BACKSLASH, TAB, NEWLINE] = [32, 92, 9, 10]
