import { type ScannedImport, scanImports } from './import-scanner.ts'
import { relativeBase } from './module-graph.ts'
import { replacementsIn, withTextsJoined } from './replacement-records.ts'

/** One import of a module, a string that may name a member of one, or a name that is replaced from outside. */
export interface ImportRecord {
  readonly path: string
  /** As `ScannedImport.names`; undefined for `import m`. */
  readonly names?: readonly string[]
  /** What stands for the module in that file; undefined for a from-import. */
  readonly receiver?: string
  readonly kind: 'import' | 'dynamic' | 'string' | 'replaced' | 'watched'
}

/** Between the parts of records: no name and no path holds it. */
const SEPARATOR = '\0'
const PARTS = 5
const KINDS = { '': 'import', d: 'dynamic', s: 'string', r: 'replaced', w: 'watched' } as const
type Kind = keyof typeof KINDS

/**
 * The imports of a file, found in its text alone, as one string: tens of thousands of records cross between threads in no time so.
 * @param text the file's bytes as Latin-1
 */
export function importRecords(path: string, text: string): string {
  const parts: string[] = []
  const record = (key: string, names: string, receiver: string, kind: Kind) => {
    // The path is only said once.
    parts.push(parts.length === 0 ? path : '', key, names, receiver, kind)
  }
  const imported = new Map<string, string>()
  scanImports(text, (statement) => {
    recordImport(path, statement, record)
    noteLocals(path, statement, imported)
  })
  for (const { name, isWatched } of replacementsIn(path, text, (local) => imported.get(local)))
    record(name, '', '', isWatched ? 'w' : 'r')
  // A file that runs the text of others by their paths may use all that these bind.
  if (/\b(?:exec|execfile|run_path|load_source|spec_from_file_location|SourceFileLoader)\s*\(/.test(text))
    for (const [, name = ''] of text.matchAll(/["'](?:[^"'\n]*[/\\])?([A-Za-z_]\w*)\.py["']/g))
      record(name, '', '', 'd')
  if (
    (text.includes('patch') && /(?:\b|monkey|_)patch/.test(text)) ||
    /(?:^|[/_])(?:settings|config|conf|urls)\b/.test(path)
  )
    for (const [, multiple, dotted = ''] of withTextsJoined(text).matchAll(
      /["'](?<=(multiple\(\s*)?["'])([A-Za-z_]\w*(?:\.\w+)+)["']/g,
    )) {
      if (multiple) record(dotted, '', '', 'd')
      // A class's attribute may be what is patched: every pair on the way counts.
      const names = dotted.split('.')
      for (let i = 1; i < names.length; i++) record(`${names[i - 1]}.${names[i]}`, '', '', 's')
    }
  return parts.length === 0 ? '' : parts.join(SEPARATOR) + SEPARATOR
}

/** What the local names of an import stand for; a relative one by the path of what it imports from. */
function noteLocals(
  path: string,
  { source, names, alias }: ScannedImport,
  imported: Map<string, string>,
): void {
  const level = /^\.*/.exec(source)?.[0].length ?? 0
  const base = level > 0 ? relativeBase(path, level, source.slice(level))?.replaceAll('/', '.') : source
  if (base === undefined) return
  if (alias !== undefined) imported.set(alias, base)
  else if (!names) imported.set(base.split('.', 1)[0] ?? base, base.split('.', 1)[0] ?? base)
  for (const entry of names ?? []) {
    const [name = '', local = name] = entry.split('=', 2)
    imported.set(local, base === '' ? name : `${base}.${name}`)
  }
}

function recordImport(
  path: string,
  { source, names, alias, dynamic }: ScannedImport,
  record: (key: string, names: string, receiver: string, kind: Kind) => void,
): void {
  const level = source.charCodeAt(0) === 46 ? (/^\.+/.exec(source)?.[0].length ?? 0) : 0
  const module = decoded(source.slice(level))
  const base = level > 0 ? relativeBase(path, level, module) : undefined
  if (level > 0 && base === undefined) return
  const key = base === undefined ? module : `/${base}`
  if (names) record(key, decoded(names.join(',')) || ',', '', '')
  else if (alias !== undefined || dynamic)
    record(key, '', alias === undefined ? lastPart(module) : decoded(alias), dynamic ? 'd' : '')
  // `import a.b.c` imports `a` and `a.b` as well.
  else
    for (let end = module.length; end > 0; end = module.lastIndexOf('.', end - 1)) {
      const name = module.slice(0, end)
      record(name, '', lastPart(name), '')
    }
}

function lastPart(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1)
}

/** Where a record and the path of its file begin, in the text of all records. */
export interface RecordPlace {
  readonly path: number
  readonly record: number
}

/**
 * Any number of strings of `importRecords`, one behind the other. A large project has hundreds of thousands of them: they stay text,
 * and are read when one of them is asked for.
 */
export class ImportRecords {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /**
   * All of them. The key is the dotted name as written, or `/` and the path without suffix for a relative import; for a string its last
   * two parts, for what is replaced all of it.
   */
  *keys(): Generator<RecordPlace & { readonly key: string; readonly kind: ImportRecord['kind'] }> {
    let path = 0
    for (let at = 0; at < this.#text.length; ) {
      const record = this.#end(at) + 1
      if (record > at + 1) path = at
      const names = this.#end(record) + 1
      const kind = this.#end(this.#end(names) + 1) + 1
      const end = this.#end(kind)
      yield { path, record, key: this.#text.slice(record, names - 1), kind: this.#kind(kind, end) }
      at = end + 1
    }
  }

  /** The record at a place that `keys` gave. */
  read({ path, record }: RecordPlace): ImportRecord {
    const names = this.#end(record) + 1
    const receiver = this.#end(names) + 1
    const kind = this.#end(receiver) + 1
    const given = this.#text.slice(names, receiver - 1)
    return {
      path: this.#text.slice(path, this.#end(path)),
      kind: this.#kind(kind, this.#end(kind)),
      ...(given !== '' && { names: given.split(',').filter(Boolean) }),
      ...(kind > receiver + 1 && { receiver: this.#text.slice(receiver, kind - 1) }),
    }
  }

  #end(start: number): number {
    return this.#text.indexOf(SEPARATOR, start)
  }

  #kind(start: number, end: number): ImportRecord['kind'] {
    return KINDS[this.#text.slice(start, end) as Kind]
  }
}

/** The records of a file that are not among its later ones, in the same form. */
export function recordsGone(before: string, after: string): string {
  const kept = new Set(ofRecords(after))
  const gone = [...ofRecords(before)].filter((record) => !kept.has(record))
  const [path = ''] = before.split(SEPARATOR, 1)
  return gone.length === 0 ? '' : path + gone.join('')
}

/** Each record of one file without the path, with the separators around it. */
function* ofRecords(records: string): Generator<string> {
  const parts = records.split(SEPARATOR)
  for (let at = 0; at + PARTS <= parts.length; at += PARTS)
    yield `${SEPARATOR}${parts.slice(at + 1, at + PARTS).join(SEPARATOR)}${SEPARATOR}`
}

/** UTF-8 that was read as Latin-1, as it is meant. */
function decoded(text: string): string {
  return /[\x80-\xff]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text
}
