/** A Python language version: major and minor. */
export interface Version {
  readonly major: number
  readonly minor: number
}

/**
 * Reads a version as people write it: `3.12`, `3.12.4`, `py312`, `py3.12`, `312`, `3`.
 * A version without a minor one counts as `.0`; a patch level is dropped. Undefined when it is none of these.
 */
export function parseVersion(text: string): Version | undefined {
  const trimmed = text.trim().toLowerCase()
  const dotted = /^(?:py(?:thon)?)?([23])(?:\.(\d{1,2})(?:\.\d+[a-z0-9]*)?)?$/.exec(trimmed)
  const compact = /^(?:py(?:thon)?)?([23])(\d{1,2})$/.exec(trimmed)
  const match = dotted ?? compact
  return match ? { major: Number(match[1]), minor: Number(match[2] ?? 0) } : undefined
}

/** Negative when `a` is older than `b`, positive when it is newer, 0 when they are the same. */
export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor
}

/**
 * Whether `version` is `minimum` (such as `3.9`) or newer.
 * @throws RangeError when `minimum` is not a version.
 */
export function atLeast(version: Version, minimum: string | Version): boolean {
  const bound = typeof minimum === 'string' ? parseVersion(minimum) : minimum
  if (!bound) throw new RangeError(`not a Python version: ${String(minimum)}`)
  return compareVersions(version, bound) >= 0
}

/** The version as `3.12`. */
export function formatVersion(version: Version): string {
  return `${version.major}.${version.minor}`
}
