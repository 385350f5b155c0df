import type { Version } from '../python/version.ts'

/** The newest minor version of Python 3 that is known. */
export const NEWEST_MINOR = 15
/** No Python 3 minor version had more patch releases than this. */
const HIGHEST_PATCH = 30

/** What a requirement says: the lowest Python 3 that it lets in; `none` when it lets in nothing that is known. */
export type Lowest = Version | 'none' | undefined

type Release = readonly [number, number, number]
type Clause = { readonly allows: (release: Release) => boolean; readonly bounds: boolean }

/**
 * The lowest Python 3 that a requirement lets in: a PEP 440 specifier set (`>=3.8, !=3.9.*`), or Poetry's notation
 * (`^3.8`, `~3.8`, `3.8.*`, `>=3.7 || ^2.7`). Undefined when it has no lower bound (`<4`, `*`) or cannot be read;
 * `none` when no Python from 3.0 on fits.
 * https://packaging.python.org/en/latest/specifications/version-specifiers/
 */
export function lowestAllowed(requirement: string): Lowest {
  const alternatives = requirement.split(/\|\|?/).map(parseSet)
  if (alternatives.some((clauses) => clauses === undefined)) return undefined
  // One alternative without a lower bound takes it from all of them.
  if (alternatives.some((clauses) => !clauses?.some((clause) => clause.bounds))) return undefined
  for (let minor = 0; minor <= NEWEST_MINOR; minor++) {
    for (let patch = 0; patch <= HIGHEST_PATCH; patch++) {
      if (alternatives.some((clauses) => clauses?.every((clause) => clause.allows([3, minor, patch]))))
        return { major: 3, minor }
    }
  }
  return 'none'
}

function parseSet(text: string): Clause[] | undefined {
  // Commas separate in PEP 440; Poetry takes spaces as well (`>=3.6 <4`).
  const parts = text
    .replace(/(\^|~=|~|===|==|!=|<=|>=|<|>|=)\s+/g, '$1')
    .split(/[,\s]+/)
    .filter(Boolean)
  const clauses = parts.map(parseClause)
  return clauses.every((clause) => clause !== undefined) ? clauses : undefined
}

function parseClause(text: string): Clause | undefined {
  if (text === '*') return { allows: () => true, bounds: false }
  const match = /^(\^|~=|~|===|==|!=|<=|>=|<|>|=)?v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(\.\*)?[\w.+-]*$/.exec(text)
  if (!match) return undefined
  const [, operator = '==', major, minor, patch, wildcard] = match
  const given = [major, minor, patch].filter((part) => part !== undefined).map(Number)
  const bound: Release = [given[0] ?? 0, given[1] ?? 0, given[2] ?? 0]
  const startsWith = (release: Release, length: number) =>
    given.slice(0, length).every((part, i) => part === release[i])
  const compared = (release: Release) =>
    release[0] - bound[0] || release[1] - bound[1] || release[2] - bound[2]
  const least = (release: Release) => compared(release) >= 0
  switch (operator) {
    case '>=':
      return { allows: least, bounds: true }
    case '>':
      return { allows: (release) => compared(release) > 0, bounds: true }
    case '<=':
      return { allows: (release) => compared(release) <= 0, bounds: false }
    case '<':
      return { allows: (release) => compared(release) < 0, bounds: false }
    case '!=':
      return {
        allows: (release) => !(wildcard ? startsWith(release, given.length) : compared(release) === 0),
        bounds: false,
      }
    case '~=':
      return { allows: (release) => least(release) && startsWith(release, given.length - 1), bounds: true }
    case '~':
      return {
        allows: (release) => least(release) && startsWith(release, Math.min(given.length, 2)),
        bounds: true,
      }
    case '^':
      return { allows: (release) => least(release) && startsWith(release, 1), bounds: true }
    default:
      return {
        allows: (release) => (wildcard ? startsWith(release, given.length) : compared(release) === 0),
        bounds: true,
      }
  }
}
