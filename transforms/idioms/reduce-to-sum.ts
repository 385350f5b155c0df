import {
  type Context,
  checkWidth,
  defineTransform,
  field,
  type Node,
  onOneLine,
  spanOf,
  table,
} from '#transform'
import { plainArguments } from './_calls.ts'

const OPERATORS: Readonly<Record<string, string>> = table({ 'operator.add': '+', 'operator.mul': '*' })

export default defineTransform({
  summary: 'Write reduce(lambda a, b: a + b, x, 0) as sum(x), and with * as math.prod(x)',
  since: 'any',
  safety: 'safe',
  recipes: ['standards'],
  docs: 'https://docs.python.org/3/library/math.html#math.prod',
  drops: ['names', 'constants'],
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  where: { callee: ['functools.reduce', 'builtins.reduce'] },
  rewrite({ list, call }, context) {
    const [combine, items, start, more] = plainArguments(call) ?? []
    const operator = combine && operatorOf(context, combine)
    if (!operator || !items || more) return
    if (list.text.includes('#')) return context.skip('a comment would be lost')
    if (!start || (operator === '+' && !/^(?:integer|float)$/.test(start.type)))
      return context.skip('these may be no numbers: sum() and math.prod() begin with one')
    if (operator === '*' && !context.targets('3.8')) return context.skip('math.prod is new in Python 3.8')
    if (operator === '+' && !context.isBuiltin('sum')) return context.skip('sum is not the builtin here')
    if (operator === '+') context.review('since Python 3.12 sum() adds up floats with a smaller error')
    const isNeutral = start.text === (operator === '+' ? '0' : '1')
    const parts = [items, ...(isNeutral ? [] : [start])].map(onOneLine)
    const [first, second] = parts
    if (first === undefined || (parts.length > 1 && second === undefined))
      return context.skip('what it is given cannot be put on one line')
    // Alone it needs no parentheses of its own; beside another argument it does.
    const given = items.type === 'generator_expression' && !second ? first.slice(1, -1) : first
    const name = operator === '+' ? 'sum' : `${context.importModule('math')}.prod`
    const argument = second && (operator === '+' ? second : `start=${second}`)
    const all = argument ? `${given}, ${argument}` : given
    const edits = [{ ...spanOf(call), text: `${name}(${all})` }]
    checkWidth(context, spanOf(call), edits)
    context.edit(edits)
  },
})

/** What a function of two arguments makes of them, in their order. */
function operatorOf(context: Context, combine: Node): string | undefined {
  if (combine.type !== 'lambda') return OPERATORS[context.qualifiedName(combine) ?? '']
  const [first, second, more] = field(combine, 'parameters')?.namedChildren ?? []
  const body = field(combine, 'body')
  if (body?.type !== 'binary_operator' || first?.type !== 'identifier' || second?.type !== 'identifier')
    return undefined
  const isInOrder = field(body, 'left')?.text === first.text && field(body, 'right')?.text === second.text
  const operator = field(body, 'operator')?.text
  return !more && isInOrder && /^[+*]$/.test(operator ?? '') ? operator : undefined
}
