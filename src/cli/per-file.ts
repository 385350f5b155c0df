import { relative, sep } from 'node:path'
import type { FileToPlan } from '../engine/request.ts'
import type { Config } from '../project/config.ts'
import { IgnoreRules } from '../project/ignore-rules.ts'
import type { Registry } from '../transform/define.ts'
import { expandName } from './selection.ts'

/**
 * The transforms that `per-file` settings take away from single files, by path: with `select` all others, and those in `skip`.
 * Patterns are relative to the configuration's folder and match as in a `.gitignore`, also by a folder above the file.
 * @returns undefined when no file is concerned
 * @throws UsageError for a name that is no transform, family or recipe
 */
export function skippedByFile(
  registry: Registry,
  config: Config,
  root: string,
  files: readonly FileToPlan[],
  transforms: readonly string[],
): Readonly<Record<string, readonly string[]>> | undefined {
  const rules = (config.perFile ?? []).map(({ pattern, select, skip }) => ({
    pattern: new IgnoreRules([pattern]),
    select: new Set(select.flatMap((name) => expandName(registry, name))),
    skip: new Set(skip.flatMap((name) => expandName(registry, name))),
  }))
  if (rules.length === 0) return undefined
  const prefix = relative(config.directory, root).split(sep).filter(Boolean)
  const result: Record<string, readonly string[]> = {}
  for (const { path } of files) {
    const segments = [...prefix, ...path.split('/')]
    const fitting = rules.filter(({ pattern }) =>
      segments.some((_, index) => pattern.test(segments.slice(0, index + 1), index + 1 < segments.length)),
    )
    const skipped = transforms.filter((name) =>
      fitting.some(({ select, skip }) => skip.has(name) || (select.size > 0 && !select.has(name))),
    )
    if (skipped.length > 0) result[path] = skipped
  }
  return Object.keys(result).length > 0 ? result : undefined
}
