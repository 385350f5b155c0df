import { defineTransform, isInstanceOf, mayFailOnPurpose, membersOf } from '#transform'

const DICTS = ['builtins.dict', 'collections.defaultdict', 'collections.OrderedDict', 'collections.Counter']

export default defineTransform({
  summary: 'Go through the items of a dict where a loop takes keys and values',
  since: 'any',
  safety: 'review',
  sameAs: ['PLE1141'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#dict.items',
  query: `
    (for_statement left: (pattern_list . (identifier) . (identifier) .) right: [(identifier) (attribute)] @dict)
    (for_in_clause left: (pattern_list . (identifier) . (identifier) .) right: [(identifier) (attribute)] @dict)`,
  anchors: [/\bfor\s+\w+\s*,\s*\w+\s+in\s+[\w.]+\s*[:\])}\n]/],
  rewrite({ dict }, context) {
    if (!dict || !isInstanceOf(context, dict, DICTS)) return
    if (mayFailOnPurpose(dict)) return context.skip('something waits for the error that it makes')
    const type = context.typeOf(dict)
    const key = type?.kind === 'instance' ? type.args[0] : undefined
    const isPlain =
      key &&
      membersOf(key).every(
        (one) =>
          one.kind === 'instance' && /^builtins\.(?:bool|bytes|float|int|str)$/.test(one.of.toString()),
      )
    if (!isPlain) return context.skip('its keys may be pairs: where they are not, go through its items()')
    context.review('until now each key is taken apart, which only one with two parts allows')
    context.insert(dict.endIndex, '.items()')
  },
})
