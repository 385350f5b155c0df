import {
  basesOf,
  field,
  headOf,
  isGenerated,
  localClass,
  type Module,
  type Node,
  type Project,
} from '#transform'

/** Names under which `BaseSettings` is imported, in v1 and after. */
export const SETTINGS_ROOTS = [
  'pydantic.BaseSettings',
  'pydantic.env_settings.BaseSettings',
  'pydantic_settings.BaseSettings',
  'pydantic_settings.main.BaseSettings',
]
/** Names of the other classes that models derive from. Configured ones count as `pydantic.BaseModel`. */
const MODEL_ROOTS = [
  'pydantic.BaseModel',
  'pydantic.main.BaseModel',
  'pydantic.generics.GenericModel',
  'pydantic.RootModel',
  'sqlmodel.SQLModel',
  'sqlmodel.main.SQLModel',
]

export type ModelKind = 'model' | 'settings' | 'no' | 'unknown'

/** What kind of class a class_definition is, by its bases here and in the project's other files. */
export function modelKind(module: Module, classNode: Node): ModelKind {
  if (basesOf(classNode).length === 0) return 'no'
  const answers = new Set<string>()
  const is = (root: string): boolean => {
    const answer = module.isSubclassOf(classNode, root)
    answers.add(answer)
    return answer === 'yes'
  }
  if (SETTINGS_ROOTS.some(is)) return 'settings'
  if (MODEL_ROOTS.some(is)) return 'model'
  return answers.has('unknown') ? 'unknown' : 'no'
}

/** Whether the class of that qualified name is certainly a model, as a file sees it. */
export function isModelNamed(qualified: string, path: string, project: Project): boolean {
  return [...SETTINGS_ROOTS, ...MODEL_ROOTS].some(
    (root) => project.hierarchy.isSubclass(qualified, root, path).answer === 'yes',
  )
}

/** A class_definition with the file that it is in. */
export interface ClassRef {
  readonly module: Module
  readonly node: Node
}

/** The class that a base or another expression certainly names: of the project, or the qualified name of one from outside. */
export function classNamed(
  module: Module,
  project: Project,
  expression: Node,
): ClassRef | string | undefined {
  const head = headOf(expression)
  if (!head) return undefined
  const local = localClass(module, head)
  if (local) return { module, node: local }
  const qualified = module.qualify(head)
  if (qualified.kind !== 'certain') return undefined
  const dot = qualified.name.lastIndexOf('.')
  if (dot < 0) return undefined
  const found = project.resolveExport(qualified.name.slice(0, dot), qualified.name.slice(dot + 1))
  if (!found) return undefined
  if ('external' in found) return found.external
  const other = project.moduleAt(found.path, module.target)
  const [binding, ...others] = other?.names.bindings(found.name).filter(isTopLevel) ?? []
  if (!other || binding?.kind !== 'class' || others.length > 0) return undefined
  return { module: other, node: binding.owner }
}

function isTopLevel(binding: { readonly scope: { readonly kind: string } }): boolean {
  return binding.scope.kind === 'module'
}

/** Why nothing changes in the file of a class: what uses it must then stay, too. */
export function leftAsGenerated(module: Module): string | undefined {
  return isGenerated(module.tree.text)
    ? `${module.path} is a generated file, and stays as it is: generate it for v2 first`
    : undefined
}

/**
 * Whether two references are the same class. Names decide, not positions: other files are seen as they were before the
 * run, and so they may show an earlier state of a file that is being rewritten.
 */
export function sameClass(a: ClassRef, b: ClassRef): boolean {
  return a.module.path === b.module.path && identityOf(a) === identityOf(b)
}

/** The class in its file as that was before the run. */
export function asItWas(model: ClassRef, project: Project): ClassRef {
  const { module } = model
  const before: Module | undefined = project.moduleAt(module.path, module.target)
  const node = before && classesByIdentity(before).get(identityOf(model))
  return before && node ? { module: before, node } : model
}

const classesOfModule = new WeakMap<Module, ReadonlyMap<string, Node>>()

/** All classes of a file; the first of those that go by one name. */
function classesByIdentity(module: Module): ReadonlyMap<string, Node> {
  let known = classesOfModule.get(module)
  if (!known) {
    const nodes = module.tree.root.descendantsOfType('class_definition')
    known = new Map(nodes.toReversed().map((node) => [identityOf({ module, node }), node]))
    classesOfModule.set(module, known)
  }
  return known
}

/** The name of a class in its file; where that cannot be told, its place. */
export function identityOf({ module, node }: ClassRef): string {
  return module.qualifiedNameOf(node) ?? String(node.startIndex)
}

/**
 * The classes that a class inherits from, nearest first, without those from outside the project.
 * @returns `isComplete` is false when there is a base that nothing is known of.
 */
export function ancestorClasses(start: ClassRef, project: Project): Ancestors {
  let known = ancestorsOfModule.get(start.module)
  if (!known) {
    known = new Map()
    ancestorsOfModule.set(start.module, known)
  }
  let found = known.get(start.node.startIndex)
  if (!found) {
    found = collectAncestors(start, project)
    known.set(start.node.startIndex, found)
  }
  return found
}

interface Ancestors {
  readonly classes: readonly ClassRef[]
  readonly isComplete: boolean
}
const ancestorsOfModule = new WeakMap<Module, Map<number, Ancestors>>()

function collectAncestors(start: ClassRef, project: Project): Ancestors {
  const classes: ClassRef[] = []
  let isComplete = true
  const queue: ClassRef[] = [start]
  for (let here = queue.shift(); here; here = queue.shift()) {
    for (const base of basesOf(here.node)) {
      const found = classNamed(here.module, project, base)
      if (found === undefined) isComplete = false
      else if (typeof found === 'string') isComplete &&= isRoot(found) || isPlain(found)
      else if (!classes.some((known) => sameClass(known, found)) && classes.length < 100) {
        classes.push(found)
        queue.push(found)
      }
    }
  }
  return { classes, isComplete }
}

/** Whether a qualified name is that of a class that all models derive from. */
export function isRoot(qualified: string): boolean {
  return SETTINGS_ROOTS.includes(qualified) || MODEL_ROOTS.includes(qualified)
}

function isPlain(qualified: string): boolean {
  return /^(?:builtins|abc|enum|typing|typing_extensions|collections)\./.test(qualified)
}

/** The statements of a class's own body. */
export function bodyOf(classNode: Node): Node[] {
  return (field(classNode, 'body')?.namedChildren ?? []).filter((child) => child.type !== 'comment')
}

/** Whether an expression is `Color.red`, a member of a class that certainly is an enum. */
export function isEnumMember(module: Module, project: Project, expression: Node): boolean {
  const owner = expression.type === 'attribute' ? field(expression, 'object') : undefined
  if (!owner) return false
  const found = classNamed(module, project, owner)
  if (typeof found === 'object') return found.module.isSubclassOf(found.node, 'enum.Enum') === 'yes'
  const qualified = module.qualify(owner)
  return (
    qualified.kind === 'certain' &&
    project.hierarchy.isSubclass(qualified.name, 'enum.Enum', module.path).answer === 'yes'
  )
}
