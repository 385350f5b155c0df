import { argumentsOf, type Context, field, hasSplat, type Node, table } from '#transform'
import { operand, type Piece } from './_layout.ts'

/** What an assertion method says as an expression. */
export interface Assertion {
  /** In the order in which they are written: the condition of an assert statement. */
  readonly pieces: readonly Piece[]
  /** The arguments that the condition is made of, in the order of the call. */
  readonly operands: readonly Node[]
  /** Whether the operands stand between the brackets of a call that the pieces open and close. */
  readonly isCall: boolean
  readonly message: Node | undefined
  /** Whether the arguments cannot stay on the lines where they are: given by name, or put together in another way. */
  readonly isBent: boolean
}

const COMPARISONS: Readonly<Record<string, string>> = table({
  assertEqual: '==',
  assertNotEqual: '!=',
  assertIs: 'is',
  assertIsNot: 'is not',
  assertIn: 'in',
  assertNotIn: 'not in',
  assertGreater: '>',
  assertGreaterEqual: '>=',
  assertLess: '<',
  assertLessEqual: '<=',
  assertDictEqual: '==',
  assertListEqual: '==',
  assertTupleEqual: '==',
  assertSetEqual: '==',
  assertMultiLineEqual: '==',
  assertSequenceEqual: '==',
})

/** The parameters of the methods, apart from `msg`, which stands behind those that have to be there. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = table({
  assertTrue: ['expr'],
  assertFalse: ['expr'],
  assertIsNone: ['obj'],
  assertIsNotNone: ['obj'],
  assertIs: ['expr1', 'expr2'],
  assertIsNot: ['expr1', 'expr2'],
  assertIn: ['member', 'container'],
  assertNotIn: ['member', 'container'],
  assertIsInstance: ['obj', 'cls'],
  assertNotIsInstance: ['obj', 'cls'],
  assertGreater: ['a', 'b'],
  assertGreaterEqual: ['a', 'b'],
  assertLess: ['a', 'b'],
  assertLessEqual: ['a', 'b'],
  assertRegex: ['text', 'expected_regex'],
  assertNotRegex: ['text', 'unexpected_regex'],
  assertDictEqual: ['d1', 'd2'],
  assertListEqual: ['list1', 'list2'],
  assertTupleEqual: ['tuple1', 'tuple2'],
  assertSetEqual: ['set1', 'set2'],
  assertSequenceEqual: ['seq1', 'seq2'],
  assertEqual: ['first', 'second'],
  assertNotEqual: ['first', 'second'],
  assertMultiLineEqual: ['first', 'second'],
  assertAlmostEqual: ['first', 'second'],
  assertNotAlmostEqual: ['first', 'second'],
  assertDictContainsSubset: ['subset', 'dictionary'],
  assertHasAttr: ['obj', 'name'],
  assertNotHasAttr: ['obj', 'name'],
  assertIsSubclass: ['cls', 'superclass'],
  assertNotIsSubclass: ['cls', 'superclass'],
  assertStartsWith: ['s', 'prefix'],
  assertNotStartsWith: ['s', 'prefix'],
  assertEndsWith: ['s', 'suffix'],
  assertNotEndsWith: ['s', 'suffix'],
})
export const ASSERTIONS = Object.keys(PARAMETERS)

/** What the call of one of `ASSERTIONS` asserts; skips where no plain expression surely says the same. */
export function readAssertion(context: Context, method: string, call: Node): Assertion {
  const names = PARAMETERS[method] ?? []
  const isAlmost = method.endsWith('AlmostEqual')
  const optional =
    method === 'assertSequenceEqual' ? ['msg', 'seq_type'] : isAlmost ? ['places', 'msg', 'delta'] : ['msg']
  const given = argumentsByName(context, call, [...names, ...optional])
  const operands = names.map(
    (name) => given.get(name) ?? context.skip(`${method} needs ${names.length} arguments`),
  )
  const message = given.get('msg')
  if (message && /\bawait\b|\byield\b|:=/.test(message.text))
    context.skip('the message does more than to say something, and assert makes it only when it fails')
  const inOrder = operands.every((one, i) => one.startIndex > (operands[i - 1]?.startIndex ?? -1))
  if (!inOrder) context.skip('the arguments are given in another order: put them in that of the method')
  const isNamed = argumentsOf(call).some(
    ({ type, startIndex, endIndex }) =>
      type === 'keyword_argument' &&
      operands.some((one) => one.startIndex > startIndex && one.endIndex <= endIndex),
  )
  const condition = conditionOf(context, method, operands, given)
  return {
    ...condition,
    operands,
    message: message?.type === 'none' ? undefined : message,
    isBent: isNamed || condition.isBent === true,
  }
}

