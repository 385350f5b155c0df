import type { Edit } from '../edits/change.ts'
import { stringParts } from '../python/literals.ts'
import type { Node } from '../python/node.ts'
import { countWhile, spanAt } from '../python/spans.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'
import { wordsIn } from '../semantics/words.ts'

/** The words in the texts that the edits take away. */
export function wordsRemoved(text: string, edits: readonly Edit[]): string[] {
  return edits.flatMap(({ start, end }) =>
    end > start ? (text.slice(start, end).match(/[\p{L}\p{N}_]+/gu) ?? []) : [],
  )
}

/** Edits that are about to be made, as questions about names need them. */
class Pending {
  /** Ascending; they are disjoint. */
  readonly #edits: readonly Edit[]
  readonly #words: ReadonlySet<string>

  constructor(edits: readonly Edit[]) {
    this.#edits = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
    this.#words = new Set(edits.flatMap(({ text }) => text.replace(PREFIX, '').match(WORDS) ?? []))
  }

  /** Whether what is written holds the word. */
  writes(word: string): boolean {
    return this.#words.has(word)
  }

  takesAway(index: number): boolean {
    return spanAt(this.#edits, index) !== undefined
  }

  touches({ startIndex, endIndex }: Node): boolean {
    const edit = this.#edits[countWhile(this.#edits, ({ end }) => end < startIndex)]
    return edit !== undefined && edit.start <= endIndex
  }
}

const WORDS = /[\w\u0080-\uffff]+/g
/** The letters before a literal, as in `b''`, are no name. */
const PREFIX = /(?<![\w\u0080-\uffff'"])(?:[bfrtu]|[bft]r|r[bft])(?=['"])/gi
const known = new WeakMap<readonly Edit[], Pending>()

function pendingOf(edits: readonly Edit[]): Pending {
  const pending = known.get(edits) ?? new Pending(edits)
  known.set(edits, pending)
  return pending
}

/**
 * Whether anything in the file may use the module-level name: code, string annotations, type comments, doctests,
 * `__all__`, and any string other than a docstring that mentions it. In doubt it is used.
 * @param edits that are about to be made; disjoint.
 * @param isOfModule whether only the name of the module counts, not what functions call by the same name
 */
export function isUsed(
  module: Module,
  name: string,
  edits: readonly Edit[] = [],
  isOfModule = false,
): boolean {
  const pending = pendingOf(edits)
  if (pending.writes(name)) return true
  const { names, tree } = module
  const { text } = tree
  if (module.inAll(name)) return true
  if (
    names
      .occurrences(name)
      .some(
        ({ role, binding, node }) =>
          isUse(role, binding?.kind) &&
          !pending.takesAway(node.startIndex) &&
          !(isOfModule && isOfFunction(module, name, node)),
      )
  )
    return true
  const runsText = ['exec', 'eval'].some((word) => names.loads(word).length > 0)
  for (const index of spellingsIn(text, name)) {
    if (pending.takesAway(index)) continue
    const node = tree.nodeAt(index)
    // The letter of an escape is no name.
    if (node.type === 'escape_sequence') continue
    if (node.type === 'comment') {
      if (/^#\s*type:/.test(node.text)) return true
    } else if (node.type !== 'identifier') {
      const string = [node, ...ancestorsOf(node)].find((candidate) => candidate.type === 'string')
      // A string that is about to change may be an f-string then.
      const isPrefix = string && index < (stringParts(string)?.content.start ?? 0)
      if (string && !isPrefix && (pending.touches(string) || mentions(string, text, index, runsText)))
        return true
    }
  }
  return false
}

/** Where a name is spelled: in `"\nname"` the letter of the escape stands right before it. */
function* spellingsIn(text: string, name: string): Generator<number> {
  yield* wordsIn(text, name)
  if (!text.includes('\\')) return
  for (const letter of 'nrt')
    for (const index of wordsIn(text, letter + name)) if (text.charAt(index - 1) === '\\') yield index + 1
}

/** What begins like one is no code, and no path to a name. */
const ADDRESS = /^(?:https?|ftp|git|ssh|file):\/\//i

/** Whether a function has a name of its own here, as after an import in its body. */
function isOfFunction(module: Module, name: string, node: Node): boolean {
  const found = module.names.resolve(name, node)
  return found.kind === 'bound' && found.scope.kind === 'function'
}

function isUse(role: string, binding: string | undefined): boolean {
  return role !== 'bind' || binding === 'augmented'
}

/** `scheme == 'socket'`, `scheme in ('http', 'socket')`: text that is compared names nothing. */
function isCompared(string: Node): boolean {
  const display = parentOf(string)
  const isItem = display && /^(?:tuple|list|set)$/.test(display.type)
  const compared = isItem ? display : string
  const around = parentOf(compared)
  if (around?.type !== 'comparison_operator') return false
  const operator = compared.previousSibling?.type ?? compared.nextSibling?.type
  return isItem ? operator === 'in' || operator === 'not in' : operator === '==' || operator === '!='
}

/**
 * Whether a string's mention of a name may be a use: all but prose, and docstrings, whose doctests count.
 * @param runsText whether the file may run a string: then what looks like prose may be code, as in `x: List = []`
 */
function mentions(string: Node, text: string, index: number, runsText: boolean): boolean {
  if (isCompared(string)) return false
  const statement = parentOf(string)
  const isStatement = statement?.type === 'expression_statement' && statement.namedChildCount === 1
  if (!isStatement) {
    const parts = stringParts(string)
    if (parts && ADDRESS.test(text.slice(parts.content.start, parts.content.end))) return false
    // Prose does not parse as an expression: two words side by side outside of brackets give it away.
    return (
      !parts ||
      runsText ||
      !/^[^[\](]*[\p{L}\p{N}_.,:;]\s+(?!if\b|else\b|or\b|and\b|not\b|in\b|is\b|for\b)[\p{L}]/u.test(
        text.slice(parts.content.start, parts.content.end),
      )
    )
  }
  const line = text.slice(text.lastIndexOf('\n', index) + 1, index)
  return /^\s*(?:>>>|\.\.\.)/.test(line)
}
