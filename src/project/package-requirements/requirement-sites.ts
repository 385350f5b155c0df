import { basename } from 'node:path'

/** A requirement in a file. `start` and `end` are those of the whole: with its quotes in a list, without the line's end elsewhere. */
export interface RequirementSite {
  readonly start: number
  readonly end: number
  readonly name: string
  readonly extras: string
  /** What stands between the name with its extras and the version. */
  readonly gap: string
  readonly version: string
  /** Where the version stands. */
  readonly at: number
  /** Markers and whatever else stays behind the version. */
  readonly rest: string
  readonly quote: string
  readonly style: 'pep440' | 'poetry' | 'conda' | 'flow'
}

/** What hooks need beside themselves, such as mypy with the plugin of pydantic. Of what the project itself runs on it says nothing. */
export const PRE_COMMIT = '.pre-commit-config.yaml'

/** Where the file at `path`, of which `text` is the text, requires the package `name`. */
export function sitesIn(path: string, text: string, name: string): RequirementSite[] {
  const kind = basename(path)
  if (kind.endsWith('.ini')) return []
  if (path === PRE_COMMIT)
    return [
      ...linesOf(text, name, '[ \\t]*-[ \\t]+', 'pep440'),
      ...quotedIn(text, name, () => true),
      ...itemsOf(text, name),
    ].sort((a, b) => a.start - b.start)
  if (/\.ya?ml$/.test(kind)) return linesOf(text, name, '[ \\t]*-[ \\t]+', 'conda')
  if (/\.(?:txt|in)$/.test(kind)) return linesOf(text, name, '', 'pep440')
  if (kind === 'setup.cfg') return linesOf(text, name, '[ \\t]+', 'pep440')
  const quoted = quotedIn(text, name, kind === 'setup.py' ? () => true : (at) => isDependencyList(text, at))
  return kind === 'setup.py'
    ? quoted.filter(({ version }) => version !== '')
    : [...quoted, ...tablesIn(text, name)]
}

const EXTRAS = '(\\[[\\w, .-]*\\])?'
const VERSION = '([~^=<>!][^;"\'#\\n]*?)?'

/** One requirement a line, behind `prefix`. */
function linesOf(
  text: string,
  name: string,
  prefix: string,
  style: RequirementSite['style'],
): RequirementSite[] {
  const pattern = new RegExp(
    `^(${prefix})(${name})${EXTRAS}([ \\t]*)${VERSION}([ \\t]*(?:;[^#\\n]*?)?)(?=[ \\t]*(?:#.*)?\\r?$)`,
    'gim',
  )
  return [...text.matchAll(pattern)].map((match) => {
    const [whole, before = '', written = '', extras = '', gap = '', version = '', rest = ''] = match
    const start = match.index + before.length
    const at = start + written.length + extras.length + gap.length
    return {
      start,
      end: match.index + whole.trimEnd().length,
      name: written,
      extras,
      gap,
      version: version.trimEnd(),
      at,
      rest,
      quote: '',
      style,
    }
  })
}

/** Requirements in a list of YAML in one line: `[pydantic<2, attrs]`. */
function itemsOf(text: string, name: string): RequirementSite[] {
  const pattern = new RegExp(
    `([\\[,][ \\t]*)(${name})${EXTRAS}([ \\t]*)([~=<>!][^;,"'#\\]\\n]*)?(?=[ \\t]*[,\\]])`,
    'gi',
  )
  return [...text.matchAll(pattern)].map((match) => {
    const [whole, before = '', written = '', extras = '', gap = '', version = ''] = match
    const start = match.index + before.length
    return {
      start,
      end: match.index + whole.length,
      name: written,
      extras,
      gap,
      version: version.trimEnd(),
      at: start + written.length + extras.length + gap.length,
      rest: '',
      quote: '',
      style: 'flow' as const,
    }
  })
}

/** Requirements in quotes. */
function quotedIn(text: string, name: string, isWanted: (at: number) => boolean): RequirementSite[] {
  const pattern = new RegExp(
    `(["'])(${name})${EXTRAS}([ \\t]*)${VERSION}([ \\t]*(?:;(?:(?!\\1).)*)?)\\1`,
    'gi',
  )
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [whole, quote = '', written = '', extras = '', gap = '', version = '', rest = ''] = match
    const start = match.index
    // A key of a table, and a comment.
    if (/^\s*[=:]/.test(text.slice(start + whole.length)) || !isWanted(start)) return []
    const at = start + quote.length + written.length + extras.length + gap.length
    return [
      {
        start,
        end: start + whole.length,
        name: written,
        extras,
        gap,
        version,
        at,
        rest,
        quote,
        style: 'pep440' as const,
      },
    ]
  })
}

/** Whether an index of a pyproject.toml lies in an array that lists requirements. */
function isDependencyList(text: string, at: number): boolean {
  const before = text.slice(0, at)
  if (/#[^\n"']*$/.test(before.slice(before.lastIndexOf('\n') + 1))) return false
  const table = [...before.matchAll(/^\s*\[\[?\s*([^\]\n]+?)\s*\]\]?\s*(?:#.*)?$/gm)].at(-1)?.[1] ?? ''
  const key = [...before.matchAll(/^\s*["']?([\w.-]+)["']?\s*=\s*\[/gm)].at(-1)?.[1] ?? ''
  return (
    /^(?:(?:dev-|extra-|build-)?dependencies|requires)$/.test(key) ||
    /(?:optional-dependencies|dependency-groups|dev-dependencies)$/.test(table) ||
    /^optional-dependencies\./.test(key)
  )
}

/** `pydantic = "^1.10"` and `pydantic = { version = "^1.10", … }` of a pyproject.toml or Pipfile. */
function tablesIn(text: string, name: string): RequirementSite[] {
  const pattern = new RegExp(
    `^([ \\t]*)(["']?${name}["']?)([ \\t]*=[ \\t]*(?:\\{[^}\\n]*\\bversion[ \\t]*=[ \\t]*)?["'])([^"'\\n]*)(["'][^\\n#]*?)(?=[ \\t]*(?:#.*)?\\r?$)`,
    'gim',
  )
  return [...text.matchAll(pattern)].map((match) => {
    const [whole, indent = '', written = '', between = '', version = '', rest = ''] = match
    const at = match.index + indent.length + written.length + between.length
    const start = match.index + indent.length
    return {
      start,
      end: match.index + whole.trimEnd().length,
      name: written,
      extras: '',
      gap: '',
      version,
      at,
      rest,
      quote: '',
      style: 'poetry' as const,
    }
  })
}
