/** One import statement, as far as a search of the text can tell. */
export interface ScannedImport {
  /** Dots and module as written; for `import m` the module. */
  readonly source: string
  /** `name`, `name=alias` or `*` for each; undefined for `import m`. */
  readonly names?: readonly string[]
  /** The local name of `import m as local`. */
  readonly alias?: string
  /** `importlib.import_module('m')` and its like: what is done with the module cannot be seen. */
  readonly dynamic?: boolean
}

const BACKSLASH = 92
const NEWLINE = 10
/** UTF-16 units that are looked at on either side of `import`, and between brackets. */
const MAX_LINE = 4000
const MAX_CLAUSE = 200_000

/**
 * Finds the import statements in a file's text without parsing it: at line starts, after `;` and `:`, over brackets and
 * continued lines. What stands in strings may be reported too; nothing that imports is left out, but for calls whose
 * module is computed.
 */
export function scanImports(text: string, found: (statement: ScannedImport) => void): void {
  for (let at = text.indexOf('import'); at >= 0; at = text.indexOf('import', at + 6)) {
    const after = text.charCodeAt(at + 6)
    if (isWordCode(after)) {
      // `import_module(`, `importorskip(`, `__import__(`
      const name = /^(?:import_module|importorskip|import__)\s*\(\s*[rRuUbB]?["']([\w.]+)["']/.exec(
        text.slice(at, at + 200),
      )?.[1]
      if (name) found({ source: name, dynamic: true })
      continue
    }
    if (isWordCode(text.charCodeAt(at - 1))) continue
    const head = statementHead(text, at)
    if (head === undefined) continue
    const clause = nameClause(text, at + 6)
    if (head === '') plainImports(clause, found)
    else found({ source: head, names: importedNames(clause) })
  }
}

/** The module between `from` and the `import` at `at`; the empty string for a plain import; undefined for neither. */
function statementHead(text: string, at: number): string | undefined {
  // No line that matters is longer: a file of one line must not be read once for every import in it.
  const line = text.slice(Math.max(0, at - MAX_LINE), at)
  let start = at - line.length + line.lastIndexOf('\n') + 1
  // A continued line belongs to the one before it.
  for (let i = 0; i < 8 && start >= 2 && isContinued(text, start); i++)
    start = text.lastIndexOf('\n', start - 2) + 1
  let first = start
  while (first < at && isBlankCode(text.charCodeAt(first))) first++
  if (first === at) return ''
  if (text.startsWith('from', first) && !isWordCode(text.charCodeAt(first + 4))) {
    const source = text.slice(first + 4, at).trim()
    if (!/[^\w.\x80-\uffff]/.test(source)) return source
  }
  const before = text.slice(start, at).replaceAll('\\', ' ').trim()
  // Doctests and prompts count: in doubt a name is used.
  if (before === '' || before === '>>>') return ''
  const last = before.charCodeAt(before.length - 1)
  if (last === 59 /* ; */ || last === 58 /* : */) return ''
  const from = /(?:^|[;:>\s])from(?=[\s.])\s*([^\s;:'"()#=,][^;:'"()#=,]*)$/.exec(before)?.[1]
  return from?.replace(/\s+/g, '')
}

/** Space, tab, form feed and carriage return. */
function isBlankCode(code: number): boolean {
  return code === 32 || code === 9 || code === 12 || code === 13
}

function isContinued(text: string, lineStart: number): boolean {
  const end = lineStart - 1
  const last = text.charCodeAt(end - 1) === 13 ? end - 2 : end - 1
  return text.charCodeAt(last) === BACKSLASH
}

/** What follows `import`: to the closing bracket, or to the end of the logical line. */
function nameClause(text: string, start: number): string {
  let at = start
  while (isBlankCode(text.charCodeAt(at)) || text.charCodeAt(at) === BACKSLASH) at++
  if (text.charCodeAt(at) === NEWLINE && /\\\r?$/.test(text.slice(Math.max(start - 1, at - 2), at))) {
    while (/\s/.test(text[at] ?? 'x')) at++
  }
  if (text[at] === '(') {
    const rest = text.slice(at + 1, at + MAX_CLAUSE)
    let clause = ''
    for (let from = 0; ; ) {
      const close = rest.indexOf(')', from)
      const part = rest.slice(from, close < 0 ? rest.length : close)
      const comment = part.indexOf('#')
      if (comment < 0) return clause + part
      clause += part.slice(0, comment)
      from = rest.indexOf('\n', from + comment)
      if (from < 0) return clause
    }
  }
  const rest = text.slice(at, at + MAX_LINE)
  let end = 0
  for (;;) {
    end = rest.indexOf('\n', end)
    if (end < 0 || !isContinued(rest, end + 1)) break
    end++
  }
  const clause = end < 0 ? rest : rest.slice(0, end)
  const stop = clause.search(/[;#]/)
  return stop < 0 ? clause : clause.slice(0, stop)
}

function importedNames(clause: string): string[] {
  const names: string[] = []
  for (const part of clause.split(',')) {
    const plain = part.trim()
    if (plain !== '' && !/\s|\\/.test(plain)) {
      names.push(plain)
      continue
    }
    const words = part.replaceAll('\\', ' ').trim().split(/\s+/)
    const [name = '', as, alias] = words
    if (name !== '')
      names.push(as === 'as' && alias !== undefined && alias !== name ? `${name}=${alias}` : name)
  }
  return names
}

function plainImports(clause: string, found: (statement: ScannedImport) => void): void {
  for (const entry of importedNames(clause)) {
    const [source = '', alias] = entry.split('=', 2)
    found({ source, ...(alias !== undefined && { alias }) })
  }
}

/** Whether a UTF-16 code may be part of an identifier; everything above ASCII counts. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code > 127
  )
}
