import { readFileSync } from 'node:fs'
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
 * An outcome that keeps no text of its file: both texts are read and made again each time they are asked for, which throws
 * ChangedMeanwhileError where the file is another one by then. A run has to keep the outcomes of all files until the last one is planned.
 */
export function leanOutcome(outcome: FileOutcome, absolute: string): FileOutcome {
  if (outcome.status !== 'changed') return structuredClone(outcome)
  const { before: _, after: __, ...rest } = outcome
  // Parts of a text keep all of it in memory; copies do not.
  const kept = structuredClone(rest)
  return {
    ...kept,
    get before() {
      return readAgain(absolute, kept.hash)
    },
    get after() {
      return applyEdits(readAgain(absolute, kept.hash), kept.edits)
    },
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
