import { formatVersion, type Version } from '../../python/version.ts'
import { raiseClassifiers } from './classifiers.ts'
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
import { raiseRequirement } from './requirement.ts'

/** A key of an ini file with the span of its value, continuation lines included. */
interface IniValue {
  readonly section: string
  readonly key: string
  readonly start: number
  readonly end: number
}

/** `raiseTarget` for `setup.cfg`, `tox.ini`, `mypy.ini` and the like. */
export function raiseIni(text: string, target: Version): Raised {
  const raised: Raised = { edits: [], findings: [] }
  for (const value of iniValues(text)) {
    const { section, key } = value
    if (section === 'options' && key === 'python_requires') requirement(text, value, target, raised)
    else if ((section === 'mypy' && key === 'python_version') || key === 'py-version')
      raised.edits.push(...single(text, value, target))
    else if (section === 'tox' && (key === 'envlist' || key === 'env_list'))
      raised.edits.push(...environments(text, value, target))
    else if (section.startsWith('testenv') && (key === 'basepython' || key === 'base_python'))
      raised.edits.push(...interpreter(text, value, target))
    else if (section === 'gh-actions' && key === 'python') raised.edits.push(...mapping(text, value, target))
  }
  raised.edits.push(...raiseClassifiers(text, target, false))
  return { ...raised, edits: inOrder(raised.edits, text) }
}

function* iniValues(text: string): Generator<IniValue> {
  let section = ''
  let open: { section: string; key: string; start: number; end: number } | undefined
  for (const match of text.matchAll(/[^\n]*(?:\n|$)/g)) {
    const line = match[0].replace(/\r?\n$/, '')
    if (match[0] === '' || /^\s*[#;]/.test(line)) continue
    if (open && /^\s+\S/.test(line)) {
      open.end = match.index + line.length
      continue
    }
    if (open) yield open
    open = undefined
    const header = /^\[([^\]]+)\]/.exec(line)?.[1]
    if (header !== undefined) section = header.trim()
    const pair = /^([\w.-]+)[ \t]*[=:][ \t]*/.exec(line)
    if (pair?.[1]) {
      const start = match.index + pair[0].length
      open = { section, key: pair[1].toLowerCase(), start, end: match.index + line.length }
    }
  }
  if (open) yield open
}

function requirement(text: string, { start, end }: IniValue, target: Version, raised: Raised): void {
  const raw = text.slice(start, end)
  const from = start + (raw.length - raw.trimStart().length)
  const value = raw.trim()
  if (value.includes('\n')) return
  const answer = raiseRequirement(value, target)
  if (!answer) return
  const span = { start: from, end: from + value.length }
  if ('text' in answer) raised.edits.push({ ...span, text: answer.text })
  else raised.findings.push({ ...span, message: `set the Python version by hand: ${answer.reason}` })
}

function single(text: string, { start, end }: IniValue, target: Version): TargetEdit[] {
  const value = text.slice(start, end).trim()
  const version = dotted(value)
  return version && isOlder(version, target)
    ? [{ start, end: start + value.length, text: formatVersion(target) }]
    : []
}

function interpreter(text: string, { start, end }: IniValue, target: Version): TargetEdit[] {
  const match = /^python(\d)\.(\d{1,2})(?=\s|$)/.exec(text.slice(start, end))
  if (!match || !isOlder({ major: Number(match[1]), minor: Number(match[2]) }, target)) return []
  return [{ start, end: start + match[0].length, text: `python${formatVersion(target)}` }]
}

/** `3.8: py38` a line: the lines of older versions go, unless that were all. */
function mapping(text: string, { start, end }: IniValue, target: Version): TargetEdit[] {
  const members = [...text.slice(start, end).matchAll(/^[ \t]*(\d)\.(\d{1,2})[ \t]*:.*$/gm)].map(
    (match): ListedVersion => {
      const version = { major: Number(match[1]), minor: Number(match[2]) }
      const at = start + match.index
      const from = at + (match[0].length - match[0].trimStart().length)
      const write = (to: Version) => `${formatVersion(to)}: py${to.major}${to.minor}`
      return { start: from, end: at + match[0].trimEnd().length, version, write }
    },
  )
  return raiseList(members, target, (member) => removeMember(text, member))
}

/** `py{36,37}-django{2,3}`, `py38`, `{py36,py37}`, `py3{6,7}`. */
function environments(text: string, { start, end }: IniValue, target: Version): TargetEdit[] {
  // A comment may name environments, too.
  const value = text.slice(start, end).replace(/^[ \t]*[#;].*$/gm, (comment) => ' '.repeat(comment.length))
  const edits: TargetEdit[] = []
  const inBraces: [number, number][] = []
  for (const match of value.matchAll(/(py\d?)?\{([^{}]*)\}/g)) {
    inBraces.push([match.index, match.index + match[0].length])
    const prefix = match[1] ?? ''
    const from = start + match.index + prefix.length + 1
    const members = membersOf(match[2] ?? '', from, prefix)
    edits.push(...raiseList(members, target, (member) => removeMember(text, member)))
  }
  // Environments of the same further factors are alternatives to each other.
  const groups = new Map<string, ListedVersion[]>()
  for (const match of value.matchAll(/(?<=^|[\s,])py(\d)\.?(\d{1,2})((?:-[\w.{},-]*)?)(?=[\s,]|$)/g)) {
    if (inBraces.some(([from, to]) => match.index >= from && match.index < to)) continue
    const [whole, major, minor, rest = ''] = match
    const at = start + match.index
    const dot = whole.includes('.') ? '.' : ''
    const member: ListedVersion = {
      start: at,
      end: at + whole.length,
      version: { major: Number(major), minor: Number(minor) },
      write: (to) => `py${to.major}${dot}${to.minor}${rest}`,
    }
    groups.set(rest, [...(groups.get(rest) ?? []), member])
  }
  for (const members of groups.values())
    edits.push(...raiseList(members, target, (member) => removeMember(text, member)))
  return edits
}

/** The versions in braces; `prefix` is what stands before them (`py`, `py3` or nothing). */
function membersOf(list: string, from: number, prefix: string): ListedVersion[] {
  return [...list.matchAll(/[^,\s]+/g)].flatMap((match): ListedVersion[] => {
    const version = /^py(\d)\.?(\d{1,2})$/.exec(prefix + match[0])
    if (!version) return []
    const start = from + match.index
    const dot = match[0].includes('.') ? '.' : ''
    return [
      {
        start,
        end: start + match[0].length,
        version: { major: Number(version[1]), minor: Number(version[2]) },
        write: (to) => `py${to.major}${dot}${to.minor}`.slice(prefix.length),
      },
    ]
  })
}
