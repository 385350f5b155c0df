import type { Edit } from '../edits/change.ts'
import type { ChangeRecord, FileOutcome } from '../engine/outcome.ts'
import { isRefusal } from '../python/refusal.ts'
import { decodeSource } from '../python/source.ts'

type Changed = Extract<FileOutcome, { status: 'changed' }>
type Unchanged = Extract<FileOutcome, { status: 'unchanged' }>
type Skipped = Extract<FileOutcome, { status: 'skipped' }>

/** A change whose old text is left out where it is that of its place. */
type PackedChange = Omit<ChangeRecord, 'before'> & { readonly before?: string }

/** An outcome without what the file's bytes tell again. `null` is the outcome of most files: unchanged, with nothing to tell. */
export type Packed =
  | null
  | Omit<Unchanged, 'path'>
  | Omit<Skipped, 'path'>
  | (Omit<Changed, 'path' | 'before' | 'after' | 'encoding' | 'hasBom' | 'hash' | 'changes'> & {
      readonly changes: readonly PackedChange[]
    })

/**
 * What is kept of an outcome; undefined for one that is not: a failure, which may have been the machine's, and a file that CPython was
 * to check and did not.
 * @param hash of the file's content, SHA-256 in base64
 */
export function pack(outcome: FileOutcome, hash: string): Packed | undefined {
  if (outcome.status === 'failed') return undefined
  const { path: _, ...rest } = outcome
  if (rest.status === 'unchanged') return isBare(rest) ? null : rest
  if (rest.status === 'skipped') return rest
  const { before, after, encoding: _encoding, hasBom: _hasBom, hash: planned, ...kept } = rest
  const isSame = Buffer.from(planned, 'hex').toString('base64') === hash
  if (!isSame || kept.evidence || kept.unverified !== undefined) return undefined
  if (withEdits(before, kept.edits) !== after) return undefined
  const changes = kept.changes.map((change): PackedChange => {
    const { before: old, ...others } = change
    return old === before.slice(change.start, change.end) ? others : change
  })
  return { ...kept, changes }
}

/** Whether more than the hash of the file's content has to be at hand to unpack. */
export function needsBytes(packed: Packed): boolean {
  return packed?.status === 'changed'
}

function isBare(outcome: Omit<Unchanged, 'path'>): boolean {
  const { skips, findings, unusedSuppressions, receivers, usedElsewhere } = outcome
  return skips.length + findings.length + unusedSuppressions.length === 0 && !receivers && !usedElsewhere
}

/**
 * The outcome that was packed; undefined when it does not fit the file.
 * @param hash of the file's content, as it was given to `pack`
 * @param bytes the content, where `needsBytes`
 */
export function unpack(
  packed: Packed,
  path: string,
  hash: string,
  bytes: Buffer | undefined,
): FileOutcome | undefined {
  if (packed === null) return { path, status: 'unchanged', skips: [], findings: [], unusedSuppressions: [] }
  if (packed.status !== 'changed') return { path, ...packed }
  const source = bytes && decodeSource(bytes)
  if (!source || isRefusal(source)) return undefined
  const { text: before, encoding, hasBom } = source
  const changes = packed.changes.map(
    (change): ChangeRecord => ({
      ...change,
      before: change.before ?? before.slice(change.start, change.end),
    }),
  )
  const after = withEdits(before, packed.edits)
  return {
    path,
    ...packed,
    changes,
    before,
    after,
    encoding,
    hasBom,
    hash: Buffer.from(hash, 'base64').toString('hex'),
  }
}

/** `text` with disjoint and ascending edits made. `pack` compares it with what the engine made of the same edits. */
function withEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let from = 0
  for (const { start, end, text: new_ } of edits) {
    result += text.slice(from, start) + new_
    from = end
  }
  return result + text.slice(from)
}
