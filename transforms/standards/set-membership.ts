import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  isInstance,
  lineEnd,
  membersOf,
  type Node,
  overloadingLibrary,
  parentOf,
  sameNode,
  signsOf,
  withoutComments,
} from '#transform'
import { isHashableLiteral } from './_constants.ts'

const UNHASHABLE =
  /^(?:builtins\.(?:list|dict|set|bytearray)|collections\.(?:deque|OrderedDict|defaultdict|Counter))$/

/** What the values of literals have, and the members of enums that are equal to such. Of anything else the class may go without a hash. */
const OF_SCALARS = new Set(
  `as_integer_ratio bit_count bit_length capitalize casefold center conjugate count decode denominator encode endswith expandtabs find
  format format_map from_bytes fromhex hex imag index is_integer isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric
  isprintable isspace istitle isupper join ljust lower lstrip maketrans name numerator partition real removeprefix removesuffix replace
  rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title to_bytes translate upper value zfill`.split(
    /\s+/,
  ),
)
/** What is asked about the type of a value that may be one without a hash. */
const UNHASHABLE_CHECK =
  /\b(?:list|dict|set|bytearray|Mapping|MutableMapping|Sequence|MutableSequence|Iterable|ndarray)\b/

export default defineTransform({
  summary: 'Look things up in sets: x in {1, 2}',
  since: 'any',
  safety: 'review',
  sameAs: ['PLR6201'],
  docs: 'https://docs.python.org/3/reference/expressions.html#membership-test-operations',
  query: `
    (comparison_operator . (_) @value . ["in" "not in"] . [(list) (tuple)] @items .)
    (assignment left: (identifier) @name !type right: (list) @items) @assignment`,
  anchors: ['in (', 'in [', 'in(', 'in[', '= [', '=['],
  rewrite({ value, items, name, assignment }, context) {
    const parts = withoutComments(items)
    // One item is compared with, which is another transform's business.
    if (!items || parts.length < 2 || [...ancestorsOf(items)].some(({ type }) => type === 'interpolation'))
      return
    const isConstant = parts.every(isHashableLiteral)
    if (parts.some(({ type }) => type === 'tuple'))
      return context.skip('what may be a tuple may also be a list, which no set can be asked for')
    if (name) {
      if (!isConstant || !assignment || !isOnlyLookedUp(context, name, assignment)) return
    } else {
      if (!isConstant) return context.skip('what is no literal may be unhashable, and no item of a set')
      checkHashable(context, value)
    }
    // What is equal to bytes need not have a hash.
    if (parts.some(isBytes) && !(value && isInstance(context, value, ['builtins.bytes']) === 'yes'))
      return context.skip('a bytearray or memoryview may equal bytes, and no set can be asked for it')
    context.replace({ start: items.startIndex, end: items.startIndex + 1 }, '{')
    context.replace({ start: items.endIndex - 1, end: items.endIndex }, '}')
    context.note('what is unhashable is in no list, too, but asking a set for it raises TypeError')
  },
})

function isBytes({ type, text }: Node): boolean {
  return type === 'string' && /^[rR]?[bB]/.test(text)
}

function checkHashable(context: Context, value: Node | undefined): void {
  const type = value && context.typeOf(value)
  const isWrong =
    type && membersOf(type).some((one) => one.kind === 'instance' && UNHASHABLE.test(one.of.toString()))
  if (value && isWrong) context.skip(`${value.text} is, or may be, unhashable: a set would raise TypeError`)
  const sign = value?.type === 'identifier' ? signOfNoScalar(context, value) : undefined
  if (value && sign) context.skip(`${sign}, so ${value.text} may be of a class without a hash`)
  // A dtype is equal to its names, of which it has not the hash.
  if (value && /(?:^|[._])dtype$/.test(value.text))
    context.skip(`${value.text} may be equal to a text that a set finds no more`)
  // What is read from an array or a column is often one itself, of one item or none.
  const isRead = value?.type === 'subscript' || value?.type === 'attribute'
  const library = isRead && !type ? overloadingLibrary(context) : undefined
  if (library)
    context.skip(`what is read from arrays of ${library} may be an array, which no set can be asked for`)
}

/** What the function or module does with a name that says its value need not be a number, a text or None. */
function signOfNoScalar(context: Context, value: Node): string | undefined {
  const { names } = context.module
  const home = names.resolve(value.text, value)
  if (home.kind !== 'bound' || home.scope.kind === 'module') return undefined
  for (const { node } of names.loads(value.text)) {
    const parent = parentOf(node)
    const sign = parent && signIn(parent, node)
    if (!sign) continue
    const meant = names.resolve(value.text, node)
    if (meant.kind === 'bound' && meant.scope === home.scope) return sign
  }
  return undefined
}

function signIn(parent: Node, node: Node): string | undefined {
  if (parent.type === 'attribute' && sameNode(field(parent, 'object'), node)) {
    const name = field(parent, 'attribute')?.text ?? ''
    return name === '' || OF_SCALARS.has(name) ? undefined : `${parent.text} is no attribute of a constant`
  }
  if (parent.type !== 'argument_list') return undefined
  const call = parentOf(parent)
  const [object, type] = withoutComments(parent)
  const asks = field(call ?? parent, 'function')?.text === 'isinstance' && sameNode(object, node)
  return asks && type && UNHASHABLE_CHECK.test(type.text) ? `${type.text} is asked for` : undefined
}

/** Whether all that happens to the list is that things are looked up in it. */
function isOnlyLookedUp(context: Context, name: Node, assignment: Node): boolean {
  const { module, project } = context
  const home = module.names.resolve(name.text, name)
  if (home.kind !== 'bound' || home.bindings.length !== 1 || home.scope.kind === 'class') return false
  if (parentOf(assignment)?.type !== 'expression_statement') return false
  const end = lineEnd(context.text, assignment.endIndex)
  if (/#\s*type:/.test(context.text.slice(assignment.endIndex, end))) return false
  const uses = module.names.loads(name.text).map(({ node }) => node)
  const mine = uses.filter((node) => {
    const meant = module.names.resolve(name.text, node)
    return meant.kind === 'bound' && meant.scope === home.scope
  })
  if (mine.length === 0 || !mine.every((node) => isLookUp(context, node))) return false
  if (home.scope.kind !== 'module') return !/\blocals\(\)/.test(home.scope.node.text)
  if (module.inAll(name.text) || module.exports?.isDynamic) return false
  return project.namesUsedElsewhere(module.path, [name.text]).size === 0
}

function isLookUp(context: Context, use: Node): boolean {
  const comparison = parentOf(use)
  if (comparison?.type !== 'comparison_operator' || comparison.namedChildCount !== 2) return false
  const [value, items] = comparison.namedChildren
  const operator = signsOf(comparison)[0]?.text
  if (!value || !sameNode(items, use) || !/^(?:not\s+)?in$/.test(operator ?? '')) return false
  checkHashable(context, value)
  return field(comparison, 'operators') !== undefined
}
