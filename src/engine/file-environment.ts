import type { Project } from '../project/project.ts'
import { scriptTarget } from '../project/target-version.ts'
import { atLeast, parseVersion, type Version } from '../python/version.ts'
import type { Told } from '../semantics/told.ts'
import type { NamedTransform } from '../transform/define.ts'
import type { VerifyLevel } from '../verify/level.ts'

/** What planning one file needs besides its bytes. */
export interface FileEnvironment {
  readonly project: Project
  /** The selected transforms, in registry order. */
  readonly transforms: readonly NamedTransform[]
  readonly target: Version
  /** All selected transforms, whatever their target: for scripts that name their own Python version (PEP 723). */
  readonly forScripts?: readonly NamedTransform[]
  /** What a `# pymolt: skip[…]` may name; undefined where that is not to be checked. */
  readonly suppressible?: ReadonlySet<string>
  readonly review: boolean
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly lineLength: number
  readonly maxFileSize: number
  readonly excludedSites: ReadonlySet<string>
  /** What a type checker said of expressions, by path. */
  readonly told?: Readonly<Record<string, readonly Told[]>>
  /** How much is checked beyond what always is. */
  readonly verify?: VerifyLevel
}

/** Whether the transform may run for a target. */
export function fits(transform: NamedTransform, target: Version): boolean {
  return transform.decidesBySite || transform.since === 'any' || atLeast(target, transform.since)
}

/** The environment for a file with this text: a script's own `requires-python` (PEP 723) is its target. */
export function environmentFor(text: string, environment: FileEnvironment): FileEnvironment {
  const { forScripts } = environment
  const own = forScripts && text.includes('/// script') ? scriptTarget(text) : undefined
  const target = own && parseVersion(own.version)
  return forScripts && target
    ? { ...environment, target, transforms: forScripts.filter((transform) => fits(transform, target)) }
    : environment
}
