import { formatVersion, type Version } from '../../python/version.ts'
import { raiseImages } from './docker.ts'
import {
  dotted,
  inOrder,
  isOlder,
  type ListedVersion,
  type Raised,
  raiseList,
  removeMember,
  type TargetEdit,
} from './edit.ts'

/** Keys whose values are versions of Python in the configurations of CI services. */
const KEYS =
  'python-version|python_version|python-versions|python_versions|pythonVersion|python|py|PYTHON_VERSION|PYTHON'
const FLOW = new RegExp(`^([ \\t]*(?:-[ \\t]+)?["']?(?:${KEYS})["']?[ \\t]*:[ \\t]*\\[)([^\\]]*)\\]`, 'gm')
const BLOCK = new RegExp(
  `^([ \\t]*)(?:-[ \\t]+)?["']?(?:${KEYS})["']?[ \\t]*:[ \\t]*(?:#.*)?\\r?\\n((?:[ \\t]*(?:-[ \\t]+.*|#.*)?(?:\\r?\\n|$))+)`,
  'gm',
)
const SCALAR = new RegExp(
  `^([ \\t]*)(-[ \\t]+)?(["']?(?:${KEYS})["']?[ \\t]*:[ \\t]*)(["']?)(\\d\\.\\d{1,2})(?:\\.\\d+|\\.x|-dev)?\\4(?=[ \\t]*(?:#.*)?\\r?$)`,
  'gm',
)
/** A member of a list that is a version and nothing else (`pypy-3.8` is not). */
const MEMBER = /(?<![\w.-])(["']?)(\d\.\d{1,2})(?:\.\d+|\.x|-dev)?\1(?![\w.-])/g

/** `raiseTarget` for CI configurations, `.readthedocs.yaml` and `.pre-commit-config.yaml`. By span: comments stay. */
export function raiseYaml(text: string, target: Version): Raised {
  const edits: TargetEdit[] = []
  const { edits: images, findings } = raiseImages(text, target)
  for (const match of text.matchAll(FLOW)) {
    const from = match.index + (match[1] ?? '').length
    edits.push(...raiseMembers(text, from, match[2] ?? '', target))
  }
  for (const match of text.matchAll(BLOCK)) {
    const list = match[2] ?? ''
    const from = match.index + match[0].length - list.length
    const members = [
      ...list.matchAll(/^[ \t]*(-[ \t]+)(["']?)(\d\.\d{1,2})(?:\.\d+|\.x|-dev)?\2(?=[ \t]*(?:#.*)?\r?$)/gm),
    ].map((item): ListedVersion => {
      const start = from + item.index + item[0].indexOf('-')
      const quote = item[2] || '"'
      return {
        start,
        end: from + item.index + item[0].length,
        version: dotted(item[3] ?? '') ?? target,
        write: (to) => `${item[1]}${quote}${formatVersion(to)}${quote}`,
      }
    })
    edits.push(...raiseList(members, target, (member) => removeMember(text, member)))
  }
  for (const match of text.matchAll(SCALAR)) {
    const version = dotted(match[5] ?? '')
    if (!version || !isOlder(version, target)) continue
    const end = match.index + match[0].length
    const quote = match[4] || '"'
    const start = match.index + (match[1] ?? '').length + (match[2] ?? '').length + (match[3] ?? '').length
    if (isMatrixEntry(text, match.index, match[2] !== undefined))
      findings.push({
        start,
        end,
        message: `an entry of the matrix names Python ${match[5]}: remove or raise it by hand`,
      })
    else edits.push({ start, end, text: `${quote}${formatVersion(target)}${quote}` })
  }
  for (const match of text.matchAll(
    /\b(language_version:[ \t]*["']?python)(\d\.\d{1,2})\b|(--py)(\d)(\d{1,2})-plus\b/g,
  )) {
    const version = match[2] ? dotted(match[2]) : { major: Number(match[4]), minor: Number(match[5]) }
    if (!version || !isOlder(version, target)) continue
    const start = match.index + (match[1] ?? match[3] ?? '').length
    const [old, now] = match[2]
      ? [match[2], formatVersion(target)]
      : [`${match[4]}${match[5]}`, `${target.major}${target.minor}`]
    edits.push({ start, end: start + old.length, text: now })
  }
  return { edits: inOrder([...edits, ...images], text), findings }
}

function raiseMembers(text: string, from: number, list: string, target: Version): TargetEdit[] {
  // A comment may name versions, too.
  const code = list.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length))
  const members = [...code.matchAll(MEMBER)].map((match): ListedVersion => {
    const start = from + match.index
    // Without quotes 3.10 would be the number 3.1.
    const quote = match[1] || '"'
    return {
      start,
      end: start + match[0].length,
      version: dotted(match[2] ?? '') ?? target,
      write: (to) => `${quote}${formatVersion(to)}${quote}`,
    }
  })
  return raiseList(members, target, (member) => removeMember(text, member))
}

/** Whether the key at `index` stands in an entry of a matrix's `include` or `exclude`. */
function isMatrixEntry(text: string, index: number, isFirst: boolean): boolean {
  const indentOf = (line: string) => /^[ \t]*(?:-[ \t]+)?/.exec(line)?.[0].length ?? 0
  const lines = text.slice(0, index).split('\n')
  const line = text.slice(index).split('\n', 1)[0] ?? ''
  let indent = isFirst ? (/^[ \t]*/.exec(line)?.[0].length ?? 0) : indentOf(line)
  for (let at = lines.length - 1; at >= 0; at--) {
    const above = lines[at] ?? ''
    if (above.trim() === '' || above.trim().startsWith('#')) continue
    const start = /^[ \t]*/.exec(above)?.[0].length ?? 0
    if (/^[ \t]*(include|exclude)[ \t]*:/.test(above) && start <= indent) return true
    if (start < indent) {
      if (!above.trim().startsWith('- ')) return false
      indent = start
    }
  }
  return false
}
