import { argumentsOf, defineTransform, hasSplat, keywordArgument, removeArguments } from '#transform'

export default defineTransform({
  summary: "Write print('') as print()",
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB105'],
  docs: 'https://docs.python.org/3/library/functions.html#print',
  drops: ['constants'],
  query: '(call function: (_) @callee arguments: (argument_list . (string) @empty) @arguments) @call',
  where: { callee: 'builtins.print' },
  anchors: [/\bprint\(\s*[rRuU]?(?:""|'')\s*[,)]/],
  rewrite({ empty, call }, context) {
    if (!/^[rRuU]?(?:""|'')$/.test(empty.text)) return
    const args = argumentsOf(call)
    const [, second] = args
    if (hasSplat(args) || (second && second.type !== 'keyword_argument')) return
    const sep = keywordArgument(args, 'sep')
    // What stands between two texts does nothing where there is at most one; a call there may.
    const isIdle = sep && /=\s*(?:[rRuUbB]?(?:"[^"]*"|'[^']*')|None|[\w.]+)$/.test(sep.text)
    const edits = removeArguments(context.text, call, isIdle ? [empty, sep] : [empty])
    if (!edits) context.skip('a comment speaks of the empty text')
    else context.edit(edits)
  },
})
