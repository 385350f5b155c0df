import { isUtf8 } from 'node:buffer'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { importRecords } from '../project/import-records.ts'
import { importsDigest } from '../project/questions.ts'
import { checkBytes } from '../python/gates.ts'
import type { NamedTransform } from '../transform/define.ts'
import { transformsFor } from './for-file.ts'
import { SurveyBreather } from './memory.ts'
import type { FileOutcome } from './outcome.ts'
import { isCandidate } from './plan-file.ts'
import type { FileToPlan, PlanRequest } from './request.ts'
import { TextTable } from './text-table.ts'

/** A file and its size. */
export interface Candidate {
  /** Into the request's files. */
  readonly index: number
  /** Bytes. */
  readonly size: number
}

/** What one thread found in the files that it read. */
export interface SurveyPart {
  /** Files that some transform may have to do with. */
  readonly candidates: readonly Candidate[]
  readonly others: readonly Candidate[]
  readonly unreadable: readonly { readonly index: number; readonly outcome: FileOutcome }[]
  /** What the files import: see `importRecords`. Empty when no selected transform cleans up. */
  readonly imports: string
  /** `importsDigest` of each file, where that is to be told. */
  readonly importDigests: readonly (readonly [file: number, digest: string])[]
  /** The files that hold a text that a transform said it would look for in the whole project. */
  readonly mentions: readonly (readonly [text: string, files: readonly number[]])[]
}

/** Whether what files import is surely asked for, so that it is gathered when they are read. */
export function gathersImports(transforms: readonly NamedTransform[]): boolean {
  return transforms.some(({ phase }) => phase !== 'rewrite')
}

/** Files that a thread takes at a time. */
export const SURVEY_STEP = 16

/**
 * Reads files once: finds those in which some transform has anything to look for, and gathers what planning will ask of all of them.
 * @param take gives the index of the first of the next `SURVEY_STEP` files
 */
export function surveyFiles(
  request: PlanRequest,
  transforms: readonly NamedTransform[],
  take: () => number,
): SurveyPart {
  const working = transforms.filter(({ phase }) => phase !== 'clean-up')
  const cleansUp = gathersImports(transforms)
  const candidates: Candidate[] = []
  const others: Candidate[] = []
  const unreadable: { index: number; outcome: FileOutcome }[] = []
  const imports: string[] = []
  const importDigests: [number, string][] = []
  const breather = new SurveyBreather()
  const texts = [...new Set(transforms.flatMap(({ searches }) => searches))]
  const table = new TextTable(texts)
  const mentions = texts.map((text): [string, number[]] => [text, []])
  for (let from = take(); from < request.files.length; from = take()) {
    for (const [step, file] of request.files.slice(from, from + SURVEY_STEP).entries()) {
      const index = from + step
      let bytes: Buffer
      try {
        bytes = readFile(file, request.maxFileSize)
      } catch (error) {
        unreadable.push({ index, outcome: unreadableOutcome(file, error) })
        continue
      }
      const mayHaveWork =
        checkBytes(bytes, request.maxFileSize) !== undefined ||
        file.explicit ||
        !isUtf8(bytes) ||
        isCandidate(bytes, transformsFor(file.path, working))
      const list = mayHaveWork ? candidates : others
      list.push({ index, size: bytes.length })
      if (cleansUp) {
        const records = importRecords(file.path, bytes.toString('latin1'))
        imports.push(records)
        if (request.tellsAsked) importDigests.push([index, importsDigest(records)])
      }
      breather.read(bytes.length)
      for (const number of table.foundIn(bytes)) mentions[number]?.[1].push(index)
    }
  }
  return { candidates, others, unreadable, imports: imports.join(''), importDigests, mentions }
}

let scratch = Buffer.allocUnsafe(1 << 20)

/** The bytes of a file, in a buffer that the next call uses again; of one beyond the limit its first bytes, one more than the limit. */
function readFile(file: FileToPlan, limit: number): Buffer {
  if (file.bytes) return Buffer.from(file.bytes)
  const descriptor = openSync(file.absolute, 'r')
  try {
    const size = Math.min(fstatSync(descriptor).size, limit + 1)
    if (scratch.length < size) scratch = Buffer.allocUnsafe(size * 2)
    let length = 0
    for (let read = -1; read !== 0 && length < size; length += read)
      read = readSync(descriptor, scratch, length, size - length, length)
    return scratch.subarray(0, length)
  } finally {
    closeSync(descriptor)
  }
}

/** What becomes of a file that cannot be read. */
export function unreadableOutcome(file: FileToPlan, error: unknown): FileOutcome {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  const why = code === 'EACCES' ? 'no permission to read it' : code === 'ENOENT' ? 'it is gone' : code
  return {
    path: file.path,
    status: 'skipped',
    skip: { kind: 'input', reason: `cannot be read: ${why}` },
    skips: [],
    findings: [],
    unusedSuppressions: [],
  }
}

/** Joins what several threads found; undefined when there are files that none of them read. */
export function joinParts(parts: readonly SurveyPart[], files: number): SurveyPart | undefined {
  const mentions = new Map<string, readonly number[]>()
  for (const [text, indices] of parts.flatMap((part) => part.mentions))
    mentions.set(text, [...(mentions.get(text) ?? []), ...indices])
  const joined = {
    candidates: parts.flatMap(({ candidates }) => candidates),
    others: parts.flatMap(({ others }) => others),
    unreadable: parts.flatMap(({ unreadable }) => unreadable),
    imports: parts.map(({ imports }) => imports).join(''),
    importDigests: parts.flatMap(({ importDigests }) => importDigests),
    mentions: [...mentions],
  }
  const read = joined.candidates.length + joined.others.length + joined.unreadable.length
  return read === files ? joined : undefined
}
