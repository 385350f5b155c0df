import { UsageError } from '../project/usage-error.ts'
import { movesPydantic } from './migrate-options.ts'
import type { RunOptions } from './options.ts'

/** @throws UsageError where `--stage` does not fit the rest */
export function checkStage(options: RunOptions, stdin: boolean): void {
  if (options.stage === undefined) return
  if (!movesPydantic(options))
    throw new UsageError('`--stage v1` is about the move to Pydantic v2: add `--recipe pydantic-v2`.')
  if (stdin) throw new UsageError('`--stage` looks at models of several files, not at standard input.')
  for (const name of ['maxFiles', 'maxChanges', 'maxLines', 'since'] as const)
    if (options[name] !== undefined)
      throw new UsageError(
        `\`--stage\` moves connected models together: leave \`--${name.replace(/[A-Z]/, (c) => `-${c.toLowerCase()}`)}\` out.`,
      )
}
