import { field, type Module, type Node, sameNode, stringParts, table } from '#transform'
import { nameOf } from './_version-name.ts'

/** What is compared: its smallest value on the target, and whether it is the same on every later Python. */
interface Subject {
  readonly least: readonly (number | string)[]
  readonly isExact: boolean
  /** Whether more items follow that nothing is known of, as in the whole of `sys.version_info`. */
  readonly isLonger: boolean
}

/**
 * The oldest release of Django that runs on a Python, whatever else is installed: 1.11 and 2.0 take classes from collections that
 * 3.10 has no more, and 2.1 hands `codeset` to gettext of 3.11.
 */
const OLDEST_DJANGO: readonly (readonly [minor: number, release: readonly [number, number]])[] = [
  [11, [2, 2]],
  [10, [2, 1]],
  [8, [1, 11]],
]

const FLIPPED: Readonly<Record<string, string>> = table({
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
  is: 'is',
  'is not': 'is not',
})

const IDENTITY = /^(?:is|is not|==|!=)$/

/** Where a version is asked for: what names mean there, and the oldest Django that the project admits, such as `4.2`. */
export interface Place {
  readonly module: Module
  readonly oldestDjango: string | undefined
}

/** `a < b < c` is `a < b and b < c`. */
export function compare(node: Node, place: Place): boolean | undefined {
  const operands = node.namedChildren.filter(({ type }) => type !== 'comment')
  const operators = node.children.flatMap(({ isNamed, text }) => (isNamed ? [] : [text.replace(/\s+/g, ' ')]))
  if (operands.length !== operators.length + 1) return undefined
  const answers = operators.map((operator, i) => {
    const [left, right] = [operands[i], operands[i + 1]]
    return left && right ? comparePair(left, operator, right, place) : undefined
  })
  if (answers.includes(false)) return false
  return answers.every((answer) => answer === true) ? true : undefined
}

function comparePair(left: Node, operator: string, right: Node, place: Place): boolean | undefined {
  if (IDENTITY.test(operator)) {
    const names = [left, right].map((side) => nameOf(side, place.module)).sort()
    // On Python 2 they are the same class.
    if (names.join(' ') === 'builtins.bytes builtins.str') return /!|not/.test(operator)
    // There unicode was another one, which six calls text_type.
    if (names[0] === 'builtins.str' && names[1] === names[0]) return !/!|not/.test(operator)
  }
  const subject = subjectOf(left, place)
  if (subject && /^(?:not )?in$/.test(operator)) {
    if (!/^(?:tuple|list|set)$/.test(right.type)) return undefined
    const answers = right.namedChildren.map((item) => {
      const constant = constantOf(item)
      return constant && holds(subject, '==', constant)
    })
    const found = answers.includes(true)
      ? true
      : answers.every((answer) => answer === false)
        ? false
        : undefined
    return operator === 'in' || found === undefined ? found : !found
  }
  const constant = subject && constantOf(right)
  if (constant) return holds(subject, operator, constant)
  const other = subjectOf(right, place)
  const value = other && constantOf(left)
  const flipped = FLIPPED[operator]
  return value && flipped !== undefined ? holds(other, flipped, value) : undefined
}

function holds(
  subject: Subject,
  operator: string,
  constant: readonly (number | string)[],
): boolean | undefined {
  const { least, isExact, isLonger } = subject
  // What a Python 4 would do nobody knows.
  const isFuture = least[0] === 3 && Number(constant[0]) > 3
  if (isFuture || typeof least[0] !== typeof constant[0]) return undefined
  // Of a micro version and a release level nothing is known: the minor version must tell.
  if (constant.length > 3 && orderOf(least.slice(0, 2), constant.slice(0, 2)) === 0) return undefined
  const order = orderOf(least, constant) || (isLonger ? 1 : 0)
  // All five items of sys.version_info are equal to nothing shorter; what was meant by the target's own number nobody knows.
  const isShorter =
    isLonger && typeof constant[0] === 'number' && orderOf(least.slice(0, constant.length), constant) > 0
  const isOther = isShorter || (order > 0 && constant.length === least.length && !isLonger)
  const isEqual = isExact ? order === 0 : isOther ? false : undefined
  // Small numbers are the same object wherever they are equal.
  if (typeof constant[0] === 'string' && operator.startsWith('is')) return undefined
  switch (operator) {
    case '>=':
      return order >= 0 ? true : isExact ? false : undefined
    case '>':
      return order > 0 ? true : isExact ? false : undefined
    case '<':
      return order >= 0 ? false : isExact ? true : undefined
    case '<=':
      return order > 0 ? false : isExact ? true : undefined
    case '==':
    case 'is':
      return isEqual
    case '!=':
    case 'is not':
      return isEqual === undefined ? undefined : !isEqual
    default:
      return undefined
  }
}

function orderOf(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (let i = 0; ; i++) {
    const [x, y] = [a[i], b[i]]
    if (x === undefined || y === undefined) return (x === undefined ? 0 : 1) - (y === undefined ? 0 : 1)
    if (x !== y) return x < y ? -1 : 1
  }
}

