/** What a unit names of another one. */
export interface Mention {
  readonly from: string
  readonly path: string
  readonly to: string
  /** `base`: a class derives from it; `handed`: a function that is made a validator of. */
  readonly how: 'base' | 'handed' | 'name'
}

/** What one file tells about how its parts depend on Pydantic and on each other. Plain data: the tree need not be kept. */
export interface FileUnits {
  readonly path: string
  /** The lines of the top-level classes. */
  readonly classes: ReadonlyMap<string, number>
  /** Functions at the top level. */
  readonly functions: ReadonlySet<string>
  /** Classes with `__get_validators__` or `__modify_schema__`. */
  readonly customTypes: ReadonlySet<string>
  /** Units that use Pydantic by name. */
  readonly users: ReadonlySet<string>
  readonly mentions: readonly Mention[]
  /** Units that must stay as they are, each with the reason. */
  readonly fixed: ReadonlyMap<string, string>
  /** Units that use names of `pydantic.v1`. */
  readonly onV1: ReadonlySet<string>
  /** Names of Pydantic's that other files import from here. */
  readonly reexports: ReadonlySet<string>
  /** Lines that ask whether something is a model, or catch what models raise. */
  readonly checks: readonly { readonly unit: string; readonly line: number }[]
  /** Functions that a web framework calls, with their lines. */
  readonly routes: ReadonlyMap<string, number>
  /** Units that the names of an import statement are for, by the statement's span. */
  readonly imports: readonly {
    readonly start: number
    readonly end: number
    readonly units: readonly string[]
  }[]
}
