import {
  basesOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  futureAnnotations,
  genericParts,
  type Node,
  parentOf,
  sameNode,
  treeOf,
  withoutComments,
} from '#transform'
import { basesBehind } from './_generic-base.ts'
import { bothModules } from './_tables.ts'
import {
  declaration,
  declaresVariance,
  ownerAround,
  plainArgument,
  type TypeVariable,
  typeVariable,
} from './_typevars.ts'

export default defineTransform({
  summary: 'Declare the type parameters of classes in their header',
  since: '3.12',
  safety: 'review',
  sameAs: ['UP046'],
  docs: 'https://peps.python.org/pep-0695/',
  drops: ['names', 'constants', 'statements'],
  query:
    '(class_definition superclasses: (argument_list (subscript value: (_) @head) @base) @bases) @definition',
  where: { head: bothModules(['Generic', 'Protocol']) },
  rewrite({ head, base, bases, definition }, context) {
    const name = field(definition, 'name')
    if (!context.targets('3.12') || !name || field(definition, 'type_parameters')) return
    if (!sameNode(parentOf(base), bases)) return
    const variables = (genericParts(base)?.args ?? []).map((argument) =>
      variableOf(context, argument, definition),
    )
    const positional = basesOf(definition)
    const clash = positional.find((other) => !sameNode(other, base) && isGeneric(context, other))
    if (clash) context.skip(`${clash.text} is a second list of type parameters`)
    const isModel = context.module.isSubclassOf(definition, 'pydantic.generics.GenericModel') === 'yes'
    if (isModel && !context.runsWith('pydantic/generic-model'))
      context.skip("GenericModel of Pydantic 1 needs typing's Generic")
    const parameters = variables.map((variable) => declaration(context, variable, definition))

    const notes = ['type parameters are another object than the TypeVar of the module']
    if (variables.some(declaresVariance)) notes.push('their variance is now inferred')
    if (basesBehind(context, definition, base).length > 0) notes.push('Generic is now the last of the bases')
    if (futureAnnotations(context.module))
      notes.push(
        context.targets('3.13')
          ? 'typing.get_type_hints() does not find them in string annotations of methods'
          : 'typing.get_type_hints() finds them in string annotations from Python 3.13 on, but never in those of methods',
      )
    context.review(notes.join('; '))
    context.insert(name.endIndex, `[${parameters.join(', ')}]`)
    if (/Protocol$/.test(context.qualifiedName(head) ?? ''))
      return context.remove({ start: head.endIndex, end: base.endIndex })
    removeBase(context, bases, base)
  },
})

function variableOf(context: Context, argument: Node, definition: Node): TypeVariable {
  const node = plainArgument(context, argument)
  const variable = node && typeVariable(context, node)
  if (!variable || variable === 'foreign')
    return context.skip(`${argument.text} is no type variable that this file makes once`)
  const owner = ownerAround(context, definition, variable.name)
  if (owner) context.skip(`${variable.name} belongs to ${field(owner, 'name')?.text ?? 'what is'} around`)
  return variable
}

function isGeneric(context: Context, base: Node): boolean {
  const origin = genericParts(base)?.origin
  return (
    !!origin && /^typing(?:_extensions)?\.(?:Generic|Protocol)$/.test(context.qualifiedName(origin) ?? '')
  )
}

/** Takes one of the bases out, and the parentheses with the last of them. */
function removeBase(context: Context, bases: Node, base: Node): void {
  const items = withoutComments(bases)
  const index = items.findIndex((item) => sameNode(item, base))
  const [before, after] = [items[index - 1], items[index + 1]]
  const gone = before
    ? { start: before.endIndex, end: base.endIndex }
    : after
      ? { start: base.startIndex, end: after.startIndex }
      : { start: bases.startIndex, end: bases.endIndex }
  if (commentsIn(treeOf(base), gone).length > 0) context.skip('a comment between the bases would be lost')
  context.remove(gone)
}
