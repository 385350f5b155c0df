import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isRefusal } from '../python/refusal.ts'
import { decodeSource } from '../python/source.ts'
import { parse } from '../python/tree.ts'
import type { Version } from '../python/version.ts'
import { BUILTINS } from '../semantics/builtins.ts'
import { Module } from '../semantics/module.ts'
import { hidesBuiltin, isStdlib } from '../semantics/stdlib.ts'
import { ClassHierarchy } from './class-hierarchy.ts'
import { type Export, Exports, exportOf } from './exports.ts'
import { ImportIndex, type ImportSurvey } from './import-index.ts'
import { InstalledModules } from './installed.ts'
import { ModuleGraph } from './module-graph.ts'
import { asksOnlyFor, oldestAskedFor, requirementTexts } from './package-requirements/package-requirements.ts'
import { type Questions, summaryOf } from './questions.ts'
import { starExports } from './star-exports.ts'
import type { ModuleSummary } from './summary.ts'
import { type Mentions, TextSearch } from './text-search.ts'

/** What a project is made of. */
export interface ProjectOptions {
  /** Absolute. */
  readonly root: string
  /** All Python files, relative to the root with `/`. */
  readonly files: readonly string[]
  /** Configured import roots, absolute or relative to the root. */
  readonly roots?: readonly string[]
  /** Qualified names of further classes that count as `pydantic.BaseModel`. */
  readonly modelRoots?: readonly string[]
  /** Parts of files, as `path:unit`, that were on `pydantic.v1` until this run. */
  readonly fromV1?: readonly string[]
  /** Those that stay on it, or are put there. */
  readonly onV1?: readonly string[]
  /** Folders from which installed packages are imported, absolute; only bases of classes are looked up in them. */
  readonly installed?: readonly string[]
  /** The bytes of a file, by path relative to the root; throws when there are none. From the disk unless given. */
  readonly read?: (path: string) => Uint8Array
  /** What files are to hold, by path: where it is asked who imports a name, they count as if they held it already. */
  readonly later?: ReadonlyMap<string, Uint8Array>
  /** Takes note of what is asked of single files. */
  readonly questions?: Questions
}

/** What files told when they were read. */
export interface Survey extends Omit<ImportSurvey, 'records'>, Mentions {
  /** Absent when it was not asked what they import. */
  readonly records?: string
}

/** Summaries that are kept; another file's replaces the one that was asked for longest ago. */
const KEPT_SUMMARIES = 1000
/** Characters of whole files that are kept parsed for questions that a summary does not answer. */
const KEPT_TEXT = 4_000_000

/** What the files of a project mean to each other. Everything is worked out when it is first asked for. */
export class Project {
  readonly root: string
  readonly graph: ModuleGraph
  readonly hierarchy: ClassHierarchy
  /** Whether it was decided for every part of it which Pydantic it is to use. */
  readonly isStaged: boolean
  readonly #read: (path: string) => Uint8Array
  readonly #texts: TextSearch
  readonly #fromV1: ReadonlySet<string>
  readonly #onV1: ReadonlySet<string>
  readonly #exports: Exports
  readonly #atRuntime: Exports
  readonly #questions: Questions | undefined
  readonly #later: ReadonlyMap<string, Uint8Array> | undefined
  readonly #required = new Map<string, boolean>()
  readonly #oldest = new Map<string, string | undefined>()
  readonly #summaries = new Map<string, ModuleSummary | undefined>()
  /** What was asked for last comes last. */
  readonly #modules = new Map<string, Module | undefined>()
  readonly #usedElsewhere = new Map<string, ReadonlySet<string>>()
  #keptText = 0
  #index: ImportIndex | undefined
  #survey: Survey | undefined

