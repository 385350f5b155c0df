import {
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  lineEnd,
  type Node,
  trueEnd,
  withoutParentheses,
} from '#transform'
import { clausesOf, outcomeOf } from './_arms.ts'
import { ALONE, BINDS, written } from './_expressions.ts'

/** Values that read badly as a part of a conditional expression, or mean something else there. */
const UNFIT = /^(?:await|conditional_expression|expression_list|lambda|list_splat|named_expression|yield)$/
const BOOL = /^(?:true|false)$/

export default defineTransform({
  summary: 'Write an if and else that give one name a value as a conditional expression',
  since: 'any',
  safety: 'review',
  sameAs: ['SIM108'],
  docs: 'https://docs.python.org/3/reference/expressions.html#conditional-expressions',
  drops: ['names', 'statements'],
  query: `
    (if_statement condition: (_) @condition consequence: (block) @block
      . alternative: (else_clause body: (block) @other) .) @statement`,
  anchors: [/\belse\b(?<=\n[ \t]*else)/],
  rewrite({ condition, block, other, statement }, context) {
    const [one, two] = [outcomeOf(block), outcomeOf(other)]
    if (!one?.target || one.head !== two?.head || clausesOf(statement).length > 1) return
    if (!/^(?:identifier|attribute|subscript)$/.test(one.target.type)) return
    if (BOOL.test(one.value.type) && BOOL.test(two.value.type)) return
    if ([one.value, two.value].some(isUnfit) || isUnfit(condition)) {
      const nested = [one.value, two.value, condition].map(withoutParentheses)
      if (nested.some(({ type }) => type === 'conditional_expression'))
        context.skip('one conditional expression in another reads worse than the lines do')
      return
    }
    const { text } = context
    const span = { start: statement.startIndex, end: trueEnd(statement) }
    if (commentsIn(context.module.tree, { start: span.start, end: lineEnd(text, span.end) }).length > 0)
      return context.skip('a comment would be lost')
    if (ALONE.test(condition.text)) return context.skip('the test is one that tools look for')
    write(context, span, `${one.head} ${expression(one.value, condition, two.value)}`)
  },
})

function isUnfit(node: Node): boolean {
  const inner = withoutParentheses(node)
  return UNFIT.test(inner.type) || inner.text.includes('\n') || /\b(?:await|yield)\b|:=/.test(inner.text)
}

function expression(value: Node, condition: Node, other: Node): string {
  const test = written(withoutParentheses(condition), BINDS.or)
  return `${written(value, BINDS.not)} if ${test} else ${written(other, BINDS.not)}`
}

function write(context: Context, span: { readonly start: number; readonly end: number }, text: string): void {
  const edit = { ...span, text }
  const first = context.text.slice(0, span.start).lastIndexOf('\n') + 1
  if (span.start - first + text.length > context.lineLength)
    context.skip(`the line would be longer than ${context.lineLength} columns`)
  checkWidth(context, span, [edit])
  context.review('only the style changes')
  context.edit([edit])
}
