import {
  type Binding,
  type ClassName,
  type Context,
  field,
  membersOf,
  type Node,
  parentOf,
  piecesOf,
  sameNode,
  table,
  withoutParentheses,
} from '#transform'

/**
 * What an operand surely is: exactly a str, an int or a float; `plain` is a list, set or dict, which formats as its str() does;
 * `tuple` is what `%` takes apart.
 */
export type Kind = 'str' | 'int' | 'float' | 'plain' | 'tuple' | 'unknown'

const LITERALS: Readonly<Record<string, Kind>> = table({
  list: 'plain',
  list_comprehension: 'plain',
  set: 'plain',
  set_comprehension: 'plain',
  dictionary: 'plain',
  dictionary_comprehension: 'plain',
  tuple: 'tuple',
})

/** Builtins whose result is of exactly one class, whatever they are given. */
const CALLS: Readonly<Record<string, Kind>> = table({
  str: 'str',
  repr: 'str',
  format: 'str',
  ascii: 'str',
  chr: 'str',
  hex: 'str',
  oct: 'str',
  bin: 'str',
  input: 'str',
  len: 'int',
  ord: 'int',
  id: 'int',
  hash: 'int',
  int: 'int',
  float: 'float',
  list: 'plain',
  set: 'plain',
  dict: 'plain',
  sorted: 'plain',
  tuple: 'tuple',
  divmod: 'tuple',
})

/** Functions of modules that are sure in the same way. */
const FUNCTIONS: Readonly<Record<string, Kind>> = table({
  'math.factorial': 'int',
  'math.gcd': 'int',
  'math.isqrt': 'int',
  'os.getcwd': 'str',
  'os.getpid': 'int',
  'os.path.split': 'tuple',
  'os.path.splitdrive': 'tuple',
  'os.path.splitext': 'tuple',
  'struct.unpack': 'tuple',
  'struct.unpack_from': 'tuple',
  'sys.exc_info': 'tuple',
  'time.time': 'float',
  'traceback.format_exc': 'str',
})

/** Attributes of modules that nobody sets. */
const CONSTANTS: Readonly<Record<string, Kind>> = table({
  'os.linesep': 'str',
  'os.name': 'str',
  'os.pathsep': 'str',
  'os.sep': 'str',
  'sys.maxsize': 'int',
  'sys.platform': 'str',
  'sys.version': 'str',
})

/** Methods of str that give a str; of a literal they are sure. */
const STR_METHODS =
  /^(?:capitalize|casefold|center|expandtabs|format|join|ljust|lower|lstrip|removeprefix|removesuffix|replace|rjust|rstrip|strip|swapcase|title|translate|upper|zfill)$/
const INT_METHODS = /^(?:count|find|index|rfind|rindex)$/
/** Methods that give a tuple: those of str and of a match, whatever else has one of the name. */
const TUPLE_METHODS = /^(?:groups|partition|rpartition)$/

/** How many names are followed. */
const MAX_STEPS = 4

/** The kind of an expression's value. Annotations do not say: `x: str` may be of a subclass. */
export function kindOf(context: Context, expression: Node, steps = MAX_STEPS): Kind {
  if (steps === 0) return 'unknown'
  const node = withoutParentheses(expression)
  const literal = LITERALS[node.type]
  if (literal) return literal
  const kind = (part: Node | undefined): Kind => (part ? kindOf(context, part, steps - 1) : 'unknown')
  switch (node.type) {
    case 'integer':
    case 'float':
      return /[jJ]$/.test(node.text) ? 'unknown' : node.type === 'integer' ? 'int' : 'float'
    case 'string':
    case 'concatenated_string': {
      const pieces = piecesOf(node)
      return pieces?.every(({ isBytes, prefix }) => !isBytes && !/t/i.test(prefix)) ? 'str' : 'unknown'
    }
    case 'binary_operator':
      return ofOperator(field(node, 'operator')?.type ?? '', kind(field(node, 'left')), () =>
        kind(field(node, 'right')),
      )
    case 'unary_operator': {
      const operand = kind(field(node, 'argument'))
      return operand === 'int' || (operand === 'float' && !node.text.startsWith('~')) ? operand : 'unknown'
    }
    case 'conditional_expression': {
      const [first, , second] = node.namedChildren
      return oneOf(kind(first), kind(second))
    }
    case 'boolean_operator':
      return oneOf(kind(field(node, 'left')), kind(field(node, 'right')))
    case 'call':
      return ofCall(context, node, steps)
    case 'subscript': {
      const value = kind(field(node, 'value'))
      if (value === 'tuple') return field(node, 'subscript')?.type === 'slice' ? 'tuple' : 'unknown'
      return value === 'str' ? 'str' : 'unknown'
    }
    case 'attribute':
      return isClassName(context, node) ? 'str' : (CONSTANTS[context.qualifiedName(node) ?? ''] ?? 'unknown')
    case 'identifier':
      return ofName(context, node, steps)
    default:
      return 'unknown'
  }
}

