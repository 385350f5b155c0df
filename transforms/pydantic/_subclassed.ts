import type { Project } from '#transform'

const known = new WeakMap<Project, ReadonlySet<string>>()

/** The qualified names of the project's classes that other classes of the project derive from directly. */
export function subclassedIn(project: Project): ReadonlySet<string> {
  let found = known.get(project)
  if (!found) {
    const names = new Set<string>()
    for (const path of project.filesWith(new Set(['class ']))) {
      const module = project.graph.moduleOf(path)?.name
      for (const { qualname, bases } of module === undefined ? [] : (project.summary(path)?.classes ?? [])) {
        if (bases.length === 0) continue
        for (const base of project.hierarchy.basesOf(`${module}.${qualname}`, path) ?? [])
          for (const name of base.names) names.add(name)
      }
    }
    found = names
    known.set(project, found)
  }
  return found
}
