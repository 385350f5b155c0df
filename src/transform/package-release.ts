import type { Node } from '../python/node.ts'
import type { Context } from './context.ts'
import type { VersionText } from './define.ts'

/** A release of a package from which on something is there, or is gone. */
export interface PackageRelease {
  /** As people write it, such as `Django`: manifests are searched for it in any case. */
  readonly package: string
  readonly version: `${number}.${number}`
  /** The first Python that no older release runs on; 'none' while there is none. */
  readonly given: VersionText | 'none'
  /** What else a reviewer has to know where an older one may be there. */
  readonly why?: string
}

/** Whether a release or a newer one is surely there: by the Python that the code runs on, or by what the project asks for. Undefined when neither tells. */
export function hasRelease(context: Context, release: PackageRelease): boolean | undefined {
  if (release.given !== 'none' && context.targets(release.given)) return true
  const oldest = context.project.oldestRelease(release.package)
  return oldest === undefined ? undefined : compareReleases(oldest, release.version) >= 0
}

/**
 * What a reviewer has to be told of a release that a rewrite needs: nothing where it is surely there. Where the project asks for older
 * releases, too, the site is left alone.
 */
export function neededRelease(context: Context, release: PackageRelease): string | undefined {
  const has = hasRelease(context, release)
  if (has === true) return undefined
  const needed = `needs ${nameOf(release)}`
  if (has === false)
    context.skip(`${needed}, and the project asks for ${context.project.oldestRelease(release.package)}`)
  return release.why === undefined ? needed : `${needed}: ${release.why}`
}

/** Has a rewrite looked at that needs a release which may not be there. */
export function reviewRelease(context: Context, release: PackageRelease): void {
  const needed = neededRelease(context, release)
  if (needed !== undefined) context.review(needed)
}

/** Whether what went with a version of Python, or a release of a package, is surely gone. */
export function isGone(context: Context, gone: VersionText | 'none' | PackageRelease): boolean {
  if (typeof gone === 'string') return gone !== 'none' && context.targets(gone)
  return hasRelease(context, gone) === true
}

/** Records what is gone in a release; where an older one may be there, for the Python with which that comes. */
export function reportGone(context: Context, message: string, at: Node, release: PackageRelease): void {
  const isSure = release.given === 'none' || hasRelease(context, release) === true
  context.report(message, at, isSure ? undefined : release.given)
}

/** `Django 3.1`. */
export function nameOf(release: PackageRelease): string {
  return `${release.package} ${release.version}`
}

/** Negative when release `a` is older than `b`, positive when it is newer. */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number))
  return (left?.[0] ?? 0) - (right?.[0] ?? 0) || (left?.[1] ?? 0) - (right?.[1] ?? 0)
}
