import {
  checkWidth,
  commentsIn,
  dedentBlocks,
  defineTransform,
  field,
  indentOf,
  lineEnd,
  nextLine,
} from '#transform'

export default defineTransform({
  summary: 'Write nested with statements as one',
  since: 'any',
  safety: 'review',
  recipes: [],
  sameAs: ['SIM117'],
  docs: 'https://docs.python.org/3/reference/compound_stmts.html#the-with-statement',
  query: '(with_statement body: (block . (with_statement) @inner .) @block) @outer',
  anchors: ['with'],
  rewrite({ outer, inner }, context) {
    const { text } = context
    const body = field(inner, 'body')
    const [given, more] = [outer, inner].map((one) =>
      one.namedChildren.find(({ type }) => type === 'with_clause'),
    )
    if (!body || !given || !more) return
    const isAsync = (text: string) => /^async\b/.test(text)
    if (isAsync(outer.text) !== isAsync(inner.text)) return context.skip('only one of them is async')
    if ([given, more].some((clause) => clause.firstChild?.type === '(' || clause.text.includes('\n')))
      return context.skip('the items stand in parentheses, or on several lines')
    if (commentsIn(context.module.tree, { start: given.endIndex, end: more.endIndex }).length > 0)
      return context.skip('a comment between them would be lost')
    const edit = { start: given.endIndex, end: more.startIndex, text: ', ' }
    checkWidth(context, { start: outer.startIndex, end: lineEnd(text, more.endIndex) }, [edit])
    context.review('only the layout changes')
    context.edit([edit])
    dedentBlocks(context, [
      {
        body,
        from: nextLine(text, more.endIndex),
        outer: indentOf(text, outer.startIndex),
        inner: indentOf(text, inner.startIndex),
      },
    ])
  },
})
