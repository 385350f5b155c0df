import type { Project } from '../project/project.ts'
import { Inference } from '../semantics/infer.ts'
import type { Module } from '../semantics/module.ts'

/** Other files that are kept parsed for one file's questions. */
const KEPT = 60

const inferences = new WeakMap<Module, Inference>()
const parsed = new WeakMap<Project, Map<string, Module | undefined>>()

/** The inference for one state of a file. Other files are seen as they were before the run. */
export function inferenceFor(module: Module, project: Project): Inference {
  let inference = inferences.get(module)
  if (!inference) {
    inference = new Inference({
      find(qualifiedName) {
        const dot = qualifiedName.lastIndexOf('.')
        if (dot < 0) return undefined
        const found = project.resolveExport(qualifiedName.slice(0, dot), qualifiedName.slice(dot + 1))
        if (!found || 'external' in found) return undefined
        const other = otherModule(project, found.path, module)
        return other && { module: other, name: found.name }
      },
      conftests: (from) =>
        project.graph.files
          .filter((path) => {
            const folder = /^(.*\/)?conftest\.py$/.exec(path)?.[1]
            return (folder !== undefined || path === 'conftest.py') && from.path.startsWith(folder ?? '')
          })
          .sort((a, b) => b.length - a.length)
          .flatMap((path) => (path === from.path ? [] : (otherModule(project, path, module) ?? []))),
    })
    inferences.set(module, inference)
  }
  return inference
}

/** Another file as it was before the run, kept parsed for a while; undefined when it cannot be read. */
export function otherModule(project: Project, path: string, from: Module): Module | undefined {
  let known = parsed.get(project)
  if (!known) {
    known = new Map()
    parsed.set(project, known)
  }
  if (known.has(path)) return known.get(path)
  const found = project.moduleAt(path, from.target)
  known.set(path, found)
  const [oldest] = known.keys()
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest)
  return found
}
