/*
 * Names are looked for in the text first: only where it spells one is the tree asked.
 */

import { isWordPart, WordIndex } from './word-index.ts'

export { isWordPart }

/** Searches of one text after which it is worth its index. */
const MANY_SEARCHES = 15
/** Shorter texts are searched each time. */
const SHORT = 1000
/** The texts that were searched last: that of a file, and what became of it. */
const searched: { readonly text: string; searches: number; index?: WordIndex }[] = []

/** The index of a text in which much is looked for. */
function indexOf(text: string): WordIndex | undefined {
  let known = searched[0]?.text === text ? searched[0] : searched[1]
  if (known?.text !== text) {
    known = { text, searches: 0 }
    searched.length = Math.min(searched.length, 1)
    searched.unshift(known)
  }
  if (!known.index && ++known.searches > MANY_SEARCHES) known.index = new WordIndex(text)
  return known.index
}

/** The indices at which `word` stands in `text` as a whole word. */
export function* wordsIn(text: string, word: string): Generator<number> {
  if (word === '') return
  const index = text.length > SHORT ? indexOf(text) : undefined
  if (index && WORD.test(word)) {
    yield* index.placesOf(word)
    return
  }
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!isWordPart(text.charCodeAt(at - 1)) && !isWordPart(text.charCodeAt(at + word.length))) yield at
  }
}

/** The indices in `[start, end)` at which `word` stands as a whole word. */
export function wordsWithin(text: string, word: string, start: number, end: number): number[] {
  // A search in all of the text would go on to the next place, wherever that is.
  const part = text.slice(start, end)
  const found: number[] = []
  for (let at = part.indexOf(word); at >= 0; at = part.indexOf(word, at + word.length)) {
    const index = start + at
    if (!isWordPart(text.charCodeAt(index - 1)) && !isWordPart(text.charCodeAt(index + word.length)))
      found.push(index)
  }
  return found
}

const WORD = /^[\w\u0080-\uffff]+$/

/** By normal form: the words of `text` that are spelled otherwise. Nearly always empty, and quickly so. */
export function spellingVariants(text: string): Map<string, string[]> {
  const variants = new Map<string, string[]>()
  if (isAscii(text)) return variants
  // Each time to the word's end, and from there back to its start.
  const words = text.matchAll(/[\u0080-\uffff][\w\u0080-\uffff]*(?<=([\w\u0080-\uffff]+))/g)
  for (const word of new Set(Array.from(words, ([rest, word = rest]) => word))) {
    const normal = word.normalize('NFKC')
    if (normal === word) continue
    const known = variants.get(normal)
    if (known) known.push(word)
    else variants.set(normal, [word])
  }
  return variants
}

/**
 * Whether the word at `[start, end)` can bind, by its neighbours alone. Most of what a text spells can not, and then nobody has to look
 * for its node: words of prose, operands, what is called or has attributes, values of keyword arguments.
 * @param hasPatterns whether the text may hold a `case`, in whose pattern `key=name` binds
 */
export function mayBind(text: string, start: number, end: number, hasPatterns: boolean): boolean {
  let after = end
  while (text[after] === ' ' || text[after] === '\t') after++
  let before = start - 1
  while (text[before] === ' ' || text[before] === '\t') before--
  const next = text[after] ?? ''
  const last = text[before] ?? ''
  // Behind a backslash, what comes before is in the line above.
  if (last === '\n' && /\\\r?$/.test(text.slice(Math.max(0, before - 2), before))) return true
  if (text.startsWith(':=', after)) return true
  const isCalled = after === end && (next === '(' || next === '[' || next === '.')
  if (isWordPart(last.charCodeAt(0))) {
    let first = before
    while (isWordPart(text.charCodeAt(first - 1))) first--
    const word = text.slice(first, before + 1)
    // A number may stand right before a keyword.
    return isDigit(text.charCodeAt(first)) || (isCalled ? NAMING_KEYWORDS : BINDING_KEYWORDS).has(word)
  }
  if (isCalled) return last === ',' && next === '.' && isImported(text, before)
  if (isWordPart(next.charCodeAt(0))) return /^(?:as|if|in)\b/.test(text.slice(after, after + 3))
  if (OPERATORS.includes(next) && next !== '') return AUGMENTED.test(text.slice(after, after + 3))
  if (next === '=' && text[after + 1] === '=') return false
  if (LEFT_OPERANDS.includes(last) && last !== '') return false
  if (!hasPatterns && last === '=' && VALUE_ENDS.includes(next)) return false
  if (!hasPatterns && (last === '(' || last === '[' || last === ',') && isArgument(text, before)) return false
  return last !== ':' || (next !== ')' && next !== ']')
}

/** Whether the line up to the comma may be one of `import a, x.y`. */
function isImported(text: string, comma: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', comma) + 1, comma)
  return /\bimport\b/.test(line) || /^[\s\w.,]*$/.test(line)
}

/** Code units in which the bracket is looked for that a name stands in. */
const NEAR = 120
/** What a bracket follows that does not hold arguments, but targets or parameters. */
const BEFORE_TARGETS: ReadonlySet<string> = new Set(['for', 'as', 'import', 'del', 'lambda'])

/** Whether what follows a bracket or a comma is an argument of a call, or of a subscript, that begins in the same line. */
function isArgument(text: string, last: number): boolean {
  let depth = 0
  const far = Math.max(0, last - NEAR)
  for (let at = last; at >= far; at--) {
    const unit = text[at]
    if (unit === ')' || unit === ']') depth++
    else if ((unit === '(' || unit === '[') && depth-- === 0)
      return isOperand(text, at) && !/\b(?:for|lambda)\b/.test(text.slice(at, last))
    else if (unit === '\n' || unit === '"' || unit === "'" || unit === '#' || unit === ':' || unit === '{')
      return false
  }
  return false
}

/** Whether a name that is called or indexed ends at the bracket, or a keyword that an operand follows. */
function isOperand(text: string, bracket: number): boolean {
  let end = bracket
  while (text[end - 1] === ' ') end--
  let start = end
  while (isWordPart(text.charCodeAt(start - 1))) start--
  if (start === end || BEFORE_TARGETS.has(text.slice(start, end))) return false
  // `def name(`, `class Name[`, `type Name[`.
  const head = /\b(?:def|class|type)[ \t\\\r\n]+$/.exec(text.slice(Math.max(0, start - 12), start))
  return !head || (head[0].startsWith('class') && text[bracket] === '(')
}

/** What a name follows that is bound, however it goes on. */
const NAMING_KEYWORDS: ReadonlySet<string> = new Set(['def', 'class', 'type', 'import'])
/** What a name follows that is bound, if it is no more than a name. */
const BINDING_KEYWORDS: ReadonlySet<string> = new Set([
  ...NAMING_KEYWORDS,
  ...['as', 'for', 'global', 'nonlocal', 'del', 'lambda', 'case'],
])
/** Before an operand: no stars, which targets have, no bar, which patterns have. A minus is also the head of an arrow. */
const LEFT_OPERANDS = '.+-/%<>&^~@!'
const OPERATORS = '+-*/%<>&|^@!'
const AUGMENTED = /^(?:[-+%&|^@]|\*\*?|\/\/?|<<|>>)=/
/** Whether the text may hold the `case` of a `match` statement. */
export function mayHavePatterns(text: string): boolean {
  return /\bcase\b/.test(text)
}

/** What ends a value, where a chain of assignments would go on. */
const VALUE_ENDS = ')]}:;#\r\n'

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text)
}
