import { mapBack } from '../python/spans.ts'
import { formatVersion, type Version } from '../python/version.ts'
import type { Part } from './excerpt.ts'
import type { Answer } from './python-worker.ts'
import type { Rewritten } from './rewritten.ts'

/** Which CPython looked at a file. */
export interface Verification {
  /** With the patch level: 3.12.4. */
  readonly python: string
  /** Whether it is of the target's own minor version. */
  readonly isExact: boolean
}

/** What CPython says of a rewritten file. */
export type Verdict =
  | { readonly kind: 'verified'; readonly by: Verification; readonly losses: readonly Loss[] }
  /** It could not be asked, or has no say. */
  | { readonly kind: 'unverified'; readonly reason: string }
  /** The file must not be written. `index` is a place in the old text. */
  | {
      readonly kind: 'rejected'
      readonly rung: string
      readonly message: string
      readonly index: number | undefined
    }
  /** The old text is no Python of the target's. `line` counts from 1. */
  | { readonly kind: 'invalid'; readonly message: string; readonly line: number }

/** Something that the old text named and the new one does not. */
export interface Loss {
  readonly kind: 'name' | 'constant' | 'statement' | 'negation'
  readonly what: string
  /** Into the old text: where it was, or of what a whole statement says all the edits that may have to do with it. */
  readonly places: readonly [number, ...number[]]
}

/**
 * What an answer means for a file.
 * @param python the version that answered, with its patch level
 * @param part what of the file it was given
 */
export function verdictOf(
  answer: Answer,
  { target, isStub }: Pick<Rewritten, 'target' | 'isStub'>,
  part: Part,
  python: string,
  minor: Version,
): Verdict {
  const who = `CPython ${formatVersion(minor)}`
  const isExact = minor.major === target.major && minor.minor === target.minor
  const rejected = (rung: string, message: string, index?: number): Verdict => ({
    kind: 'rejected',
    rung,
    message,
    index: index === undefined ? undefined : part.offset(index),
  })
  const newLine = (line: number) => mapBack(part.edits, lineStart(part.after, line))
  if (answer.kind === 'timeout') return rejected('compiles', `${who} did not come to an end`)
  if (answer.kind === 'died') return rejected('compiles', `${who} died on it`)
  const { status, message, line, at } = answer
  switch (status) {
    case 'ok':
    case 'mended':
      return { kind: 'verified', by: { python, isExact }, losses: lossesOf(message, part) }
    case 'deep':
      return { kind: 'unverified', reason: `${who} has not the depth for it` }
    case 'before':
      return isExact && !isStub
        ? { kind: 'invalid', message: `${who} does not compile it: ${message}`, line }
        : { kind: 'unverified', reason: `${who} does not compile the original: ${message}` }
    case 'after':
      return rejected('compiles', `${who} does not compile the result: ${message}`, newLine(line))
    case 'warning':
      return rejected('compiles', `${who} warns of the result: ${message}`, newLine(line))
    default:
      // A place in the new text comes as a negative number.
      return rejected(
        status,
        message,
        at >= 0 ? indexOf(part.before, at) : mapBack(part.edits, indexOf(part.after, -at - 1)),
      )
  }
}

function indexOf(text: string, offset: number): number {
  return Buffer.from(text).subarray(0, offset).toString().length
}

/** Where a 1-based line starts. */
function lineStart(text: string, line: number): number {
  let at = 0
  for (let count = 1; count < line; count++) {
    const newline = text.indexOf('\n', at)
    if (newline < 0) break
    at = newline + 1
  }
  return at
}

function lossesOf(message: string, part: Part): Loss[] {
  return message === ''
    ? []
    : message.split('\n').map((line) => {
        const [at = '', kind = '', ...what] = line.split(' ')
        const [first = 0, ...others] = at
          .split(',')
          .map((place) => part.offset(indexOf(part.before, Number(place))))
        return { kind: kind as Loss['kind'], what: what.join(' '), places: [first, ...others] }
      })
}
