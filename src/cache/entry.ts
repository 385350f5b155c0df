import { ChangedMeanwhileError } from '../engine/lean-outcome.ts'
import type { FileOutcome } from '../engine/outcome.ts'
import type { PlanRequest } from '../engine/request.ts'
import type { Asked } from '../project/questions.ts'
import { type Contents, UNREADABLE } from './content.ts'
import { type Packed, pack } from './outcomes.ts'

/** What is kept of a run; which files it was about is part of its key. */
export interface Entry {
  /** What the files of the project held, in the order of `projectPaths`. */
  readonly hashes: readonly string[]
  /** By which they are known to hold it still. */
  readonly stamps: readonly string[]
  /** Whether files were parsed in which nothing is looked for. */
  readonly parseAll: boolean
  /** What planning asked of files; absent where that is not known. */
  readonly asked?: Asked
  /** What became of those that were planned, in the order of the request; undefined for what is not kept. */
  readonly outcomes: readonly (Packed | undefined)[]
}

/** As JSON has it: it knows no undefined. */
type Written = Omit<Entry, 'outcomes'> & { readonly outcomes: readonly (Packed | 0)[] }

/** The files of a project, in the order of the request. */
export function projectPaths({ projectFiles, files }: PlanRequest): readonly string[] {
  return [...new Set([...projectFiles, ...files.map(({ path }) => path)])]
}

/** What to keep of a run. @param contents of what it read, in the order of `projectPaths` */
export function makeEntry(
  contents: Contents,
  outcomes: readonly FileOutcome[],
  rest: Pick<Entry, 'parseAll' | 'asked'>,
): Entry {
  const held = [...contents.values()]
  return {
    ...rest,
    hashes: held.map(({ hash }) => hash),
    stamps: held.map(({ stamp }) => stamp),
    outcomes: outcomes.map((outcome) => {
      const hash = contents.get(outcome.path)?.hash ?? UNREADABLE
      try {
        return hash === UNREADABLE ? undefined : pack(outcome, hash)
      } catch (error) {
        if (error instanceof ChangedMeanwhileError) return undefined
        throw error
      }
    }),
  }
}

/** An entry as text. */
export function writeEntry({ outcomes, ...entry }: Entry): string {
  const written: Written = {
    ...entry,
    outcomes: outcomes.map((packed) => (packed === undefined ? 0 : packed)),
  }
  return JSON.stringify(written)
}

/** The entry that was written. */
export function readEntry(text: string): Entry {
  const written = JSON.parse(text) as Written
  return {
    ...written,
    outcomes: written.outcomes.map((packed) => (packed === 0 ? undefined : packed)),
  }
}
