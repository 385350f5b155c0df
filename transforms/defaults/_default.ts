import { ancestorsOf, type Context, field, isWithin, type Node, parentOf } from '#transform'

/** Calls that give a new mutable object. */
const CONSTRUCTORS: ReadonlySet<string> = new Set([
  ...['list', 'dict', 'set', 'bytearray'].map((name) => `builtins.${name}`),
  ...['defaultdict', 'deque', 'OrderedDict', 'Counter', 'ChainMap', 'UserDict', 'UserList'].map(
    (name) => `collections.${name}`,
  ),
])
/** Calls that make the same immutable object every time. */
const CONSTANT_CALLS: ReadonlySet<string> = new Set([
  'builtins.tuple',
  'builtins.frozenset',
  'builtins.range',
])
const DISPLAYS: ReadonlySet<string> = new Set(['list', 'dictionary', 'set'])
const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'list_comprehension',
  'dictionary_comprehension',
  'set_comprehension',
])
const CONSTANTS: ReadonlySet<string> = new Set([
  'comment',
  'ellipsis',
  'false',
  'float',
  'integer',
  'none',
  'string',
  'true',
])

/** Whether a default value is a new mutable object, shared by all calls that leave the argument out. */
export function isMutable(context: Context, value: Node): boolean {
  if (value.type === 'parenthesized_expression') {
    const inner = value.firstNamedChild
    return !!inner && isMutable(context, inner)
  }
  if (DISPLAYS.has(value.type) || COMPREHENSIONS.has(value.type)) return true
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  return !!callee && CONSTRUCTORS.has(context.qualifiedName(callee) ?? '')
}

/** Whether the object holds nothing, so that it is false. */
export function isEmpty(value: Node): boolean {
  if (value.type === 'call') return field(value, 'arguments')?.namedChildCount === 0
  return DISPLAYS.has(value.type) && value.namedChildren.every((child) => child.type === 'comment')
}

/** Whether the elements are constants, so that handing them out lets nobody change the object. */
export function holdsConstants(value: Node): boolean {
  if (isEmpty(value)) return true
  if (!DISPLAYS.has(value.type)) return false
  return value.namedChildren.every((element) =>
    element.type === 'pair' ? element.namedChildren.every(isConstant) : isConstant(element),
  )
}

function isConstant(node: Node): boolean {
  if (node.type === 'unary_operator' || node.type === 'tuple' || node.type === 'concatenated_string')
    return node.namedChildren.every(isConstant)
  return CONSTANTS.has(node.type) && !node.namedChildren.some((child) => child.type === 'interpolation')
}

/**
 * Why the default must not be evaluated at the start of each call instead of once, where the def stands;
 * undefined when both give the same.
 */
export function whyNotEarlier(context: Context, value: Node, body: Node): string | undefined {
  const moving = value.descendantsOfType(['await', 'yield', 'named_expression'])[0]
  if (moving) return 'the default does more than make an object'
  for (const call of [value, ...value.descendantsOfType('call')]) {
    const callee = call.type === 'call' ? field(call, 'function') : undefined
    if (!callee || isInLambda(callee, value)) continue
    const name = context.qualifiedName(callee) ?? ''
    if (!CONSTRUCTORS.has(name) && !CONSTANT_CALLS.has(name))
      return `the default calls ${callee.text}, once today and in every call then`
  }
  for (const name of value.descendantsOfType('identifier')) {
    const reason = whyUnsteady(context, name, value, body)
    if (reason) return reason
  }
  return undefined
}

/** Why a name of the default may mean something else in the body, or later. */
function whyUnsteady(context: Context, name: Node, value: Node, body: Node): string | undefined {
  const { names } = context.module
  const isName = names
    .occurrences(name.text)
    .some(({ node, role }) => role === 'load' && node.startIndex === name.startIndex)
  if (!isName) return undefined
  const outside = names.resolve(name.text, name)
  if (outside.kind === 'bound' && isWithin(outside.scope.node, value)) return undefined
  const inside = names.resolve(name.text, body.firstNamedChild ?? body)
  if (outside.kind !== inside.kind || outside.kind === 'uncertain')
    return `${name.text} may mean something else in the body`
  if (outside.kind !== 'bound' || inside.kind !== 'bound') return undefined
  if (outside.scope.kind === 'class') return `the body cannot see ${name.text}, a name of the class`
  if (outside.scope !== inside.scope) return `${name.text} means something else in the body`
  const [binding, ...more] = outside.bindings
  if (!binding || more.length > 0) return `${name.text} is bound again`
  if (['import', 'function', 'class'].includes(binding.kind)) return undefined
  if (binding.kind !== 'assignment' || binding.context !== 'plain')
    return `${name.text} may be bound to something else by then`
  // An element stays the same object, but what is copied or read out of it may have changed.
  return isElement(name) ? undefined : `the default copies ${name.text}, which may have changed by then`
}

function isElement(name: Node): boolean {
  const parent = parentOf(name)
  return !!parent && (DISPLAYS.has(parent.type) || parent.type === 'pair' || parent.type === 'tuple')
}

function isInLambda(node: Node, value: Node): boolean {
  for (const up of ancestorsOf(node)) {
    if (up.type === 'lambda') return true
    if (up.id === value.id) return false
  }
  return false
}
