import { commentsIn, defineTransform, docstringOf, statementsOf, trueEnd } from '#transform'

export default defineTransform({
  summary: 'Write ... for what the functions of a stub do',
  since: 'any',
  safety: 'review',
  sameAs: ['PYI010', 'PYI048'],
  docs: 'https://typing.python.org/en/latest/guides/writing_stubs.html#functions-and-methods',
  drops: ['names', 'constants', 'statements', 'negations'],
  query: '(function_definition body: (block) @body)',
  stubsOnly: true,
  anchors: [/\bdef\b/],
  rewrite({ body }, context) {
    if (!context.module.isStub) return
    const all = statementsOf(body)
    const statements = docstringOf(body) ? all.slice(1) : all
    const [first] = statements
    const last = statements.at(-1)
    if (!first || !last || statements.every(({ text }) => /^(?:pass|\.\.\.)$/.test(text))) return
    // It is there that type checkers find attributes which the class does not declare.
    if (/\b(?:self|cls)\.\w+\s*(?::|[-+*/|&]?=(?!=))/.test(body.text))
      return context.skip('it assigns attributes, which type checkers know from there')
    const span = { start: first.startIndex, end: trueEnd(last) }
    if (commentsIn(context.module.tree, span).length > 0) return context.skip('a comment would be lost')
    context.replace(span, '...')
  },
})
