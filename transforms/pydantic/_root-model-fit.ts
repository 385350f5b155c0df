import {
  basesOf,
  type ClassName,
  type Context,
  field,
  headOf,
  lineOf,
  type Module,
  type Node,
  type Project,
} from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { decoratorsText } from './_decorators.ts'
import {
  ancestorClasses,
  bodyOf,
  type ClassRef,
  classNamed,
  leftAsGenerated,
  modelKind,
} from './_model-classes.ts'
import { placeForNoExtra } from './_root-extra.ts'
import { becomesReader } from './_root-handover.ts'

const BASES = ['pydantic.BaseModel', 'pydantic.main.BaseModel']

/**
 * Why a class with `__root__` cannot become a RootModel as it stands; undefined when it can. `isMoved` says of a statement in it that
 * the run does away with what speaks against it.
 */
export function problemWith(
  { module, node }: ClassRef,
  root: Node,
  project: Project,
  isMoved: (statement: Node) => boolean = () => false,
): string | undefined {
  const base = basesOf(node).find((other) => !isHarmless(module, project, other))
  if (base)
    return `the model with __root__ derives from ${base.text}, whose fields, validators or configuration a RootModel[…] cannot have: write it by hand`
  if (!field(root, 'type') && !inheritedAnnotation({ module, node }, project))
    return '__root__ has no annotation: write RootModel[…]'
  const strange = bodyOf(node).find(
    (statement) => (readsKey(statement) && !isMoved(statement)) || declaresOther(statement, root),
  )
  if (strange)
    return `a RootModel has no other fields, and its validators get the value itself: see line ${lineOf(strange)}`
  if (hasExtra({ module, node }, project) && !placeForNoExtra({ module, node }, project))
    return 'a RootModel takes no extra in its configuration: remove it first'
  return undefined
}

/** Whether the configuration of a model says what becomes of unknown keys, which v2 refuses for a RootModel. */
export function hasExtra(model: ClassRef, project: Project): boolean {
  return (effectiveConfig(model, project).values.get('extra') ?? 'None') !== 'None'
}

/** Whether a statement is a validator of v1, or one that runs before and expects what v1 handed over. */
function readsKey(statement: Node): boolean {
  const decorators = decoratorsText(statement)
  return (
    /\broot_validator\b/.test(decorators) ||
    (/\bmodel_validator\b.*\b(?:before|wrap)\b/s.test(decorators) && /["']__root__["']/.test(statement.text))
  )
}

/** The names that any module may use for a type. */
const PLAIN = /^(?:str|int|float|bool|bytes|list|dict)$/

/**
 * What a `__root__` without annotation is, as the nearest of the bases says that has one; undefined where that may mean something else
 * in this module. v1 looked it up like that.
 */
export function inheritedAnnotation({ module, node }: ClassRef, project: Project): string | undefined {
  for (const base of ancestorClasses({ module, node }, project).classes) {
    const root = rootOf(base.node)
    const type = root && field(root, 'type')?.text
    if (type !== undefined) return base.module.path === module.path || PLAIN.test(type) ? type : undefined
  }
  return undefined
}

/** The assignment of a class to `__root__`. */
export function rootOf(classNode: Node): Node | undefined {
  return (
    bodyOf(classNode)
      .map((statement) => statement.firstNamedChild)
      .find((node) => node?.type === 'assignment' && field(node, 'left')?.text === '__root__') ?? undefined
  )
}

/** BaseModel itself, and classes of the project that bring nothing but methods. */
function isHarmless(module: Module, project: Project, base: Node): boolean {
  if (isPlainModel(module, base) || /^(?:\w+\.)?(?:Generic|ABC)\b/.test(base.text)) return true
  const found = classNamed(module, project, base)
  if (typeof found !== 'object') return false
  const { classes, isComplete } = ancestorClasses(found, project)
  return (
    isComplete &&
    [found, ...classes].every(
      (own) =>
        bodyOf(own.node).every(isOnlyMethod) &&
        // What a class that is no model reads of `__root__` is not renamed.
        (modelKind(own.module, own.node) === 'model' || !own.node.text.includes('__root__')),
    )
  )
}

function isOnlyMethod(statement: Node): boolean {
  if (/validator\b/.test(decoratorsText(statement))) return false
  const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
  const name = definition && field(definition, 'name')?.text
  if (definition?.type === 'function_definition') return name !== '__init__'
  if (definition?.type === 'class_definition') return name === 'Config'
  const assigned = statement.firstNamedChild?.type === 'assignment' ? statement.firstNamedChild : undefined
  return assigned === undefined || /^(?:model_config|_\w*)$/.test(field(assigned, 'left')?.text ?? '')
}

export function isPlainModel(module: Module, base: Node): boolean {
  const head = headOf(base)
  const qualified = head && module.qualify(head)
  return qualified?.kind === 'certain' && [...BASES, 'pydantic.RootModel'].includes(qualified.name)
}

function declaresOther(statement: Node, root: Node): boolean {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  if (assignment?.type !== 'assignment' || assignment.startIndex === root.startIndex) return false
  const type = field(assignment, 'type')
  return (
    type !== undefined && !/\bClassVar\b/.test(type.text) && !field(assignment, 'left')?.text.startsWith('_')
  )
}

/** Why a model keeps its `__root__`, as far as the project shows the class that declares it. */
export function rootProblem(context: Context, classes: readonly ClassName[]): string | undefined {
  for (const of of classes) {
    if (typeof of === 'string') continue
    for (const holder of [of, ...ancestorClasses(of, context.project).classes]) {
      const own = rootOf(holder.node)
      const problem =
        own &&
        (leftAsGenerated(holder.module) ??
          problemWith(holder, own, context.project, (statement) =>
            isMovedElsewhere(statement, holder, context),
          ))
      if (problem) return `${field(holder.node, 'name')?.text} keeps its __root__: ${problem}`
    }
  }
  return undefined
}

/** Other files are seen as they were before the run, and this one is looked at again. */
function isMovedElsewhere(statement: Node, { module }: ClassRef, context: Context): boolean {
  return (
    module.path !== context.module.path &&
    context.runsWith('pydantic/root-validators') &&
    becomesReader(module, statement)
  )
}
