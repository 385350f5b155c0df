import { createHash } from 'node:crypto'

/**
 * The stable identity of a site: 16 hexadecimal digits. It has no line number in it, so code moving above a site does not change it.
 * @param site.path relative to the project's root, with `/`
 * @param site.enclosing qualified name of the function or class around the site, '' at module level
 * @param site.matchedText the site's text in the original file
 * @param site.ordinal how often `matchedText` stands before the site in `enclosing`
 */
export function fingerprint(site: {
  readonly transform: string
  readonly path: string
  readonly enclosing: string
  readonly matchedText: string
  readonly ordinal: number
}): string {
  const parts = [site.transform, site.path, site.enclosing, site.matchedText, site.ordinal]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}
