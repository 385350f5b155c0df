import { defineTransform } from '#transform'

export default defineTransform({
  summary: "Write hasattr(x, '__call__') as callable(x)",
  since: 'any',
  safety: 'review',
  recipes: [],
  sameAs: ['B004', 'fix-hasattr-call'],
  docs: 'https://docs.python.org/3/library/functions.html#callable',
  drops: ['constants'],
  query: '(call function: (identifier) @callee arguments: (argument_list . (_) @value . (string) @name .))',
  where: { callee: 'builtins.hasattr' },
  anchors: [/\bhasattr\b ?\((?=[^\n]*__call__|[^\n]*\n)/],
  rewrite({ callee, value, name }, context) {
    if (!/^(["'])__call__\1$/.test(name.text) || value.type.endsWith('splat')) return
    if (!context.isBuiltin('callable')) return context.skip('callable is not the builtin here')
    context.note(
      'callable() asks the class, an instance with an attribute __call__ of its own cannot be called',
    )
    context.replace(callee, 'callable')
    context.remove({ start: value.endIndex, end: name.endIndex })
  },
})
