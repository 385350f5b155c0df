import {
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  heedScope,
  heedStops,
  heedUses,
  type Node,
  namesIn,
  parentOf,
  table,
  trueEnd,
  withoutParentheses,
} from '#transform'
import { isInstanceOf, isPath } from './_instances.ts'

const WHOLE: Readonly<Record<string, string>> = table({ add: 'update', discard: 'difference_update' })

export default defineTransform({
  summary: 'Change sets with discard, update and difference_update instead of a test or a loop',
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB132', 'FURB142'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#frozenset.update',
  drops: ['names', 'statements'],
  query: `
    (if_statement condition: [
        (comparison_operator . (_) @tested . "in" . (_) @set .)
        (parenthesized_expression . (comparison_operator . (_) @tested . "in" . (_) @set .) .)
      ]
      consequence: (block . (expression_statement . (call
        function: (attribute object: (_) @target attribute: (identifier) @method)
        arguments: (argument_list . (_) @value .)) .) .)) @site
    (for_statement left: (_) @item right: (_) @items
      body: (block . (expression_statement . (call
        function: (attribute object: (_) @target attribute: (identifier) @method)
        arguments: (argument_list . (_) @value .)) .) .)) @site`,
  anchors: ['.remove(', '.add(', '.discard(', '.remove (', '.add (', '.discard ('],
  rewrite({ tested, set, item, items, target, method, value, site }, context) {
    if (!target || !method || !value || !site || field(site, 'alternative')) return
    const isTest = tested && set
    if (isTest) {
      if (method.text !== 'remove' || tested.text !== value.text || set.text !== target.text) return
      const condition = field(site, 'condition')
      if (!condition || withoutParentheses(condition).startIndex !== parentOf(tested)?.startIndex) return
    } else if (!WHOLE[method.text] || site.firstChild?.type === 'async') return
    if (!isPath(target)) return
    if (!isInstanceOf(context, target, ['builtins.set']))
      return context.skip('only what surely is a set is known to have that method')
    const span = { start: site.startIndex, end: trueEnd(site) }
    if (commentsIn(context.module.tree, span).length > 0) return context.skip('a comment would be lost')
    if (isTest) {
      if (!isPath(value) && !/^(?:string|integer)$/.test(value.type))
        return context.skip('what is evaluated twice may differ the second time')
      return context.replace(span, `${target.text}.discard(${value.text})`)
    }
    if (item && items) joinLoop(context, { item, items, target, method, value, site })
  },
})

function joinLoop(
  context: Context,
  {
    item,
    items,
    target,
    method,
    value,
    site,
  }: Readonly<Record<'item' | 'items' | 'target' | 'method' | 'value' | 'site', Node>>,
): void {
  const names = namesIn(item)
  if (!names || /^(?:expression_list|yield)$/.test(items.type) || /splat|keyword/.test(value.type)) return
  if (/\b(?:await|yield)\b|:=/.test(value.text))
    context.skip('what goes into the set awaits, yields or assigns')
  const [root = ''] = target.text.split('.')
  if (names.includes(root)) return
  const own = new RegExp(`\\b${target.text.replaceAll('.', '\\.')}\\b`)
  if (own.test(items.text) || own.test(value.text)) context.skip('the loop looks at the set that it changes')
  heedUses(names, site, context)
  if (value.text !== item.text) {
    heedScope(context, value)
    heedStops(context, site, value)
  }
  if (value.text !== item.text && items.text.includes(':='))
    context.skip('a comprehension may not assign in what it goes through')
  const values = value.text === item.text ? items.text : `${value.text} for ${item.text} in ${items.text}`
  const span = { start: site.startIndex, end: trueEnd(site) }
  const edit = { ...span, text: `${target.text}.${WHOLE[method.text]}(${values})` }
  checkWidth(context, span, [edit])
  context.edit([edit])
}
