import { field, type Module, type Node, type Project, parentOf, sameNode, scopeOf } from '#transform'

const reached = new WeakMap<Project, Map<string, ReadonlySet<string>>>()
/** Files beyond which it is taken for granted that there is a cycle. */
const MANY = 2000

/**
 * Whether it may matter in which order the file at `path` has two lots of files of the project run: some import one another, or the file
 * itself, so that whoever comes first finds the others half done. What both run first, such as the package around, settles what that
 * imports in turn.
 */
export function orderMatters(
  project: Project,
  path: string,
  files: readonly string[],
  others: readonly string[],
): boolean {
  const common = files.filter((file) => others.includes(file))
  const settled = new Set(common.flatMap((file) => [file, ...reachedFrom(project, file)]))
  const [these, those] = [files, others].map((all) => all.filter((file) => !settled.has(file)))
  if (!these?.length || !those?.length) return false
  const all = [...these, ...those]
  return all.some((file) => {
    const seen = reachedFrom(project, file)
    return (
      seen.size > MANY ||
      seen.has(path) ||
      all.some((other) => other !== file && seen.has(other) && reachedFrom(project, other).has(file))
    )
  })
}

function reachedFrom(project: Project, file: string): ReadonlySet<string> {
  const known = reached.get(project) ?? new Map<string, ReadonlySet<string>>()
  reached.set(project, known)
  let seen = known.get(file)
  if (!seen) {
    seen = follow(project, file)
    known.set(file, seen)
  }
  return seen
}

function follow(project: Project, from: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const queue = [from]
  for (let file = queue.pop(); file !== undefined && seen.size <= MANY; file = queue.pop())
    for (const next of importedBy(project, file))
      if (!seen.has(next)) {
        seen.add(next)
        queue.push(next)
      }
  return seen
}

/** The names that `file`, or what it imports on the way, takes from the file at `path`, which is being imported itself. */
export function namesTakenFrom(
  project: Project,
  { path, target }: Module,
  file: string,
): ReadonlySet<string> {
  const { graph } = project
  const names = new Set<string>()
  const seen = new Set([path, file])
  const queue = [file]
  for (let at = queue.pop(); at !== undefined && seen.size <= MANY; at = queue.pop()) {
    for (const { level, module, name, local, aliased, guard } of project.summary(at)?.imports ?? []) {
      if (guard === 'type-checking') continue
      const base = level === 0 ? module : graph.resolveRelative(at, level, module)
      if (base === undefined || graph.fileOf(base, at) !== path) continue
      if (name !== undefined) names.add(name)
      else
        for (const read of readAtOnce(project.moduleAt(at, target), aliased ? local : module)) names.add(read)
    }
    for (const next of importedBy(project, at))
      if (!seen.has(next)) {
        seen.add(next)
        queue.push(next)
      }
  }
  return names
}

/** What a file reads of the module `written`, as it calls it, while it is imported: `pkg.Base`, outside of functions. */
function readAtOnce(file: Module | undefined, written: string): string[] {
  const [local = ''] = written.split('.', 1)
  return (file?.names.loads(local) ?? []).flatMap(({ node }) => {
    for (let scope = scopeOf(node); ; ) {
      if (scope.kind === 'function' || scope.kind === 'lambda') return []
      if (!scope.parent) break
      scope = scope.parent
    }
    const path = wholePath(node)
    return path.startsWith(`${written}.`) ? (path.slice(written.length + 1).split('.', 1)[0] ?? []) : []
  })
}

/** `a.b.c` for its `a`. */
function wholePath(name: Node): string {
  let whole = name
  for (
    let up = parentOf(whole);
    up?.type === 'attribute' && sameNode(field(up, 'object'), whole);
    up = parentOf(up)
  )
    whole = up
  return whole.text
}

/** The files of the project that a file imports while it is imported itself. */
function importedBy(project: Project, file: string): string[] {
  const { graph } = project
  const found: string[] = []
  for (const { level, module, name, guard } of project.summary(file)?.imports ?? []) {
    if (guard === 'type-checking') continue
    const base = level === 0 ? module : graph.resolveRelative(file, level, module)
    if (base === undefined) continue
    const inner = name === undefined ? undefined : graph.fileOf(`${base}.${name}`, file)
    if (inner !== undefined) found.push(inner)
    found.push(...loadedWith(project, file, base))
  }
  return found
}

/** The files that run when `file` imports a module: its own, and before it those of the packages around it, as far as `file` is not in them itself. */
export function loadedWith({ graph }: Project, file: string, module: string): string[] {
  const parts = module.split('.')
  return parts.flatMap((_, i) => {
    const found = graph.fileOf(parts.slice(0, i + 1).join('.'), file)
    const isAround =
      i < parts.length - 1 && found !== undefined && file.startsWith(found.replace(/[^/]*$/, ''))
    return found === undefined || isAround ? [] : [found]
  })
}
