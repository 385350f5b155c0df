import type { PackageRelease, VersionText } from '#transform'

/**
 * The first Python that no release of Django older than this one runs on: what they import of the standard library is gone there.
 * 1.11 and 2.0 take classes from collections, 2.1 hands `codeset` to gettext, up to 3.2 all need distutils, and 4.0 needs cgi.
 */
const GIVEN = {
  '2.0': '3.10',
  '2.1': '3.10',
  '2.2': '3.11',
  '3.0': '3.12',
  '3.1': '3.12',
  '3.2': '3.12',
  '4.0': '3.12',
  '4.1': '3.13',
  '4.2': 'none',
  '5.0': 'none',
  '5.1': 'none',
  '5.2': 'none',
  '6.0': 'none',
} as const satisfies Readonly<Record<string, VersionText | 'none'>>

export type Release = keyof typeof GIVEN

/**
 * A release of Django, as transforms ask for it.
 * @param why what else a reviewer has to know where an older one may be there
 */
export function django(release: Release, why?: string): PackageRelease {
  return { package: 'Django', version: release, given: GIVEN[release], ...(why !== undefined && { why }) }
}

/** That something needs this release of Django, as a row of a table says it. */
export function needs(release: Release, why?: string): { readonly needs: PackageRelease } {
  return { needs: django(release, why) }
}
