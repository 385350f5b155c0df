import type { Version } from '../../python/version.ts'

/** A piece of a file that says something of the project's Python version, and what it has to say. UTF-16 indices. */
export interface TargetEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Something that a person has to decide. */
export interface TargetFinding {
  readonly start: number
  readonly end: number
  readonly message: string
}

/** What has to happen to a file. */
export interface Raised {
  readonly edits: TargetEdit[]
  readonly findings: TargetFinding[]
}

/** A member of a list of versions: where it stands, its version, and how another one is written in its place. */
export interface ListedVersion {
  readonly start: number
  readonly end: number
  readonly version: Version
  readonly write: (version: Version) => string
}

/** Whether `a` is older than `b`. */
export function isOlder(a: Version, b: Version): boolean {
  return a.major < b.major || (a.major === b.major && a.minor < b.minor)
}

/** `3.8`, `3.8.10` and the like as a version; undefined for anything else. */
export function dotted(text: string): Version | undefined {
  const match = /^(\d)\.(\d{1,2})(?:\.(?:\d+|x|\*))?$/.exec(text)
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined
}

/** `py38`, `py312` and the like as a version. */
export function tagged(text: string): Version | undefined {
  const match = /^py(\d)(\d{1,2})$/.exec(text)
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined
}

/**
 * Takes the versions older than `target` out of a list; where none would be left, the newest of them becomes the target.
 * @param remove gives the edit that takes a member out of the list
 */
export function raiseList(
  members: readonly ListedVersion[],
  target: Version,
  remove: (member: ListedVersion) => TargetEdit,
): TargetEdit[] {
  const old = members.filter(({ version }) => isOlder(version, target))
  if (old.length === 0) return []
  const isLeft = old.length < members.length
  const newest = old.reduce((best, member) => (isOlder(best.version, member.version) ? member : best))
  return old.map((member) =>
    !isLeft && member === newest
      ? { start: member.start, end: member.end, text: member.write(target) }
      : remove(member),
  )
}

/**
 * Takes `[start, end)` out of a list whose members are parted by commas or by lines. A comment behind it stays.
 */
export function removeMember(text: string, { start, end }: { start: number; end: number }): TargetEdit {
  const comma = /^[ \t]*,[ \t]*/.exec(text.slice(end))?.[0]
  const after = end + (comma ?? /^[ \t]*/.exec(text.slice(end))?.[0] ?? '').length
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const newline = /^\r?\n/.exec(text.slice(after))?.[0]
  const isAtEnd = newline !== undefined || after === text.length
  if (text.slice(lineStart, start).trim() === '') {
    if (isAtEnd) return { start: lineStart, end: after + (newline ?? '').length, text: '' }
    return { start, end: after, text: '' }
  }
  if (comma !== undefined && !isAtEnd) return { start, end: after, text: '' }
  // The last of its line: the comma before it goes, too, unless the list goes on below.
  const before = /[ \t]*,?[ \t]*$/.exec(text.slice(0, start))?.[0] ?? ''
  const keepsComma = comma !== undefined && before.includes(',')
  return {
    start: start - before.length,
    end: keepsComma ? end : end + (comma ?? '').trimEnd().length,
    text: '',
  }
}

/** Edits in order, removals that overlap or follow one another as one. */
export function inOrder(edits: readonly TargetEdit[], text: string): TargetEdit[] {
  const result: TargetEdit[] = []
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1)
    const isBehind = last?.end === edit.start && last.text + edit.text !== ''
    if (!last || isBehind || edit.start > last.end) {
      result.push(edit)
      continue
    }
    const end = Math.max(last.end, edit.end)
    // What stays in front of a closed list must not end in a comma with nothing behind it.
    const dangling = /^[ \t]*[\])}]/.test(text.slice(end))
      ? (/,[ \t]*$/.exec(text.slice(0, last.start))?.[0] ?? '')
      : ''
    result[result.length - 1] = { start: last.start - dangling.length, end, text: last.text + edit.text }
  }
  return result.map((edit) => wholeLine(edit, text))
}

/** A removal of all that a line holds takes the line along. */
function wholeLine(edit: TargetEdit, text: string): TargetEdit {
  const lineStart = text.lastIndexOf('\n', edit.start - 1) + 1
  const rest = /^[ \t]*\r?\n/.exec(text.slice(edit.end))?.[0]
  const isAll = edit.text === '' && rest !== undefined && text.slice(lineStart, edit.start).trim() === ''
  if (!isAll || edit.start === lineStart) return edit
  return { start: lineStart, end: edit.end + rest.length, text: '' }
}
