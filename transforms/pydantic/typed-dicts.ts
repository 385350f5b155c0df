import {
  basesOf,
  type Context,
  defineTransform,
  field,
  type ImportItem,
  type Module,
  moveImportedNames,
  type Node,
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

/** Whether a model of the project has a field of a TypedDict of this file. */
function isInModel(local: string, context: Context): boolean {
  const { module, project } = context
  const own = module.tree.root
    .descendantsOfType('class_definition')
    .filter((definition) => isTyped({ module, node: definition }, context))
  const made = module.names.loads(local).flatMap(({ node }) => madeBy(node))
  const names = [...own.flatMap((one) => field(one, 'name')?.text ?? []), ...made]
  if (names.length === 0) return false
  const paths = new Set([module.path, ...project.filesWith(new Set(names))])
  return [...paths].some((path) => {
    const other = path === module.path ? module : project.moduleAt(path, module.target)
    return other?.tree.root.descendantsOfType('class_definition').some((node) => {
      const types = fieldsOf(node).flatMap(({ type }) =>
        type && names.some((name) => type.text.includes(name)) ? type : [],
      )
      if (types.length === 0 || modelKind(other, node) === 'no') return false
      // What is quoted is no name to the parser.
      const quoted = types.flatMap((type) => type.descendantsOfType('string').map(({ text }) => text))
      if (quoted.some((text) => names.some((name) => new RegExp(`\\b${name}\\b`).test(text)))) return true
      return types.flatMap(namesIn).some((at) => {
        const named = classNamed(other, project, at)
        if (typeof named === 'object')
          return own.some(
            (one) => named.module.path === module.path && one.startIndex === named.node.startIndex,
          )
        return made.includes(at.text)
      })
    })
  })
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
