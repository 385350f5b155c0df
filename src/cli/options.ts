import type { VerifyLevel } from '../verify/level.ts'
import type { MigrateOptions } from './migrate-options.ts'
import type { ProjectOptions } from './state.ts'
import type { UndoOptions } from './undo.ts'

/** The names that are commands when they come first. Anything else is a path or an option of `diff`. */
export const COMMANDS = [
  'diff',
  'apply',
  'migrate',
  'undo',
  'resume',
  'status',
  'list',
  'explain',
  'inspect',
  'help',
] as const

/** How a run reports on stdout. */
export const OUTPUT_FORMATS = [
  'diff',
  'text',
  'json',
  'jsonl',
  'sarif',
  'github',
  'gitlab',
  'markdown',
] as const
/** One of them. */
export type OutputFormat = (typeof OUTPUT_FORMATS)[number]

/** The options of `diff` and `apply` as they were written; undefined where not given. */
export interface RunOptions {
  readonly transform: readonly string[]
  readonly skip: readonly string[]
  readonly recipe: readonly string[]
  readonly review?: boolean
  readonly targetVersion?: string
  readonly exclude?: readonly string[]
  readonly extendExclude?: readonly string[]
  readonly forceExclude?: boolean
  /** False after `--no-ignore`. */
  readonly ignore: boolean
  readonly config: readonly string[]
  readonly isolated?: boolean
  readonly outputFormat?: OutputFormat
  readonly statistics?: boolean
  readonly explainSkips?: boolean
  readonly exitZero?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly color?: boolean
  readonly threads?: number
  /** False after `--no-cache`. */
  readonly cache?: boolean
  readonly cacheDir?: string
  readonly maxFileSize?: number
  readonly stdinFilename?: string
  readonly verify?: VerifyLevel
  readonly python?: string
  /** A virtual environment whose packages are looked into. */
  readonly pythonEnv?: string
  /** `auto`, `off`, or the command of a type server. */
  readonly types?: string
  readonly maxFiles?: number
  readonly maxChanges?: number
  readonly maxLines?: number
  readonly allowDirty?: boolean
  readonly allowStaged?: boolean
  readonly allowNoVcs?: boolean
  readonly stateDir?: string
  readonly since?: string
  /** `v1`: models that are not ready for v2 are kept on `pydantic.v1`. */
  readonly stage?: 'v1'
  /** False after `--no-ledger`. */
  readonly ledger?: boolean
}

/** Which command to run, with what. */
export type Invocation =
  | { readonly command: 'diff' | 'apply'; readonly paths: readonly string[]; readonly options: RunOptions }
  | { readonly command: 'migrate'; readonly paths: readonly string[]; readonly options: MigrateOptions }
  | { readonly command: 'undo'; readonly run?: string; readonly options: UndoOptions }
  | { readonly command: 'resume' | 'status'; readonly options: ProjectOptions }
  | { readonly command: 'list'; readonly names: readonly string[]; readonly format: 'text' | 'json' }
  | { readonly command: 'explain'; readonly name: string }
  | { readonly command: 'inspect'; readonly file: string; readonly query?: string }