/** Whether a value is a tuple, or of a class derived from it, at least in some cases. */
export function mayBeTuple(context: Context, value: Node): boolean {
  if (kindOf(context, value) === 'tuple') return true
  const type = context.typeOf(value)
  return (
    !!type && membersOf(type).some((member) => member.kind === 'instance' && isTupleClass(context, member.of))
  )
}

function isTupleClass({ module, project }: Context, of: ClassName): boolean {
  if (typeof of !== 'string') return of.module.isSubclassOf(of.node, 'builtins.tuple') === 'yes'
  // `tuple[int, ...]` is known as a sequence.
  if (of === 'builtins.tuple' || of === 'collections.abc.Sequence') return true
  return project.hierarchy.isSubclass(of, 'builtins.tuple', module.path).answer === 'yes'
}

/** What an operator makes of two values; the right one is only looked at where it matters. */
function ofOperator(operator: string, left: Kind, rightKind: () => Kind): Kind {
  if (operator === '%' && left === 'str') return 'str'
  const right = rightKind()
  if (/^[+*]$/.test(operator)) {
    if (left === 'tuple' || right === 'tuple') return 'tuple'
    if (left === 'str') return right === (operator === '+' ? 'str' : 'int') ? 'str' : 'unknown'
  }
  return ofNumbers(operator, left, right)
}

/** What an operator makes of two numbers; a power may be of any class. */
function ofNumbers(operator: string, left: Kind, right: Kind): Kind {
  if (!/^(?:int|float)$/.test(left) || !/^(?:int|float)$/.test(right)) return 'unknown'
  if (left === 'int' && right === 'int' && /^(?:[-+*%&|^]|\/\/|<<|>>)$/.test(operator)) return 'int'
  return /^(?:[-+*%]|\/\/?)$/.test(operator) ? 'float' : 'unknown'
}

/** Where one of two may be a tuple, the other does not matter. */
function oneOf(one: Kind, other: Kind): Kind {
  if (one === 'tuple' || other === 'tuple') return 'tuple'
  return one === other ? one : 'unknown'
}

function ofCall(context: Context, call: Node, steps: number): Kind {
  const callee = field(call, 'function')
  if (!callee) return 'unknown'
  const name = context.qualifiedName(callee)
  if (name?.startsWith('builtins.')) return CALLS[name.slice('builtins.'.length)] ?? 'unknown'
  if (name !== undefined && FUNCTIONS[name]) return FUNCTIONS[name]
  const object = callee.type === 'attribute' ? field(callee, 'object') : undefined
  const method = object ? (field(callee, 'attribute')?.text ?? '') : ''
  if (object && TUPLE_METHODS.test(method)) return 'tuple'
  if (!object || !(STR_METHODS.test(method) || INT_METHODS.test(method))) return 'unknown'
  if (kindOf(context, object, steps - 1) !== 'str') return 'unknown'
  return STR_METHODS.test(method) ? 'str' : 'int'
}

