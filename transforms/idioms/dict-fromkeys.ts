import { defineTransform, field, type Node, stringParts } from '#transform'
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
  anchors: [/\bfor\b(?<=\{\s*(\w+)\s*:[^{}]{0,120}for)\s+\1\s+in\b/],
  rewrite({ pair, clause, site }, context) {
    const [key, value] = [field(pair, 'key'), field(pair, 'value')]
    const [target, items] = [field(clause, 'left'), field(clause, 'right')]
    if (!key || !value || !target || !items || key.type !== 'identifier' || key.text !== target.text) return
    if (isAsync(site)) return
    const isNumber = value.type === 'unary_operator' && /^[-+][\d.]+$/.test(value.text)
    const isOuter = isPath(value) && value.text.split('.', 1)[0] !== key.text
    if (!isFixed(value) && !isNumber && !isOuter) {
      if (/^(?:list|set|dictionary|call|\w+_comprehension)$/.test(value.type))
        return context.skip('each key gets a value of its own, which fromkeys would share')
      return
    }
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
