import { field, type Node, type Project, withoutComments } from '#transform'

/** Files by the files whose modules they import when they are imported themselves. */
type Edges = ReadonlyMap<string, ReadonlySet<string>>

const known = new WeakMap<Project, { readonly edges: Edges; readonly cycles: ReadonlyMap<string, number> }>()

/** The way by which a file imports itself through `target`: paths, `from` first and last. Undefined where there is none. */
export function cycleThrough(project: Project, from: string, target: string): string[] | undefined {
  const { edges, cycles } = graphOf(project)
  if (from === target || cycles.get(from) === undefined || cycles.get(from) !== cycles.get(target))
    return undefined
  // The shortest way back.
  const before = new Map<string, string>()
  const open = [target]
  for (let here = open.shift(); here !== undefined; here = open.shift()) {
    for (const next of edges.get(here) ?? []) {
      if (before.has(next)) continue
      before.set(next, here)
      open.push(next)
    }
    if (before.has(from)) break
  }
  const way = [from]
  for (let at = before.get(from); at !== undefined && at !== target; at = before.get(at)) way.unshift(at)
  return before.has(from) ? [from, target, ...way] : undefined
}

/** The files whose modules an import statement asks for; packages that are imported on the way count only when they are named. */
export function targetsOf(project: Project, from: string, statement: Node): string[] {
  const names = statement
    .childrenForFieldName('name')
    .map(
      (one) => (one.type === 'aliased_import' ? field(one, 'name') : one)?.text.replace(/[\s\\]/g, '') ?? '',
    )
  if (statement.type === 'import_statement')
    return names.flatMap((name) => project.graph.fileOf(name, from) ?? [])
  const source = field(statement, 'module_name')
  const written = source?.text.replace(/[\s\\]/g, '') ?? ''
  const level = /^\.*/.exec(written)?.[0].length ?? 0
  const isStar = withoutComments(statement).some(({ type }) => type === 'wildcard_import')
  return (isStar ? ['*'] : names).flatMap(
    (name) => fileOf(project, from, written.slice(level), level, name) ?? [],
  )
}

function fileOf(
  project: Project,
  from: string,
  module: string,
  level: number,
  name: string | undefined,
): string | undefined {
  const { graph } = project
  const base = level > 0 ? graph.resolveRelative(from, level, module) : module
  if (base === undefined || base === '') return undefined
  const below = name === undefined || name === '*' ? undefined : graph.fileOf(`${base}.${name}`, from)
  return below ?? graph.fileOf(base, from)
}

function graphOf(project: Project) {
  let found = known.get(project)
  if (!found) {
    // The text of imports tells quickly which files are worth a closer look: it counts those in functions, too.
    const edges = edgesOf(project, componentsOf(roughEdgesOf(project)).keys())
    found = { edges, cycles: componentsOf(edges) }
    known.set(project, found)
  }
  return found
}

function roughEdgesOf(project: Project): Edges {
  const edges = new Map<string, Set<string>>()
  for (const path of project.graph.files)
    for (const importer of project.imports.importersOf(path))
      edges.set(importer, (edges.get(importer) ?? new Set()).add(path))
  return edges
}

/** What is imported below `if TYPE_CHECKING:`, or in a function, is none of it. */
function edgesOf(project: Project, paths: Iterable<string>): Edges {
  const edges = new Map<string, Set<string>>()
  for (const path of paths) {
    const targets = new Set<string>()
    for (const { module, level, name, guard, star } of project.summary(path)?.imports ?? []) {
      if (guard === 'type-checking') continue
      const target = fileOf(project, path, module, level, star ? '*' : name)
      if (target !== undefined && target !== path) targets.add(target)
    }
    edges.set(path, targets)
  }
  return edges
}

/** For each file the number of the group in which all import each other (Kosaraju). Groups of one are left out. */
function componentsOf(edges: Edges): ReadonlyMap<string, number> {
  const order: string[] = []
  visit([...edges.keys()], edges, (path) => order.push(path))
  const back = new Map<string, Set<string>>()
  for (const [path, targets] of edges)
    for (const target of targets) back.set(target, (back.get(target) ?? new Set()).add(path))
  const groups = new Map<string, number>()
  const seen = new Set<string>()
  for (const root of order.reverse()) {
    const group: string[] = []
    visit([root], back, (path) => group.push(path), seen)
    const id = groups.size
    if (group.length > 1) for (const path of group) groups.set(path, id)
  }
  return groups
}

/** Depth first, without recursion; `leave` is called when all that a file leads to is done. */
function visit(
  roots: readonly string[],
  edges: Edges,
  leave: (path: string) => void,
  seen = new Set<string>(),
): void {
  for (const root of roots) {
    if (seen.has(root)) continue
    seen.add(root)
    const stack = [{ path: root, rest: [...(edges.get(root) ?? [])] }]
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.rest.pop()
      if (next === undefined) {
        leave(top.path)
        stack.pop()
      } else if (!seen.has(next)) {
        seen.add(next)
        stack.push({ path: next, rest: [...(edges.get(next) ?? [])] })
      }
    }
  }
}
