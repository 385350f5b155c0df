import { pathMatcher, segmentMatcher } from './glob.ts'

interface Rule {
  readonly negated: boolean
  readonly directoryOnly: boolean
  readonly byName: ((name: string) => boolean) | undefined
  readonly byPath: ((segments: readonly string[]) => boolean) | undefined
}

/**
 * The patterns of one ignore file, relative to the directory it stands in.
 * https://git-scm.com/docs/gitignore#_pattern_format
 */
export class IgnoreRules {
  readonly #rules: Rule[] = []

  constructor(patterns: readonly string[]) {
    for (const pattern of patterns) {
      const rule = compile(pattern)
      if (rule) this.#rules.push(rule)
    }
  }

  get isEmpty(): boolean {
    return this.#rules.length === 0
  }

  /**
   * What the last pattern that matches says of one entry: true ignored, false taken back by `!`, undefined nothing.
   * Its directories are not looked at: a walk from the top has asked about them before.
   * @param segments the entry's path relative to the directory of the rules
   */
  test(segments: readonly string[], isDirectory: boolean): boolean | undefined {
    const name = segments.at(-1) ?? ''
    for (let i = this.#rules.length - 1; i >= 0; i--) {
      const rule = this.#rules[i]
      if (!rule || (rule.directoryOnly && !isDirectory)) continue
      if (rule.byName ? rule.byName(name) : rule.byPath?.(segments)) return !rule.negated
    }
    return undefined
  }
}

/** The rules in the text of a `.gitignore`. */
export function parseIgnoreFile(text: string): IgnoreRules {
  return new IgnoreRules(text.replace(/^\uFEFF/, '').split(/\r?\n/))
}

function compile(line: string): Rule | undefined {
  // Trailing spaces do not count unless escaped.
  let pattern = line.replace(/(?<!\\)[ \t]+$/, '')
  if (pattern === '' || pattern.startsWith('#')) return undefined
  const negated = pattern.startsWith('!')
  if (negated) pattern = pattern.slice(1)
  const directoryOnly = pattern.endsWith('/')
  if (directoryOnly) pattern = pattern.replace(/\/+$/, '')
  if (pattern === '') return undefined
  // A slash anywhere but at the end ties a pattern to the directory of its file; `**/name` is a plain name again.
  const name = /^(?:\*\*\/)*([^/]+)$/.exec(pattern)?.[1]
  return name !== undefined && name !== '**'
    ? { negated, directoryOnly, byName: segmentMatcher(name), byPath: undefined }
    : { negated, directoryOnly, byName: undefined, byPath: pathMatcher(pattern) }
}
