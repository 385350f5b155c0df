import { diffArrays } from 'diff'
import { countWhile } from '../python/spans.ts'
import { inOrder } from './apply.ts'
import type { Edit } from './change.ts'
import { gitHeader } from './git-path.ts'

/** What a patch of one file is made from. */
export interface DiffInput {
  /** Paths relative to git's top level, with `/`. */
  readonly oldPath: string
  readonly newPath: string
  readonly before: string
  /** Disjoint, against `before`. */
  readonly edits: readonly Edit[]
  /** Unchanged lines around a change. */
  readonly context?: number
}

/** Lines of the old text from `line` (0-based) on that give way to others. */
interface LineChange {
  readonly line: number
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** Blocks of more lines than this (old × new) are shown as removed and added whole: readable or not, it must end. */
const LARGEST_COMPARISON = 4_000_000

/**
 * The change as a patch that `git apply` takes; '' when the edits change nothing.
 * Only `\n` ends a line, as for git; a `\r` before it stays part of the line.
 */
export function unifiedDiff(input: DiffInput): string {
  let patch = ''
  writeDiff(input, (part) => {
    patch += part
  })
  return patch
}

/**
 * As `unifiedDiff`, in bytes: the lines of the file in its own encoding, the rest ASCII.
 * @param encode gives the file's bytes for a part of its text
 * @param hasBom whether the file starts with a BOM, which `before` does not hold; it is kept
 */
export function unifiedDiffBytes(
  input: DiffInput,
  encode: (text: string) => Uint8Array,
  hasBom: boolean,
): Buffer {
  const parts: Uint8Array[] = []
  const shifted = hasBom
    ? {
        ...input,
        before: `\uFEFF${input.before}`,
        edits: input.edits.map(({ start, end, text }) => ({ start: start + 1, end: end + 1, text })),
      }
    : input
  writeDiff(shifted, (part, isContent) => {
    if (!isContent) parts.push(Buffer.from(part, 'latin1'))
    else if (hasBom && part.startsWith('\uFEFF')) parts.push(BOM, encode(part.slice(1)))
    else parts.push(encode(part))
  })
  return Buffer.concat(parts)
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf])

function writeDiff(input: DiffInput, write: (part: string, isContent: boolean) => void): void {
  const { before, context = 3 } = input
  const starts = lineStarts(before)
  const lineAt = (line: number) => before.slice(starts[line], starts[line + 1] ?? before.length)
  const changes = joined(lineChanges(before, starts, inOrder(input.edits)))
  if (changes.length === 0) return
  write(gitHeader(input.oldPath, input.newPath), false)
  const writeLine = (sign: string, line: string) => {
    write(sign, false)
    write(line, true)
    if (!line.endsWith('\n')) write('\n\\ No newline at end of file\n', false)
  }
  let drift = 0
  for (const hunk of hunksOf(changes, context)) {
    const first = hunk[0]
    const last = hunk.at(-1)
    if (!first || !last) continue
    const from = Math.max(0, first.line - context)
    const to = Math.min(starts.length, last.line + last.removed.length + context)
    const grown = hunk.reduce((sum, change) => sum + change.added.length - change.removed.length, 0)
    write(`@@ -${range(from, to - from)} +${range(from + drift, to - from + grown)} @@\n`, false)
    let line = from
    for (const change of hunk) {
      for (; line < change.line; line++) writeLine(' ', lineAt(line))
      for (const text of change.removed) writeLine('-', text)
      for (const text of change.added) writeLine('+', text)
      line += change.removed.length
    }
    for (; line < to; line++) writeLine(' ', lineAt(line))
    drift += grown
  }
}

/** A hunk's range as git writes it: an empty one names the line before it. */
function range(line: number, count: number): string {
  return count === 1 ? `${line + 1}` : `${count === 0 ? line : line + 1},${count}`
}

/** The index at which each line starts; a text that ends with a newline has no empty line after it. */
function lineStarts(text: string): number[] {
  const starts = text === '' ? [] : [0]
  for (let at = text.indexOf('\n'); at >= 0 && at + 1 < text.length; at = text.indexOf('\n', at + 1))
    starts.push(at + 1)
  return starts
}

/** The number of the line that holds `index`; the number of lines when it is at the end, after a newline. */
function lineOf(text: string, starts: readonly number[], index: number): number {
  if (index === text.length && (text === '' || text.endsWith('\n'))) return starts.length
  return countWhile(starts, (start) => start <= index) - 1
}

function lineChanges(text: string, starts: readonly number[], edits: readonly Edit[]): LineChange[] {
  const changes: LineChange[] = []
  for (let i = 0; i < edits.length; ) {
    const first = edits[i] as Edit
    const from = lineOf(text, starts, first.start)
    let to = from
    let at = starts[from] ?? text.length
    let after = ''
    // Whole lines, together with every further edit that begins in the last of them.
    do {
      const edit = edits[i++] as Edit
      after += text.slice(at, edit.start) + edit.text
      at = edit.end
      to = Math.min(lineOf(text, starts, edit.end) + 1, starts.length)
    } while (i < edits.length && lineOf(text, starts, (edits[i] as Edit).start) < to)
    const end = starts[to] ?? text.length
    after += text.slice(at, end)
    compareBlock(splitLines(text.slice(starts[from] ?? text.length, end)), splitLines(after), from, changes)
  }
  return changes
}

function splitLines(text: string): string[] {
  const lines = text.split('\n').map((line) => `${line}\n`)
  const last = lines.pop()?.slice(0, -1)
  return last ? [...lines, last] : lines
}

/** Adds to `changes` what differs between the lines `old` (numbered from `line`) and `now`. */
function compareBlock(
  old: readonly string[],
  now: readonly string[],
  line: number,
  changes: LineChange[],
): void {
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head++
  let tail = 0
  const most = Math.min(old.length, now.length) - head
  while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++
  const removed = old.slice(head, old.length - tail)
  const added = now.slice(head, now.length - tail)
  if (removed.length === 0 && added.length === 0) return
  if (removed.length * added.length <= 1 || removed.length * added.length > LARGEST_COMPARISON) {
    changes.push({ line: line + head, removed, added })
    return
  }
  let at = line + head
  let open: { line: number; removed: string[]; added: string[] } | undefined
  for (const part of diffArrays(removed, added)) {
    if (!part.added && !part.removed) {
      if (open) changes.push(open)
      open = undefined
      at += part.value.length
      continue
    }
    open ??= { line: at, removed: [], added: [] }
    const side = part.added ? open.added : open.removed
    for (const line of part.value) side.push(line)
    if (part.removed) at += part.value.length
  }
  if (open) changes.push(open)
}

/** Changes of lines that follow each other as one: all that goes, then all that comes, as people are used to read it. */
function joined(changes: readonly LineChange[]): LineChange[] {
  const blocks: { line: number; removed: string[]; added: string[] }[] = []
  for (const { line, removed, added } of changes) {
    const last = blocks.at(-1)
    const block = last && last.line + last.removed.length === line ? last : { line, removed: [], added: [] }
    for (const text of removed) block.removed.push(text)
    for (const text of added) block.added.push(text)
    if (block !== last) blocks.push(block)
  }
  return blocks
}

/** Changes whose contexts touch belong to one hunk. */
function hunksOf(changes: readonly LineChange[], context: number): LineChange[][] {
  const hunks: LineChange[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const change of changes) {
    if (change.line - end <= 2 * context) hunks.at(-1)?.push(change)
    else hunks.push([change])
    end = change.line + change.removed.length
  }
  return hunks
}
