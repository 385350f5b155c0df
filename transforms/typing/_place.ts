import { ancestorsOf, type Context, field, genericParts, type Node, parentOf, sameNode } from '#transform'

/**
 * What a type expression is used for.
 * `type`: an annotation, an argument of a generic, or another place that means a type. `alias`: the value of an assignment.
 * `check`: the second argument of isinstance. `base`: a base class. `flow`: handed on as an object.
 * The others look at the object itself: `compared`, used as a `key`, turned into `text`, or `used` (called, read from,
 * operated on).
 */
export type Place = 'type' | 'alias' | 'check' | 'base' | 'flow' | 'compared' | 'key' | 'text' | 'used'

/** Functions whose arguments in those positions, or with those keywords, are type expressions, or displays of some. */
const TYPE_ARGUMENTS: ReadonlyMap<string, readonly (number | string)[]> = new Map<
  string,
  readonly (number | string)[]
>([
  ...['typing', 'typing_extensions'].flatMap((module): [string, readonly (number | string)[]][] => [
    [`${module}.cast`, [0, 'typ']],
    [`${module}.assert_type`, [1]],
    [`${module}.get_args`, [0]],
    [`${module}.NewType`, [1, 'tp']],
    [`${module}.TypeVar`, [1, 2, 3, 4, 5, 'bound', 'default']],
    [`${module}.NamedTuple`, [1, 'fields']],
    [`${module}.TypedDict`, [1, 'fields']],
  ]),
  ['dataclasses.make_dataclass', [1, 'fields']],
  ['attr.ib', ['type']],
  ['attr.attrib', ['type']],
  ['pydantic.TypeAdapter', [0, 'type']],
  ...['pydantic', 'pydantic.tools'].flatMap((module): [string, readonly (number | string)[]][] =>
    ['parse_obj_as', 'parse_raw_as', 'parse_file_as', 'schema_of'].map((name) => [
      `${module}.${name}`,
      [0, 'type_'],
    ]),
  ),
])
/** Keywords that mean a type whatever is called: FastAPI's routes and what is built upon them. */
const TYPE_KEYWORDS: ReadonlySet<string> = new Set(['response_model'])
const CHECKS: ReadonlySet<string> = new Set(['builtins.isinstance', 'builtins.issubclass'])
const TEXT: ReadonlySet<string> = new Set(
  ['str', 'repr', 'print', 'format', 'type', 'id'].map((name) => `builtins.${name}`),
)

/** What the type expression `node` is used for. */
export function placeOf(context: Context, node: Node): Place {
  const seat = seatOf(context, node)
  if (typeof seat === 'string') return seat
  return seat.up.type === 'argument_list'
    ? placeOfArgument(context, seat.up, seat.child)
    : placeOfKeyword(context, seat.up)
}

/**
 * Why a reviewer should look where code takes typing's object as a value: by the call that it is an argument of, by the variable of a
 * function, or by the alias of the module that is one's argument. Who gets `List[int]` may tell it from `list[int]`: by its class, its
 * text, `typing.get_origin`, a look-up.
 * @param place of the type expression `whole`
 */
export function handedOnNote(context: Context, whole: Node, place: Place): string | undefined {
  return place === 'flow' || (place === 'alias' && aliasFlows(context, whole))
    ? 'who gets it as a value here may tell the two apart: by repr(), get_origin() or a look-up'
    : undefined
}

function aliasFlows(context: Context, whole: Node): boolean {
  const assignment = [...ancestorsOf(whole)].find(({ type }) => type === 'assignment')
  const target = assignment && field(assignment, 'left')
  if (target?.type !== 'identifier') return false
  for (const binding of context.module.bindingsOf(target)) if (binding.scope.kind === 'function') return true
  return context.module.names
    .loads(target.text)
    .some(({ node }) => !context.annotation(node) && placeOf(context, node) === 'flow')
}

/** Whether the type expression `node` is compared or looked up: what its use as an argument means does not matter for that. */
export function isComparedOrKey(context: Context, node: Node): boolean {
  const seat = seatOf(context, node)
  return typeof seat === 'string' ? seat === 'compared' || seat === 'key' : isAssertion(seat.up)
}

/** Whether these are the arguments of a method that compares: `self.assertEqual(hints, {'a': List[int]})`. */
function isAssertion(list: Node): boolean {
  const call = list.type === 'argument_list' ? parentOf(list) : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const method = callee?.type === 'attribute' ? field(callee, 'attribute')?.text : undefined
  return /^assert(?:Not)?(?:Equals?|Is|In|(?:Dict|List|Tuple|Set|Sequence|Count|Items)Equal)$/.test(
    method ?? '',
  )
}

