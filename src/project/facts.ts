import type { Span } from '../python/node.ts'

/** Where a statement stands: what may keep it from running. */
export type Guard = 'plain' | 'try' | 'except' | 'if' | 'type-checking'

/** One name bound by an import statement, or one `*`. */
export interface ImportFact {
  /** Without leading dots. */
  readonly module: string
  /** Leading dots. */
  readonly level: number
  /** What is imported from the module; undefined for `import module`. */
  readonly name?: string
  /** The local name; for `import a.b` it is `a`; for a star import it is `*`. */
  readonly local: string
  /** Whether the import has an `as`. */
  readonly aliased: boolean
  readonly star: boolean
  /** 1-based. */
  readonly line: number
  readonly guard: Guard
}

/** A base as written. */
export interface BaseFact {
  /** `pkg.Base` of `pkg.Base[int]`; undefined when the expression is not a dotted name. */
  readonly name?: string
  readonly span: Span
}

/** Something that a class body binds. */
export interface AttributeFact {
  readonly name: string
  readonly kind: 'assignment' | 'annotation' | 'function' | 'class' | 'import' | 'other'
  /** 1-based. */
  readonly line: number
  /** UTF-16 index of the name. */
  readonly start: number
}

/** A class at module level, or nested in one. */
export interface ClassFact {
  readonly name: string
  /** `Outer.Inner`. */
  readonly qualname: string
  readonly bases: readonly BaseFact[]
  /** Keyword arguments of the class statement, such as `metaclass`; `**` for unpacked ones. */
  readonly keywords: readonly string[]
  readonly attributes: readonly AttributeFact[]
  readonly decorated: boolean
  readonly line: number
  /** UTF-16 index of the class's name. */
  readonly start: number
  readonly guard: Guard
}

/** A name assigned at module level. */
export interface AssignedFact {
  readonly name: string
  /** The value where it is a dotted name (`Base = models.Base`). */
  readonly value?: string
  readonly line: number
  readonly guard: Guard
}

/** The module-level facts of one file that other files ask for. */
export interface ModuleSummary {
  readonly imports: readonly ImportFact[]
  readonly classes: readonly ClassFact[]
  readonly functions: readonly { readonly name: string; readonly line: number; readonly guard: Guard }[]
  readonly assigned: readonly AssignedFact[]
  /** The strings of `__all__`; `dynamic` when it is computed; undefined without one. */
  readonly all?: readonly string[] | 'dynamic'
  /** A module-level `__getattr__` (PEP 562) may supply any name. */
  readonly hasGetattr: boolean
  /** Names may be bound in ways that are not listed here: `globals()`, `exec`, a function's `global` statement. */
  readonly hasHiddenNames: boolean
  /** `if __name__ == '__main__':` */
  readonly runsAsScript: boolean
}
