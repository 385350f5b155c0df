import type { PlanProject } from '../engine/request.ts'
import type { Registry } from '../transform/define.ts'
import type { TypeAnswers, TypeQuestions } from '../types/ask.ts'
import type { Example } from './explain.ts'

/** Where output goes. `process.stdout` is one. */
export interface Output {
  write(chunk: string | Uint8Array): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

/** What the command line needs from the process around it, so that tests can stand in for it. */
export interface Host {
  readonly registry: Registry
  readonly planProject: PlanProject
  /** Asks a type server; absent where none is to be asked. */
  readonly askTypes?: (questions: TypeQuestions) => Promise<TypeAnswers>
  readonly stdin: AsyncIterable<string | Uint8Array> & { readonly isTTY?: boolean | undefined }
  readonly stdout: Output
  readonly stderr: Output
  /** Absolute. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  /** Says which build of pymolt it is; without one nothing is kept from run to run. */
  readonly build?: string
  /** The examples of `explain` by transform; empty when none are shipped. */
  readonly readExamples?: () => Readonly<Record<string, Example>>
  /**
   * Asked for while files are being written: from then on an interrupt (Ctrl-C) is only noted,
   * so that no file is left half done. Without it interrupts end the process as usual.
   */
  readonly holdInterrupts?: () => HeldInterrupts
}

/** Interrupts that are noted instead of ending the process. */
export interface HeldInterrupts {
  /** The exit code that the first interrupt asks for (130 for SIGINT, 143 for SIGTERM); undefined when there was none. */
  exitCode(): number | undefined
  /** Interrupts end the process again. */
  release(): void
}
