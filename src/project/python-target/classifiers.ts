import { formatVersion, type Version } from '../../python/version.ts'
import { isOlder, type ListedVersion, raiseList, removeMember, type TargetEdit } from './edit.ts'

const NAME = 'Programming Language :: Python :: '
const QUOTED = /(["'])Programming Language :: Python :: (\d)(?:\.(\d{1,2}))?( :: Only)?\1/g
const BARE = /(?<=^[ \t]*)Programming Language :: Python :: (\d)(?:\.(\d{1,2}))?( :: Only)?(?=[ \t]*$)/gm

/**
 * The trove classifiers of versions older than `target` go, and the target's takes the place of the newest where it is
 * not there yet. Quoted ones in a list, or one a line.
 */
export function raiseClassifiers(text: string, target: Version, isQuoted: boolean): TargetEdit[] {
  const minors: ListedVersion[] = []
  const others: TargetEdit[] = []
  for (const match of text.matchAll(isQuoted ? QUOTED : BARE)) {
    const [whole, quote, major, minor, only] = isQuoted ? match : [match[0], '', ...match.slice(1)]
    const span = { start: match.index, end: match.index + whole.length }
    const version = { major: Number(major), minor: Number(minor ?? 0) }
    if (minor !== undefined)
      minors.push({ ...span, version, write: (raised) => `${quote}${NAME}${formatVersion(raised)}${quote}` })
    // "Python :: 3" and "Python :: 3 :: Only" stay as true as they were.
    else if (isOlder({ ...version, minor: 99 }, target) && only === undefined)
      others.push(removeMember(text, span))
  }
  // A project that only says "Python :: 3" need not say more.
  return [...raiseList(minors, target, (member) => removeMember(text, member)), ...others]
}
