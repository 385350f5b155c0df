import {
  type Context,
  defineTransform,
  field,
  holdsTogether,
  indentOf,
  lineStart,
  type Node,
  parentOf,
  spanOf,
} from '#transform'
import { dedentedLines } from './_alignment.ts'
import { spaceBefore } from './_literals.ts'

export default defineTransform({
  summary: 'Write f((x)) and while (x := f()) without the second parentheses',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP034'],
  docs: 'https://docs.python.org/3/reference/expressions.html#parenthesized-forms',
  query: `
    (call arguments: (argument_list . (parenthesized_expression . (_) @value .) @inner .))
    (call arguments: (argument_list (parenthesized_expression . (parenthesized_expression . (_) @value .) @inner .)))
    (call arguments: (argument_list . (generator_expression) @inner .))
    (parenthesized_expression . (parenthesized_expression . (_) @value .) @inner .)
    (parenthesized_expression . (generator_expression) @inner .)
    (if_statement condition: (parenthesized_expression . (named_expression) @value .) @inner)
    (elif_clause condition: (parenthesized_expression . (named_expression) @value .) @inner)
    (while_statement condition: (parenthesized_expression . (named_expression) @value .) @inner)`,
  anchors: ['((', '( (', /\(\s*\n\s*\(/, ':='],
  rewrite({ inner, value }, context) {
    if (!inner) return
    const { startIndex: start, endIndex: end } = inner
    const { text } = context
    const isArgument = text.charAt(start - 1) === '(' && text.charAt(end) === ')'
    if (!value) {
      // The brackets of a generator that is the only argument are those of the call.
      if (!isArgument && !isBetweenSpaces(context.text, inner)) return
      const comma = text.charAt(end) === ',' ? 1 : 0
      if (takeLines(context, inner, comma)) return
      const column = start - lineStart(text, start) + 1
      context.edit(dedentedLines(context, spanOf(inner), column, 1))
      context.remove({ start, end: start + 1 })
      return context.remove({ start: end - 1, end: end + comma })
    }
    const isInCall = parentOf(inner)?.type === 'argument_list'
    if (isInCall && /^(?:yield|generator_expression)$/.test(value.type)) return
    const isOneLine = inner.startPosition.row === inner.endPosition.row
    if (!isOneLine && !isBetweenBrackets(inner) && !holdsTogether(value))
      context.skip('the parentheses hold several lines together')
    if (isOneLine || value.startPosition.row === inner.startPosition.row) {
      context.replace({ start, end: value.startIndex }, spaceBefore(text, start))
      if (!isOneLine) alignLines(context, inner, value)
      if (value.endPosition.row === inner.endPosition.row) context.remove({ start: value.endIndex, end })
      else if (isArgument) context.remove({ start: end - 1, end })
      else context.skip('a parenthesis stands on a line of its own')
    } else if (isArgument) {
      context.remove({ start, end: start + 1 })
      context.remove({ start: end - 1, end })
    } else if (!isBetweenBrackets(inner) || !takeLines(context, inner, 0))
      context.skip('a parenthesis stands on a line of its own')
  },
})

/** Takes parentheses that have lines of their own with these lines, and moves what is between them to the left. */
function takeLines(context: Context, inner: Node, comma: number): boolean {
  const { text } = context
  const lineOf = (index: number) => ({ start: lineStart(text, index), end: text.indexOf('\n', index) + 1 })
  const open = lineOf(inner.startIndex)
  const close = lineOf(inner.endIndex - 1)
  const isAlone = text.slice(open.start, open.end).trim() === '('
  if (!isAlone || text.slice(close.start, close.end).trim() !== ')'.padEnd(1 + comma, ',')) return false
  const indent = indentOf(text, open.end)
  const shift = indent.length - indentOf(text, open.start).length
  context.remove(open)
  context.edit(dedentedLines(context, { start: inner.startIndex, end: close.start }, indent.length, shift))
  context.remove(close)
  return true
}

/** Whether nothing but spaces and line ends part a generator from the brackets of its call. */
function isBetweenSpaces(text: string, inner: Node): boolean {
  const list = parentOf(inner)
  if (list?.type !== 'argument_list') return false
  const [before, after] = [
    text.slice(list.startIndex, inner.startIndex),
    text.slice(inner.endIndex, list.endIndex),
  ]
  return /^\(\s*$/.test(before) && /^,?\s*\)$/.test(after)
}

/** Whether the parentheses around these keep the lines together. */
function isBetweenBrackets(inner: Node): boolean {
  return /^(?:argument_list|parenthesized_expression)$/.test(parentOf(inner)?.type ?? '')
}

/** Moves lines that were aligned with the value, or stood farther right, to the left with it. */
function alignLines(context: Context, inner: Node, value: Node): void {
  const column = value.startIndex - lineStart(context.text, value.startIndex)
  const shift = value.startIndex - inner.startIndex
  const body = bodyBelow(inner)
  if (body && body.startPosition.column === column - shift)
    context.skip('without the parentheses the lines would begin where the body does')
  context.edit(dedentedLines(context, spanOf(value), column, shift))
}

/** The body of the statement of which this is the condition. */
function bodyBelow(inner: Node): Node | undefined {
  const outer = parentOf(inner)
  const statement = outer && parentOf(outer)
  if (!/^(?:if_statement|elif_clause|while_statement)$/.test(statement?.type ?? '')) return undefined
  return statement && (field(statement, 'consequence') ?? field(statement, 'body'))
}
