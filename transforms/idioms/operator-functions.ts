import {
  defineTransform,
  field,
  type Node,
  parentOf,
  scopeOf,
  signsOf,
  table,
  withoutComments,
} from '#transform'

const BINARY: Readonly<Record<string, string>> = table({
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '&': 'and_',
  '|': 'or_',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  is: 'is_',
  'is not': 'is_not',
})
const UNARY: Readonly<Record<string, string>> = table({ not: 'not_', '-': 'neg', '+': 'pos', '~': 'invert' })

export default defineTransform({
  summary: 'Replace lambdas that only apply an operator by functions of the module operator',
  since: 'any',
  safety: 'review',
  recipes: [],
  sameAs: ['FURB118'],
  docs: 'https://docs.python.org/3/library/operator.html',
  drops: ['names', 'constants', 'negations'],
  query: '(lambda parameters: (lambda_parameters) @parameters body: (_) @body) @function',
  anchors: ['lambda'],
  rewrite({ parameters, body, function: lambda }, context) {
    const names = withoutComments(parameters)
      .filter(({ type }) => type !== 'line_continuation')
      .map((one) => (one.type === 'identifier' ? one.text : undefined))
    if (names.includes(undefined) || names.length > 2) return
    // Elsewhere a name may mean something else by the time it is called.
    const isArgument = /^(?:keyword_argument|argument_list)$/.test(parentOf(lambda)?.type ?? '')
    const written = functionFor(names.map(String), body, isArgument)
    const isLookup = body.type === 'subscript' && field(body, 'value')?.text === names[0]
    if (!written && isLookup && names.length === 1)
      return context.skip('the function looks at its index anew at each call')
    if (!written) return
    if (isMethod(lambda)) return context.skip('a function of the module operator is no method')
    const module = context.importModule('operator', lambda)
    context.replace(lambda, `${module}.${written}`)
    context.note('it takes no keyword arguments, and has another name')
  },
})

/** The function that does what a lambda of these parameters does. */
function functionFor(names: readonly string[], body: Node, takesNames: boolean): string | undefined {
  const [first, second] = names
  if (first === undefined || first === second) return undefined
  if (second !== undefined) return operatorOf(first, second, body)
  switch (body.type) {
    case 'subscript':
      return isNamed(field(body, 'value'), first) ? itemgetterFor(first, body, takesNames) : undefined
    case 'tuple': {
      const keys = body.namedChildren.map((one) => functionFor(names, one, takesNames))
      const isPicking = keys.length > 1 && keys.every((key) => key?.startsWith('itemgetter('))
      return isPicking ? `itemgetter(${keys.map((key) => key?.slice(11, -1)).join(', ')})` : undefined
    }
    case 'not_operator':
    case 'unary_operator': {
      const operator = body.type === 'not_operator' ? 'not' : body.firstChild?.type
      return isNamed(field(body, 'argument'), first) ? UNARY[operator ?? ''] : undefined
    }
    default:
      return undefined
  }
}

function isNamed(node: Node | undefined, name: string): boolean {
  return node?.type === 'identifier' && node.text === name
}

/** `itemgetter(1)` for `x[1]`. */
function itemgetterFor(parameter: string, subscript: Node, takesNames: boolean): string | undefined {
  const [index, ...more] = subscript.childrenForFieldName('subscript')
  if (!index) return undefined
  if (more.length > 0) {
    const all = [index, ...more]
    return all.every(isConstantIndex) ? `itemgetter((${all.map(({ text }) => text).join(', ')}))` : undefined
  }
  const isName = takesNames && index.type === 'identifier' && index.text !== parameter
  const key = isName || isConstantIndex(index) ? index.text : sliceOf(index)
  return key ? `itemgetter(${key})` : undefined
}

function operatorOf(first: string, second: string, body: Node): string | undefined {
  if (!/^(?:binary_operator|comparison_operator)$/.test(body.type)) return undefined
  const [left, right, more] = body.namedChildren
  if (more || !left || !right) return undefined
  const operator = signsOf(body)[0]?.text.replace(/\s+/g, ' ') ?? ''
  if (operator === 'in') return isNamed(left, second) && isNamed(right, first) ? 'contains' : undefined
  return isNamed(left, first) && isNamed(right, second) ? BINARY[operator] : undefined
}

function isConstantIndex({ type, text }: Node): boolean {
  return /^(?:string|integer|none|true|false)$/.test(type) ? !/^[rR]?[fF]/.test(text) : /^-\d+$/.test(text)
}

/** `slice(1, None)` of `1:`, when all of it is written out. */
function sliceOf(index: Node): string | undefined {
  const parts = /^(-?\d*)\s*:\s*(-?\d*)(?:\s*:\s*(-?\d*))?$/.exec(index.type === 'slice' ? index.text : '')
  if (!parts) return undefined
  const [, start, stop, step] = parts.map((part) => part || 'None')
  if (step && step !== 'None') return `slice(${start}, ${stop}, ${step})`
  return start === 'None' ? `slice(${stop})` : `slice(${start}, ${stop})`
}

/** What stands in the body of a class, or is set on one, gets its instance as first argument. */
function isMethod(lambda: Node): boolean {
  const up = parentOf(lambda)
  if (up?.type !== 'assignment') return false
  return scopeOf(lambda).kind === 'class' || field(up, 'left')?.type === 'attribute'
}
