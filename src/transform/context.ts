import type { Change, Edit, ImportRequest } from '../edits/change.ts'
import { withoutReturn } from '../edits/comments.ts'
import { makesDocstring } from '../edits/docstrings.ts'
import { localNameFor } from '../edits/imports.ts'
import type { Removal } from '../edits/statements.ts'
import { keepWordsApart } from '../edits/word-gaps.ts'
import type { Project } from '../project/project.ts'
import type { Node, Span } from '../python/node.ts'
import { spanOf } from '../python/node.ts'
import { atLeast } from '../python/version.ts'
import type { AnnotationContext } from '../semantics/annotations.ts'
import type { Inference } from '../semantics/infer.ts'
import type { Module } from '../semantics/module.ts'
import { ownMember } from '../semantics/own-members.ts'
import type { Type } from '../semantics/type.ts'
import type { VersionText } from './define.ts'
import { inferenceFor } from './definitions.ts'
import { DeferSite, type RequestedFinding, type SiteEnvironment, SkipSite } from './site-environment.ts'

/**
 * What a transform sees of a site: questions about the code around it, and the changes it requests.
 * All requests of one call to `rewrite` are one change: they happen together or not at all.
 */
export class Context<Options = Readonly<Record<string, unknown>>> {
  readonly module: Module
  readonly project: Project
  readonly options: Options
  readonly lineLength: number
  readonly #environment: SiteEnvironment
  readonly #match: Node
  readonly #edits: Edit[] = []
  readonly #imports: ImportRequest[] = []
  readonly #dropped: string[] = []
  readonly #findings: RequestedFinding[] = []
  #note: string | undefined
  #review = false

  constructor(environment: SiteEnvironment, match: Node) {
    this.#environment = environment
    this.#match = match
    this.module = environment.module
    this.project = environment.project
    this.options = environment.options as Options
    this.lineLength = environment.lineLength
  }

  /** The text of the file as this pass sees it. */
  get text(): string {
    return this.module.tree.text
  }

  /** Whether the target is this version or newer. */
  targets(version: VersionText): boolean {
    return atLeast(this.#environment.target, version)
  }

  /**
   * Whether another transform is part of the run. Other files are seen as they were before: what it changes in them has to be
   * reckoned with here, or it takes a second run.
   */
  runsWith(transform: string): boolean {
    return this.#environment.isSelected(transform)
  }

  /** The qualified name that the expression surely means, or undefined. Builtins are `builtins.x`. */
  qualifiedName(node: Node): string | undefined {
    const qualified = this.module.qualify(node)
    return qualified.kind === 'certain' ? qualified.name : undefined
  }

  /** What kind of annotation `node` is part of; undefined for code that is evaluated like any other. */
  annotation(node: Node): AnnotationContext | undefined {
    return this.module.annotationOf(node)
  }

  /** The type of an expression's value, as far as the project's code tells for certain. */
  typeOf(node: Node): Type | undefined {
    return this.inference.typeOf(this.module, node)
  }

  /**
   * Reads the type of an expression on which the site depends: from the project's code, and from a type checker, which is asked about
   * files where that does not tell of all. Where the two contradict each other the site is skipped.
   * @param read what a type means to the site; undefined when that is not sure
   * @param agreed what both mean together; undefined when they contradict each other
   */
  decide<T>(
    node: Node,
    read: (type: Type | undefined) => T | undefined,
    agreed: (own: T, told: T) => T | undefined,
  ): T | undefined {
    const { typeChecker } = this.#environment
    const own = read(this.typeOf(node))
    const type = typeChecker?.typeOf(node)
    const told = type && read(type)
    if (own === undefined || told === undefined) {
      typeChecker?.note(node, own !== undefined ? 'inference' : told === undefined ? 'nobody' : 'checker')
      return own ?? told
    }
    const both = agreed(own, told)
    typeChecker?.note(node, both === undefined ? 'dispute' : 'both')
    if (both === undefined)
      this.skip('the type checker takes the value for another class than the code says: annotate it')
    return both
  }

  /** Skips the site when the value may be of a class of the project that has an idea of its own of one of `methods`. */
  refuseOwn(node: Node, methods: readonly string[]): void {
    if (this.isPutOff) return
    const own = ownMember(this.inference, this.typeOf(node), methods)
    if (own !== undefined) this.skip(`the class of ${node.text} defines ${own} itself`)
  }

  /** Types of expressions of this and other files. */
  get inference(): Inference {
    return inferenceFor(this.module, this.project)
  }

  /** Whether the change waits for --review, and this run is without it: what takes long to find out is asked then. */
  get isPutOff(): boolean {
    return this.#review && !this.#environment.review
  }

  /** Whether the bare name `name`, written at `at`, would mean the builtin. */
  isBuiltin(name: string, at: Node = this.#match): boolean {
    return this.module.names.resolvesToBuiltin(name, at)
  }

  /** Whether a local name was used before this run and no longer is. For clean-up transforms. */
  isOrphaned(localName: string): boolean {
    return this.#environment.isOrphaned(localName)
  }

  /** Whether nothing in the file uses a local name, or will once this pass is through; it may never have been used. For clean-up transforms. */
  isUnused(localName: string): boolean {
    return this.#environment.isUnused(localName)
  }

  /** Replaces a node or span by `text`. */
  replace(target: Node | Span, text: string): void {
    const { start, end } = 'startIndex' in target ? spanOf(target) : target
    this.#edits.push({ start, end, text })
  }

  /** Deletes a node or span. */
  remove(target: Node | Span): void {
    this.replace(target, '')
  }

  /** Inserts `text` at an index. */
  insert(index: number, text: string): void {
    this.#edits.push({ start: index, end: index, text })
  }

  /** Adds edits that a helper made. */
  edit(edits: readonly Edit[]): void {
    this.#edits.push(...edits)
  }

  /** Adds what `removeStatement` and its like worked out: their edits, and the comments that go along. */
  carryOut({ edits, droppedComments }: Removal): void {
    this.edit(edits)
    for (const comment of droppedComments) this.dropComment(comment)
  }

  /**
   * Makes `from module import name` (or `import module` without a name) available and returns the local name to write at `at`:
   * an existing import is used, a taken name gets an alias.
   * Skips the site when there is no sure way to name it.
   */
  import(module: string, name?: string, at: Node = this.#match): string {
    this.#checkImportable(module)
    const request = name === undefined ? { module } : { module, name }
    const found = localNameFor(this.module, request, at)
    if (!found) {
      const what = name === undefined ? module : `${module}.${name}`
      return this.skip(`${what} cannot be named here without clashing with another name`)
    }
    if (found.request) this.requireImport(found.request)
    return found.name
  }

  /** Makes the module itself available, with `import module` where nothing does yet, and returns what to write for it at `at`. */
  importModule(module: string, at: Node = this.#match): string {
    this.#checkImportable(module)
    const found = localNameFor(this.module, { module }, at)
    if (!found) return this.skip(`${module} cannot be named here without clashing with another name`)
    if (found.request) this.requireImport(found.request)
    return found.name
  }

  #checkImportable(module: string): void {
    if (module === this.module.name)
      this.skip(`this file is ${module} itself, which cannot import from itself`)
  }

