import { compareVersions, formatVersion, type Version } from '../../python/version.ts'
import { lowestAllowed } from '../requires-python.ts'
import { isOlder } from './edit.ts'

/**
 * A requirement (`>=3.6, <4`, `^3.8`) that lets in nothing older than `target`, as like the old one as can be.
 * @returns undefined when it says so already; a reason when a person has to decide
 */
export function raiseRequirement(
  text: string,
  target: Version,
): { readonly text: string } | { readonly reason: string } | undefined {
  const lowest = lowestAllowed(text)
  if (lowest && lowest !== 'none' && compareVersions(lowest, target) >= 0) return undefined
  const version = formatVersion(target)
  if (text.includes('|')) return { reason: `it names alternatives; let it begin with ${version}` }
  const parts = text.split(',')
  let isBound = false
  const raised = parts.map((part): string | undefined => {
    const clause = /^(\s*)(>=|~=|\^|>|!=)(\s*)v?(\d+)(?:\.(\d+))?(\.\d+|\.\*)?(\s*)$/.exec(part)
    if (!clause) return part
    const [, before = '', operator = '', space = '', major, minor, rest, after = ''] = clause
    if (operator === '!=') {
      const excluded = { major: Number(major), minor: Number(minor ?? 0) }
      return isOlder(excluded, target) ? undefined : part
    }
    // `~=3.6.1` and the like stay within one minor version.
    if (operator === '~=' && rest !== undefined) return part
    isBound = true
    return `${before}${operator === '>' ? '>=' : operator}${space}${version}${after}`
  })
  const kept = raised.filter((part) => part !== undefined).join(',')
  const joined = raised[0] === undefined ? kept.trimStart() : kept
  const hasLower = /(^|[\s,])(>=|>|~|\^|=|\d)/.test(text)
  const trimmed = joined.trim()
  const result =
    isBound || hasLower ? joined : `>=${version}${trimmed === '' || trimmed === '*' ? '' : `,${trimmed}`}`
  const now = lowestAllowed(result)
  if (now && now !== 'none' && compareVersions(now, target) === 0) return { text: result }
  return { reason: `\`${text.trim()}\` does not let in Python ${version}, or cannot be read` }
}
