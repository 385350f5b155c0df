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
  // The name stands on a line that says it is a dict, before or after the loop, or some function or alias is.
  needs:
    /->[^\n]{0,200}(?:[dD]ict|Counter)\b|=\s*"?(?:\w+\.)*(?:[dD]ict|Counter)\[|\bfor\s+\w+\s*,\s*\w+\s+in\s+(?:\w+\.)*(\w+)\s*[:\])}\n](?:(?<=\b\1\b[^\n]{0,200}(?:\{|[dD]ict\b|Counter\b)[\s\S]*)|(?=[\s\S]*\b\1\b[^\n]{0,200}(?:\{|[dD]ict\b|Counter\b)))/,
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
