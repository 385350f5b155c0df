import { field, type Node } from '../python/node.ts'
import type { SyntaxTree } from '../python/tree.ts'
import type { Version } from '../python/version.ts'
import { type AnnotationContext, annotationOf, fragmentAt } from './annotations.ts'
import type { Binding } from './bindings.ts'
import { type Exports, readExports } from './exports.ts'
import type { Hierarchy } from './hierarchy.ts'
import { Names } from './names.ts'
import { type Qualified, qualify, qualifyResolution, starSource } from './qualified.ts'
import { subclassOf } from './subclass.ts'

/** What is known of a file apart from its text. */
export interface About {
  readonly path: string
  /** The dotted name it is imported by; undefined when that is not certain. */
  readonly name?: string | undefined
  /** Whether it is an `__init__.py`. */
  readonly isPackage: boolean
  /** Whether it is a `.pyi` file. */
  readonly isStub: boolean
  /** The oldest Python that the file has to run on. */
  readonly target: Version
  readonly hierarchy?: Hierarchy | undefined
  /** Whether `from module import *` (absolute path) may bind a name; without it all of them may. */
  readonly starBinds?: ((module: string, name: string) => boolean) | undefined
  /** Whether other files would take a name that this one begins to import, and mean something else by it; without it none would. */
  readonly handsOn?: HandsOn | undefined
}

type HandsOn = (name: string, imported: { readonly module: string; readonly name?: string }) => boolean

/** One file, and what its names mean. Everything is looked up when it is asked for. */
export class Module {
  readonly tree: SyntaxTree
  readonly path: string
  readonly name: string | undefined
  readonly isPackage: boolean
  readonly isStub: boolean
  readonly target: Version
  readonly hierarchy: Hierarchy | undefined
  readonly names: Names
  /** See `About`. */
  readonly handsOn: HandsOn
  readonly #qualified = new Map<Node, Qualified>()
  #exports: Exports | undefined | null = null

  constructor(tree: SyntaxTree, about: About) {
    this.tree = tree
    this.path = about.path
    this.name = about.name
    this.isPackage = about.isPackage
    this.isStub = about.isStub
    this.target = about.target
    this.hierarchy = about.hierarchy
    this.handsOn = about.handsOn ?? (() => false)
    const { starBinds } = about
    this.names = new Names(
      tree,
      (index) => fragmentAt(this, index),
      starBinds && ((statement, name) => starBinds(starSource(this, statement), name)),
    )
  }

  /** The qualified name of what an identifier or attribute evaluates to. */
  qualify(node: Node): Qualified {
    let known = this.#qualified.get(node)
    if (!known) {
      known = qualify(this, node)
      this.#qualified.set(node, known)
    }
    return known
  }

  /** Whether `node` certainly is the thing with that qualified name. */
  isCertainly(node: Node, qualifiedName: string): boolean {
    const found = this.qualify(node)
    return found.kind === 'certain' && found.name === qualifiedName
  }

  /** Whether `name`, written at `at`, would certainly be the thing with that qualified name. */
  visibleAs(name: string, at: Node, qualifiedName: string): boolean {
    const found = qualifyResolution(this, name, this.names.resolve(name, at))
    return found.kind === 'certain' && found.name === qualifiedName
  }

  /** The bindings that an identifier may read; none for builtins and unbound names. */
  bindingsOf(node: Node): readonly Binding[] {
    const resolution = this.names.resolve(node.text, node)
    return resolution.kind === 'bound' ? resolution.bindings : []
  }

  /** The annotation that `node` is part of; undefined for an ordinary expression. */
  annotationOf(node: Node): AnnotationContext | undefined {
    return annotationOf(this, node)
  }

  /** The tree of the string annotation that the index lies in, where there is one that can be read in place. */
  fragmentAt(index: number): SyntaxTree | undefined {
    return fragmentAt(this, index)
  }

  /** What the file exports with `__all__`; undefined when it has none. */
  get exports(): Exports | undefined {
    if (this.#exports === null) this.#exports = readExports(this.names)
    return this.#exports
  }

  /** Whether `name` is in `__all__`. A dynamic `__all__` may hold more: see `exports.isDynamic`. */
  inAll(name: string): boolean {
    return this.exports?.names.has(name) ?? false
  }

  /**
   * The absolute module path of an import with `level` leading dots. Undefined when the dots lead out of the
   * top-level package, or there are some and the file's own name is unknown.
   */
  resolveRelative(level: number, module: string): string | undefined {
    if (level === 0) return module
    if (this.name === undefined) return undefined
    const parts = this.name.split('.')
    const kept = parts.length - level + (this.isPackage ? 1 : 0)
    if (kept < 1) return undefined
    return [...parts.slice(0, kept), ...(module === '' ? [] : [module])].join('.')
  }

  /** Whether the class of a class_definition has `root` (a qualified name) among its ancestors. */
  isSubclassOf(classNode: Node, root: string): 'yes' | 'no' | 'unknown' {
    return subclassOf(this, classNode, root).answer
  }

  /** The qualified name of a class_definition or function_definition of this file. */
  qualifiedNameOf(definition: Node): string | undefined {
    const name = field(definition, 'name')
    const found = name ? this.qualify(name) : undefined
    return found?.kind === 'certain' ? found.name : undefined
  }
}
