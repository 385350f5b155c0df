import type { FileToPlan } from '../engine/request.ts'
import { UsageError } from '../project/usage-error.ts'
import { hashOf } from '../workspace/atomic-write.ts'
import { dirtyFiles, gitPath, gitTopLevel } from '../workspace/git.ts'
import { commitFiles, headOf, whyNoCommits } from '../workspace/git-commit.ts'
import type { TreeState, WantedFile } from '../workspace/tree-state.ts'
import { bytesOf } from './gate.ts'
import type { Host } from './host.ts'
import { PYTHON_TARGET } from './manifest-names.ts'
import type { PlanSpace, Site } from './plan-space.ts'
import { familyOf } from './recipes.ts'
import type { Report } from './report.ts'
import { counted } from './terminal.ts'

/** Where and how commits are made. */
export interface CommitPlan {
  /** Git's top level. */
  readonly top: string
  readonly isOne: boolean
  /** Git's name of each file. */
  readonly gitPaths: ReadonlyMap<string, string>
}

/** A commit that was made. */
export interface MadeCommit {
  readonly hash: string
  readonly subject: string
}

/** How far a series of commits is, so that one that was killed can be gone on with. */
export interface CommitProgress {
  /** The hashes of the commits that were made. */
  readonly commits: readonly string[]
  /** The hash of each file's content in the last of them. */
  readonly files: readonly (readonly [string, string])[]
  /** The commit that is about to be made: it was, when HEAD is not `head` any more. */
  readonly next?: { readonly head: string; readonly files: CommitProgress['files'] }
}

/**
 * Makes sure that commits can be made and will hold nothing but what pymolt writes.
 * @throws UsageError saying what is in the way
 */
export function refuseCommits(
  root: string,
  files: readonly FileToPlan[],
  mode: true | 'one' | 'transform',
): CommitPlan {
  const top = gitTopLevel(root)
  if (top === undefined)
    throw new UsageError(
      `Nothing was written: --commit needs git, and ${root} is in no git repository (or git is not installed).`,
    )
  const why = whyNoCommits(top)
  if (why !== undefined) throw new UsageError(`Nothing was written: --commit cannot commit: ${why}.`)
  const gitPaths = new Map(files.map((file) => [file.path, gitPath(top, file.absolute)]))
  const { modified, staged, untracked } = dirtyFiles(top, [...gitPaths.values()])
  const [first] = [...modified, ...staged, ...untracked]
  if (first !== undefined)
    throw new UsageError(
      `Nothing was written: --commit would commit your own changes along (${first}); commit or stash them first.`,
    )
  return { top, isOne: mode === 'one', gitPaths }
}

/**
 * Commits what stays, transform by transform, so that the files are right after every one of them: each commit's files are
 * planned as a whole from the files before the run, with the transforms up to then and the clean-up that belongs to them.
 * So the last commit holds exactly what was verified and checked.
 * @throws GitError with what git or a hook said; the commits before it stay
 */
export async function commitSeries(
  { top, isOne, gitPaths }: CommitPlan,
  work: {
    readonly space: PlanSpace
    readonly tree: TreeState
    readonly kept: readonly Site[]
    readonly report: Report
    readonly host: Host
    readonly say: (line: string) => void
    /** Told before each commit and after the last one: see `CommitProgress`. */
    readonly note: (progress: CommitProgress) => void
  },
): Promise<readonly MadeCommit[]> {
  const { space, tree, kept, report, host } = work
  const made: MadeCommit[] = []
  const groups = isOne ? [[...new Set(kept.map(({ transform }) => transform))]] : inOrder(kept, space)
  const done = new Set<string>()
  const keptPrints = new Set(kept.map(({ fingerprint }) => fingerprint))
  let before = new Map<string, WantedFile>()
  for (const [index, transforms] of groups.entries()) {
    const isLast = index === groups.length - 1
    for (const name of transforms) done.add(name)
    const chosen = kept.filter(({ transform }) => isLast || done.has(transform) || space.isCleanUp(transform))
    const plan = await space.planFor(
      new Set(chosen.map(({ fingerprint }) => fingerprint)),
      () => tree.restore(),
      // The clean-up after half of the transforms is not always part of the one after all of them.
      ({ transform, fingerprint }) => !isLast && space.isCleanUp(transform) && !keptPrints.has(fingerprint),
    )
    const wanted = bytesOf(plan)
    const paths = [...new Set([...wanted.keys(), ...before.keys()])].filter(
      (path) => !same(wanted.get(path)?.bytes, before.get(path)?.bytes),
    )
    if (paths.length === 0) continue
    tree.set(wanted, true)
    const changes = kept.filter(({ transform }) => transforms.includes(transform)).length
    const message = messageFor(transforms, changes, paths.length, report, host)
    const hashes = (state: typeof wanted) =>
      [...state].map(([path, { bytes }]) => [path, hashOf(bytes)] as const)
    const commits = made.map((commit) => commit.hash)
    const next = { head: headOf(top) ?? '', files: hashes(wanted) }
    work.note({ commits, files: hashes(before), next })
    const hash = commitFiles(
      top,
      paths.flatMap((path) => gitPaths.get(path) ?? []),
      message,
    )
    const subject = message.split('\n', 1)[0] ?? ''
    made.push({ hash, subject })
    work.note({ commits: [...commits, hash], files: next.files })
    work.say(`${hash.slice(0, 9)} ${subject}`)
    before = wanted
  }
  return made
}

/** The transforms of each commit: what the project says of its Python first, all of Pydantic together. */
function inOrder(kept: readonly Site[], space: PlanSpace): string[][] {
  const groups = new Map<string, Set<string>>()
  const add = (key: string, transform: string) =>
    groups.set(key, (groups.get(key) ?? new Set()).add(transform))
  for (const { transform } of kept) if (transform === PYTHON_TARGET) add(transform, transform)
  for (const { transform } of kept)
    if (!space.isCleanUp(transform))
      add(familyOf(transform) === 'pydantic' ? 'pydantic' : transform, transform)
  // What is left to be cleaned up, where nothing else was the reason.
  for (const { transform } of kept) if (space.isCleanUp(transform)) add('clean-up', transform)
  return [...groups.values()].map((transforms) => [...transforms])
}

function same(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && Buffer.compare(a, b) === 0)
}

function messageFor(
  transforms: readonly string[],
  changes: number,
  files: number,
  report: Report,
  host: Host,
): string {
  const [only = ''] = transforms
  const { version } = report.outcome.target
  const subject =
    transforms.length === 1
      ? only === PYTHON_TARGET
        ? `Declare Python ${version}`
        : (host.registry[only]?.summary ?? only)
      : transforms.every((name) => familyOf(name) === 'pydantic')
        ? 'Move to Pydantic v2'
        : `Move to Python ${version}`
  const lines = transforms.map((name) => {
    const transform = host.registry[name]
    return transform ? `${name}: ${transform.summary}\n  ${transform.docs}` : name
  })
  return [
    subject,
    '',
    `${counted(changes, 'change')} in ${counted(files, 'file')}, made by pymolt ${host.version} for Python ${version}.`,
    '',
    ...lines,
  ].join('\n')
}
