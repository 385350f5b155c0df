import MagicString from 'magic-string'
import type { Change, Edit } from './change.ts'

/** Two edits claim the same text, or one lies outside of it: a mistake of the code that asked for them. */
export class OverlapError extends Error {
  override readonly name = 'OverlapError'
  /** Whose edits they are, and where: an index of the text that they are about. */
  readonly transform: string | undefined
  readonly index: number
  constructor(message: string, index: number, transform?: string) {
    super(message)
    this.index = index
    this.transform = transform
  }
}

/** `edits` in the order in which they are applied: by position, insertions first, otherwise as listed. */
export function inOrder<E extends Edit>(edits: readonly E[]): E[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
}

/** Whether the edits of two different changes cannot be made in one pass. */
function clash(a: Edit, b: Edit, text: string | undefined): boolean {
  if (a.start < b.end && b.start < a.end) return true
  if (text !== undefined && (movesFrom(a, b, text) || movesFrom(b, a, text))) return true
  if (text !== undefined && (isPrefixOf(a, b, text) || isPrefixOf(b, a, text))) return true
  const [left, right] = inOrder([a, b]) as [Edit, Edit]
  // Who moves an operand under another operator has looked at what is written there now: parentheses, a call, a name.
  if (text !== undefined && left.end === right.start && !isGap(left, text) && !isGap(right, text)) return true
  // Lines that come in are indented as the one they are put on still is.
  if (text !== undefined && bringsLines(right) && (indents(left, text) || joinsLines(left, text)))
    if (!text.slice(left.end, right.start).includes('\n')) return true
  if (text !== undefined && isLines(left) && indents(right, text))
    if (!text.slice(left.end, right.start).includes('\n')) return true
  if (left.start === right.start) return left.start === left.end && right.start === right.end
  // An insertion strictly inside a replaced text.
  if (right.start === right.end && right.start < left.end) return true
  // Two removals that leave nothing between them may empty a block that neither empties alone.
  if (left.text !== '' || right.text !== '' || left.start === left.end || right.start === right.end)
    return false
  return left.end === right.start || (text !== undefined && holdsNoCode(text.slice(left.end, right.start)))
}

/**
 * Whether something is put in beside the first or last of several things that `edit` writes anew, and another one stands there then:
 * it would go with that one. Or lines behind one that is indented otherwise then.
 */
function movesFrom(edit: Edit, added: Edit, text: string): boolean {
  const { start, end } = added
  if (start !== end || edit.start === edit.end || (start !== edit.start && start !== edit.end)) return false
  const old = text.slice(edit.start, edit.end)
  // What is put in behind the last of some lines goes on with that, and has nothing to go on with when they go.
  if (edit.text === '') return start === edit.end && /\n[\s\S]*\S$/.test(old) && /^[ \t]*\S/.test(added.text)
  if (!/[\n,]/.test(old) || edit.text.trim() === '') return false
  if (start === edit.end && bringsLines(added) && lastIndent(old) !== lastIndent(edit.text)) return true
  const token = start === edit.end ? /(?:\w+|[^\w\s])(?=\s*$)/ : /^\s*(?:\w+|[^\w\s])/
  return token.exec(old)?.[0].trim() !== token.exec(edit.text)?.[0].trim()
}

/** How far the last of several lines is indented; undefined for a single one. */
function lastIndent(lines: string): string | undefined {
  return /\n([ \t]*)[^\n]*$/.exec(lines)?.[1]
}

