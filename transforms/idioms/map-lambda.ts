import {
  type Context,
  defineTransform,
  field,
  type Node,
  parentOf,
  sameNode,
  scopeOf,
  withoutParentheses,
} from '#transform'
import { commaBehind, intoItem, isPair } from './_collections.ts'
import { braces, spaceBefore } from './_literals.ts'

export default defineTransform({
  summary:
    'Write map(lambda x: …, items) and filter(lambda x: …, items) as a generator, list, set or dict comprehension',
  since: 'any',
  safety: 'review',
  sameAs: ['C417'],
  docs: 'https://docs.python.org/3/tutorial/datastructures.html#list-comprehensions',
  query: `
    (call function: (identifier) @callee
      arguments: (argument_list . (_) @given . (_) @items .)) @call`,
  where: { callee: ['builtins.map', 'builtins.filter'] },
  anchors: [
    ...['map', 'filter'].flatMap((name) =>
      ['(', '((', ' (', ' ( ', '( '].map((open) => `${name}${open}lambda`),
    ),
    /\bmap\(\s*\n?\s*lambda\b/,
    /\bfilter\(\s*\n?\s*lambda\b/,
  ],
  rewrite({ callee, given, items, call }, context) {
    const builtin = callee.text
    const lambda = withoutParentheses(given)
    if (lambda.type !== 'lambda') return
    const [parameters, body] = [field(lambda, 'parameters'), field(lambda, 'body')]
    const [only, more] = parameters?.namedChildren ?? []
    if (!body || /splat|keyword/.test(items.type)) return
    if (only?.type !== 'identifier' || more)
      return context.skip('the lambda takes something else than one plain argument')
    if (isAskedAsList(call))
      return context.skip(`what ${builtin} gives has no items to ask for: put list() around it`)
    if (context.runsWith('functions/unnecessary-lambda') && isCallOfBuiltin(context, body, only)) return
    if (/\byield\b|:=/.test(body.text))
      return context.skip('what the lambda assigns or yields would go elsewhere')
    if (/^(?:lambda)$/.test(body.type))
      return context.skip('a lambda that is kept would see the last item only')
    heedClass(context, call, body)
    if (mentionsLambda(body)) return context.skip('a function that is kept would see the last item only')
    context.note(`a StopIteration in the function ends ${builtin}(), and is an error in a generator`)
    const isFilter = context.qualifiedName(callee) === 'builtins.filter'
    write(context, call, only, body, items, isFilter)
  },
})

/** `map(f, items)[0]` raises: it is of Python 2. */
function isAskedAsList(call: Node): boolean {
  const outer = parentOf(call)
  return outer?.type === 'subscript' && sameNode(field(outer, 'value'), call)
}

/** `len(x)`, where `len` alone does as well as the lambda. */
function isCallOfBuiltin(context: Context, body: Node, parameter: Node): boolean {
  const [callee, list] = [field(body, 'function'), field(body, 'arguments')]
  if (callee?.type !== 'identifier' || list?.text !== `(${parameter.text})`) return false
  return context.qualifiedName(callee)?.startsWith('builtins.') === true
}

/** Names of a class are seen by neither; the iterable of the outermost loop is evaluated in it in both. */
function heedClass(context: Context, call: Node, body: Node): void {
  if (scopeOf(call).kind === 'class' && !context.targets('3.12') && /\bawait\b/.test(body.text))
    context.skip('the class body sees other names')
}

function mentionsLambda(body: Node): boolean {
  return body.descendantsOfType('lambda').length > 0
}

function write(
  context: Context,
  call: Node,
  parameter: Node,
  body: Node,
  items: Node,
  isFilter: boolean,
): void {
  const outer = parentOf(call)
  const owner = outer?.type === 'argument_list' && outer.namedChildCount === 1 ? parentOf(outer) : undefined
  const callee = owner?.type === 'call' ? field(owner, 'function') : undefined
  const name = callee && context.qualifiedName(callee)?.replace(/^builtins\./, '')
  const isDict = name === 'dict' && !isFilter && isPair(body)
  const kept = owner && (name === 'list' || name === 'set' || isDict) ? owner : call
  const isBare = kept === call && owner?.type === 'call'
  let [open, close] = ['(', ')']
  if (kept !== call) {
    if (name === 'list') [open, close] = ['[', ']']
    else ({ open, close } = braces(context, kept))
  } else if (isBare) {
    const comma = outer && commaBehind(outer)
    if (comma) context.remove(comma)
    open = close = ''
  }
  if (items.text.includes(':=')) context.skip('a comprehension may not assign in what it goes through')
  const source = /^(?:lambda|conditional_expression)$/.test(items.type) ? `(${items.text})` : items.text
  const space = /^[[({]/.test(open) ? '' : isBare ? '' : spaceBefore(context.text, kept.startIndex)
  const loop = `for ${parameter.text} in ${source}`
  if (isFilter) {
    const [left, right] = body.type === 'conditional_expression' ? ['(', ')'] : ['', '']
    const start = `${space}${open}${parameter.text} ${loop} if ${left}`
    context.replace({ start: kept.startIndex, end: body.startIndex }, start)
    context.replace({ start: body.endIndex, end: kept.endIndex }, right + close)
    return
  }
  context.replace({ start: kept.startIndex, end: body.startIndex }, space + open)
  if (isDict) intoItem(context, body)
  context.replace({ start: body.endIndex, end: kept.endIndex }, ` ${loop}${close}`)
}
