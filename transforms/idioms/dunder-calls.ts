import {
  argumentsOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  functionAround,
  holdsTogether,
  lineEnd,
  lineStart,
  membersOf,
  type Node,
  parentOf,
  sameNode,
  statementOf,
  table,
} from '#transform'

/** Functions that call a method of one argument, the value itself. */
const UNARY: Readonly<Record<string, string>> = table({
  __abs__: 'abs',
  __aiter__: 'aiter',
  __anext__: 'anext',
  __bool__: 'bool',
  __bytes__: 'bytes',
  __complex__: 'complex',
  __dir__: 'dir',
  __float__: 'float',
  __hash__: 'hash',
  __int__: 'int',
  __iter__: 'iter',
  __len__: 'len',
  __next__: 'next',
  __repr__: 'repr',
  __reversed__: 'reversed',
  __str__: 'str',
})

const SIGNS: Readonly<Record<string, string>> = table({ __invert__: '~', __neg__: '-', __pos__: '+' })

const BINARY: Readonly<Record<string, string>> = table({
  __add__: '+',
  __and__: '&',
  __eq__: '==',
  __floordiv__: '//',
  __ge__: '>=',
  __gt__: '>',
  __le__: '<=',
  __lshift__: '<<',
  __lt__: '<',
  __matmul__: '@',
  __mod__: '%',
  __mul__: '*',
  __ne__: '!=',
  __or__: '|',
  __rshift__: '>>',
  __sub__: '-',
  __truediv__: '/',
  __xor__: '^',
})

/** Where an expression of any kind may stand without parentheses of its own. */
const FREE =
  /^(?:argument_list|assert_statement|assignment|expression_statement|parenthesized_expression|return_statement|keyword_argument|if_statement|while_statement|elif_clause)$/
const LOOSER = /^(?:boolean_operator|conditional_expression|not_operator)$/
const ATOM =
  /^(?:attribute|call|dictionary|false|float|identifier|integer|list|none|parenthesized_expression|set|string|subscript|true|tuple)$/

