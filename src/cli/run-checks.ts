import { relative, resolve } from 'node:path'
import type { Culprit } from '../check/isolate.ts'
import { OutcomeCache } from '../check/outcome-cache.ts'
import type { LeftOut } from '../workspace/ledger.ts'
import { userSealer } from '../workspace/seal.ts'
import type { StateFolder } from '../workspace/state-folder.ts'
import type { TreeState } from '../workspace/tree-state.ts'
import { checkByFile } from './check-files.ts'
import { baseOf, Gate, type GateResult } from './gate.ts'
import type { Host } from './host.ts'
import type { MigrateOptions } from './migrate-options.ts'
import type { PlanSpace, Site } from './plan-space.ts'

/** Runs of the check that one migration may take, unless told otherwise. */
const DEFAULT_BUDGET = 60

/** What the user's checks found. */
export interface CheckFindings {
  /** The sites that stay. */
  readonly kept: readonly Site[]
  /** Sites that --check-files took out. */
  readonly byFile: readonly Culprit<Site>[]
  readonly gate?: GateResult
}

/**
 * Has the user's commands look at the plan, those for single files first. They come from the command line alone.
 * @throws UsageError when a command says nothing about the unchanged tree; CheckInterrupted; StateError
 */
export async function runChecks(
  options: MigrateOptions,
  setup: {
    readonly root: string
    readonly space: PlanSpace
    readonly tree: TreeState
    readonly state: StateFolder
    readonly projectFiles: readonly string[]
    readonly say: (line: string) => void
    readonly isInterrupted: () => boolean
  },
  host: Host,
): Promise<CheckFindings> {
  const { root, space, tree, state } = setup
  const { cwd, env } = host
  const byFile =
    options.checkFiles === undefined
      ? []
      : await checkByFile(
          { command: options.checkFiles, cwd, env, timeout: options.checkTimeout },
          { ...setup, shownPath: (path) => relative(cwd, resolve(root, path)) },
        )
  const left = new Set(byFile.map(({ suspect }) => suspect.fingerprint))
  if (options.check === undefined)
    return { kept: space.sites().filter(({ fingerprint }) => !left.has(fingerprint)), byFile }
  tree.restore()
  const gate = new Gate(
    {
      check: {
        command: options.check,
        cwd,
        env,
        ...(options.checkReport === undefined ? {} : { report: resolve(cwd, options.checkReport) }),
      },
      budget: options.checkBudget ?? DEFAULT_BUDGET,
      timeout: options.checkTimeout,
      retries: options.checkRetries ?? 0,
    },
    {
      ...setup,
      cache: new OutcomeCache(state.checks, userSealer(env)),
      base: baseOf(root, setup.projectFiles, env),
    },
  )
  const result = await gate.run(byFile.map(({ suspect }) => suspect))
  return { kept: result.kept, byFile, gate: result }
}

/** What the next run leaves out. */
export function leftOutBy({ gate, byFile }: CheckFindings, options: MigrateOptions): LeftOut[] {
  const at = new Date().toISOString()
  const entry =
    (check: string | undefined) =>
    ({ suspect, failures }: Culprit<Site>): LeftOut => {
      const { fingerprint, transform, line, before, after } = suspect.change
      return {
        fingerprint,
        transform,
        path: suspect.path,
        line,
        before,
        after,
        cause: 'check',
        failures: failures.slice(0, 20),
        ...(check === undefined ? {} : { check }),
        at,
      }
    }
  return [...byFile.map(entry(options.checkFiles)), ...(gate?.culprits ?? []).map(entry(options.check))]
}