/** Whether `added` puts letters in front of a string literal that `edit` writes anew: they are about what it says now. */
function isPrefixOf(added: Edit, edit: Edit, text: string): boolean {
  if (added.start !== added.end || added.start !== edit.start || edit.start === edit.end) return false
  return /[A-Za-z]$/.test(added.text) && /^["']/.test(text.slice(edit.start, edit.start + 1))
}

/** Whether an edit only puts something in, or replaces nothing but white space or whole lines. */
function isGap({ start, end }: Edit, text: string): boolean {
  return start === end || /^\s*$|\n$/.test(text.slice(start, end)) || text[start - 1] === '\n'
}

/** Whether an edit changes how far a line is indented, and nothing else. */
function indents({ start, end, text: added }: Edit, text: string): boolean {
  const line = text.lastIndexOf('\n', start - 1) + 1
  return /^[ \t]*$/.test(added) && /^[ \t]*$/.test(text.slice(line, end))
}

/** Whether the line on which an edit ends goes on what it begins on from then on, and is indented as that is. */
function joinsLines({ start, end, text: added }: Edit, text: string): boolean {
  return !added.includes('\n') && text.slice(start, end).includes('\n')
}

/** Whether what an edit puts in goes on on a line of its own, or puts what follows there. */
function bringsLines({ text }: Edit): boolean {
  return /\n(?:[ \t]*\S|[ \t]+$)/.test(text)
}

/** Whether an edit only puts whole lines in. */
function isLines({ start, end, text }: Edit): boolean {
  return start === end && text.endsWith('\n') && text.trim() !== ''
}

function holdsNoCode(gap: string): boolean {
  return gap.split('\n').every((line) => /^\s*(#.*)?\s*$/.test(line))
}

/**
 * Splits `changes` into those that can be made together and those that wait for the next pass, both ordered by the
 * start of their spans (then as given): of two changes that clash the first in that order is applied.
 * Edits clash when they overlap, insert at one position, replace code side by side, or both remove text with no code left in
 * between.
 * @param text the text that the indices refer to; without it only removals that touch are seen as neighbours.
 * @throws OverlapError when the edits of one change overlap each other.
 */
export function selectChanges(
  changes: readonly Change[],
  text?: string,
): { readonly applied: readonly Change[]; readonly deferred: readonly Change[] } {
  const selection = new Selection(text)
  const deferred: Change[] = []
  for (const change of byStart(changes)) if (!selection.add(change)) deferred.push(change)
  return { applied: selection.changes, deferred }
}

function byStart(changes: readonly Change[]): Change[] {
  return [...changes].sort((a, b) => a.span.start - b.span.start)
}

/** Changes that can be made together. */
export class Selection {
  readonly #text: string | undefined
  readonly #changes: Change[] = []
  /** Their edits, by start. They are disjoint, so only the neighbours of a new one can clash with it. */
  readonly #taken: Edit[] = []

  /** @param text see `selectChanges` */
  constructor(text: string | undefined) {
    this.#text = text
  }

  /** By the start of their spans. */
  get changes(): readonly Change[] {
    return byStart(this.#changes)
  }

  /**
   * Takes the change in, if it clashes with none of the others.
   * @throws OverlapError when the edits of the change overlap each other.
   */
  add(change: Change): boolean {
    const text = this.#text
    const taken = this.#taken
    const edits = inOrder(change.edits)
    checkDisjoint(edits, text?.length, change.transform)
    const clashes = (edit: Edit) => neighbours(taken, edit, text).some((other) => clash(other, edit, text))
    if (edits.some(clashes)) return false
    this.#changes.push(change)
    for (const edit of edits) taken.splice(firstAfter(taken, edit), 0, edit)
    return true
  }
}

/** Where `edit` belongs in `taken`: the index of the first edit that is ordered after it. */
function firstAfter(taken: readonly Edit[], edit: Edit): number {
  let low = 0
  let high = taken.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = taken[middle] as Edit
    if (other.start < edit.start || (other.start === edit.start && other.end <= edit.end)) low = middle + 1
    else high = middle
  }
  return low
}

/** Edits of one line among which one is looked for that indents it; a line with more of them is data. */
const MOST_ON_LINE = 100

/**
 * The taken edits that could clash with `edit`: those that start inside it, the nearest on both sides, and those of its line where
 * the indentation of that matters.
 */
function neighbours(taken: readonly Edit[], edit: Edit, text: string | undefined): readonly Edit[] {
  const at = firstAfter(taken, edit)
  let to = at
  while (to < taken.length && (taken[to] as Edit).start <= edit.end) to++
  let from = Math.max(0, at - 2)
  to++
  if (text !== undefined && bringsLines(edit)) {
    const line = text.lastIndexOf('\n', edit.start - 1)
    for (let i = 0; i < MOST_ON_LINE && from > 0 && (taken[from] as Edit).start > line; i++) from--
  }
  if (text !== undefined && indents(edit, text)) {
    const end = text.indexOf('\n', edit.end)
    for (let i = 0; i < MOST_ON_LINE && (taken[to]?.start ?? end) < end; i++) to++
  }
  return taken.slice(from, to)
}

function checkDisjoint(ordered: readonly Edit[], length: number | undefined, transform?: string): void {
  const who = transform ?? 'applyEdits'
  let end = 0
  for (const edit of ordered) {
    if (edit.start < end || edit.end < edit.start)
      throw new OverlapError(
        `${who}: edit [${edit.start}, ${edit.end}) overlaps one that ends at ${end}`,
        edit.start,
        transform,
      )
    end = edit.end
  }
  if (length !== undefined && end > length)
    throw new OverlapError(`${who}: an edit ends at ${end}, beyond the text`, length, transform)
}

/**
 * `text` with `edits` made. They may be in any order; insertions at one position keep the order in which they are listed.
 * @throws OverlapError when edits overlap or reach beyond the text.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text
  const ordered = inOrder(edits)
  checkDisjoint(ordered, text.length)
  const result = new MagicString(text)
  for (const edit of ordered) {
    if (edit.start === edit.end) result.appendLeft(edit.start, edit.text)
    else result.update(edit.start, edit.end, edit.text)
  }
  const output = result.toString()
  assertOutsideKept(text, ordered, output)
  return output
}

/** Text outside the edits must come out unchanged, whatever made the output. */
function assertOutsideKept(text: string, ordered: readonly Edit[], output: string): void {
  let from = 0
  let at = 0
  const expect = (part: string) => {
    if (!output.startsWith(part, at)) throw new Error(`applyEdits: the output differs from the plan at ${at}`)
    at += part.length
  }
  for (const edit of ordered) {
    expect(text.slice(from, edit.start))
    expect(edit.text)
    from = edit.end
  }
  expect(text.slice(from))
  if (at !== output.length) throw new Error(`applyEdits: the output goes on after the plan's end ${at}`)
}
