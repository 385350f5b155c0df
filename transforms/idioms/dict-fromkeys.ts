import {
  argumentsOf,
  boundNames,
  type Context,
  defineTransform,
  field,
  isInstanceOf,
  type Node,
  stringParts,
} from '#transform'
import { isAsync } from './_collections.ts'
import { isPath } from './_instances.ts'
import { closeUp, spaceBefore } from './_literals.ts'

/** Values of which one for all keys is as good as one for each. */
const CONSTANT = /^(?:none|true|false|integer|float|string|ellipsis)$/

export default defineTransform({
  summary: 'Write {k: None for k in x} as dict.fromkeys(x)',
  since: 'any',
  safety: 'safe',
  sameAs: ['C420'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#dict.fromkeys',
  drops: ['names', 'constants'],
  query: '(dictionary_comprehension . (pair) @pair . (for_in_clause) @clause .) @site',
  anchors: [
    /\bfor\b(?<=\{\s*(\w+)\s*:[^{}]{0,120}for)\s+\1\s+in\b/,
    /\bfor\b(?<=\{\s*\(\s*(\w+\s*,[\s\w,]*?),?\s*\)\s*:[^{}]{0,120}for)\s*\(?\s*\1\s*,?\s*\)?\s*in\b/,
  ],
  rewrite({ pair, clause, site }, context) {
    const [key, value] = [field(pair, 'key'), field(pair, 'value')]
    const [target, items] = [field(clause, 'left'), field(clause, 'right')]
    if (!key || !value || !target || !items || !isTarget(key, target)) return
    if (isAsync(site)) return
    const isNumber = value.type === 'unary_operator' && /^[-+][\d.]+$/.test(value.text)
    const names = boundNames(target) ?? []
    const isOuter = isPath(value) && !names.includes(value.text.split('.', 1)[0] ?? '')
    if (!isFixed(value) && !isNumber && !isOuter) {
      if (/^(?:list|set|dictionary|call|\w+_comprehension)$/.test(value.type))
        return context.skip('each key gets a value of its own, which fromkeys would share')
      return
    }
    if (names.length > 1 && !givesTuples(context, items, names.length))
      context.review('what it goes through has to give tuples: lists are no keys')
    if (value.type === 'attribute') context.review('the attribute is read once, even for no keys at all')
    if (!context.isBuiltin('dict')) return context.skip('dict is not the builtin here')
    closeUp(context, site)
    const { startIndex: start, endIndex: end } = site
    context.replace({ start, end: items.startIndex }, `${spaceBefore(context.text, start)}dict.fromkeys(`)
    context.replace({ start: items.endIndex, end }, value.type === 'none' ? ')' : `, ${value.text})`)
  },
})

function isFixed(value: Node): boolean {
  if (/^(?:tuple|parenthesized_expression|concatenated_string)$/.test(value.type))
    return value.namedChildren.every(isFixed)
  return CONSTANT.test(value.type) && !(value.type === 'string' && stringParts(value)?.isFormatted)
}

/** Whether a key is what the loop gives, as it is: a name, or all the names in a row. */
function isTarget(key: Node, target: Node): boolean {
  if (key.type === 'identifier') return key.text === target.text
  if (key.type !== 'tuple' || !/^(?:pattern_list|tuple_pattern)$/.test(target.type)) return false
  const [given, bound] = [key.namedChildren, target.namedChildren]
  return (
    given.length === bound.length &&
    given.every(
      ({ type, text }, at) => type === 'identifier' && bound[at]?.type === type && bound[at]?.text === text,
    ) &&
    new Set(given.map(({ text }) => text)).size === given.length
  )
}

/** Whether a call surely gives tuples of so many values. */
function givesTuples(context: Context, items: Node, count: number): boolean {
  const callee = items.type === 'call' ? field(items, 'function') : undefined
  if (!callee) return false
  const name = context.qualifiedName(callee)
  if (name === 'builtins.zip') return argumentsOf(items).length === count
  if (name === 'builtins.enumerate') return count === 2
  const object = field(callee, 'object')
  return (
    count === 2 &&
    field(callee, 'attribute')?.text === 'items' &&
    !!object &&
    isInstanceOf(context, object, ['builtins.dict'])
  )
}