  constructor(options: ProjectOptions) {
    this.root = resolve(options.root)
    this.graph = new ModuleGraph(this.root, options.files, options.roots)
    this.#fromV1 = new Set(options.fromV1)
    this.#onV1 = new Set(options.onV1)
    this.isStaged = options.onV1 !== undefined
    this.#questions = options.questions
    this.#later = options.later
    this.#read = options.read ?? ((path) => readFileSync(join(this.root, path)))
    this.#texts = new TextSearch({
      root: this.root,
      files: this.graph.files,
      read: options.read,
      questions: options.questions,
    })
    this.#exports = new Exports(this.graph, (path) => this.summary(path))
    this.#atRuntime = new Exports(this.graph, (path) => this.summary(path), true)
    const installed = options.installed && new InstalledModules(this.graph, this.root, options.installed)
    this.hierarchy = new ClassHierarchy({
      root: this.root,
      graph: installed ?? this.graph,
      exports: installed ? new Exports(installed, (path) => this.summary(path)) : this.#exports,
      summaryOf: (path) => this.summary(path),
      filesNaming: (words, around) => this.#texts.filesNaming(words, around),
      modelRoots: options.modelRoots ?? [],
    })
  }

  /** Takes note of what files told when they were read for another purpose, so that they need not be read again. */
  surveyed(survey: Survey): void {
    this.#survey = survey
    this.#texts.surveyed(survey)
  }

  /** Whether a part of a file was on `pydantic.v1` until this run, and so was written for v1 whatever the file says. */
  wasOnV1(path: string, unit: string): boolean {
    return this.#fromV1.has(`${path}:${unit}`)
  }

  /** Whether some models are on `pydantic.v1` after this run, and others are not. */
  get hasModelsOnV1(): boolean {
    return this.#onV1.size > 0
  }

  /** Whether a part of a file is on `pydantic.v1` after this run, which its own names need not say. */
  staysOnV1(path: string, unit: string): boolean {
    return this.#onV1.has(`${path}:${unit}`)
  }

  /** Whether the manifests of the project name a package with versions, all of them from a major one on. */
  asksOnlyFor(name: string, major: number): boolean {
    const key = `${name} ${major}`
    let answer = this.#required.get(key)
    if (answer === undefined) {
      const answers = requirementTexts(this.root).map(([path, text]) => asksOnlyFor(path, text, name, major))
      answer = answers.includes(true) && !answers.includes(false)
      this.#required.set(key, answer)
    }
    return answer
  }

  /** The oldest release of a package, as `2.2`, that the manifests of the project admit; undefined where they do not tell. */
  oldestRelease(name: string): string | undefined {
    if (!this.#oldest.has(name)) this.#oldest.set(name, oldestAskedFor(requirementTexts(this.root), name))
    return this.#oldest.get(name)
  }

  /** The module-level facts of a file; undefined when it cannot be read or decoded. */
  summary(path: string): ModuleSummary | undefined {
    if (this.#summaries.has(path)) {
      const known = this.#summaries.get(path)
      this.#summaries.delete(path)
      this.#summaries.set(path, known)
      return known
    }
    const summary = this.#summarize(path)
    this.#summaries.set(path, summary)
    const [oldest] = this.#summaries.keys()
    if (this.#summaries.size > KEPT_SUMMARIES && oldest !== undefined) this.#summaries.delete(oldest)
    return summary
  }

  /**
   * A whole file, for what its summary does not tell (a class body's values, say); undefined when it cannot be read or
   * decoded. Parsing costs: ask for few files, after a search of the text.
   */
  moduleAt(path: string, target: Version): Module | undefined {
    const isKnown = this.#modules.has(path)
    const module = isKnown ? this.#modules.get(path) : this.#parse(path, target)
    this.#modules.delete(path)
    this.#modules.set(path, module)
    if (!isKnown) this.#keptText += lengthOf(module)
    for (const [oldest, other] of this.#modules) {
      if (this.#keptText <= KEPT_TEXT || oldest === path) break
      this.#modules.delete(oldest)
      this.#keptText -= lengthOf(other)
    }
    return module
  }

  /**
   * The files whose text holds one of the words, as any part of it, and matches `pattern`. Reads every file of the project.
   * @param pattern is tried on few files only, where the words are well chosen; bytes above ASCII are Latin-1 to it.
   */
  filesWith(words: ReadonlySet<string>, pattern?: RegExp): readonly string[] {
    return this.#texts.filesWith(words, pattern)
  }

  /** The files that hold one of the identifiers as a whole word. */
  filesNaming(words: ReadonlySet<string>): readonly string[] {
    return this.#texts.filesNaming(words)
  }

  /** Which of the module-level `names` of the file at `path` other files may use. In doubt they do. */
  namesUsedElsewhere(path: string, names: readonly string[]): ReadonlySet<string> {
    if (names.length === 0) return new Set()
    const used = this.imports.namesUsedElsewhere(path, names)
    if (used.size > 0) {
      const known = this.#usedElsewhere.get(path)
      this.#usedElsewhere.set(path, known ? new Set([...known, ...used]) : used)
    }
    return used
  }

  /** All names of a file that were said to be used elsewhere so far. */
  saidUsedElsewhere(path: string): readonly string[] {
    return [...(this.#usedElsewhere.get(path) ?? [])]
  }

  /** Who imports what; reads every file of the project when it is first asked for. */
  get imports(): ImportIndex {
    if (this.#index) return this.#index
    const survey = this.#survey
    const known =
      survey?.records === undefined || this.#later ? undefined : { ...survey, records: survey.records }
    const read = (path: string): string => {
      const later = this.#later?.get(path)
      return later ? Buffer.from(later).toString('latin1') : this.#texts.textOf(path)
    }
    this.#index = new ImportIndex(this.graph, read, known, this.#questions)
    return this.#index
  }

  /**
   * Where `name` of the module `module` is defined, through re-exports, aliases and star imports. Undefined when it is not found or
   * may be one of several.
   */
  resolveExport(module: string, name: string): Export | undefined {
    const [found, more] = this.#exported(this.#exports, module, name)
    return more ? undefined : found
  }

  /**
   * All that `name` of the module `module` may be while code runs: the class, and the `None` that stands for it where its module is
   * missing. Empty when nothing is known of it, or only type checkers see it.
   */
  runtimeExports(module: string, name: string): readonly Export[] {
    return this.#exported(this.#atRuntime, module, name)
  }

  #exported(exports: Exports, module: string, name: string): readonly Export[] {
    const file = this.graph.fileOf(module)
    return exports.resolveQualified(`${module}.${name}`, file ?? '').map(exportOf)
  }

  #parse(path: string, target: Version): Module | undefined {
    this.#questions?.tree(path)
    try {
      const source = decodeSource(this.#read(path))
      if (isRefusal(source)) return undefined
      const about = this.graph.moduleOf(path)
      return new Module(parse(source.text), {
        path,
        ...(about && { name: about.name }),
        isPackage: about?.isPackage ?? false,
        isStub: path.endsWith('.pyi'),
        target,
        hierarchy: this.hierarchy,
      })
    } catch {
      return undefined
    }
  }

  /** The names that `from module import *` binds; undefined when they are not surely known. */
  starExports(module: string): ReadonlySet<string> | undefined {
    return starExports(module, { graph: this.graph, summaryOf: (path) => this.summary(path) })
  }

  /** Whether `from module import *` (absolute path) may bind a name. Of the standard library it is known for builtins. */
  starBinds(module: string, name: string): boolean {
    const exported = this.starExports(module)
    if (exported) return exported.has(name)
    const isOutside = isStdlib(module) && this.graph.fileOf(module) === undefined
    return !isOutside || !BUILTINS.has(name) || hidesBuiltin(module, name)
  }

  /**
   * Whether what the file at `path` begins to import under `name` would come to others by star import, where the name may mean
   * something else.
   */
  handsOn(
    path: string,
    name: string,
    imported: { readonly module: string; readonly name?: string },
  ): boolean {
    if (name.startsWith('_')) return false
    const importers = this.imports.starImportersOf(path)
    if (importers.size === 0) return false
    const all = this.summary(path)?.all
    if (all && all !== 'dynamic' && !all.includes(name)) return false
    const importsIt = (importer: string) =>
      this.summary(importer)?.imports.some(
        (fact) =>
          fact.local === name &&
          fact.level === 0 &&
          fact.module === imported.module &&
          fact.name === imported.name,
      )
    return [...importers].some((importer) => !importsIt(importer) && this.imports.mayUse(importer, name))
  }

  #summarize(path: string): ModuleSummary | undefined {
    let summary: ModuleSummary | undefined
    try {
      summary = summaryOf(this.#read(path))
    } catch {
      // It cannot be read, which is reported where the file itself is processed.
    }
    this.#questions?.summary(path, summary)
    return summary
  }
}

function lengthOf(module: Module | undefined): number {
  return module?.tree.text.length ?? 0
}
