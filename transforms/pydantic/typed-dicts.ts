import {
  basesOf,
  type Context,
  defineTransform,
  field,
  type ImportItem,
  type Module,
  moveImportedNames,
  type Node,
  type Project,
  parentOf,
  readImport,
} from '#transform'
import { namesIn } from './_annotations.ts'
import { fieldsOf } from './_fields.ts'
import { checkFallback, isPydanticItself } from './_guards.ts'
import { type ClassRef, classNamed, modelKind } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

export default defineTransform({
  summary: 'Import TypedDict from typing_extensions where models have fields of it',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/errors/usage_errors/#typed-dict-version',
  query: '(import_from_statement) @statement',
  anchors: ['TypedDict'],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ statement }, context) {
    const list = statement && readImport(statement)
    const item = list?.items.find(({ name }) => name === 'TypedDict')
    // v2 takes that of the standard library from Python 3.12 on.
    if (!statement || list?.module !== 'typing' || !item || context.targets('3.12')) return
    if (isPydanticItself(context) || !isInModel(item.local, context)) return
    checkFallback(item.node, context)
    moveImport(statement, item, context)
  },
})

function moveImport(statement: Node, item: ImportItem, context: Context): void {
  const alias = item.local === item.name ? {} : { alias: item.local }
  const to = [{ module: 'typing_extensions', name: 'TypedDict', ...alias }]
  const change = moveImportedNames(context.module, statement, [{ item, to }], context.lineLength)
  if (!change)
    context.skip(
      'v2 refuses TypedDict of typing before Python 3.12, and a comment or another statement stands beside this import: take it from typing_extensions',
    )
  context.review('typing.is_typeddict(…) says no to those of typing_extensions')
  context.edit(change.edits)
  for (const comment of change.droppedComments) context.dropComment(comment)
  for (const request of change.requests) context.requireImport(request)
}

/** What a model may have a field of: classes, and names that are assigned in the file. */
interface Typed {
  readonly classes: readonly ClassRef[]
  readonly made: readonly string[]
}

/** Deeper ones are not looked for. */
const MAX_DEPTH = 8

/**
 * Whether a model of the project has a field of a TypedDict of this file, or of what has such a field itself, or derives from it:
 * v2 looks into other dictionaries, named tuples and dataclasses, too.
 */
function isInModel(local: string, context: Context): boolean {
  const { module } = context
  const classes = module.tree.root
    .descendantsOfType('class_definition')
    .map((node) => ({ module, node }))
    .filter((definition) => isTyped(definition, context))
  const seen = new Set<string>()
  let level: Typed = { classes, made: module.names.loads(local).flatMap(({ node }) => madeBy(node)) }
  for (let depth = 0; depth < MAX_DEPTH && level.classes.length + level.made.length > 0; depth++) {
    const holders = holdersOf(level, context)
    if (holders === 'model') return true
    const fresh = holders.filter((one) => !seen.has(keyOf(one)))
    for (const one of fresh) seen.add(keyOf(one))
    level = { classes: fresh, made: [] }
  }
  return false
}

function keyOf({ module, node }: ClassRef): string {
  return `${module.path}:${node.startIndex}`
}

/** The classes that have something of it in a field, or derive from it; `model` when one of them is a model. */
function holdersOf(typed: Typed, { module, project }: Context): 'model' | readonly ClassRef[] {
  const names = [...typed.classes.flatMap(({ node }) => field(node, 'name')?.text ?? []), ...typed.made]
  const paths = new Set([
    module.path,
    ...typed.classes.map((one) => one.module.path),
    ...project.filesWith(new Set(names)),
  ])
  const found: ClassRef[] = []
  for (const path of paths) {
    const other = path === module.path ? module : project.moduleAt(path, module.target)
    for (const node of other?.tree.root.descendantsOfType('class_definition') ?? []) {
      if (!other || !names.some((name) => node.text.includes(name))) continue
      const here = { module: other, node }
      if (!holds(here, typed, names, project)) continue
      if (modelKind(other, node) !== 'no') return 'model'
      found.push(here)
    }
  }
  return found
}

function holds(
  { module, node }: ClassRef,
  typed: Typed,
  names: readonly string[],
  project: Project,
): boolean {
  const isMeant = (at: Node): boolean => {
    const named = classNamed(module, project, at)
    if (typeof named === 'object') return typed.classes.some((one) => keyOf(one) === keyOf(named))
    return typed.made.includes(at.text)
  }
  if (basesOf(node).some(isMeant)) return true
  const types = fieldsOf(node).flatMap(({ type }) =>
    type && names.some((name) => type.text.includes(name)) ? type : [],
  )
  // What is quoted is no name to the parser.
  const quoted = types.flatMap((type) => type.descendantsOfType('string').map(({ text }) => text))
  if (quoted.some((text) => names.some((name) => new RegExp(`\\b${name}\\b`).test(text)))) return true
  return types.flatMap(namesIn).some(isMeant)
}

/** Whether a class derives from TypedDict, directly or through classes of its file. */
function isTyped({ module, node }: ClassRef, context: Context, depth = 0): boolean {
  return basesOf(node).some((base) => {
    const named = classNamed(module, context.project, base)
    return typeof named === 'object'
      ? depth < 8 && named.module.path === module.path && isTyped(named, context, depth + 1)
      : named === 'typing.TypedDict' || isEither(base, module)
  })
}

/** Whether the name is that of one TypedDict or the other, as the version of Python has it. */
function isEither(base: Node, module: Module): boolean {
  const bindings = base.type === 'identifier' ? module.names.bindings(base.text) : []
  return bindings.length > 0 && bindings.every(({ imported }) => imported?.name === 'TypedDict')
}

/** The name that `Movie = TypedDict("Movie", …)` gives. */
function madeBy(node: Node): string[] {
  const call = parentOf(node)
  const assignment =
    call?.type === 'call' && field(call, 'function')?.id === node.id ? parentOf(call) : undefined
  const left = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
  return left?.type === 'identifier' ? [left.text] : []
}
