import { UsageError } from '../project/usage-error.ts'
import type { RunOptions } from './options.ts'

/**
 * @param transforms those that run
 * @throws UsageError where `--stage` does not fit the rest
 */
export function checkStage(options: RunOptions, transforms: readonly string[], stdin: boolean): void {
  if (options.stage === undefined) return
  // One or two alone cannot tell what is ready.
  if (transforms.filter((name) => name.startsWith('pydantic/')).length < 3)
    throw new UsageError('`--stage v1` is about the move to Pydantic v2: add `--recipe pydantic-v2`.')
  if (stdin) throw new UsageError('`--stage` looks at models of several files, not at standard input.')
  for (const name of ['maxFiles', 'maxChanges', 'maxLines', 'since'] as const)
    if (options[name] !== undefined)
      throw new UsageError(
        `\`--stage\` moves connected models together: leave \`--${name.replace(/[A-Z]/, (c) => `-${c.toLowerCase()}`)}\` out.`,
      )
}