/** Whether it is `type(x).__name__` or `x.__class__.__name__`. */
function isClassName(context: Context, attribute: Node): boolean {
  if (!/^__(?:qual)?name__$/.test(field(attribute, 'attribute')?.text ?? '')) return false
  const object = field(attribute, 'object')
  if (object?.type === 'attribute') return field(object, 'attribute')?.text === '__class__'
  const callee = object?.type === 'call' ? field(object, 'function') : undefined
  return !!callee && context.qualifiedName(callee) === 'builtins.type'
}

/** A local variable is what all of its assignments say; other scopes can be reached from elsewhere. */
function ofName(context: Context, name: Node, steps: number): Kind {
  const all = context.module.bindingsOf(name)
  const bindings = all.filter(({ kind }) => kind !== 'augmented')
  const kinds = new Set(
    bindings.map(({ kind, node, owner, scope }): Kind => {
      if (kind === 'parameter') {
        const preset = field(parentOf(node) ?? node, 'value')
        const isTuple = isRest(context, node) || (preset && kindOf(context, preset, steps - 1) === 'tuple')
        return isTuple ? 'tuple' : 'unknown'
      }
      if ((kind === 'comprehension' || kind === 'for') && isPair(context, owner, node)) return 'tuple'
      if (kind === 'comprehension' || (kind === 'for' && scope.kind === 'function'))
        return isCounted(context, owner, node) ? 'int' : 'unknown'
      const value = kind === 'assignment' ? field(owner, 'right') : undefined
      if (!value || field(owner, 'left')?.id !== node.id) return 'unknown'
      const found = kindOf(context, value, steps - 1)
      return scope.kind === 'function' || found === 'tuple' ? found : 'unknown'
    }),
  )
  if (kinds.has('tuple')) return 'tuple'
  const [only = 'unknown'] = kinds
  const growths = all.filter(({ kind }) => kind === 'augmented')
  return kinds.size === 1 && growths.every((growth) => stays(context, only, growth, steps)) ? only : 'unknown'
}

/** Whether `x += y` leaves a local variable of the kind that it is. */
function stays(context: Context, kind: Kind, { owner, scope }: Binding, steps: number): boolean {
  const operator = field(owner, 'operator')?.text.slice(0, -1) ?? ''
  const right = field(owner, 'right')
  // What is added is seldom more than a number: names that grow by one another are not followed far.
  const added = () => (right ? kindOf(context, right, Math.min(steps - 1, 2)) : 'unknown')
  return scope.kind === 'function' && ofOperator(operator, kind, added) === kind
}

/** Whether a parameter is `*args`. */
function isRest(context: Context, parameter: Node): boolean {
  return /(?:^|[^*])\*\s*$/.test(
    context.text.slice(Math.max(0, parameter.startIndex - 8), parameter.startIndex),
  )
}

/** Whether a loop's only variable is each of the tuples that `zip`, `enumerate` and `items` give. */
function isPair(context: Context, loop: Node, target: Node): boolean {
  const iterable = field(loop, 'right')
  const callee = iterable?.type === 'call' ? field(iterable, 'function') : undefined
  if (!callee || !sameNode(field(loop, 'left'), target)) return false
  if (callee.type === 'attribute' && field(callee, 'attribute')?.text === 'items') return true
  return /^builtins\.(?:zip|enumerate)$/.test(context.qualifiedName(callee) ?? '')
}

/** Whether a loop's variable goes through a `range`, or counts what `enumerate` gives. */
function isCounted(context: Context, loop: Node, target: Node): boolean {
  const iterable = field(loop, 'right')
  const callee = iterable?.type === 'call' ? field(iterable, 'function') : undefined
  const name = callee && context.qualifiedName(callee)
  const left = field(loop, 'left')
  if (name === 'builtins.range') return sameNode(left, target)
  const isPair = !!left && /^(?:pattern_list|tuple_pattern)$/.test(left.type)
  return name === 'builtins.enumerate' && isPair && sameNode(left.firstNamedChild, target)
}