  /** Asks for an import as it is, without looking for an existing one. */
  requireImport(request: ImportRequest): void {
    const local = request.alias ?? request.name ?? request.module
    const meaning = `${request.module}:${request.name ?? ''}`
    const pending = this.#environment.pendingImports.get(local)
    if (pending !== undefined && pending !== meaning) throw new DeferSite()
    this.#imports.push(request)
  }

  /** Says that the comment goes on purpose (it described what is removed). */
  dropComment(comment: string): void {
    this.#dropped.push(withoutReturn(comment))
  }

  /** Leaves the site alone and reports why: one short sentence that says what a person could do. */
  skip(reason: string): never {
    throw new SkipSite(reason)
  }

  /** Makes this change class `review`, whatever the transform's own class, and says what to look at, besides what was said already. */
  review(note: string): void {
    const isSaid = this.#review && this.#note !== undefined
    if (!isSaid || !this.#note?.includes(note)) this.#note = isSaid ? `${this.#note}; ${note}` : note
    this.#review = true
  }

  /** Adds a remark to the change. */
  note(note: string): void {
    this.#note = note
  }

  /**
   * Records something for a person to look at; never an edit.
   * @param since the Python from which on it holds: for older targets it is counted, and listed for machines only
   */
  report(message: string, at: Node | Span = this.#match, since?: VersionText): void {
    const span = 'startIndex' in at ? spanOf(at) : at
    const isLater = since !== undefined && !this.targets(since)
    this.#findings.push({ span, message, ...(isLater && { since }) })
  }

  /** What was requested: for the engine. */
  requested(): {
    readonly change: Pick<Change, 'edits' | 'imports' | 'droppedComments'> | undefined
    readonly review: boolean
    readonly note: string | undefined
    readonly findings: readonly RequestedFinding[]
  } {
    const edits = this.#edits.filter((edit) => edit.text !== this.text.slice(edit.start, edit.end))
    if (makesDocstring(this.module.tree, edits))
      this.review([this.#note, 'the text below it becomes a docstring'].filter(Boolean).join('; '))
    if (edits.length > 0)
      for (const { module, name, alias } of this.#imports)
        this.#environment.pendingImports.set(alias ?? name ?? module, `${module}:${name ?? ''}`)
    return {
      change:
        edits.length > 0 || this.#imports.length > 0
          ? {
              edits: keepWordsApart(
                this.module.tree,
                edits.sort((a, b) => a.start - b.start || a.end - b.end),
              ),
              imports: this.#imports,
              droppedComments: this.#dropped,
            }
          : undefined,
      review: this.#review,
      note: this.#note,
      findings: this.#findings,
    }
  }
}
