import { commentsIn, defineTransform, field, indentOf, lineEnd, nextLine, trueEnd } from '#transform'
import { checkWidth } from './_literals.ts'

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
    if (body.descendantsOfType('string').some((one) => one.text.includes('\n')))
      return context.skip('a string in it takes several lines')
    const edit = { start: given.endIndex, end: more.startIndex, text: ', ' }
    checkWidth(context, { start: outer.startIndex, end: lineEnd(text, more.endIndex) }, [edit])
    context.review('only the layout changes')
    context.edit([edit])
    const before = indentOf(text, outer.startIndex)
    const within = indentOf(text, inner.startIndex)
    if (!within.startsWith(before)) return context.skip('its lines are not indented alike')
    let end = trueEnd(body)
    // Comments that follow at the same depth belong to it.
    for (let at = nextLine(text, end); isComment(text, at, within); at = nextLine(text, at)) end = at + 1
    for (let at = nextLine(text, more.endIndex); at < end; at = nextLine(text, at))
      if (text.startsWith(within, at)) context.remove({ start: at + before.length, end: at + within.length })
      else if (text.slice(at, lineEnd(text, at)).trim() !== '')
        return context.skip('its lines are not indented alike')
  },
})

/** Whether a comment stands alone on the line that begins at `index`, deeper than `indent`. */
function isComment(text: string, index: number, indent: string): boolean {
  return (
    text.startsWith(indent, index) && /^[ \t]+#/.test(text.slice(index + indent.length, lineEnd(text, index)))
  )
}
