import {
  type Context,
  defineTransform,
  type Edit,
  type Node,
  parentOf,
  type Span,
  sameNode,
  treeOf,
  trueEnd,
} from '#transform'
import { edited } from './_edited.ts'
import { isExempt } from './_exempt.ts'

/** What is a list with a single element, too; in the others a comma after it would make a tuple. */
const LISTS: ReadonlySet<string> = new Set([
  'argument_list',
  'class_pattern',
  'dict_pattern',
  'dictionary',
  'list',
  'list_pattern',
  'parameters',
  'set',
  'import_from_statement',
  'future_import_statement',
])

const KINDS = [...LISTS, 'subscript', 'tuple', 'tuple_pattern', 'type_parameter', 'with_clause']

export default defineTransform({
  summary:
    'Put a comma after the last element where the bracket closes on a line of its own, and none where it closes beside it',
  since: 'any',
  safety: 'safe',
  sameAs: ['COM812', 'COM819'],
  docs: 'https://docs.python.org/3/reference/expressions.html#expression-lists',
  query: `
    [(argument_list) (parameters) (list) (set) (dictionary) (tuple) (subscript) (type_parameter)
     (tuple_pattern) (list_pattern) (dict_pattern) (class_pattern) (with_clause)
     (import_from_statement) (future_import_statement)] @list`,
  anchors: [/\n[ \t\f]*[)\]}]/, /,[ \t]*[)\]}]/],
  rewrite({ list }, context) {
    const needless = list && needlessComma(list, context)
    if (needless) {
      // With the bracket, in front of which something may be put at the same time.
      const span = { start: needless.start, end: list.endIndex }
      return context.replace(span, context.text.slice(needless.end, list.endIndex))
    }
    const comma = list && missingComma(list, context)
    if (!list || !comma) return
    const { text } = context
    // With what is on both sides, so that nobody takes one of them away at the same time.
    if (isCommaSafe(list)) {
      const span = { start: comma.start - 1, end: list.endIndex }
      return context.replace(span, edited(text, span, [comma]))
    }
    const inner = list.descendantsOfType(KINDS).flatMap((one) => missingComma(one, context) ?? [])
    const span = { start: Math.max(0, list.startIndex - 1), end: list.endIndex }
    context.replace(span, edited(text, span, [comma, ...inner.filter(({ start }) => start !== comma.start)]))
  },
})

/** The comma that a list lacks, if it closes on a line of its own. */
function missingComma(list: Node, context: Context): Edit | undefined {
  const { text } = context
  const { children } = list
  const close = children.at(-1)
  if (!close || !/^[)\]}]$/.test(close.type)) return undefined
  const last = children.findLast((child) => !IGNORED.has(child.type) && !sameNode(child, close))
  if (!last || /^[,([{]$/.test(last.type)) return undefined
  const start = trueEnd(last)
  const rest = text.slice(start, close.startIndex)
  if (!rest.includes('\n') || !takesComma(list, children) || isInString(list)) return undefined
  if (isExempt(context, { start, end: close.endIndex }, 'COM812')) return undefined
  // Remarks that stand below one another go on doing so.
  return { start, end: /^ {3,}#/.test(rest) ? start + 1 : start, text: ',' }
}

/** The comma in front of a bracket that closes on the same line, and the gap behind it; that of a tuple of one makes the tuple. */
function needlessComma(list: Node, context: Context): Span | undefined {
  const { children } = list
  const [comma, close] = children.slice(-2)
  const last = children.at(-3)
  if (comma?.type !== ',' || !close || !/^[)\]}]$/.test(close.type) || !last) return undefined
  const span = { start: trueEnd(last), end: close.startIndex }
  if (/[\n\\#]/.test(context.text.slice(span.start, span.end)) || last.type === 'comment') return undefined
  const commas = children.filter(({ type }) => type === ',').length
  if (!LISTS.has(list.type) && commas < 2) return undefined
  if (isInString(list) || isExempt(context, { start: span.start, end: close.endIndex }, 'COM819'))
    return undefined
  return span
}

const IGNORED: ReadonlySet<string> = new Set(['comment', 'line_continuation'])

function takesComma(list: Node, children: readonly Node[]): boolean {
  if (LISTS.has(list.type)) return true
  const around = parentOf(list)
  // PEP 695: in the definition of a function or class these are names, in an annotation a subscript.
  if (list.type === 'type_parameter' && /_definition$/.test(around?.type ?? '')) return true
  return children.some(({ type }) => type === ',')
}

/** Whether a comma makes no tuple of it, whatever else happens to it: `str("a")` may become `("a")`. */
function isCommaSafe(list: Node): boolean {
  const isCall = list.type === 'argument_list' && parentOf(list)?.type === 'call'
  return LISTS.has(list.type) && (!isCall || list.children.some(({ type }) => type === ','))
}

/** Whether it is in an annotation that is a string, or in a field of an f-string. */
function isInString(node: Node): boolean {
  if (treeOf(node).host) return true
  for (let up = parentOf(node); up; up = parentOf(up)) if (up.type === 'string') return true
  return false
}
