import {
  ancestorsOf,
  argumentsOf,
  defineTransform,
  field,
  keywordArgument,
  removeArguments,
} from '#transform'

export default defineTransform({
  summary: 'Write sorted(x)[0] as min(x), and sorted(x)[-1] as max(x)',
  since: 'any',
  safety: 'review',
  sameAs: ['FURB192'],
  docs: 'https://docs.python.org/3/library/functions.html#min',
  drops: ['constants'],
  query: `
    (subscript value: (call function: (identifier) @callee arguments: [(argument_list) (generator_expression)]) @call
      subscript: [(integer) (unary_operator)] @index) @site`,
  where: { callee: 'builtins.sorted' },
  rewrite({ callee, call, index, site }, context) {
    if (!callee || !call || !index || !site) return
    if (index.text !== '0' && index.text !== '-1') return
    const args = argumentsOf(call)
    const reverse = keywordArgument(args, 'reverse')
    const isReversed = reverse && field(reverse, 'value')?.text
    if (args.some(({ type }) => type.endsWith('splat')) || args.length === 0) return
    if (isReversed !== undefined && isReversed !== 'True' && isReversed !== 'False') return
    for (const up of ancestorsOf(site))
      if (up.type === 'try_statement' && /\b(?:IndexError|LookupError)\b/.test(up.text))
        return context.skip(
          'an empty sequence raises IndexError, which is caught here; min and max raise ValueError',
        )
    const isMin = (index.text === '0') !== (isReversed === 'True')
    // The last one of equal items is another one than max() gives; sorted keeps their order, also in reverse.
    if (index.text === '-1')
      context.note(
        'of equal items the first is taken instead of the last; an empty sequence raises ValueError',
      )
    else context.note('an empty sequence raises ValueError instead of IndexError')
    const name = isMin ? 'min' : 'max'
    if (!context.isBuiltin(name)) return context.skip(`${name} is not the builtin here`)
    const edits = reverse ? removeArguments(context.text, call, [reverse]) : []
    if (!edits) return context.skip('a comment speaks of the argument reverse')
    context.edit(edits)
    context.replace(callee, name)
    context.remove({ start: call.endIndex, end: site.endIndex })
  },
})
