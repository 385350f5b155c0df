import {
  basesOf,
  type Context,
  field,
  indentOf,
  lineEnd,
  type Node,
  newlineAt,
  parentOf,
  trueEnd,
} from '#transform'
import { type Constrained, isIdle, noteOrder, optionText } from './_constraints.ts'
import { bodyOf } from './_model-classes.ts'
import { raiseValueErrors } from './_validator-body.ts'

/** Types that a class of v2 can derive from and say how it is validated, with the core schema of each. */
const SCHEMAS: ReadonlyMap<string, string> = new Map([
  ['str', 'str_schema'],
  ['int', 'int_schema'],
  ['float', 'float_schema'],
  ['bytes', 'bytes_schema'],
])
/** What says otherwise how values are validated, or has no place in a core schema. */
const OWN_WAYS =
  /^(?:__get_validators__|__modify_schema__|__get_pydantic_\w+|_get_pattern|__init_subclass__)$/

/** A class that derives from a constrained type and has methods, or is used as a class. */
export interface Subclass {
  readonly definition: Node
  readonly base: Node
  readonly constrained: Constrained
}

/** Whether such a class can derive from `str`, `int`, `float` or `bytes` itself: nothing else may derive from it. */
export function canBeSubclass({ definition, constrained }: Subclass, context: Context): boolean {
  const name = field(definition, 'name')?.text ?? ''
  const block = field(definition, 'body')
  const isLong = block !== undefined && block.startPosition.row > definition.startPosition.row
  if (!SCHEMAS.has(constrained.type) || !isLong || parentOf(definition)?.type === 'decorated_definition')
    return false
  if (basesOf(definition).length !== 1 || field(definition, 'superclasses')?.namedChildCount !== 1)
    return false
  const names = new Set(bodyOf(definition).map(nameOf))
  if ([...names].some((own) => OWN_WAYS.test(own))) return false
  // The base of v1 had all of its options.
  const isMissed = [...constrained.options.keys()].some(
    (option) => !names.has(option) && new RegExp(`\\b(?:cls|self|${name})\\.${option}\\b`).test(context.text),
  )
  if (isMissed) return false
  const heir = new RegExp(`\\bclass\\s+\\w+\\s*\\([^()]*\\b${name}\\b`)
  return !heir.test(context.text) && context.project.filesWith(new Set([name]), heir).length === 0
}

/** Derives the class from the plain type, and has it give v2 the schema of its options, with its own `validate` behind it. */
export function makeSubclass({ definition, base, constrained }: Subclass, context: Context): void {
  const { text } = context
  if (!context.isBuiltin(constrained.type, definition))
    context.skip(`${constrained.type} means something else here`)
  const [first] = bodyOf(definition)
  if (!first) return
  const own = constrained.type === 'str' ? validateOf(definition) : undefined
  const options = optionsOf(definition, constrained, own, context)
  noteOrder(options, context)
  const core = context.import('pydantic_core', 'core_schema', definition)
  const callee = `${core}.${SCHEMAS.get(constrained.type)}`
  const inner = indentOf(text, first.startIndex)
  const unit = inner.slice(indentOf(text, definition.startIndex).length)
  const newline = newlineAt(text, definition.startIndex)
  const lines = returned(callee, options, own, core, inner.length + unit.length, context)
  context.replace(base, constrained.type)
  context.insert(
    lineEnd(text, trueEnd(definition)),
    [
      newline,
      `${inner}@classmethod`,
      `${inner}def __get_pydantic_core_schema__(cls, source_type, handler):`,
      ...lines.map((line) => inner + unit + line.replace(/^ +/, (spaces) => unit.repeat(spaces.length))),
    ].join(newline),
  )
}

/** The statement that returns the schema, with the class's own `validate` behind it, which v1 called for what was a text within its bounds. */
function returned(
  callee: string,
  options: readonly string[],
  own: Node | undefined,
  core: string,
  indent: number,
  context: Context,
): string[] {
  if (own) prepareValidate(own, context)
  const outer = `${core}.no_info_after_validator_function`
  const schema = `${callee}(${options.join(', ')})`
  const line = own ? `return ${outer}(cls.validate, ${schema})` : `return ${schema}`
  if (indent + line.length <= context.lineLength) return [line]
  return own
    ? [`return ${outer}(`, ' cls.validate,', ` ${schema},`, ')']
    : [`return ${callee}(`, ...options.map((option) => ` ${option},`), ')']
}

function prepareValidate(own: Node, context: Context): void {
  for (const call of own.descendantsOfType('call')) {
    if (field(call, 'function')?.text !== 'super().validate') continue
    const [given, ...others] = field(call, 'arguments')?.namedChildren ?? []
    if (!given || others.length > 0)
      context.skip('validate of this class calls that of its base with more than the value')
    context.replace(call, given.text)
  }
  raiseValueErrors(own, context)
  context.review('v2 makes no validation error of a TypeError')
}

/** The `validate` that v1 called for values of the class. */
function validateOf(definition: Node): Node | undefined {
  const statement = bodyOf(definition).find((one) => nameOf(one) === 'validate')
  return statement?.type === 'decorated_definition' ? field(statement, 'definition') : statement
}

/** What the class says as arguments of a core schema. */
function optionsOf(
  definition: Node,
  constrained: Constrained,
  own: Node | undefined,
  context: Context,
): string[] {
  const usual = own && /^def validate\(\s*cls\s*,\s*\w+\s*(?::[^,=()]*)?\)/.test(own.text)
  const decorators = own ? parentOf(own)?.namedChildren.filter(({ type }) => type === 'decorator') : []
  if (own && (!usual || decorators?.length !== 1 || decorators[0]?.firstNamedChild?.text !== 'classmethod'))
    context.skip(
      'validate of this class takes more than the value: write a class with __get_pydantic_core_schema__',
    )
  const callsBase = own !== undefined && /\bsuper\s*\(/.test(own.text)
  const names = new Set(bodyOf(definition).map(nameOf))
  const options: string[] = []
  for (const statement of bodyOf(definition)) {
    const name = nameOf(statement)
    const assignment = statement.firstNamedChild
    const value = assignment?.type === 'assignment' ? field(assignment, 'right') : undefined
    const isOption = constrained.options.has(name) || name === 'curtail_length'
    if (!value || !isOption || isIdle(name, value)) continue
    // The validate of ConstrainedStr did these two.
    if (own && /^(?:regex|curtail_length)$/.test(name)) {
      if (callsBase)
        context.skip(
          `validate of this class goes on to ${name}: write a class with __get_pydantic_core_schema__`,
        )
      continue
    }
    const isStranded =
      names.has(value.text) || value.descendantsOfType('identifier').some((node) => names.has(node.text))
    if (name === 'regex' && isStranded) context.skip('regex is made of other attributes of the class')
    const option = optionText(constrained, name, value, context)
    options.push(name === 'regex' ? option : `${constrained.options.get(name)}=cls.${name}`)
  }
  // v1 made text of numbers.
  const isStrict = options.some((option) => option.startsWith('strict='))
  return constrained.type === 'str' && !isStrict ? [...options, 'coerce_numbers_to_str=True'] : options
}

/** The name that a statement of a class body defines. */
function nameOf(statement: Node): string {
  const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const target = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
  return target?.text ?? (definition && field(definition, 'name')?.text) ?? ''
}
