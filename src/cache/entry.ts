import { ChangedMeanwhileError } from '../engine/lean-outcome.ts'
import type { FileOutcome, SkipRecord } from '../engine/outcome.ts'
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
  /** What planning asked of files, for runs that find changed ones; absent where that is not known. */
  readonly asked?: () => Asked
  /** What became of those that were planned, in the order of the request; undefined for what is not kept. */
  readonly outcomes: readonly (Packed | undefined)[]
}

/** A skip as numbers: its two texts among the words, and its place. */
type WrittenSkip = readonly [
  transform: number,
  reason: number,
  line: number,
  column: number,
  start: number,
  end: number,
]

/** An outcome with its skips as numbers: those of a project are thousands, and tell the same. */
type WithNumbers<Outcome> = Outcome extends null
  ? null
  : Omit<Outcome, 'skips'> & { readonly skips: readonly WrittenSkip[] }
type WrittenOutcome = WithNumbers<Packed>

/** As JSON has it: it knows no undefined. */
interface Written extends Pick<Entry, 'hashes' | 'stamps' | 'parseAll'> {
  /** JSON by itself, which most runs need not read. */
  readonly asked?: string
  readonly words: readonly string[]
  readonly outcomes: readonly (WrittenOutcome | 0)[]
}

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
export function writeEntry({ outcomes, asked, ...entry }: Entry): string {
  const words = new Map<string, number>()
  const numberOf = (word: string): number => {
    const known = words.get(word) ?? words.size
    words.set(word, known)
    return known
  }
  const written = outcomes.map((packed): WrittenOutcome | 0 => {
    if (!packed) return packed === null ? null : 0
    const skips = packed.skips.map(
      ({ transform, reason, line, column, start, end }): WrittenSkip => [
        numberOf(transform),
        numberOf(reason),
        line,
        column,
        start,
        end,
      ],
    )
    return { ...packed, skips }
  })
  const whole: Written = {
    ...entry,
    ...(asked && { asked: JSON.stringify(asked()) }),
    words: [...words.keys()],
    outcomes: written,
  }
  return JSON.stringify(whole)
}

/** The entry that was written. */
export function readEntry(text: string): Entry {
  const { asked, words, outcomes, ...entry } = JSON.parse(text) as Written
  const skipOf = ([transform, reason, line, column, start, end]: WrittenSkip): SkipRecord => {
    const [name, why] = [words[transform], words[reason]]
    if (name === undefined || why === undefined) throw new RangeError('an entry without its words')
    return { transform: name, reason: why, line, column, start, end }
  }
  return {
    ...entry,
    ...(asked !== undefined && { asked: () => JSON.parse(asked) as Asked }),
    outcomes: outcomes.map((packed) => {
      if (!packed) return packed === null ? null : undefined
      return { ...packed, skips: packed.skips.map(skipOf) }
    }),
  }
}
