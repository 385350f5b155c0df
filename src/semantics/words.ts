/*
 * Names are looked for in the text first: only where it spells one is the tree asked.
 */

/** The indices at which `word` stands in `text` as a whole word. */
export function* wordsIn(text: string, word: string): Generator<number> {
  if (word === '') return
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!isWordPart(text.charCodeAt(at - 1)) && !isWordPart(text.charCodeAt(at + word.length))) yield at
  }
}

/** By normal form: the words of `text` that are spelled otherwise. Nearly always empty, and quickly so. */
export function spellingVariants(text: string): Map<string, string[]> {
  const variants = new Map<string, string[]>()
  if (isAscii(text) || text.normalize('NFKC') === text) return variants
  for (const word of new Set(text.match(/[\w\u0080-\uffff]+/g))) {
    const normal = word.normalize('NFKC')
    if (normal === word) continue
    const known = variants.get(normal)
    if (known) known.push(word)
    else variants.set(normal, [word])
  }
  return variants
}

/**
 * Whether the word at `[start, end)` can bind, by its neighbours alone: `.x` never does; `x(`, `x[` and `x.` do
 * only behind `def`, `class`, `type` and in an `import`.
 */
export function mayBind(text: string, start: number, end: number): boolean {
  if (text[start - 1] === '.') return false
  const next = text[end]
  if (next !== '(' && next !== '[' && next !== '.') return true
  let before = start - 1
  while (text[before] === ' ' || text[before] === '\t') before--
  // A comma may be one of `import a, x.y`; behind a backslash the keyword is in the line above.
  if (text[before] === ',' || /\\\r?\n$/.test(text.slice(Math.max(0, before - 2), before + 1))) return true
  const last = before + 1
  while (isWordPart(text.charCodeAt(before))) before--
  return BINDING_KEYWORDS.has(text.slice(before + 1, last))
}

const BINDING_KEYWORDS: ReadonlySet<string> = new Set(['def', 'class', 'type', 'import'])

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

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text)
}
