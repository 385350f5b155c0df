import { defineTransform, removeArguments } from '#transform'
import { isInstanceOf } from './_instances.ts'

export default defineTransform({
  summary: 'Write d.get(key, None) as d.get(key)',
  since: 'any',
  safety: 'safe',
  recipes: [],
  sameAs: ['SIM910'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#dict.get',
  drops: ['constants'],
  query: `
    (call
      function: (attribute object: (_) @dict attribute: (identifier) @_method (#eq? @_method "get"))
      arguments: (argument_list . (_) @key . (none) @none .)) @call`,
  anchors: [/\.get ?\((?=[^\n]*\bNone\b|[^\n]*\n)/],
  rewrite({ dict, key, none, call }, context) {
    if (!dict || !key || !none || !call || /splat|keyword_argument/.test(key.type)) return
    if (!isInstanceOf(context, dict, ['builtins.dict', 'collections.OrderedDict', 'collections.defaultdict']))
      return context.skip('only what surely is a dict is known to give None for a missing key')
    const edits = removeArguments(context.text, call, [none])
    if (!edits) return context.skip('a comment speaks of the argument')
    context.edit(edits)
  },
})
