import {
  type Context,
  defineTransform,
  field,
  functionAround,
  indentOf,
  indentUnit,
  isFirstOnLine,
  isLastOnLine,
  isWithin,
  type Node,
  newlineAt,
  parentOf,
  sameNode,
} from '#transform'
import { isEmpty, isMutable } from './_default.ts'
import { classify } from './_uses.ts'

export default defineTransform({
  summary: 'Fill an empty list or dict that a caller passes, too: if items is None instead of items or []',
  since: 'any',
  safety: 'review',
  recipes: ['standards'],
  docs: 'https://docs.python.org/3/reference/expressions.html#boolean-operations',
  drops: ['names'],
  query: `
    (expression_statement . (assignment
      left: (identifier) @name !type
      right: (boolean_operator left: (identifier) @given operator: "or" right: (_) @empty)) .) @statement`,
  anchors: [/\b(\w+)\s*=\s*\1\s+or\s/],
  rewrite({ name, given, empty, statement }, context) {
    if (name.text !== given.text || !isMutable(context, empty) || !isEmpty(empty)) return
    const definition = functionAround(statement)
    const parameter = definition && parameterOf(context, given)
    if (!parameter || !sameNode(functionAround(parameter), definition)) return
    const preset = field(parentOf(parameter) ?? parameter, 'value')
    if (preset && preset.type !== 'none')
      return context.skip(`its default, ${preset.text}, stands for nothing here, and is not None`)
    if (!isFilled(context, statement, parameter, definition)) return
    const { text } = context
    const block = parentOf(statement)
    if (!block || !sameNode(parentOf(block), definition))
      return context.skip(`whether ${name.text} is filled depends on a condition`)
    if (!isFirstOnLine(text, statement.startIndex) || !isLastOnLine(text, statement.endIndex))
      return context.skip('another statement is on its line')
    const newline = newlineAt(text, statement.startIndex)
    const inner = indentOf(text, statement.startIndex) + indentUnit(text)
    context.replace(
      { start: statement.startIndex, end: statement.endIndex },
      `if ${name.text} is None:${newline}${inner}${name.text} = ${empty.text}`,
    )
    context.note('what a caller passes empty is filled now; what else is false and not None stays as it is')
  },
})

/** The parameter that a name is, where nothing but one statement gives it another value. */
function parameterOf(context: Context, name: Node): Node | undefined {
  const bindings = context.module.bindingsOf(name)
  const parameter = bindings.find(({ kind }) => kind === 'parameter')?.node
  const others = bindings.filter(({ kind }) => kind !== 'parameter' && kind !== 'augmented')
  const isPlain = parameter && /^(?:parameters|\w*parameter)$/.test(parentOf(parameter)?.type ?? '')
  return isPlain && others.length === 1 ? parameter : undefined
}

/** Whether something is put into the object below the statement, by the function itself or one in it. */
function isFilled(context: Context, statement: Node, parameter: Node, definition: Node): boolean {
  const { names } = context.module
  return names.occurrences(parameter.text).some(({ node, role, scope, binding }) => {
    if (node.startIndex < statement.endIndex || !isWithin(node, definition)) return false
    const resolved = names.resolveIn(parameter.text, scope)
    if (resolved.kind !== 'bound' || !resolved.bindings.some((one) => sameNode(one.node, parameter)))
      return false
    return role === 'load' ? classify(context, node).kind === 'mutate' : binding?.kind === 'augmented'
  })
}
