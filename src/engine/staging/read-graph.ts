import type { Project } from '../../project/project.ts'
import type { Version } from '../../python/version.ts'
import { UnitGraph } from './components.ts'
import { readUnits } from './file-units.ts'
import type { FileUnits } from './unit-facts.ts'

/** How the models of a project, and what serves them, hang together. Files that have nothing to do with them are not parsed. */
export function readUnitGraph(project: Project, target: Version): UnitGraph {
  const files = new Map<string, FileUnits>()
  const searched = new Set<string>()
  const tried = new Set<string>()
  let queue = project.filesWith(new Set(['pydantic', 'sqlmodel']))
  for (;;) {
    for (const path of queue) {
      tried.add(path)
      const module = project.moduleAt(path, target)
      if (module) files.set(path, readUnits(module, path, project))
    }
    const graph = new UnitGraph(files)
    // An alias of a model, and what derives from one, may stand in files that say nothing of Pydantic.
    const words = [...graph.nodes]
      .map((unit) => unit.slice(unit.lastIndexOf(':') + 1))
      .filter((word) => word !== '' && !word.includes('.') && !searched.has(word))
    for (const word of words) searched.add(word)
    const named = [...files.values()].flatMap(({ mentions }) => mentions.map(({ path }) => path))
    const more = words.length > 0 ? project.filesWith(new Set(words)) : []
    queue = [...new Set([...named, ...more])].filter((path) => !tried.has(path))
    if (queue.length === 0) return graph
  }
}
