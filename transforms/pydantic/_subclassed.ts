import type { Project } from '#transform'

const known = new WeakMap<Project, ReadonlyMap<string, readonly string[]>>()

/** The classes of the project that others of the project derive from, each with those that do so directly, by qualified name. */
export function subclassedIn(project: Project): ReadonlyMap<string, readonly string[]> {
  let found = known.get(project)
  if (!found) {
    const heirs = new Map<string, string[]>()
    for (const path of project.filesWith(new Set(['class ']))) {
      const module = project.graph.moduleOf(path)?.name
      for (const { qualname, bases } of module === undefined ? [] : (project.summary(path)?.classes ?? [])) {
        if (bases.length === 0) continue
        for (const base of project.hierarchy.basesOf(`${module}.${qualname}`, path) ?? [])
          for (const name of base.names) {
            const list = heirs.get(name) ?? []
            heirs.set(name, list)
            list.push(`${module}.${qualname}`)
          }
      }
    }
    found = heirs
    known.set(project, found)
  }
  return found
}