/** The place of the type expression, or the argument that it is, for whose place it takes the meaning of the call. */
function seatOf(context: Context, node: Node): Place | { readonly up: Node; readonly child: Node } {
  let child = node
  for (let up = parentOf(child); up; child = up, up = parentOf(up)) {
    switch (up.type) {
      case 'type':
      case 'type_parameter':
      case 'generic_type':
      case 'union_type':
      case 'parenthesized_expression':
      case 'list':
      case 'tuple':
      case 'expression_list':
      case 'expression_statement':
        break
      case 'module':
        // The inside of a string annotation goes on in the file.
        if (!parentOf(up)) return 'flow'
        break
      case 'string':
        break
      case 'typed_parameter':
      case 'typed_default_parameter':
      case 'function_definition':
        return child.type === 'type' ? 'type' : 'flow'
      case 'type_alias_statement':
      case 'constrained_type':
        return 'type'
      case 'assignment':
        return child.type === 'type' ? 'type' : 'alias'
      case 'binary_operator':
        if (field(up, 'operator')?.type !== '|') return 'used'
        break
      case 'subscript':
        if (sameNode(field(up, 'value'), child)) return 'used'
        if (!context.annotation(up) && !takesTypes(context, up)) return 'key'
        break
      case 'argument_list':
      case 'keyword_argument':
        return { up, child }
      case 'comparison_operator':
        return 'compared'
      case 'pair':
        if (sameNode(field(up, 'key'), child)) return 'key'
        break
      case 'dictionary': {
        if (isComparedWhole(up)) return 'compared'
        const around = parentOf(up)?.type
        if (around !== 'argument_list' && around !== 'keyword_argument') return 'flow'
        break
      }
      case 'set':
        return 'key'
      case 'interpolation':
        return 'text'
      case 'attribute':
      case 'member_type':
      case 'call':
      case 'unary_operator':
      case 'await':
      case 'list_splat':
      case 'dictionary_splat':
      case 'splat_type':
      case 'case_clause':
      case 'class_pattern':
      case 'slice':
      case 'decorator':
        return 'used'
      default:
        return 'flow'
    }
  }
  return 'flow'
}

/** Whether a display, or the one around it, is a side of a comparison. */
function isComparedWhole(display: Node): boolean {
  let up = parentOf(display)
  while (up && /^(?:dictionary|pair|list|tuple|parenthesized_expression)$/.test(up.type)) up = parentOf(up)
  return up?.type === 'comparison_operator'
}

/** Whether the subscript of a plain expression is one of a generic: its head is known as such, or looks like a class. */
function takesTypes(context: Context, subscript: Node): boolean {
  const origin = genericParts(subscript)?.origin
  if (!origin) return false
  const name = context.qualifiedName(origin) ?? origin.text
  return /^(?:typing|typing_extensions|collections\.abc|builtins)\.\w+$/.test(name) || looksLikeClass(name)
}

/** PEP 8: classes are CapWords; a constant table would be all capitals. */
function looksLikeClass(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1)
  return /^_*[A-Z]/.test(last) && /[a-z]/.test(last)
}

function placeOfArgument(context: Context, list: Node, child: Node): Place {
  const call = parentOf(list)
  if (call?.type === 'class_definition') return 'base'
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const name = callee ? context.qualifiedName(callee) : undefined
  if (name === undefined) return 'flow'
  const position = list.namedChildren
    .filter(({ type }) => type !== 'comment')
    .findIndex((one) => sameNode(one, child))
  if (CHECKS.has(name)) return position === 1 ? 'check' : 'used'
  if (TEXT.has(name)) return 'text'
  return TYPE_ARGUMENTS.get(name)?.includes(position) ? 'type' : 'flow'
}

function placeOfKeyword(context: Context, keyword: Node): Place {
  const name = field(keyword, 'name')?.text
  // A factory is called, and none of typing's own objects can be.
  if (name === 'default_factory') return 'used'
  const call = parentOf(parentOf(keyword) ?? keyword)
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const callable = callee ? context.qualifiedName(callee) : undefined
  if (name === undefined) return 'flow'
  if (TYPE_KEYWORDS.has(name)) return 'type'
  return callable !== undefined && TYPE_ARGUMENTS.get(callable)?.includes(name) ? 'type' : 'flow'
}