/** `sys.version_info` and its parts, `sys.hexversion`, `sys.version` and its first character, what `platform` says, and `int()` of these. */
function subjectOf(node: Node, place: Place): Subject | undefined {
  const { module } = place
  const { major, minor } = module.target
  const whole = { least: [major, minor, 0], isExact: false, isLonger: true }
  const name = nameOf(node, module)
  if (name === 'sys.version_info') return whole
  if (name === 'sys.version_info.major') return { least: [major], isExact: true, isLonger: false }
  if (name === 'sys.version_info.minor') return { least: [minor], isExact: false, isLonger: false }
  // As text 3.12 is less than 3.2: what decides is the first number.
  if (name === 'sys.version' || isCallOf(node, 'platform.python_version', module))
    return { least: [`${major}.`], isExact: false, isLonger: true }
  if (name === 'sys.hexversion')
    return { least: [(major << 24) + (minor << 16) + 0xa0], isExact: false, isLonger: false }
  const django = oldestDjango(place)
  if (name === 'django.VERSION' && django) return { least: [...django, 0], isExact: false, isLonger: true }
  const number = numberOf(node, place)
  if (number) return number
  if (node.type === 'tuple') {
    // `(sys.version_info[0], sys.version_info[1])`
    const parts = node.namedChildren.map((item, i) =>
      nameOfItem(item, module) === i ? whole.least[i] : undefined,
    )
    const least = parts.flatMap((part) => part ?? [])
    return least.length === parts.length && least.length > 0
      ? { least, isExact: least.length === 1, isLonger: false }
      : undefined
  }
  if (node.type === 'identifier') return namedSubject(node, place)
  const value = node.type === 'subscript' ? field(node, 'value') : undefined
  const index = field(node, 'subscript')
  if (!value || !index || node.childrenForFieldName('subscript').length > 1) return undefined
  const of = nameOf(value, module)
  const stop = index.type === 'slice' ? /^0?\s*:\s*([123])$/.exec(index.text)?.[1] : undefined
  const isTuple = isCallOf(value, 'platform.python_version_tuple', module)
  if (isTuple && index.text === '0') return { least: [String(major)], isExact: true, isLonger: false }
  const isText = of === 'sys.version' || isCallOf(value, 'platform.python_version', module)
  if (isText && (index.text === '0' || stop === '1'))
    return { least: [String(major)], isExact: true, isLonger: false }
  if (of === 'django.VERSION' && django) {
    const count = index.text === '0' ? 1 : Number(stop)
    return Number.isNaN(count)
      ? undefined
      : { least: django.slice(0, count), isExact: false, isLonger: false }
  }
  if (of !== 'sys.version_info') return undefined
  if (index.text === '0') return { least: [major], isExact: true, isLonger: false }
  if (index.text === '1') return { least: [minor], isExact: false, isLonger: false }
  if (stop === undefined) return undefined
  return { least: whole.least.slice(0, Number(stop)), isExact: stop === '1', isLonger: false }
}

/** The oldest Django that may run here: by the Python, or by what the project asks for. */
function oldestDjango({ module, oldestDjango: asked }: Place): readonly number[] | undefined {
  const { major, minor } = module.target
  const byPython = OLDEST_DJANGO.find(([since]) => major === 3 && minor >= since)?.[1]
  const parts = asked?.split('.').map(Number) ?? []
  const [first, second = 0] = parts
  if (first === undefined || parts.some(Number.isNaN)) return byPython
  return byPython && orderOf(byPython, [first, second]) > 0 ? byPython : [first, second]
}

/** What the only assignment to a name of the module puts there: `PY = sys.version_info[:2]`. */
function namedSubject(node: Node, place: Place): Subject | undefined {
  const [binding, ...others] = place.module.bindingsOf(node)
  if (binding?.kind !== 'assignment' || binding.context !== 'plain' || others.length > 0) return undefined
  const value = field(binding.owner, 'right')
  const isPlain = binding.scope.kind === 'module' && sameNode(field(binding.owner, 'left'), binding.node)
  return value && isPlain && /^(?:subscript|tuple)$/.test(value.type) ? subjectOf(value, place) : undefined
}

/** `int(sys.version_info[0])`, `int(sys.version[0])`. */
function numberOf(node: Node, place: Place): Subject | undefined {
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  const [given, ...more] = field(node, 'arguments')?.namedChildren ?? []
  if (!callee || !given || more.length > 0 || nameOf(callee, place.module) !== 'builtins.int')
    return undefined
  const of = subjectOf(given, place)
  const [item, ...others] = of?.least ?? []
  return of && !of.isLonger && others.length === 0 ? { ...of, least: [Number(item)] } : undefined
}

function isCallOf(node: Node, name: string, module: Module): boolean {
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  return !!callee && field(node, 'arguments')?.namedChildCount === 0 && nameOf(callee, module) === name
}

/** The index of an item of sys.version_info. */
function nameOfItem(node: Node, module: Module): number | undefined {
  const value = node.type === 'subscript' ? field(node, 'value') : undefined
  const index = field(node, 'subscript')?.text ?? ''
  return value && nameOf(value, module) === 'sys.version_info' && /^[0-2]$/.test(index)
    ? Number(index)
    : undefined
}

/** A number, a string or a tuple of numbers, behind the first three of which may be a release level. */
function constantOf(node: Node): readonly (number | string)[] | undefined {
  if (node.type === 'parenthesized_expression')
    return node.namedChildCount === 1 && node.firstNamedChild ? constantOf(node.firstNamedChild) : undefined
  if (node.type === 'integer' && /^(?:0x[\da-f_]+|[\d_]+)$/i.test(node.text))
    return [Number(node.text.replaceAll('_', ''))]
  const parts = stringParts(node)
  if (parts && !parts.isFormatted)
    return [node.text.slice(parts.content.start - node.startIndex, parts.content.end - node.startIndex)]
  if (node.type !== 'tuple') return undefined
  const items = node.namedChildren.map((item, i) =>
    item.type === 'integer' ? Number(item.text) : i > 2 && item.type === 'string' ? item.text : Number.NaN,
  )
  return items.length > 0 && items.every((item) => !Number.isNaN(item)) ? items : undefined
}
