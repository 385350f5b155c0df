/** Whether a class is a subclass, and how that is known. */
export interface SubclassAnswer {
  readonly answer: 'yes' | 'no' | 'unknown'
  /** The number of steps from the class to the root; 0 when it is the root. */
  readonly steps?: number
  /** The qualified names on the way, the class first. */
  readonly through?: readonly string[]
  /** Why the answer is unknown. */
  readonly reason?: string
}

/** What semantics asks about classes of other files; `project` implements it. */
export interface Hierarchy {
  /**
   * Whether the class `qualifiedName` is `root` or inherits from it.
   * @param fromPath the file that asks (absolute or relative to the project, as in `Module.path`).
   */
  isSubclass(qualifiedName: string, root: string, fromPath: string): SubclassAnswer
}