export default defineTransform({
  summary: 'Write x.__len__() as len(x), x.__eq__(y) as x == y and x.__getitem__(k) as x[k]',
  since: 'any',
  safety: 'review',
  recipes: ['standards'],
  sameAs: ['PLC2801'],
  docs: 'https://docs.python.org/3/reference/datamodel.html#special-method-lookup',
  // `__ne__` says no "not", and `!=` does.
  drops: ['negations'],
  query: `
    (call function: (attribute object: (_) @value attribute: (identifier) @method) arguments: (argument_list) @list) @call`,
  anchors: [/\.\s*__[a-z]+__\s*\(/],
  rewrite({ value, method, list, call }, context) {
    const args = argumentsOf(call)
    const written = operation(context, method.text, args, value)
    if (!written) return
    if (args.some(({ type }) => /splat|^keyword_argument$/.test(type))) return
    const reason = whyNot(context, { value, method, call })
    if (reason !== undefined) return context.skip(reason)
    if (commentsIn(context.module.tree, { start: value.endIndex, end: list.endIndex }).length > 0)
      return context.skip('a comment stands in it')
    if (isExplained(context, call, method.text)) return context.skip('a comment speaks of the method')
    const { text, isStatement, binds } = written
    const around = parentOf(call)
    if (isStatement && around?.type !== 'expression_statement')
      return context.skip('what it gives is looked at')
    context.review('the class of the value is asked, not the value, and what its method gives is checked')
    const needsParentheses =
      (binds && around && !isFree(around, binds)) || (!holdsTogether(call) && text.includes('\n'))
    context.replace(call, needsParentheses ? `(${text})` : text)
  },
})

/** Whether a comment right above the statement, or in it, names the method: it says why it is called. */
function isExplained({ text, module }: Context, call: Node, method: string): boolean {
  const statement = statementOf(call)
  let start = lineStart(text, statement.startIndex)
  while (start > 0 && /^[ \t]*#/.test(text.slice(lineStart(text, start - 1), start)))
    start = lineStart(text, start - 1)
  const end = lineEnd(text, call.endIndex)
  return commentsIn(module.tree, { start, end }).some((comment) => comment.text.includes(method))
}

interface Operation {
  readonly text: string
  /** Whether it is a statement. */
  readonly isStatement?: boolean
  /** What it is made of where it needs parentheses in most places. */
  readonly binds?: 'comparison' | 'arithmetic'
}

/** Whether an operation needs no parentheses there. */
function isFree({ type }: Node, binds: 'comparison' | 'arithmetic'): boolean {
  return FREE.test(type) || LOOSER.test(type) || (binds === 'arithmetic' && type === 'comparison_operator')
}

/** What a call of a special method is written as; undefined where it has other arguments than the operation gives it. */
function operation(
  context: Context,
  method: string,
  args: readonly Node[],
  value: Node,
): Operation | undefined {
  const [first, second] = args
  if (args.length === 0) {
    const name = UNARY[method]
    if (SIGNS[method]) return { text: SIGNS[method] + value.text, binds: 'arithmetic' }
    if (!name || !context.isBuiltin(name)) return undefined
    return name.startsWith('a') && name !== 'abs' && !context.targets('3.10')
      ? undefined
      : { text: `${name}(${value.text})` }
  }
  if (first && second && args.length === 2 && method === '__setitem__')
    return { text: `${value.text}[${first.text}] = ${second.text}`, isStatement: true }
  if (first && second && args.length === 2 && method === '__setattr__' && context.isBuiltin('setattr'))
    return { text: `setattr(${value.text}, ${first.text}, ${second.text})` }
  if (!first || second) return undefined
  const operand = ATOM.test(first.type) ? first.text : `(${first.text})`
  const sign = BINARY[method]
  if (sign)
    return {
      text: `${value.text} ${sign} ${operand}`,
      binds: /^(?:[=!<>]=|[<>])$/.test(sign) ? 'comparison' : 'arithmetic',
    }
  if (method === '__contains__') return { text: `${operand} in ${value.text}`, binds: 'comparison' }
  if (method === '__getitem__') return { text: `${value.text}[${first.text}]` }
  if (method === '__delitem__') return { text: `del ${value.text}[${first.text}]`, isStatement: true }
  if (method === '__delattr__' && context.isBuiltin('delattr'))
    return { text: `delattr(${value.text}, ${first.text})` }
  if (method === '__format__' && context.isBuiltin('format'))
    return { text: `format(${value.text}, ${first.text})` }
  return undefined
}

/** Whether it is `super()`, or a name that is given one. */
function isSuper(context: Context, value: Node): boolean {
  if (value.type === 'call') return field(value, 'function')?.text === 'super'
  if (value.type !== 'identifier') return false
  return context.module.bindingsOf(value).some(({ kind, owner }) => {
    const given = kind === 'assignment' ? field(owner, 'right') : undefined
    return given?.type === 'call' && field(given, 'function')?.text === 'super'
  })
}

/** Why the operation would do something else than the method. */
function whyNot(
  context: Context,
  { value, method, call }: { readonly value: Node; readonly method: Node; readonly call: Node },
): string | undefined {
  if (isSuper(context, value)) return 'super() stands for no value that operators take'
  const name = context.qualifiedName(value)
  const isClass =
    membersOf(context.typeOf(value) ?? { kind: 'none' }).some(({ kind }) => kind === 'class') ||
    name?.startsWith('builtins.') === true ||
    /^(?:cls|[A-Z]\w*[a-z]\w*)$/.test(value.text.split('.').at(-1) ?? '')
  if (isClass || /^type\(/.test(value.text)) return 'a class has the method for its values, not for itself'
  // The operator would call the method that this stands in, or ask the other side in its place.
  const definition = functionAround(call)
  const around = definition && field(definition, 'name')?.text
  if (around === method.text && value.text === 'self') return 'it would call itself'
  const isOperator = BINARY[method.text] !== undefined
  if (isOperator && /\bNotImplemented\b/.test(statementOf(call).text))
    return 'an operator never gives NotImplemented, which is looked for here'
  if (isOperator && around && /^__\w+__$/.test(around))
    return 'what it gives may be NotImplemented, which an operator does not pass on'
  if (/^(?:integer|float)$/.test(value.type) || sameNode(value, call)) return 'a number stands alone'
  return undefined
}
