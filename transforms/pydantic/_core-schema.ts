import { basesOf, type Context, docstringOf, field, localClass, type Node } from '#transform'
import { bodyOf } from './_model-classes.ts'

/** The text of one core schema, given the local name of `pydantic_core.core_schema`. */
export type SchemaText = (own: string) => string

/** The schemas that validate one after the other, none for any value; where that is not clear, a text for the person who writes it. */
export type CoreSchema =
  | { readonly kind: 'clear'; readonly steps: readonly SchemaText[]; readonly definitions: readonly Node[] }
  | { readonly kind: 'unclear'; readonly text: string }

/** The schemas that stand for v1's own validators. */
const VALIDATORS: ReadonlyMap<string, string> = new Map([
  // v1 made text of numbers.
  ['str_validator', 'str_schema(coerce_numbers_to_str=True)'],
  ['strict_str_validator', 'str_schema(strict=True)'],
  ['int_validator', 'int_schema()'],
  ['strict_int_validator', 'int_schema(strict=True)'],
  ['float_validator', 'float_schema()'],
  ['strict_float_validator', 'float_schema(strict=True)'],
  ['bool_validator', 'bool_schema()'],
  ['bytes_validator', 'bytes_schema()'],
  ['dict_validator', 'dict_schema()'],
  ['list_validator', 'list_schema()'],
])

/** What `__get_pydantic_core_schema__` of a class returns in the place of its `__get_validators__`. */
export function coreSchema(method: Node, owner: Node, context: Context): CoreSchema {
  const steps: SchemaText[] = []
  const definitions: Node[] = []
  const functions = yieldedFunctions(method)
  for (const yielded of functions ?? []) {
    const ready = VALIDATORS.get(
      /^pydantic\.validators\.(\w+)$/.exec(context.qualifiedName(yielded) ?? '')?.[1] ?? '',
    )
    const definition = ready === undefined ? validatorOfTheValue(yielded, owner, context) : undefined
    if (definition) definitions.push(definition)
    if (ready !== undefined) steps.push((own) => `${own}.${ready}`)
    else if (definition) steps.push((own) => `${own}.no_info_plain_validator_function(${yielded.text})`)
  }
  if (functions && steps.length === functions.length) return { kind: 'clear', steps, definitions }
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
  const kind = decorator?.firstNamedChild?.text
  const wanted = kind === 'classmethod' ? 2 : kind === 'staticmethod' ? 1 : undefined
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
