import type { Project } from '../project/project.ts'
import { Inference } from '../semantics/infer.ts'
import type { Module } from '../semantics/module.ts'
import { mayRun } from '../semantics/version-branches.ts'

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
        const [path, name] = [qualifiedName.slice(0, dot), qualifiedName.slice(dot + 1)]
        const found = project.resolveExport(path, name)
        if (!found || 'external' in found) return besideDead(project, path, name, module)
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

/** A name that is found in several places, but for the branches that never run on the target in one file only. */
function besideDead(project: Project, path: string, name: string, from: Module) {
  const file = project.graph.fileOf(path)
  const module = file === undefined ? undefined : otherModule(project, file, from)
  const bindings = module?.names.bindings(name).filter(({ scope }) => scope.kind === 'module') ?? []
  const live = bindings.filter(({ node }) => mayRun(node, from.target))
  const isOwn =
    live.length > 0 && live.length < bindings.length && live.every(({ kind }) => kind !== 'import')
  return module && isOwn ? { module, name } : undefined
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
