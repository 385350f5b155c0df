import { table } from '../../python/table.ts'
import { formatVersion, type Version } from '../../python/version.ts'
import { parseToml } from '../toml.ts'
import { raiseClassifiers } from './classifiers.ts'
import {
  dotted,
  inOrder,
  isOlder,
  type ListedVersion,
  type Raised,
  raiseList,
  removeMember,
  tagged,
} from './edit.ts'
import { raiseRequirement } from './requirement.ts'
import { stringsIn, type TomlValue, tomlValues } from './toml-values.ts'

/** What kind of thing a key holds: a requirement, `3.8`, `py38`, `38`, or a list of such. */
type Kind = 'requirement' | 'dotted' | 'tag' | 'digits'

const PYPROJECT: Readonly<Record<string, Kind>> = table({
  'project.requires-python': 'requirement',
  'tool.poetry.dependencies.python': 'requirement',
  'tool.poetry.dependencies.python.version': 'requirement',
  'tool.black.target-version': 'tag',
  'tool.black.target_version': 'tag',
  'tool.ruff.target-version': 'tag',
  'tool.mypy.python_version': 'dotted',
  'tool.pyright.pythonVersion': 'dotted',
  'tool.basedpyright.pythonVersion': 'dotted',
  'tool.pylint.main.py-version': 'dotted',
  'tool.pylint.master.py-version': 'dotted',
  'tool.pylint.MASTER.py-version': 'dotted',
  'tool.isort.py_version': 'digits',
  'tool.pymolt.target-version': 'dotted',
})
const BY_FILE: Readonly<Record<string, Readonly<Record<string, Kind>>>> = table({
  'pyproject.toml': PYPROJECT,
  'ruff.toml': table({ 'target-version': 'tag' }),
  '.ruff.toml': table({ 'target-version': 'tag' }),
  'pymolt.toml': table({ 'target-version': 'dotted' }),
  Pipfile: table({ 'requires.python_version': 'dotted' }),
})

/** `raiseTarget` for TOML files. */
export function raiseToml(name: string, text: string, target: Version): Raised {
  const kinds = BY_FILE[name] ?? {}
  const raised: Raised = { edits: [], findings: [] }
  try {
    parseToml(text, name)
  } catch {
    // What is no TOML is not ours to mend.
    return raised
  }
  for (const value of tomlValues(text)) {
    const path = value.path.join('.')
    const kind = kinds[path] ?? (/^tool\.hatch\.envs\..*\.matrix\.python$/.test(path) ? 'dotted' : undefined)
    if (kind === 'requirement') raiseOne(text, value, target, raised)
    else if (kind) raised.edits.push(...raiseVersions(text, value, kind, target))
  }
  if (name === 'pyproject.toml') raised.edits.push(...raiseClassifiers(text, target, true))
  return { ...raised, edits: inOrder(raised.edits, text) }
}

function raiseOne(text: string, value: TomlValue, target: Version, raised: Raised): void {
  const span = stringSpan(text, value)
  if (!span) return
  const answer = raiseRequirement(text.slice(span.start, span.end), target)
  if (!answer) return
  if ('text' in answer) raised.edits.push({ ...span, text: answer.text })
  else raised.findings.push({ ...span, message: `set the Python version by hand: ${answer.reason}` })
}

/** The content of a value that is a plain string, or the `version` of an inline table. */
function stringSpan(text: string, { start, end }: TomlValue): { start: number; end: number } | undefined {
  const inline = /^\{[^}]*?\bversion\s*=\s*(["'])([^"']*)\1/.exec(text.slice(start, end))
  if (inline) {
    const to = start + inline[0].length - 1
    return { start: to - (inline[2] ?? '').length, end: to }
  }
  const isPlain = /^(["'])[^"'\\\n]*\1$/.test(text.slice(start, end))
  return isPlain ? { start: start + 1, end: end - 1 } : undefined
}

function raiseVersions(text: string, value: TomlValue, kind: Kind, target: Version) {
  const raw = text.slice(value.start, value.end)
  if (raw.startsWith('[')) {
    const members = stringsIn(text, value).flatMap((string): ListedVersion[] => {
      const version = parse(string.content)
      const quote = text[string.start] ?? '"'
      return version
        ? [{ ...string, version, write: (to) => quote + write(string.content, kind, to) + quote }]
        : []
    })
    return raiseList(members, target, (member) => removeMember(text, member))
  }
  const quoted = /^(["'])(.*)\1$/.exec(raw)
  const content = quoted?.[2] ?? raw
  const version = parse(content)
  if (!version || !isOlder(version, target)) return []
  // As a number 3.10 would be 3.1.
  const quote = quoted?.[1] ?? (kind === 'digits' ? '' : '"')
  return [{ start: value.start, end: value.end, text: quote + write(content, kind, target) + quote }]
}

function parse(content: string): Version | undefined {
  return (
    dotted(content) ?? tagged(content) ?? (/^\d{2,3}$/.test(content) ? tagged(`py${content}`) : undefined)
  )
}

/** The target in the notation of `old`. */
function write(old: string, kind: Kind, target: Version): string {
  const digits = `${target.major}${target.minor}`
  if (old.startsWith('py')) return `py${digits}`
  return kind === 'digits' ? digits : formatVersion(target)
}
