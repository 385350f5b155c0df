import {
  type Context,
  classAround,
  decoratorNames,
  defineTransform,
  field,
  isStubBody,
  type Node,
  ownNodes,
  statementsOf,
} from '#transform'

export default defineTransform({
  summary: 'Report functions whose parameters or results have no annotation',
  since: 'any',
  safety: 'report',
  // Code without annotations has a site in every line: whoever asks for it names it.
  recipes: [],
  sameAs: ['ANN001', 'ANN002', 'ANN003', 'ANN201', 'ANN202', 'ANN205', 'ANN206'],
  docs: 'https://docs.python.org/3/library/typing.html',
  query:
    '(function_definition name: (identifier) @name parameters: (parameters) @parameters body: (block) @body) @definition',
  anchors: ['def'],
  rewrite({ name, parameters, body, definition }, context) {
    if (!name || !parameters || !body || !definition || isExempt(context, name, definition, body)) return
    const isMethod = classAround(definition) !== undefined
    const isStatic = decoratorNames(context, definition).includes('builtins.staticmethod')
    const given = parameters.namedChildren.filter(({ type }) => type !== 'comment')
    const missing = given.slice(isMethod && !isStatic ? 1 : 0).flatMap((one) => unannotated(one) ?? [])
    const lacks = [
      ...(missing.length > 0 ? [`of ${missing.join(', ')}`] : []),
      ...(hasResult(definition, name) ? ['of the result'] : []),
    ]
    if (lacks.length > 0) context.report(`${name.text} says no type ${lacks.join(' and ')}`, name)
  },
})

/** Where annotations would say nothing, or are said elsewhere. */
function isExempt(context: Context, name: Node, definition: Node, body: Node): boolean {
  if (/^test_/.test(name.text)) return true
  // A type comment stands behind a parameter, or in front of the first statement.
  const upTo = statementsOf(body)[0]?.startIndex ?? body.startIndex
  if (/#\s*type:/.test(context.text.slice(definition.startIndex, upTo))) return true
  return decoratorNames(context, definition).some((one) =>
    /^typing(?:_extensions)?\.no_type_check/.test(one ?? ''),
  )
}

/** How a parameter without annotation is written; undefined for all others, and for those that nobody reads. */
function unannotated(parameter: Node): string | undefined {
  const named = parameter.type === 'default_parameter' ? field(parameter, 'name') : parameter
  if (!named || !/^(?:identifier|list_splat_pattern|dictionary_splat_pattern)$/.test(named.type))
    return undefined
  return /^\**_+$/.test(named.text) ? undefined : named.text
}

/** Whether what the function gives needs to be said: `-> None` is written by another transform. */
function hasResult(definition: Node, name: Node): boolean {
  if (field(definition, 'return_type')) return false
  const body = field(definition, 'body')
  if (
    /^__(?:init|post_init|init_subclass|set_name|del|setattr|delattr|setitem|delitem|set|delete)__$/.test(
      name.text,
    )
  )
    return false
  const gives = ownNodes(definition, ['return_statement', 'yield'])
  const isGiven = gives.some(
    (one) => one.type === 'yield' || (one.namedChildCount > 0 && one.firstNamedChild?.type !== 'none'),
  )
  return isGiven || (!!body && isStubBody(body))
}
