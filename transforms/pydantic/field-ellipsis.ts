import {
  type Context,
  classAround,
  commentsIn,
  defineTransform,
  field,
  keywordArgument,
  type Module,
  type Node,
  parentOf,
  removeArguments,
} from '#transform'
import { aliasTarget, impliesNone, namesIn } from './_annotations.ts'
import { argumentsOf, classField, fieldsOf } from './_fields.ts'
import { heedVersionTests } from './_guards.ts'
import { ancestorClasses, modelKind } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

export default defineTransform({
  summary: 'Leave out the ... of Field(...), which says nothing that its absence does not say',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/concepts/models/#required-fields',
  query: `
    (assignment
      left: (identifier) @name
      type: (type) @type
      right: (call function: (_) @callee arguments: (argument_list) @list) @call) @assignment`,
  where: { callee: ['pydantic.Field', 'pydantic.fields.Field'] },
  needs: /(?<!\.)\.\.\.(?!\.)/,
  projectNeeds: MODEL_WORDS,
  drops: ['constants'],
  // Code of either version may lose it: the upgrade does not need it.
  recipes: ['standards'],
  rewrite({ assignment, type, callee, list, call }, context) {
    const args = argumentsOf(list)
    const given = ellipsisIn(args)
    const statement = parentOf(assignment)
    const classNode = statement && classAround(statement)
    const found = classField(assignment)
    if (!given || !classNode || !found?.type) return
    if (!isModel(context.module, classNode)) return
    heedVersionTests(assignment, context)
    if (args.some((one) => one.type === 'list_splat' || /^default_factory\b/.test(one.text))) return
    if (impliesNone(context.module, context.project, found.type))
      return context.skip(`the field may be None, and has to be given: here ${callee.text}(...) says so`)
    if (holdsField(context, type) || isTypeVariable(context, found.type))
      return context.skip('its annotation may hold a default')
    if (args.length > 1) {
      const edits = removeArguments(context.text, call, [given])
      return context.edit(edits ?? context.skip('a comment stands beside ...'))
    }
    const value = { start: type.endIndex, end: call.endIndex }
    if (commentsIn(context.module.tree, value).length > 0) return
    if (isInherited(context, classNode, found.name))
      return context.skip('a class that it inherits from may have a value of that name')
    context.remove(value)
  },
})

/** The argument that is the `...`: the first one, or the default. */
function ellipsisIn(args: readonly Node[]): Node | undefined {
  const [first] = args
  if (first?.type === 'ellipsis') return first
  const named = keywordArgument(args, 'default')
  return named && field(named, 'value')?.type === 'ellipsis' ? named : undefined
}

/** Whether an annotation is, or holds, `Annotated`, whose Field may have a default: what counts is then up to the version. */
function holdsField(context: Context, type: Node): boolean {
  if (/\bAnnotated\b/.test(type.text)) return true
  return namesIn(type).some((name) => {
    const target = aliasTarget(context.module, context.project, name)
    return target !== undefined && /\b(?:Annotated|Field)\b/.test(target.node.text)
  })
}

/** Whether pydantic 1 took None for a field, too: it did where the annotation is a type variable. */
function isTypeVariable(context: Context, type: Node): boolean {
  const target = aliasTarget(context.module, context.project, type)
  return target !== undefined && /^(?:\w+\.)*TypeVar\b/.test(target.node.text)
}

/** Whether a base may give the name a value that the field would take for its default. */
function isInherited(context: Context, classNode: Node, name: string): boolean {
  const { classes, isComplete } = ancestorClasses(
    { module: context.module, node: classNode },
    context.project,
  )
  return (
    !isComplete ||
    classes.some(
      (one) => mentions(one.node, name) && !(isModel(one.module, one.node) && isField(one.node, name)),
    )
  )
}

function isModel(module: Module, classNode: Node): boolean {
  return /^(?:model|settings)$/.test(modelKind(module, classNode))
}

function isField(classNode: Node, name: string): boolean {
  return fieldsOf(classNode).some((one) => one.name === name && one.type !== undefined)
}

function mentions(classNode: Node, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(field(classNode, 'body')?.text ?? '')
}
