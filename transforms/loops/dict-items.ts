import { argumentsOf, defineTransform, field, isInstanceOf, parentOf, readsOf } from '#transform'
import { isLookedUp } from './_lookups.ts'

const DICTS = ['builtins.dict', 'collections.defaultdict', 'collections.OrderedDict', 'collections.Counter']

export default defineTransform({
  summary: 'Go through the keys or values of a dict where nothing looks at the others',
  since: 'any',
  safety: 'safe',
  sameAs: ['PERF102'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#dict.values',
  drops: ['names'],
  query: `
    (for_statement left: (_) @pair
      right: (call function: (attribute object: (_) @dict attribute: (identifier) @method)) @call)
    (for_statement left: (_) @pair right: (parenthesized_expression
      . (call function: (attribute object: (_) @dict attribute: (identifier) @method)) @call .))
    (for_in_clause left: (_) @pair
      right: (call function: (attribute object: (_) @dict attribute: (identifier) @method)) @call)`,
  anchors: [/\.\s*items\s*\(\s*\)/],
  rewrite({ pair, dict, method, call }, context) {
    if (!pair || !dict || !call || method?.text !== 'items' || argumentsOf(call).length > 0) return
    const [key, value, more] = pair.namedChildren
    if (!/^(?:pattern_list|tuple_pattern)$/.test(pair.type) || !key || !value || more) return
    if (/splat/.test(key.type + value.type)) return
    const isUnread = (part: typeof key) => part.type === 'identifier' && readsOf(context, part)?.length === 0
    // `_, _`: the value is what the name holds.
    const isOne = key.text === value.text
    const unread = isUnread(key) && !isOne ? key : isUnread(value) ? value : undefined
    if (!unread) {
      const isUnseen = (part: typeof key) =>
        part.type === 'identifier' && context.module.names.loads(part.text).length === 0
      if ((isUnseen(key) || isUnseen(value)) && isInstanceOf(context, dict, DICTS))
        context.skip('the variable that nothing reads here may be read from outside, or by its name')
      return
    }
    // Other classes have items() without having values(): the columns of a table, for instance.
    if (!isInstanceOf(context, dict, DICTS)) return context.skip('it is not certain to be a dict')
    // The value is what the other transform writes for d[key].
    const clause = parentOf(pair)
    if (
      clause &&
      unread !== key &&
      context.runsWith('loops/needless-lookup') &&
      isLookedUp(clause, dict, key)
    )
      return
    const name = field(call, 'function')
    if (!name || pair.text.includes('#') || call.text.includes('#'))
      return context.skip('a comment would be lost')
    const kept = unread === key ? value : key
    const isBracketed = kept.type === 'tuple_pattern' && !/[\n]|,\)$/.test(kept.text)
    context.replace(pair, isBracketed ? kept.text.slice(1, -1) : kept.text)
    if (unread === key) context.replace(method, 'values')
    else context.remove({ start: dict.endIndex, end: call.endIndex })
  },
})
