import type { Asked } from '../project/questions.ts'
import type { Told } from '../semantics/told.ts'
import type { VerifyLevel } from '../verify/level.ts'
import type { TargetChoice } from './outcome.ts'

/** A file that may be edited. */
export interface FileToPlan {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly absolute: string
  /** Named by the user, so that it is parsed even when no transform has anything to look for in it. */
  readonly explicit: boolean
  /** Bytes from elsewhere (stdin); otherwise the file is read. */
  readonly bytes?: Uint8Array
}

/** Everything that decides a plan. Plain data: it crosses into workers. */
export interface PlanRequest {
  /** Absolute path of the project. */
  readonly root: string
  readonly files: readonly FileToPlan[]
  /** All Python files of the project, relative to the root: read for imports, re-exports and class hierarchy. */
  readonly projectFiles: readonly string[]
  /** `family/name` of every selected transform. */
  readonly transforms: readonly string[]
  /** Transforms that are left out for single files, by path. */
  readonly skippedByFile?: Readonly<Record<string, readonly string[]>>
  /** Whether changes of class `review` are made. */
  readonly review: boolean
  readonly target: TargetChoice
  /** Option values by transform. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly lineLength: number
  /** Bytes; larger files are skipped. */
  readonly maxFileSize: number
  /** Folders (relative to the root) from which absolute imports start. */
  readonly importRoots: readonly string[]
  /** Qualified names of further classes that count as Pydantic models. */
  readonly modelRoots: readonly string[]
  /** Folders with installed packages, absolute, in which bases of classes are looked up. */
  readonly installed?: readonly string[]
  /** Fingerprints of sites that are left out. */
  readonly excludedSites: readonly string[]
  /** What a type checker said of expressions, by path. */
  readonly told?: Readonly<Record<string, readonly Told[]>>
  /** What files hold, by path, where a run takes them for something else than what is on the disk. */
  readonly texts?: Readonly<Record<string, Uint8Array>>
  /** What files hold after the run, by path: what others import is taken from there. */
  readonly later?: Readonly<Record<string, Uint8Array>>
  /** Parts of files, as `path:unit`, that were on `pydantic.v1` until this run. */
  readonly fromV1?: readonly string[]
  /** Those that stay on it, or are put there. */
  readonly onV1?: readonly string[]
  /** Whether files are parsed in which nothing is looked for; decided by how much there is to plan when left out. */
  readonly parseAll?: boolean
  /** Whether it is to be told what planning asked of files. */
  readonly tellsAsked?: boolean
  /** Whether changed files may be read again for their texts, which then need not be kept: nothing writes before these were asked for. */
  readonly readsAgain?: boolean
  /** How many threads may plan, this one included. */
  readonly threads: number
  /** How much CPython checks; nothing when left out. */
  readonly verify?: VerifyLevel
  /** The interpreter that the user named for that. */
  readonly python?: string
}

/** Projects up to this many bytes of source are parsed whole, so that every syntax error in them is told. */
export const PARSE_EVERYTHING_BELOW = 512 * 1024

/** Told now and then how far a run is. */
export type Progress = (done: number, total: number) => void

/** Told once what planning asked of files; nothing when that is not known of all threads. */
export type TellAsked = (asked: Asked | undefined) => void

/** Plans a project without writing anything. */
export type PlanProject = (
  request: PlanRequest,
  progress?: Progress,
  tellAsked?: TellAsked,
) => Promise<readonly import('./outcome.ts').FileOutcome[]>
