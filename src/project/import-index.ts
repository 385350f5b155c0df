import { isStdlib } from '../semantics/stdlib.ts'
import { type AttributeReads, attributeReads } from './attribute-reads.ts'
import { type ImportRecord, ImportRecords, importRecords } from './import-records.ts'
import type { ModuleGraph } from './module-graph.ts'
import { hasWord, importsDigest, type Questions } from './questions.ts'
import { Replacements } from './replacements.ts'

/** How much text is kept, in bytes. */
const KEPT_TEXT = 16_000_000
const NO_REPLACEMENTS = new Replacements([], new Map())

/** What files of a project import, as another reader of them found it. */
export interface ImportSurvey {
  readonly paths: ReadonlySet<string>
  /** As `importRecords` gives them, one behind the other. */
  readonly records: string
  /** `importsDigest` of each file, where that is wanted. */
  readonly digests?: ReadonlyMap<string, string>
}

/**
 * Who imports what from where, over all files of a project, from their text alone. Every answer errs on the side of
 * "used". Names built at run time, and modules reached through attributes of a third one, are not seen.
 */
export class ImportIndex {
  readonly #graph: ModuleGraph
  readonly #readText: (path: string) => string
  readonly #records: ImportRecords
  /** By dotted name as written, or by `/` and the path without suffix for relative imports: where records are, and their paths. */
  readonly #importers = new Map<string, number[]>()
  /** `mod.Name` of every dotted string in files that patch or configure by name. */
  readonly #strings = new Set<string>()
  /** Dotted names that tests replace, and whether they ask for the calls. */
  readonly #replaced = new Map<string, boolean>()
  /** What is above these names. */
  #replacedIn: ReadonlySet<string> | undefined
  /** Modules that imports name, and the packages above them. */
  #named: Set<string> | undefined
  readonly #reads = new Map<string, AttributeReads>()
  readonly #texts = new Map<string, string>()
  readonly #questions: Questions | undefined
  #textSize = 0

  /**
   * @param readText a file's bytes as Latin-1; the empty string for one that cannot be read
   * @param survey the records of files that were read before; every other file of the graph is read here
   * @param questions takes note of what is asked of files
   */
  constructor(
    graph: ModuleGraph,
    readText: (path: string) => string,
    survey?: ImportSurvey,
    questions?: Questions,
  ) {
    this.#questions = questions
    this.#graph = graph
    this.#readText = readText
    const all = survey ? [survey.records] : []
    for (const [path, digest] of survey?.digests ?? []) questions?.imports(path, digest)
    for (const path of graph.files) {
      if (survey?.paths.has(path)) continue
      const records = importRecords(path, readText(path))
      questions?.imports(path, importsDigest(records))
      all.push(records)
    }
    this.#records = new ImportRecords(all.join(''))
    this.#readKeys()
  }

  /** Which of `names` other files may take from the file at `path`, by from-import, star import, attribute or string. */
  namesUsedElsewhere(path: string, names: readonly string[]): ReadonlySet<string> {
    return this.#used(path, names, new Set())
  }

