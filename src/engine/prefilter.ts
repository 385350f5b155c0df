import { isWordPart } from '../semantics/words.ts'
import type { NamedTransform } from '../transform/define.ts'

/** A word that a match must contain, and the module whose name the file must then mention too. */
interface Anchor {
  readonly word: string
  readonly root: string | undefined
}

/** The words and patterns in a file's text without which a transform has nothing to do there. */
export interface TextAnchors {
  readonly words: readonly Anchor[]
  readonly patterns: readonly RegExp[]
}

const known = new WeakMap<readonly unknown[], TextAnchors>()

/**
 * The text anchors of a transform: those it declares, else the last parts of the qualified names of the first
 * capture in its `where`. An import or an attribute always spells the last part of a name, and its module.
 */
export function anchorsOf(transform: NamedTransform): TextAnchors {
  const cached = known.get(transform.anchors)
  if (cached) return cached
  const words: Anchor[] = []
  const patterns: RegExp[] = []
  if (transform.anchors.length > 0) {
    for (const anchor of transform.anchors)
      if (typeof anchor === 'string') words.push({ word: anchor, root: undefined })
      else
        patterns.push(
          new RegExp(anchor.source, anchor.flags.includes('g') ? anchor.flags : `${anchor.flags}g`),
        )
  } else {
    for (const name of Object.values(transform.where)[0] ?? []) {
      const parts = name.split('.')
      const root = parts[0] === 'builtins' ? undefined : parts[0]
      words.push({ word: parts[parts.length - 1] ?? name, root })
    }
  }
  const anchors = { words, patterns }
  known.set(transform.anchors, anchors)
  return anchors
}

/** Whether the text may import the module `root`: its name stands behind an `import` or `from` in the same line. */
function mayImport(text: string | Buffer, root: string): boolean {
  for (let at = text.indexOf(root); at !== -1; at = text.indexOf(root, at + 1)) {
    const from = typeof text === 'string' ? text.lastIndexOf('\n', at) : text.lastIndexOf(10, at)
    const line = typeof text === 'string' ? text.slice(from + 1, at) : text.toString('latin1', from + 1, at)
    // A line that a backslash continues has nothing before the name.
    if (/\b(?:import|from)\b/.test(line) || /^\s*$/.test(line)) return true
  }
  return false
}

/** Whether `word` stands somewhere in the text; one that begins or ends like an identifier not inside a longer one. */
function holdsWord(text: string | Buffer, word: string): boolean {
  const unitAt = (index: number): number =>
    typeof text === 'string' ? text.charCodeAt(index) : (text[index] ?? 0)
  const startsAsWord = isWordPart(word.charCodeAt(0))
  const endsAsWord = isWordPart(word.charCodeAt(word.length - 1))
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (startsAsWord && at > 0 && isWordPart(unitAt(at - 1))) continue
    if (endsAsWord && isWordPart(unitAt(at + word.length))) continue
    return true
  }
  return false
}

/**
 * Which of the transforms may have something to do in a text.
 * @param text the file's text, or its bytes: anchors are ASCII, and searching bytes saves making a string of every file.
 */
export function selectByText(text: string | Buffer, transforms: readonly NamedTransform[]): NamedTransform[] {
  const holds = remembered((word) => holdsWord(text, word))
  const imports = remembered((root) => mayImport(text, root))
  let asText: string | undefined
  const matches = (pattern: RegExp): boolean => {
    asText ??= typeof text === 'string' ? text : text.toString('latin1')
    pattern.lastIndex = 0
    return pattern.test(asText)
  }
  return transforms.filter((transform) => {
    const { words, patterns } = anchorsOf(transform)
    return (
      words.some(({ word, root }) => (root === undefined || imports(root)) && holds(word)) ||
      patterns.some(matches)
    )
  })
}

function remembered(ask: (word: string) => boolean): (word: string) => boolean {
  const known = new Map<string, boolean>()
  return (word) => {
    let answer = known.get(word)
    if (answer === undefined) {
      answer = ask(word)
      known.set(word, answer)
    }
    return answer
  }
}
