import type { Project } from '../project/project.ts'
import type { Node } from '../python/node.ts'
import { basesOf, headOf, localClass } from '../semantics/definitions.ts'
import { Inference } from '../semantics/infer.ts'
import type { Module } from '../semantics/module.ts'
import { subclassOf } from '../semantics/subclass.ts'
import type { ClassName } from '../semantics/type.ts'
import { mayRun } from '../semantics/version-branches.ts'

type Class = Exclude<ClassName, string>

/** Other files that are kept parsed for one file's questions. */
const KEPT = 60

const inferences = new WeakMap<Module, Inference>()
const parsed = new WeakMap<Project, Map<string, Module | undefined>>()

/** The inference for one state of a file. Other files are seen as they were before the run. */
export function inferenceFor(module: Module, project: Project): Inference {
  let inference = inferences.get(module)
  if (!inference) {
    const known = new Map<string, Heirs>()
    const ofBuiltins = new Map<string, readonly Class[]>()
    inference = new Inference({
      planned: module,
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
      heirs(from, classNode, member) {
        const key = `${from.path}:${classNode.startIndex}`
        const heirs = known.get(key) ?? heirsOf(project, module, { module: from, node: classNode })
        known.set(key, heirs)
        return [...heirs.near, ...heirs.far.flatMap((far) => parsedHeirs(project, module, far, member))]
      },
      heirsOfBuiltin(name, members) {
        const heirs = ofBuiltins.get(name) ?? heirsOfBuiltin(project, module, name, members)
        ofBuiltins.set(name, heirs)
        return heirs
      },
    })
    inferences.set(module, inference)
  }
  return inference
}

interface Heirs {
  readonly near: readonly Class[]
  /** Those of other files. */
  readonly far: readonly { readonly path: string; readonly name: string }[]
}

/** What inherits from a class: in the file that is planned and in that of the class also what functions define. */
function heirsOf(project: Project, asking: Module, of: Class): Heirs {
  const name = of.module.qualifiedNameOf(of.node)
  const modules = [...new Set([asking, of.module.path === asking.path ? asking : of.module])]
  const near = modules.flatMap((module) =>
    derivedIn(module)
      .filter((node) => inherits(module, node, of, name))
      .map((node) => ({ module, node })),
  )
  if (name === undefined || (near.length === 0 && isOnlyHere(project, of.module, name)))
    return { near, far: [] }
  const far = [...subclassesOf(project, name)]
    .filter(([, { path }]) => modules.every((module) => module.path !== path))
    .map(([heir, { path }]) => ({ path, name: heir.slice(heir.lastIndexOf('.') + 1) }))
  return { near, far }
}

/** Those of the file that is planned are looked for in it: it may have changed since it was read. */
function heirsOfBuiltin(
  project: Project,
  asking: Module,
  name: string,
  members: readonly string[],
): readonly Class[] {
  const definesOne = ({ module, node }: Class) =>
    members.some((member) =>
      module.names.bindings(member).some(({ scope }) => scope.node.startIndex === node.startIndex),
    )
  const near = derivedIn(asking)
    .filter((node) => subclassOf(asking, node, name).answer === 'yes')
    .map((node) => ({ module: asking, node }))
  const far = [...subclassesOf(project, name)].flatMap(([heir, { path }]) =>
    path === asking.path
      ? []
      : members.flatMap((member) =>
          parsedHeirs(project, asking, { path, name: heir.slice(heir.lastIndexOf('.') + 1) }, member),
        ),
  )
  return [...near, ...new Set(far)].filter(definesOne)
}

const derived = new WeakMap<Module, readonly Node[]>()

/** The classes of a file that inherit from anything. */
function derivedIn(module: Module): readonly Node[] {
  let known = derived.get(module)
  if (!known) {
    const hasAny = /\bclass\b[^\n:]*\(/.test(module.tree.text)
    const all = hasAny ? module.tree.root.descendantsOfType('class_definition') : []
    known = all.filter((node) => basesOf(node).length > 0)
    derived.set(module, known)
  }
  return known
}

/** The classes of another file, which is only parsed where it spells the member. */
function parsedHeirs(
  project: Project,
  asking: Module,
  { path, name }: Heirs['far'][number],
  member: string,
): readonly Class[] {
  if (!project.filesNaming(new Set([member])).includes(path)) return []
  const module = otherModule(project, path, asking)
  return (module?.names.bindings(name) ?? []).flatMap(({ kind, owner }) =>
    module && kind === 'class' ? [{ module, node: owner }] : [],
  )
}

/** Whether no other file takes the class, what it stands in, or what it may also be called: then no search is needed. */
function isOnlyHere(project: Project, module: Module, name: string): boolean {
  const inside = module.name && name.startsWith(`${module.name}.`) ? name.slice(module.name.length + 1) : name
  const own = name.slice(name.lastIndexOf('.') + 1)
  return (
    !new RegExp(`[=:(,]\\s*${own}\\s*(?:[\\n,)#;]|$)`).test(module.tree.text) &&
    project.namesUsedElsewhere(module.path, [own, inside.split('.', 1)[0] ?? own]).size === 0
  )
}

const subclasses = new WeakMap<Project, Map<string, Subclasses>>()
type Subclasses = ReturnType<Project['hierarchy']['subclassesOf']>

/** It is a search of the whole project, which is done once for a class. */
function subclassesOf(project: Project, name: string): Subclasses {
  const known = subclasses.get(project) ?? new Map<string, Subclasses>()
  subclasses.set(project, known)
  const found = known.get(name) ?? project.hierarchy.subclassesOf(name)
  known.set(name, found)
  return found
}

function inherits(module: Module, node: Node, of: Class, name: string | undefined): boolean {
  if (module.path === of.module.path && node.startIndex === of.node.startIndex) return false
  if (basesOf(node).length === 0) return false
  if (name !== undefined) return subclassOf(module, node, name).answer === 'yes'
  return basesOf(node).some((base) => {
    const head = headOf(base)
    const local = head && localClass(module, head)
    return !!local && (local.startIndex === of.node.startIndex || inherits(module, local, of, name))
  })
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
