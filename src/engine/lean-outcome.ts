import { readFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import { applyEdits } from '../edits/apply.ts'
import { isRefusal } from '../python/refusal.ts'
import { decodeSource } from '../python/source.ts'
import { hashOf } from '../workspace/atomic-write.ts'
import type { FileOutcome } from './outcome.ts'

/** A file does not hold any more what was planned. */
export class ChangedMeanwhileError extends Error {
  override readonly name = 'ChangedMeanwhileError'
}

/**
 * An outcome that keeps little in memory, as a run has to keep those of all files until the last one is planned. No text of its file:
 * both are read and made again each time they are asked for, which throws ChangedMeanwhileError where the file is another one by then.
 * And what it lists only as bytes while nobody looks at it: V8's garbage collector visits hundreds of thousands of objects again and again.
 */
export function leanOutcome(outcome: FileOutcome, absolute: string): FileOutcome {
  if (outcome.status !== 'changed') {
    const { skips, findings, ...rest } = outcome
    if (skips.length === 0 && findings.length === 0) return structuredClone(outcome)
    const lists = packed({ skips, findings })
    return {
      ...structuredClone(rest),
      get skips() {
        return lists().skips
      },
      get findings() {
        return lists().findings
      },
    }
  }
  const { before: _, after: __, skips, findings, changes, edits, ...rest } = outcome
  const lists = packed({ skips, findings, changes, edits })
  // Parts of a text keep all of it in memory; copies do not.
  const kept = structuredClone(rest)
  return {
    ...kept,
    get skips() {
      return lists().skips
    },
    get findings() {
      return lists().findings
    },
    get changes() {
      return lists().changes
    },
    get edits() {
      return lists().edits
    },
    get before() {
      return readAgain(absolute, kept.hash)
    },
    get after() {
      return applyEdits(readAgain(absolute, kept.hash), lists().edits)
    },
  }
}

/** The value, kept as bytes; asked for again while someone still has it, it is the same object. */
function packed<T extends object>(value: T): () => T {
  const bytes = serialize(value)
  let unpacked: WeakRef<T> | undefined
  return () => {
    const known = unpacked?.deref()
    if (known) return known
    const made: T = deserialize(bytes)
    unpacked = new WeakRef(made)
    return made
  }
}

function readAgain(absolute: string, hash: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(absolute)
  } catch {
    throw new ChangedMeanwhileError('it is gone')
  }
  const source = hashOf(bytes) === hash ? decodeSource(bytes) : undefined
  if (!source || isRefusal(source)) throw new ChangedMeanwhileError('changed while it was being worked on')
  return source.text
}
