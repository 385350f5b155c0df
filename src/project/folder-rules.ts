import type { Dirent } from 'node:fs'
import { join } from 'node:path'
import { readIgnoreFile, repositoryExcludes } from './git-excludes.ts'
import type { IgnoreRules } from './ignore-rules.ts'

/** The rules of one directory, and how many segments it lies below the top of the rule tree. */
export interface RuleLevel {
  readonly depth: number
  readonly rules: IgnoreRules
}

/** A directory and the rules that hold in it. */
export interface RuledFolder {
  readonly absolute: string
  /** Its segments below the top of the rule tree. */
  readonly segments: readonly string[]
  /** From the strongest on. */
  readonly levels: readonly RuleLevel[]
}

/** From the weakest on: `.ignore` is stronger than `.gitignore`. */
const IGNORE_FILES = ['.gitignore', '.ignore']

/** The rules in a directory: its own ignore files in front of those that hold already. */
export function withOwnRules(
  { absolute, segments, levels }: RuledFolder,
  entries: readonly Dirent[],
): readonly RuleLevel[] {
  let result = levels
  for (const name of IGNORE_FILES) {
    if (!entries.some((entry) => entry.name === name)) continue
    const rules = readIgnoreFile(join(absolute, name))
    if (rules) result = [{ depth: segments.length, rules }, ...result]
  }
  return result
}

/**
 * The rules from the top of a rule tree down to the directory above the one at `segments`.
 * @param top absolute
 * @param gitRoot where git's own exclude files hold, too
 */
export function rulesAbove(
  top: string,
  segments: readonly string[],
  gitRoot: string | undefined,
): readonly RuleLevel[] {
  const levels: RuleLevel[] = []
  if (gitRoot !== undefined)
    for (const rules of repositoryExcludes(gitRoot)) levels.unshift({ depth: 0, rules })
  for (let depth = 0; depth < segments.length; depth++) {
    const directory = join(top, ...segments.slice(0, depth))
    for (const name of IGNORE_FILES) {
      const rules = readIgnoreFile(join(directory, name))
      if (rules) levels.unshift({ depth, rules })
    }
  }
  return levels
}

/** What the strongest rule that speaks of an entry says. @param segments the entry's, below the top of the rule tree */
export function isIgnored(
  levels: readonly RuleLevel[],
  segments: readonly string[],
  isDirectory: boolean,
): boolean {
  for (const { depth, rules } of levels) {
    const verdict = rules.test(segments.slice(depth), isDirectory)
    if (verdict !== undefined) return verdict
  }
  return false
}
