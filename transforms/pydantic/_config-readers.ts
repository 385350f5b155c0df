import { ancestorsOf, field, type Module, type Node, type Project, parentOf, sameNode } from '#transform'
import { ownConfig } from './_config-table.ts'
import { ancestorClasses, type ClassRef, classNamed, sameClass } from './_model-classes.ts'

/** A model whose own Config derives from the Config of another one. */
export interface Dependent {
  readonly model: ClassRef
  readonly config: Node
}

/** Who else uses a model's Config class: once it is gone, reading it is an AttributeError. */
export interface Readers {
  readonly dependents: readonly Dependent[]
  /** Why the Config has to stay. */
  readonly blocked: string | undefined
}

interface TextFile {
  readonly path: string
  readonly text: string
}
const filesOf = new WeakMap<Project, readonly TextFile[]>()

/** The project's files that read a `.Config` of something. */
function filesReadingConfigs(project: Project, module: Module): readonly TextFile[] {
  let files = filesOf.get(project)
  if (!files) {
    files = project.filesWith(new Set(['.Config'])).flatMap((path) => {
      const text = project.moduleAt(path, module.target)?.tree.text
      return text === undefined ? [] : [{ path, text }]
    })
    filesOf.set(project, files)
  }
  return files
}

/** An expression `x.Config` that may give the Config of a model, and where it stands. */
interface ConfigRead {
  readonly module: Module
  readonly attribute: Node
}

/** What reads `model.Config`, in its file and in the others. */
function configReads(model: ClassRef, project: Project): readonly ConfigRead[] {
  const name = field(model.node, 'name')?.text ?? ''
  const { path } = model.module
  const modules = [model.module]
  for (const file of filesReadingConfigs(project, model.module)) {
    const other =
      file.path !== path && file.text.includes(`${name}.Config`)
        ? project.moduleAt(file.path, model.module.target)
        : undefined
    if (other) modules.push(other)
  }
  return modules.flatMap((module) =>
    readsIn(module, project)
      .filter((read) => mayRead(module, read, model, project))
      .map(({ attribute }) => ({ module, attribute })),
  )
}

/** Where something is done with the Config of a model that `isReplaceable` does not know to do without it; undefined where nothing is. */
export function heldConfig(
  model: ClassRef,
  project: Project,
  isReplaceable: (attribute: Node) => boolean,
): string | undefined {
  const held = configReads(model, project).find(
    ({ module, attribute }) => !dependentAt(module, attribute) && !isReplaceable(attribute),
  )
  return held && `${place(held.module, model)}line ${held.attribute.endPosition.row + 1}`
}

/** Finds who else uses the Config of a model. */
export function readersOf(model: ClassRef, project: Project): Readers {
  const dependents: Dependent[] = []
  const above = ancestorClasses(model, project).classes.map(({ module }) => module)
  const dynamic = [model.module, ...above].find(hasDynamicRead)
  if (dynamic) {
    const where = dynamic === model.module ? 'this file' : dynamic.path
    return { dependents, blocked: `a Config is looked up by its name in ${where}` }
  }
  for (const { module, attribute } of configReads(model, project)) {
    const dependent = dependentAt(module, attribute)
    if (dependent) dependents.push(dependent)
    else
      return {
        dependents,
        blocked: `${attribute.text} is read in ${place(module, model)}line ${attribute.endPosition.row + 1}: read model_config there first`,
      }
  }
  return { dependents: dependents.filter(({ model: other }) => !sameClass(other, model)), blocked: undefined }
}

function place(module: Module, model: ClassRef): string {
  return module === model.module ? '' : `${module.path}, `
}

const dynamicReads = new WeakMap<Module, boolean>()

function hasDynamicRead(module: Module): boolean {
  let found = dynamicReads.get(module)
  if (found === undefined) {
    const { text } = module.tree
    found =
      /\bgetattr\([^()\n]*,\s*["']Config["']|\.(?:get|pop)\(\s*["']Config["']/.test(text) ||
      [...text.matchAll(/\[(?=["']Config["']\])/g)].some(({ index }) => !isTypeArgument(module, index))
    dynamicReads.set(module, found)
  }
  return found
}

/** Whether the bracket at `index` gives a type its argument, as in `ContextVar["Config"]`: no dictionary is imported or a class. */
function isTypeArgument(module: Module, index: number): boolean {
  const subscript = parentOf(module.tree.nodeAt(index))
  if (subscript?.type === 'type_parameter' || subscript?.type === 'generic_type') return true
  const value = subscript?.type === 'subscript' ? field(subscript, 'value') : undefined
  return value !== undefined && module.qualify(value).kind === 'certain'
}

/** An expression `x.Config`, and what `x` is where that is known. */
interface Read {
  readonly attribute: Node
  readonly owner: ClassRef | string | undefined
}
const readsOf = new WeakMap<Module, readonly Read[]>()

/** Every `x.Config` of a file. */
function readsIn(module: Module, project: Project): readonly Read[] {
  const known = readsOf.get(module)
  if (known) return known
  const reads: Read[] = []
  const { text } = module.tree
  for (let at = text.indexOf('.Config'); at >= 0; at = text.indexOf('.Config', at + 7)) {
    const leaf = module.tree.nodeAt(at + 1)
    const attribute = parentOf(leaf)
    const object = attribute?.type === 'attribute' ? field(attribute, 'object') : undefined
    if (leaf.text === 'Config' && attribute && object)
      reads.push({ attribute, owner: classNamed(module, project, object) })
  }
  readsOf.set(module, reads)
  return reads
}

/** Whether `x.Config` may be the Config of `model`. */
function mayRead(
  module: Module,
  { attribute, owner: found }: Read,
  model: ClassRef,
  project: Project,
): boolean {
  const object = field(attribute, 'object')
  if (!object) return true
  const related = (other: ClassRef): boolean =>
    sameClass(other, model) ||
    ancestorClasses(other, project).classes.some((above) => sameClass(above, model))
  if (typeof found === 'string') return false
  // A class that has a Config of its own gives that one, not an inherited one.
  if (found) return sameClass(found, model) || (!ownConfig(found) && related(found))
  const method = [...ancestorsOf(attribute)].find((up) => up.type === 'function_definition')
  const receiver = method && field(method, 'parameters')?.firstNamedChild?.text
  const owner = method && [...ancestorsOf(method)].find((up) => up.type === 'class_definition')
  const self = [receiver, `type(${receiver})`, `${receiver}.__class__`]
  if (owner && receiver !== undefined && self.includes(object.text)) {
    const around = { module, node: owner }
    return (
      related(around) || ancestorClasses(model, project).classes.some((above) => sameClass(above, around))
    )
  }
  const qualified = module.qualify(object)
  if (qualified.kind === 'certain') return false
  // In another file only the class by its name is looked for.
  return module === model.module
}

/** The model whose Config has `attribute` among its bases, or is assigned it. */
function dependentAt(module: Module, attribute: Node): Dependent | undefined {
  const holder = parentOf(attribute)
  const statement = holder?.type === 'argument_list' ? parentOf(holder) : holder
  if (!statement) return undefined
  const isConfig =
    statement.type === 'class_definition'
      ? field(statement, 'name')?.text === 'Config'
      : statement.type === 'assignment' &&
        field(statement, 'left')?.text === 'Config' &&
        sameNode(field(statement, 'right'), attribute)
  const owner = [...ancestorsOf(statement)].find((up) => up.type === 'class_definition')
  return isConfig && owner ? { model: { module, node: owner }, config: statement } : undefined
}
