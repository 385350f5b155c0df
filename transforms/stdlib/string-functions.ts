import {
  argumentsOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  holdsTogether,
  isTarget,
  leaveFallbacks,
  type Node,
  parentOf,
  roleOf,
  sameNode,
  spanOf,
} from '#transform'
import { FUNCTIONS, type StringFunction } from './_string-functions.ts'

const STRING_TYPES = 'types.StringTypes'
/** What a dot may follow without parentheses. */
const PRIMARY = /^(?:attribute|call|identifier|parenthesized_expression|string|subscript|list|dictionary)$/
/** What may do something: it stays in front of what it stands in front of. */
const ACTS = ['await', 'call', 'named_expression', 'yield']

export default defineTransform({
  summary: 'Call methods of text for the functions that the module string had: string.join(words, sep)',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/2.7/library/string.html#deprecated-string-functions',
  query: '[(attribute) (identifier)] @name',
  where: { name: [...Object.keys(FUNCTIONS), STRING_TYPES] },
  rewrite({ name }, context) {
    if (!name || isTarget(name) || (name.type === 'identifier' && roleOf(name)?.role !== 'load')) return
    leaveFallbacks(context, name)
    const old = context.qualifiedName(name) ?? ''
    if (old === STRING_TYPES) return writeTypes(context, name)
    const row = FUNCTIONS[old]
    const call = parentOf(name)
    if (!row) return
    if (call?.type !== 'call' || !sameNode(field(call, 'function'), name))
      return writeValue(context, name, row)
    const list = field(call, 'arguments')
    if (list?.type === 'generator_expression' && row.method === 'join')
      return context.replace(name, '" ".join')
    const args = argumentsOf(call)
    const [least, most] = row.takes
    if (args.length < least || args.length > most || args.some(({ type }) => /splat|^keyword_arg/.test(type)))
      return context.skip('it takes other arguments: rewrite the call by hand')
    if (row.builtin !== undefined) return writeBuiltin(context, name, row.builtin)
    if (list && commentsIn(context.module.tree, spanOf(list)).length > 0)
      return context.skip('a comment stands between the arguments')
    if (row.method === 'join') writeJoin(context, name, args)
    else writeMethod(context, { name, call, args, method: row.method ?? '' })
  },
})

function writeBuiltin(context: Context, name: Node, builtin: string): void {
  const [root = builtin] = builtin.split('.')
  if (!context.isBuiltin(root, name)) context.skip(`${root} is not the builtin here`)
  context.replace(name, builtin)
}

/** `map(string.strip, lines)` */
function writeValue(context: Context, name: Node, { method, builtin }: StringFunction): void {
  if (method === 'join') context.skip('what is called with it gives the words first: write a lambda')
  writeBuiltin(context, name, builtin ?? `str.${method}`)
}

/** `string.lower(text)` */
function writeMethod(
  context: Context,
  {
    name,
    call,
    args: [text, next],
    method,
  }: {
    readonly name: Node
    readonly call: Node
    readonly args: readonly Node[]
    readonly method: string
  },
): void {
  if (!text) return
  // It took numbers, too.
  const isText = text.type === 'string' || isStr(context, text)
  if (method === 'zfill' && !isText && !context.isBuiltin('str', name))
    context.skip('str is not the builtin here')
  const object = method === 'zfill' && !isText ? `str(${text.text})` : primary(text)
  context.replace(name, `${object}.${method}`)
  const list = field(call, 'arguments')
  if (next) context.remove({ start: text.startIndex, end: next.startIndex })
  else if (list) context.replace(list, '()')
}

/** `string.join(words, sep)` */
function writeJoin(context: Context, name: Node, [words, separator]: readonly Node[]): void {
  if (!words) return
  if (!separator) {
    context.replace(name, '" ".join')
    return
  }
  if (acts(words) && acts(separator))
    context.skip('the words would be worked out behind what stands between them')
  context.replace(name, `${primary(separator)}.join`)
  context.remove({ start: words.endIndex, end: separator.endIndex })
}

function acts(node: Node): boolean {
  return node.descendantsOfType(ACTS).length > 0
}

/** It is all kinds of text for isinstance; elsewhere it is a tuple. */
function writeTypes(context: Context, name: Node): void {
  if (!context.isBuiltin('str', name)) context.skip('str is not the builtin here')
  let list = parentOf(name)
  while (list?.type === 'tuple') list = parentOf(list)
  const call = list?.type === 'argument_list' ? parentOf(list) : undefined
  const callee = call && field(call, 'function')
  const isAsked = !!callee && /^builtins\.is(?:instance|subclass)$/.test(context.qualifiedName(callee) ?? '')
  context.replace(name, isAsked ? 'str' : '(str,)')
}

function isStr(context: Context, node: Node): boolean {
  const type = context.typeOf(node)
  return type?.kind === 'instance' && type.of === 'builtins.str'
}

function primary(node: Node): string {
  return PRIMARY.test(node.type) && holdsTogether(node) ? node.text : `(${node.text})`
}
