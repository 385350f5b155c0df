import { field, type Node, sameNode } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { Context } from './context.ts'
import type { VersionText } from './define.ts'
import { leaveFallbacks } from './fallbacks.ts'
import { isGone, neededRelease, type PackageRelease } from './package-release.ts'

/** What became of a name that a library no longer has, or is about to drop. */
export interface Renamed {
  /** The qualified name that means the same; `builtins.x` for builtins. `module:name.attribute` where `name` is no module. */
  readonly to: string
  /** The first Python, or release of a package, that no longer has the old name; 'none' while all have it. */
  readonly gone: VersionText | 'none' | PackageRelease
  /** Where the new name differs from the old one. Says so to a reviewer where the old one would still run. */
  readonly differs?: string
  /** The first release with the new name. */
  readonly needs?: PackageRelease
  /** The first Python with the new name, where that is newer than 3.6. */
  readonly since?: VersionText
  /** Whether the new one cannot be called with these arguments. */
  readonly refuses?: (args: readonly Node[]) => boolean
  /** Keyword arguments that are called otherwise. */
  readonly keywords?: Readonly<Record<string, string>>
  /** A keyword argument that makes a call of the new one do what the old one did. */
  readonly adds?: string
  /** Whether the package that has the old name imports its module with the new one by itself. */
  readonly isLoaded?: boolean
}

/** By qualified name. */
export type RenameTable = Readonly<Record<string, Renamed>>

/** Rows for `names` of the module `from`, with blanks between, which have the same names in `to`. */
export function moved(from: string, to: string, names: string, row: Omit<Renamed, 'to'>): RenameTable {
  return Object.fromEntries(
    names.split(' ').map((name) => [`${from}.${name}`, { ...row, to: `${to}.${name}` }]),
  )
}

/** Brings the call whose function `node` is to the arguments that the new name takes. */
export function checkCall(context: Context, { to, refuses, adds, keywords }: Renamed, node: Node): void {
  if (!refuses && adds === undefined && !keywords) return
  const call = parentOf(node)
  const list = call?.type === 'call' && sameNode(field(call, 'function'), node) && field(call, 'arguments')
  const args = list && (list.type === 'argument_list' ? list.namedChildren : [list])
  const [last] = args ? args.slice(-1) : []
  if (args ? refuses?.(args) : adds !== undefined)
    context.skip(`${to.replace('builtins.', '')} takes other arguments: rewrite the call`)
  for (const name of args ? args.flatMap((one) => field(one, 'name') ?? []) : []) {
    const newer = keywords && Object.hasOwn(keywords, name.text) ? keywords[name.text] : undefined
    if (newer !== undefined) context.replace(name, newer)
  }
  if (adds !== undefined && last) context.insert(last.endIndex, `, ${adds}`)
}

/** Leaves a use alone, or has it looked at, where its row asks for that. */
export function checkRow(context: Context, { gone, differs, since, needs }: Renamed, node: Node): void {
  if (since && !context.targets(since)) context.skip(`the new name needs Python ${since}`)
  leaveFallbacks(context, node)
  const needed = needs && neededRelease(context, needs)
  const note = [needed, differs].filter((one) => one !== undefined).join('; ')
  if (note === '') return
  if (needed === undefined && isGone(context, gone)) context.note(note)
  else context.review(note)
}

/** The module of a qualified name, and the name in it. */
export function split(qualified: string): [module: string, name: string] {
  const at = qualified.includes(':') ? qualified.indexOf(':') : qualified.lastIndexOf('.')
  return [qualified.slice(0, Math.max(at, 0)), qualified.slice(at + 1)]
}
