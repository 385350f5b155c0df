import { basesOf, type Context, docstringOf, field, localClass, type Node } from '#transform'
import { bodyOf } from './_model-classes.ts'

/** The functions that validate one after the other, none for any value; where that is not clear, a text for the person who writes it. */
export type CoreSchema =
  | { readonly kind: 'clear'; readonly validators: readonly string[]; readonly definitions: readonly Node[] }
  | { readonly kind: 'unclear'; readonly text: string }

/** What `__get_pydantic_core_schema__` of a class returns in the place of its `__get_validators__`. */
export function coreSchema(method: Node, owner: Node, context: Context): CoreSchema {
  const functions = yieldedFunctions(method)
  const definitions = functions?.map((yielded) => validatorOfTheValue(yielded, owner, context)) ?? []
  const known = definitions.filter((definition) => definition !== undefined)
  if (functions && known.length === functions.length)
    return { kind: 'clear', validators: functions.map(({ text }) => text), definitions: known }
  const [last, ...others] = method
    .descendantsOfType('yield')
    .flatMap((node) => (node.isNamed ? [node.firstNamedChild?.text ?? ''] : []))
  const called = last && others.length === 0 ? last : 'a function that calls them one after the other'
  const base = basesOf(owner)[0]?.text
  const inner = /^(?:str|int|float|bytes|bool)$/.test(base ?? '') ? base : undefined
  return {
    kind: 'unclear',
    text: inner
      ? `core_schema.no_info_after_validator_function(${called}, core_schema.${inner}_schema())`
      : `core_schema.no_info_plain_validator_function(${called})`,
  }
}

/** What a method yields that does nothing else. */
function yieldedFunctions(method: Node): Node[] | undefined {
  const block = field(method, 'body')
  const docstring = block && docstringOf(block)
  const found: Node[] = []
  for (const statement of block?.namedChildren ?? []) {
    if (statement.type === 'comment') continue
    const expression = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    if (expression && expression.startIndex === docstring?.startIndex) continue
    const value = expression?.type === 'yield' ? expression.firstNamedChild : undefined
    // v1 passed over what is no function.
    if (value?.type === 'none') continue
    if (!value || /^yield\s+from\b/.test(expression?.text ?? '')) return undefined
    found.push(value)
  }
  return (block?.namedChildCount ?? 0) > 0 ? found : undefined
}

/** The definition of one that takes the value alone: v1 also handed over `values`, `config` and `field` to those that took them. */
function validatorOfTheValue(yielded: Node, owner: Node, context: Context): Node | undefined {
  const isOwn =
    yielded.type === 'attribute' &&
    (field(yielded, 'object')?.text === 'cls' ||
      field(yielded, 'object')?.text === field(owner, 'name')?.text)
  const name = isOwn ? field(yielded, 'attribute')?.text : yielded.type === 'identifier' ? yielded.text : ''
  if (!name) return undefined
  if (!isOwn) {
    if (localClass(context.module, yielded)) return undefined
    const [binding, ...others] = context.module.bindingsOf(yielded)
    const definition = binding?.kind === 'function' && others.length === 0 ? binding.owner : undefined
    return definition && parametersOf(definition)?.length === 1 ? definition : undefined
  }
  const own = bodyOf(owner).filter((statement) => {
    const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
    return definition?.type === 'function_definition' && field(definition, 'name')?.text === name
  })
  const [statement, ...others] = own
  if (statement?.type !== 'decorated_definition' || others.length > 0) return undefined
  const decorators = statement.namedChildren.filter(({ type }) => type === 'decorator')
  const definition = field(statement, 'definition')
  const count = definition && parametersOf(definition)?.length
  const [decorator] = decorators
  const wanted = decorator?.text === '@classmethod' ? 2 : decorator?.text === '@staticmethod' ? 1 : undefined
  return decorators.length === 1 && count === wanted ? definition : undefined
}

/** The parameters of a function that takes nothing but plain ones. */
function parametersOf(definition: Node): Node[] | undefined {
  const found = (field(definition, 'parameters')?.namedChildren ?? []).filter(
    ({ type }) => type !== 'comment',
  )
  return found.every(
    (parameter) =>
      parameter.type === 'identifier' ||
      (parameter.type === 'typed_parameter' && parameter.firstNamedChild?.type === 'identifier'),
  )
    ? found
    : undefined
}
