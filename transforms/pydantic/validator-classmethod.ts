import {
  type Context,
  defineTransform,
  field,
  indentOf,
  isFirstOnLine,
  keywordArgument,
  type Node,
  newlineAt,
  parentOf,
  scopeOf,
} from '#transform'

export default defineTransform({
  summary: 'Write @classmethod below field_validator and model_validator, which make one anyway',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/concepts/validators/#field-validators',
  query: '(decorator (call function: (_) @callee arguments: (argument_list) @list)) @decorator',
  where: {
    callee: [
      'pydantic.field_validator',
      'pydantic.functional_validators.field_validator',
      'pydantic.model_validator',
      'pydantic.functional_validators.model_validator',
    ],
  },
  // The upgrade writes it with the validator: this is for code that was written for Pydantic 2.
  recipes: ['standards'],
  rewrite({ callee, list, decorator }, context) {
    const decorated = parentOf(decorator)
    const definition = decorated && field(decorated, 'definition')
    if (!decorated || definition?.type !== 'function_definition' || scopeOf(decorated).kind !== 'class')
      return
    if (!takesClass(definition) || isAfter(context, callee, list)) return
    const below = decorated.namedChildren.filter(
      ({ type, startIndex }) => type === 'decorator' && startIndex > decorator.startIndex,
    )
    const names = below.map((one) => nameOf(context, one))
    if (names.some((name) => /^builtins\.(?:class|static)method$/.test(name ?? ''))) return
    if (below.length > 0)
      return context.skip('another decorator stands below it: what it gives may be no function with cls')
    if (!context.isBuiltin('classmethod', decorator))
      return context.skip('classmethod is something else here')
    const { text } = context
    if (!isFirstOnLine(text, definition.startIndex)) return
    const newline = newlineAt(text, decorator.startIndex)
    context.insert(definition.startIndex, `@classmethod${newline}${indentOf(text, definition.startIndex)}`)
  },
})

function nameOf(context: Context, decorator: Node): string | undefined {
  const expression = decorator.firstNamedChild
  const head = expression?.type === 'call' ? field(expression, 'function') : expression
  return head ? context.qualifiedName(head) : undefined
}

/** Whether the first parameter is called cls, by which Pydantic knows what wants to be a class method. */
function takesClass(definition: Node): boolean {
  const [first] =
    field(definition, 'parameters')?.namedChildren.filter(({ type }) => type !== 'comment') ?? []
  const name = first?.type === 'typed_parameter' ? first.firstNamedChild : first
  return name?.type === 'identifier' && name.text === 'cls'
}

/** Whether a model_validator is, or may be, one that runs on the model, as a method of it. */
function isAfter(context: Context, callee: Node, list: Node): boolean {
  if (!context.qualifiedName(callee)?.endsWith('model_validator')) return false
  const mode = keywordArgument(list.namedChildren, 'mode')
  return !/^["'](?:before|wrap)["']$/.test((mode && field(mode, 'value')?.text) ?? '')
}
