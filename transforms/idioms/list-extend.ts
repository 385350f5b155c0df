import {
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  type Node,
  parentOf,
  placeAmong,
  statementsOf,
} from '#transform'
import { isInstanceOf, isPath } from './_instances.ts'

const STEADY = /^(?:identifier|attribute|integer|float|string|concatenated_string|none|true|false|ellipsis)$/

export default defineTransform({
  summary: 'Join calls of append that follow one another: items.extend((a, b))',
  since: 'any',
  safety: 'safe',
  recipes: [],
  sameAs: ['FURB113'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#mutable-sequence-types',
  drops: ['names'],
  query:
    '(expression_statement . (call function: (attribute object: (_) @list attribute: (identifier) @method)) .) @first',
  anchors: ['.append(', '.append ('],
  rewrite({ list, method, first }, context) {
    const block = parentOf(first)
    if (method.text !== 'append' || !isPath(list) || !block || !/^(?:block|module)$/.test(block.type)) return
    const siblings = statementsOf(block)
    const at = placeAmong(siblings, first)
    const before = siblings[at - 1]
    if (before && appended(before, list.text)) return
    const run: Node[] = []
    for (const one of siblings.slice(at)) {
      const value = appended(one, list.text)
      if (!value) break
      run.push(value)
    }
    const last = siblings[at + run.length - 1]
    if (run.length < 2 || !last) return
    if (!isInstanceOf(context, list, ['builtins.list']))
      return context.skip('only what surely is a list is known to have extend()')
    if (!run.every((value) => isSteady(value, list.text)))
      return context.skip(
        'a value that is appended may depend on the list, or fail, after the first one was appended',
      )
    if (run.some(({ text }) => text.includes('\n')))
      return context.skip('a value takes several lines, which would begin and end in the midst of others')
    const span = { start: first.startIndex, end: last.endIndex }
    if (commentsIn(context.module.tree, span).length > 0)
      return context.skip('a comment between the calls would be lost')
    write(context, list, run, span)
  },
})

function write(
  context: Context,
  list: Node,
  run: readonly Node[],
  span: { start: number; end: number },
): void {
  const edit = { ...span, text: `${list.text}.extend((${run.map(({ text }) => text).join(', ')}))` }
  checkWidth(context, span, [edit])
  context.edit([edit])
}

function appended(statement: Node, list: string): Node | undefined {
  const call = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (
    !call ||
    !callee ||
    field(callee, 'attribute')?.text !== 'append' ||
    field(callee, 'object')?.text !== list
  )
    return
  const [value, more] = field(call, 'arguments')?.namedChildren ?? []
  return value && !more && !/splat|keyword|comment|generator/.test(value.type) ? value : undefined
}

function isSteady(value: Node, list: string): boolean {
  if (/^(?:tuple|list|dictionary|pair|parenthesized_expression)$/.test(value.type))
    return value.namedChildren.every((part) => isSteady(part, list) && !isUnsure(part))
  return (
    STEADY.test(value.type) &&
    !value.text.includes('\n') &&
    value.descendantsOfType('interpolation').length === 0
  )
}

/** A key that is no constant may not be one that a dict takes. */
function isUnsure(pair: Node): boolean {
  return pair.type === 'pair' && !/^(?:string|integer|none)$/.test(field(pair, 'key')?.type ?? '')
}