function argumentsByName(context: Context, call: Node, names: readonly string[]): Map<string, Node> {
  const args = argumentsOf(call)
  if (hasSplat(args)) context.skip('* or ** hides what is compared')
  const given = new Map<string, Node>()
  for (const [i, arg] of args.entries()) {
    const [name, value] =
      arg.type === 'keyword_argument' ? [field(arg, 'name')?.text, field(arg, 'value')] : [names[i], arg]
    if (name === undefined || !names.includes(name) || given.has(name) || !value)
      context.skip('unittest does not take these arguments')
    given.set(name, value)
  }
  return given
}

function conditionOf(
  context: Context,
  method: string,
  operands: readonly Node[],
  given: ReadonlyMap<string, Node>,
): Pick<Assertion, 'pieces' | 'isCall'> & { readonly isBent?: boolean } {
  const [first, second = first] = operands
  if (!first || !second) return context.skip(`${method} needs an argument`)
  const not = method.includes('Not') ? 'not ' : ''
  switch (method) {
    case 'assertTrue':
      if (/^(?:tuple|generator_expression)$/.test(first.type))
        context.skip('it is always true: say what of it shall be')
      return { pieces: [wrapped(first, /^named_expression$/)], isCall: false }
    case 'assertFalse':
      return { pieces: negated(first), isCall: false }
    case 'assertIsNone':
    case 'assertIsNotNone':
      refuseLiterals(context, operands)
      return { pieces: [operand(first), ` is ${not}None`], isCall: false }
    case 'assertIsInstance':
    case 'assertNotIsInstance':
      return builtinCall(context, `${not}isinstance`, first, second)
    case 'assertIsSubclass':
    case 'assertNotIsSubclass':
      return builtinCall(context, `${not}issubclass`, first, second)
    case 'assertHasAttr':
    case 'assertNotHasAttr':
      return builtinCall(context, `${not}hasattr`, first, second)
    case 'assertStartsWith':
    case 'assertNotStartsWith':
    case 'assertEndsWith':
    case 'assertNotEndsWith': {
      const name = method.endsWith('StartsWith') ? 'startswith' : 'endswith'
      const text = /^(?:identifier|attribute|call|subscript|string|parenthesized_expression)$/.test(
        first.type,
      )
        ? { node: first }
        : { node: first, before: '(', after: ')' }
      return { pieces: [not, text, `.${name}(`, { node: second }, ')'], isCall: false, isBent: true }
    }
    case 'assertDictContainsSubset':
      // It is read twice.
      if (!/^[\w.]+$/.test(second.text))
        context.skip(`keep ${second.text.split('\n', 1)[0]} in a name, for a comparison that reads it twice`)
      return {
        pieces: ['{**', { node: second }, ', ', ...unpacked(first), '} == ', { node: second }],
        isCall: false,
        isBent: true,
      }
    case 'assertRegex':
    case 'assertNotRegex':
      // re.search has them the other way round.
      if (/\(/.test(second.type === 'string' ? '' : second.text) && /\(/.test(first.text))
        context.skip('the text would be made after the pattern instead of before it')
      return {
        pieces: [`${not}${context.importModule('re')}.search(`, { node: second }, ', ', { node: first }, ')'],
        isCall: true,
      }
    case 'assertAlmostEqual':
    case 'assertNotAlmostEqual':
      return { pieces: almost(context, first, second, not ? '!=' : '==', given), isCall: false }
  }
  if (/^assertIs/.test(method)) refuseLiterals(context, operands)
  if (method === 'assertSequenceEqual' && !isOneKind(context, first, second))
    context.skip('assertSequenceEqual takes a list and a tuple for equal, and == does not')
  return { pieces: [operand(first), ` ${COMPARISONS[method]} `, operand(second)], isCall: false }
}

function builtinCall(
  context: Context,
  head: string,
  first: Node,
  second: Node,
): Pick<Assertion, 'pieces' | 'isCall'> {
  const name = head.replace('not ', '')
  if (!context.isBuiltin(name)) context.skip(`${name} is something else here`)
  return { pieces: [`${head}(`, { node: first }, ', ', { node: second }, ')'], isCall: true }
}

/** What a dictionary holds, between the braces of another. */
function unpacked(node: Node): readonly Piece[] {
  const isShort = node.type === 'dictionary' && node.namedChildCount > 0 && !/[\n#]/.test(node.text)
  if (isShort) return [node.text.slice(1, -1).trim().replace(/,$/, '')]
  return ['**', { node, ...(isLooserThanOr(node) && { before: '(', after: ')' }) }]
}

/** Whether it is one of those that `**` takes only in parentheses. */
function isLooserThanOr({ type }: Node): boolean {
  return /^(?:lambda|conditional_expression|(?:boolean|not|comparison)_operator|named_expression|yield)$/.test(
    type,
  )
}

function wrapped(node: Node, kinds: RegExp): Piece {
  return kinds.test(node.type) ? { node, before: '(', after: ')' } : { node }
}

/** `not`, written into the comparison where that is the same. */
function negated(node: Node): readonly Piece[] {
  const [left, right, more] = node.type === 'comparison_operator' ? node.namedChildren : []
  const operator = left && right && !more && node.children.length === 3 ? node.children[1]?.text : undefined
  if (left && right && (operator === 'in' || operator === 'is'))
    return [{ node: left }, operator === 'in' ? ' not in ' : ' is not ', { node: right }]
  const inner = node.type === 'not_operator' ? field(node, 'argument') : undefined
  if (inner) return [{ node: inner }]
  return [
    'not ',
    wrapped(node, /^(?:lambda|conditional_expression|boolean_operator|named_expression|yield)$/),
  ]
}

/** With what Python warns of: `is` beside a literal. */
function refuseLiterals(context: Context, operands: readonly Node[]): void {
  const isConstant = ({ type }: Node) => /^(?:true|false|none)$/.test(type)
  // Operators on literals are worked out when the code is compiled.
  const isLiteral = (node: Node): boolean =>
    /^(?:parenthesized_expression|(?:unary|binary)_operator)$/.test(node.type)
      ? node.namedChildren.every(
          (part) => isLiteral(part) || (isConstant(part) && node.type !== 'parenthesized_expression'),
        )
      : /^(?:string|concatenated_string|integer|float|tuple)$/.test(node.type)
  const literal = operands.find(isLiteral)
  if (literal)
    context.skip(`${literal.text} is a literal: whether it is the same object is up to the interpreter`)
}

function isOneKind(context: Context, first: Node, second: Node): boolean {
  const kind = (node: Node) => {
    if (/^list(?:_comprehension)?$/.test(node.type)) return 'builtins.list'
    if (node.type === 'tuple') return 'builtins.tuple'
    const type = context.typeOf(node)
    return type?.kind === 'instance' && typeof type.of === 'string' ? type.of : undefined
  }
  const one = kind(first)
  return one !== undefined && /^builtins\.(?:list|tuple|str|bytes)$/.test(one) && kind(second) === one
}

/** Decimal places for which half a unit, as a float, rounds to zero, and the next float does not: then `<=` says the same as round(). */
const EXACT_PLACES: Readonly<Record<string, string>> = table({
  0: '0.5',
  6: '5e-7',
  7: '5e-8',
  8: '5e-9',
  11: '5e-12',
  12: '5e-13',
  14: '5e-15',
})

function almost(
  context: Context,
  first: Node,
  second: Node,
  operator: string,
  given: ReadonlyMap<string, Node>,
): readonly Piece[] {
  const isNumber = (node: Node) => /^-?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e-?\d+)?$/i.test(node.text)
  const [places, delta] = [given.get('places'), given.get('delta')]
  const [expected, other] = isNumber(second) ? [second, first] : [first, second]
  if (!isNumber(expected))
    context.skip(
      'neither operand is a number, and pytest.approx may take others than numbers for something else',
    )
  if (places && delta) context.skip('unittest does not take these arguments')
  if (delta && !/^[\d.]/.test(delta.text)) context.skip('the delta is no number: use pytest.approx(…, abs=…)')
  const tolerance = delta ? delta.text : EXACT_PLACES[places && places.type !== 'none' ? places.text : '7']
  if (tolerance === undefined)
    return context.skip('no tolerance says quite the same as these places: use pytest.approx(…, abs=…)')
  const approx = {
    node: expected,
    before: `${context.importModule('pytest')}.approx(`,
    after: `, abs=${tolerance})`,
  }
  return expected === first
    ? [approx, ` ${operator} `, operand(other)]
    : [operand(other), ` ${operator} `, approx]
}