  /** The files that import the module at `path`, in any way. */
  importersOf(path: string): ReadonlySet<string> {
    const found = new Set<string>()
    for (const key of this.#keysOf(path))
      for (const importer of this.#importersBy(key)) found.add(importer.path)
    for (const { path: importer } of this.#receiversOf(path)) found.add(importer)
    found.delete(path)
    return found
  }

  /** The files that import all names of the file at `path` by a star. */
  starImportersOf(path: string): ReadonlySet<string> {
    const found = new Set<string>()
    for (const key of this.#keysOf(path))
      for (const importer of this.#importersBy(key))
        if (importer.names?.includes('*')) found.add(importer.path)
    found.delete(path)
    return found
  }

  /** Whether a name that the file at `path` has from a star import may be used, there or by those who take it from there. */
  mayUse(path: string, name: string): boolean {
    return this.#wordsOf(path, [name]).length > 0 || this.namesUsedElsewhere(path, [name]).size > 0
  }

  /** Whether an import statement of some file names a module, or something below it. */
  isNamed(module: string): boolean {
    if (!this.#named) {
      this.#named = new Set()
      for (const key of this.#importers.keys())
        for (let end = key.length; end > 0; end = key.lastIndexOf('.', end - 1))
          this.#named.add(key.slice(0, end))
    }
    return this.#named.has(module)
  }

  /**
   * Whether a relative import goes from `folder` or from a package around it to what is around it: no import can come to the
   * modules of `folder` by a name that begins there.
   * @param top the outermost package around the folder, both without a slash at the end
   */
  isLeftByDots(folder: string, top: string): boolean {
    for (const key of this.#importers.keys()) {
      if (!key.startsWith(`/${top}/`)) continue
      const isOutside = !key.startsWith(`/${folder}/`)
      for (const { path } of this.#importersBy(key)) {
        if (isOutside && path.startsWith(`${folder}/`)) return true
        const package_ = path.slice(0, path.lastIndexOf('/'))
        if (`${package_}/`.startsWith(`${top}/`) && folder.startsWith(`${package_}/`)) return true
      }
    }
    return false
  }

  /** What tests replace, as the file at `path` is affected by it. */
  replacementsSeenBy(path: string): Replacements {
    if (this.#replaced.size === 0) return NO_REPLACEMENTS
    this.#replacedIn ??= packagesOf(this.#replaced.keys())
    const modules = this.#keysOf(path).filter((name) => this.#replacedIn?.has(name))
    return new Replacements(modules, this.#replaced)
  }

  #used(path: string, names: readonly string[], seen: Set<string>): Set<string> {
    const used = new Set<string>()
    if (seen.has(path) || names.length === 0) return used
    seen.add(path)
    const tail = tailOf(path)
    for (const name of names) if (this.#strings.has(`${tail}.${name}`)) used.add(name)
    const direct = this.#importedFrom(path)
    if (direct === 'any') return new Set(names)
    for (const name of direct.names) used.add(name)
    const open = () => names.filter((name) => !used.has(name))
    for (const star of direct.stars) {
      for (const name of this.#wordsOf(star, open())) used.add(name)
      for (const name of this.#used(star, open(), seen)) used.add(name)
    }
    for (const name of this.#readThrough(path, open())) used.add(name)
    return new Set(names.filter((name) => used.has(name)))
  }

  /** What others import from the file, and the files that import all of it. */
  #importedFrom(
    path: string,
  ): { readonly names: ReadonlySet<string>; readonly stars: ReadonlySet<string> } | 'any' {
    const names = new Set<string>()
    const stars = new Set<string>()
    for (const key of this.#keysOf(path)) {
      for (const importer of this.#importersBy(key)) {
        if (importer.path === path) continue
        if (importer.kind === 'dynamic') return 'any'
        for (const entry of importer.names ?? []) {
          if (entry === '*') stars.add(importer.path)
          else names.add(entry.split('=', 1)[0] ?? entry)
        }
      }
    }
    return { names, stars }
  }

  /** Those of the names that the text of a file holds. */
  #wordsOf(path: string, names: readonly string[]): readonly string[] {
    if (names.length === 0) return []
    const text = this.#textOf(path)
    return names.filter((name) => {
      const holds = hasWord(text, latin1(name))
      this.#questions?.word(path, latin1(name), holds)
      return holds
    })
  }

  /** Those of the names that others read as attributes of the module. */
  #readThrough(path: string, names: readonly string[]): ReadonlySet<string> {
    const read = new Set<string>()
    if (names.length === 0) return read
    for (const { path: importer, receiver } of this.#receiversOf(path)) {
      if (importer === path) continue
      const reads = this.#readsOf(importer, receiver)
      for (const name of names) if (reads === 'any' || reads.has(name)) read.add(name)
    }
    return read
  }

  /** Files and the name that stands for the module there, as `attributeReads` takes it. */
  *#receiversOf(path: string): Generator<{ path: string; receiver: string }> {
    const tail = tailOf(path)
    for (const key of this.#keysOf(path)) {
      for (const importer of this.#importersBy(key)) {
        if (importer.receiver !== undefined) yield { path: importer.path, receiver: importer.receiver }
      }
      const separator = key.startsWith('/') ? '/' : '.'
      const cut = key.lastIndexOf(separator)
      const parent = key.slice(0, Math.max(cut, key.startsWith('/') ? 1 : 0))
      if (parent === '' || parent === key) continue
      for (const importer of this.#importersBy(parent)) {
        // `import pkg` reaches `pkg.mod`, and everything of a star import `mod` itself.
        if (importer.names === undefined) yield { path: importer.path, receiver: `.${tail}` }
        else if (importer.names.includes('*')) yield { path: importer.path, receiver: tail }
        for (const entry of importer.names ?? []) {
          const [name, alias] = entry.split('=', 2)
          if (name === tail) yield { path: importer.path, receiver: alias ?? tail }
        }
      }
    }
  }

  /** Every name that the file may be imported by: any run of its last path segments, and its directories. */
  #keysOf(path: string): string[] {
    const base = path.replace(/\.pyi?$/, '')
    const module = base.replace(/(?:^|\/)__init__$/, '')
    const own = this.#graph.moduleOf(path)
    const keys = new Set([`/${module}`, `/${base}`])
    if (own) keys.add(own.name)
    const parts = module.split('/').filter((part) => part !== '' && part !== '..')
    for (let from = 0; from < parts.length; from++) {
      const name = parts.slice(from).join('.')
      // `import types` means the standard library's unless the file is at an import root.
      if (own?.name === name || !isStdlib(name)) keys.add(name)
    }
    return [...keys]
  }

  #readKeys(): void {
    for (const { key, kind, path, record } of this.#records.keys()) {
      const known = this.#importers.get(key)
      if (kind === 'string') this.#strings.add(key)
      else if (kind === 'replaced' || kind === 'watched')
        this.#replaced.set(key, kind === 'watched' || this.#replaced.get(key) === true)
      else if (known) known.push(path, record)
      else this.#importers.set(key, [path, record])
    }
  }

  /** What imports by this key. */
  *#importersBy(key: string): Generator<ImportRecord> {
    const places = this.#importers.get(key) ?? []
    for (let at = 0; at < places.length; at += 2)
      yield this.#records.read({ path: places[at] ?? 0, record: places[at + 1] ?? 0 })
  }

  #readsOf(path: string, receiver: string): AttributeReads {
    const key = `${receiver} ${path}`
    let known = this.#reads.get(key)
    if (!known) {
      const found = attributeReads(this.#textOf(path), latin1(receiver))
      this.#questions?.reads(path, latin1(receiver), found)
      known = found === 'any' ? found : new Set([...found].map(intern))
      this.#reads.set(key, known)
    }
    return known
  }

  /** Texts are kept for a while: many files have the same importers. */
  #textOf(path: string): string {
    let text = this.#texts.get(path)
    if (text === undefined) {
      text = this.#readText(path)
      this.#texts.set(path, text)
      this.#textSize += text.length
      for (const [oldest, { length }] of this.#texts) {
        if (this.#textSize <= KEPT_TEXT || oldest === path) break
        this.#texts.delete(oldest)
        this.#textSize -= length
      }
    }
    return text
  }
}

function tailOf(path: string): string {
  const parts = path.replace(/\.pyi?$/, '').split('/')
  if (parts.at(-1) === '__init__') parts.pop()
  return parts.at(-1) ?? ''
}

/** All that stands before a dot in one of the names. */
function packagesOf(names: Iterable<string>): Set<string> {
  const packages = new Set<string>()
  for (const name of names)
    for (let end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1))
      packages.add(name.slice(0, end))
  return packages
}

/** A name as it stands in a UTF-8 text read as Latin-1. */
function latin1(name: string): string {
  return Buffer.from(name, 'utf8').toString('latin1')
}

const interned = new Map<string, string>()

/** A copy of a piece of text that does not keep the text alive, the same one every time; Latin-1 becomes UTF-8. */
function intern(text: string): string {
  let known = interned.get(text)
  if (known === undefined) {
    const bytes = Buffer.from(text, 'latin1')
    const key = bytes.toString('latin1')
    known = bytes.toString('utf8')
    interned.set(key, known)
  }
  return known
}
