import { basesOf, defineTransform, field, type Node, parentOf } from '#transform'
import { bodyOf } from './_model-classes.ts'

export default defineTransform({
  summary: 'Report types that validate themselves with __get_validators__ or __modify_schema__',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/migration/#defining-custom-types',
  query: '(function_definition name: (identifier) @name) @method',
  anchors: ['__get_validators__', '__modify_schema__'],
  recipes: ['pydantic-v2'],
  rewrite({ name, method }, context) {
    if (!name || !method || !/^__(?:get_validators|modify_schema)__$/.test(name.text)) return
    const statement = parentOf(method)?.type === 'decorated_definition' ? parentOf(method) : method
    const block = statement && parentOf(statement)
    const owner = block?.type === 'block' ? parentOf(block) : undefined
    if (owner?.type !== 'class_definition') return
    const has = (other: string): boolean => bodyOf(owner).some((own) => nameOf(own) === other)
    if (name.text === '__get_validators__') {
      if (has('__get_pydantic_core_schema__')) return
      context.report(
        `__get_validators__ is deprecated, and what it yields gets the value alone: write __get_pydantic_core_schema__(cls, source_type, handler) that returns ${schemaFor(method, owner)}`,
        name,
      )
    } else if (!has('__get_pydantic_json_schema__'))
      context.report(
        'v2 refuses __modify_schema__, which stops the import of models with such fields: write __get_pydantic_json_schema__(cls, core_schema, handler), which changes and returns handler(core_schema)',
        name,
      )
  },
})

/** The core schema that does what the validators do. */
function schemaFor(method: Node, owner: Node): string {
  const yielded = method
    .descendantsOfType('yield')
    .flatMap((node) => (node.isNamed ? [node.firstNamedChild?.text ?? ''] : []))
  const [last] = yielded.slice(-1)
  const base = basesOf(owner)[0]?.text
  const function_ = yielded.length === 1 && last ? last : 'a function that calls them one after the other'
  const inner = /^(?:str|int|float|bytes|bool)$/.test(base ?? '') ? base : undefined
  return inner
    ? `core_schema.no_info_after_validator_function(${function_}, core_schema.${inner}_schema())`
    : `core_schema.no_info_plain_validator_function(${function_})`
}

function nameOf(statement: Node): string | undefined {
  const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
  return definition?.type === 'function_definition' ? field(definition, 'name')?.text : undefined
}
