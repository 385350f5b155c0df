import { argumentsOf, defineTransform, hasSplat, keywordArgument, removeArguments } from '#transform'

export default defineTransform({
  summary: "Write print('') as print(), and leave out a sep that is between nothing",
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB105'],
  docs: 'https://docs.python.org/3/library/functions.html#print',
  drops: ['constants'],
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  where: { callee: 'builtins.print' },
  anchors: [/\bprint\b ?\(\s*[rRuU]?(?:""(?:"{4})?|''(?:'{4})?)\s*[,)]/, 'sep='],
  rewrite({ call }, context) {
    const args = argumentsOf(call)
    const [first, second] = args.filter(({ type }) => type !== 'keyword_argument')
    if (hasSplat(args) || second) return
    const empty = first && /^[rRuU]?(?:""(?:"{4})?|''(?:'{4})?)$/.test(first.text) ? [first] : []
    const sep = keywordArgument(args, 'sep')
    // What stands between two texts does nothing where there is at most one. A name may be what someone passes on.
    const isIdle = sep && /=\s*(?:[rRuU]?(?:"[^"]*"|'[^']*')|None)$/.test(sep.text)
    if (empty.length === 0 && !isIdle) return
    const edits = removeArguments(context.text, call, isIdle ? [...empty, sep] : empty)
    if (!edits) context.skip('a comment speaks of the empty text')
    else context.edit(edits)
  },
})
