import {
  type Context,
  docstringOf,
  field,
  indentOf,
  type Module,
  type Node,
  newlineAt,
  parentOf,
  removeStatement,
} from '#transform'
import { bodyOf } from './_model-classes.ts'
import { raiseValueErrors } from './_validator-body.ts'

/** What becomes of a `validate` that a model has of its own. */
interface WrapValidator {
  /** The `__get_validators__` that names it. */
  readonly getter: Node | undefined
  /** What stands for the value, and calls that made the model of it when it is a dictionary. */
  readonly taken: Node
  readonly made: readonly { readonly call: Node; readonly given: Node }[]
}

const TABLES =
  /^(?:builtins\.(?:dict|object)|typing(?:_extensions)?\.(?:Any|Dict|Mapping|MutableMapping|TypedDict)|collections\.abc\.(?:Mapping|MutableMapping|Collection|Iterable|Container|Sized))$/

/** Whether a method already is a validator of v2. */
export function isModelValidator(method: Node): boolean {
  const around = parentOf(method)
  return around?.type === 'decorated_definition' && /@(?:\w+\.)*model_validator\(/.test(around.text)
}

/**
 * v1 called the class method `validate` of a model for the values of fields, and not for `Model(…)`; a validator around the model in v2 is
 * called for both. It may take its place where it makes nothing else of a dictionary than the model that this stands for.
 * @returns undefined where a dictionary may meet anything else.
 */
export function asWrapValidator(method: Node, owner: Node, module: Module): WrapValidator | undefined {
  const around = parentOf(method)
  const decorators = around?.namedChildren.filter(({ type }) => type === 'decorator') ?? []
  const parameters = field(method, 'parameters')?.namedChildren.filter(({ type }) => type !== 'comment') ?? []
  const [cls, taken, ...others] = parameters.map((node) =>
    node.type === 'typed_parameter' ? (node.firstNamedChild ?? node) : node,
  )
  const isUsual =
    decorators.length === 1 && decorators[0]?.firstNamedChild?.text === 'classmethod' && others.length === 0
  if (!isUsual || cls?.type !== 'identifier' || taken?.type !== 'identifier') return undefined
  const getter = bodyOf(owner).find((one) => field(definitionOf(one), 'name')?.text === '__get_validators__')
  if (/^async\b|\bhandler\b/.test(method.text) || (getter && !yieldsValidate(getter, owner))) return undefined
  const makers = [cls.text, field(owner, 'name')?.text ?? '']
  const made: { call: Node; given: Node }[] = []
  const handsOn = (statement: Node | undefined): boolean => {
    const value = statement?.type === 'return_statement' ? statement.firstNamedChild : undefined
    const given = value?.type === 'call' ? givenToMaker(value, makers) : undefined
    if (!value || given?.text !== taken.text) return false
    made.push({ call: value, given })
    return true
  }
  const block = field(method, 'body')
  const docstring = block && docstringOf(block)
  for (const statement of block?.namedChildren ?? []) {
    if (statement.type === 'comment' || statement.firstNamedChild?.startIndex === docstring?.startIndex)
      continue
    if (handsOn(statement)) return { getter, taken: parameters[1] ?? taken, made }
    if (statement.type !== 'if_statement' || field(statement, 'alternative')) return undefined
    const asked = typesAsked(field(statement, 'condition'), taken.text, module)
    if (!asked) return undefined
    const isTable = asked.some((name) => name === undefined || TABLES.test(name))
    if (!isTable) continue
    const inner =
      field(statement, 'consequence')?.namedChildren.filter(({ type }) => type !== 'comment') ?? []
    return asked.length === 1 && inner.length === 1 && handsOn(inner[0])
      ? { getter, taken: parameters[1] ?? taken, made }
      : undefined
  }
  return undefined
}

/** Whether a `__get_validators__` yields the class's validate and nothing else. */
function yieldsValidate(getter: Node, owner: Node): boolean {
  const body = field(definitionOf(getter), 'body')
  const docstring = body && docstringOf(body)
  const [only, ...others] =
    body?.namedChildren.filter(
      ({ type, startIndex }) => type !== 'comment' && startIndex !== docstring?.startIndex,
    ) ?? []
  const names = ['cls', field(owner, 'name')?.text ?? 'cls']
  return others.length === 0 && names.some((name) => only?.text === `yield ${name}.validate`)
}

function definitionOf(statement: Node): Node {
  return field(statement, 'definition') ?? statement
}

/** The value of `cls(**value)`, `cls.parse_obj(value)` and `super().validate(value)`. */
function givenToMaker(call: Node, makers: readonly string[]): Node | undefined {
  const callee = field(call, 'function')
  const [only, ...others] = field(call, 'arguments')?.namedChildren ?? []
  if (!callee || !only || others.length > 0) return undefined
  if (only.type === 'dictionary_splat')
    return makers.includes(callee.text) ? (only.firstNamedChild ?? undefined) : undefined
  const object = field(callee, 'object')?.text ?? ''
  const name = field(callee, 'attribute')?.text ?? ''
  const isOwn = makers.includes(object) && /^(?:parse_obj|model_validate)$/.test(name)
  return isOwn || (object === 'super()' && /^(?:validate|model_validate)$/.test(name)) ? only : undefined
}

/** The qualified names of the types in `isinstance(value, …)`; undefined for any other condition. */
function typesAsked(
  condition: Node | undefined,
  value: string,
  module: Module,
): (string | undefined)[] | undefined {
  const callee = condition?.type === 'call' ? field(condition, 'function') : undefined
  const [asked, types, ...others] = (condition && field(condition, 'arguments')?.namedChildren) ?? []
  if (!callee || !types || asked?.text !== value || others.length > 0) return undefined
  if (!module.isCertainly(callee, 'builtins.isinstance')) return undefined
  return (types.type === 'tuple' ? types.namedChildren : [types]).map((type) => {
    const qualified = module.qualify(type)
    return qualified.kind === 'certain' ? qualified.name : undefined
  })
}

/** Writes it. */
export function writeWrapValidator(
  method: Node,
  { getter, taken, made }: WrapValidator,
  context: Context,
): void {
  const around = parentOf(method) ?? method
  context.review('v1 called validate for fields of this class, v2 calls the validator for Model(…) as well')
  const newline = newlineAt(context.text, around.startIndex)
  context.insert(
    around.startIndex,
    `@${context.import('pydantic', 'model_validator', around)}(mode="wrap")${newline}${indentOf(context.text, around.startIndex)}`,
  )
  const isTyped = taken.type === 'typed_parameter'
  const type = isTyped
    ? `: ${context.import('typing', 'Callable', method)}[[${context.import('typing', 'Any', method)}], ${context.import('typing', 'Any', method)}]`
    : ''
  context.insert(taken.endIndex, `, handler${type}`)
  for (const { call, given } of made) context.replace(call, `handler(${given.text})`)
  raiseValueErrors(method, context)
  const removal = getter && removeStatement(context.module.tree, getter)
  if (removal) context.carryOut(removal)
  else if (getter) context.skip('a comment in __get_validators__ would be lost: take that away first')
}
