import {
  type Context,
  defineTransform,
  type Edit,
  indentOf,
  indentUnit,
  isForTools,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  parentOf,
} from '#transform'
import { LOG_METHODS, LOG_SEARCHES, NAMES_LOG, readLogCall } from './_loggers.ts'
import { type Template, templateOf } from './_template.ts'

/** What gives all loggers another class, or their records, and what such a class fills messages in with. */
const SETTERS = ['setLoggerClass', 'setLogRecordFactory']
const FILLERS = ['def getMessage', 'def makeRecord', 'def _log']

export default defineTransform({
  summary: 'Give loggers the values of a message as arguments, to be filled in when it is written',
  since: 'any',
  safety: 'review',
  sameAs: ['G001', 'G002', 'G003', 'G004', 'lazy-logging'],
  docs: 'https://docs.python.org/3/howto/logging.html#optimization',
  drops: ['constants'],
  query: '(call function: [(attribute) (identifier)] arguments: (argument_list) @list) @call',
  anchors: LOG_METHODS,
  searches: [...LOG_SEARCHES, ...SETTERS, ...FILLERS],
  needs: NAMES_LOG,
  rewrite({ call, list }, context) {
    if (!call || !list || !MADE.test(list.text)) return
    const found = readLogCall(context, call)
    if (!found) return
    if (typeof found === 'string') {
      const message = list.namedChildren.find(({ type }) => type !== 'comment')
      return message && templateOf(context, message) ? context.skip(found) : undefined
    }
    const { args, message } = found
    const holds = (words: readonly string[]) => context.project.filesWith(new Set(words)).length > 0
    if (holds(SETTERS) && holds(FILLERS) && message && templateOf(context, message))
      return context.skip(
        'the project has loggers or records of its own, which may fill messages in by format()',
      )
    const template = message && templateOf(context, message)
    if (!message || !template) return
    const others = args.slice(args.indexOf(message) + 1)
    if (others.some(({ type }) => type !== 'keyword_argument' && type !== 'dictionary_splat'))
      return context.skip('the message is filled in twice: give all of its values as arguments')
    const layouts = layoutsOf(context, call, list, message, others, template)
    const fitting = (limit: number) => layouts.find((edits) => widthOf(context, call, edits) <= limit)
    const edits = fitting(context.lineLength) ?? fitting(widthOf(context, call, []))
    context.edit(edits ?? context.skip(`a line would be longer than ${context.lineLength} columns`))
    context.note(
      'filters, and tests that stand in for the logger, get the template and its values, not the text',
    )
  },
})

/** What a message that is put together has somewhere: an f-string, an operator or a call of format. */
const MADE = /["']\s*\)?\s*(?:\\\s*)?[%+]|[+]\s*[a-z]{0,2}["']|\.\s*format\b|\b(?:f|rf|fr)["']/i

/** Ways to write the call, the best one first. */
function layoutsOf(
  context: Context,
  call: Node,
  list: Node,
  message: Node,
  others: readonly Node[],
  { edits, args }: Template,
): Edit[][] {
  const { text } = context
  const at = message.endIndex
  const start = lineStart(text, message.startIndex)
  const newline = newlineAt(text, start)
  const added = (gap: string, end = ''): Edit[] => [
    ...edits,
    { start: at, end: at, text: args.map((one) => gap + one).join('') + end },
  ]
  const inline = added(', ')
  const rest = text.slice(at, lineEnd(text, at))
  const before = text.slice(start, message.startIndex)
  if (before.trim() === '' && /^,?\s*(?:#.*)?$/.test(rest)) {
    const hasComma = rest.startsWith(',')
    const isAlone = others.length === 0 && !hasComma
    const lines = added(`,${newline}${before}`, isAlone ? ',' : '')
    if (!rest.includes('#')) return hasComma || message.text.includes('\n') ? [lines] : [inline, lines]
    // The comment stays with the message.
    const end = lineEnd(text, at)
    const behind = args.map((one) => `${newline}${before}${one},`).join('')
    return [
      [...edits, ...(hasComma ? [] : [{ start: at, end: at, text: ',' }]), { start: end, end, text: behind }],
    ]
  }
  const aligned = ' '.repeat(message.startPosition.column)
  const below = [
    [...edits, { start: at, end: at, text: `,${newline}${aligned}${args.join(', ')}` }],
    added(`,${newline}${aligned}`),
  ]
  const isStatement = parentOf(call)?.type === 'expression_statement'
  if (call.text.includes('\n') || !isStatement) return [inline, ...below]
  // What a tool is told of the line is told of all that stands on it.
  if (isForTools(rest)) return [inline]
  const outer = indentOf(text, call.startIndex)
  const inner = newline + outer + indentUnit(text)
  const [head, end] = [list.startIndex + 1, list.endIndex - 1]
  const around = (edits: Edit[], last: string): Edit[] => [
    ...edits,
    { start: head, end: head, text: inner },
    { start: end, end, text: `${last}${newline}${outer}` },
  ]
  const breaks = list.namedChildren.slice(1).map((one) => ({
    start: one.previousNamedSibling?.endIndex ?? 0,
    end: one.startIndex,
    text: `,${inner}`,
  }))
  return [inline, around(inline, ''), around([...added(`,${inner}`), ...breaks], ',')]
}

/** How long the longest line of the call is with these edits. */
function widthOf(context: Context, call: Node, edits: readonly Edit[]): number {
  const { text } = context
  let after = ''
  let at = lineStart(text, call.startIndex)
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    after += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  after += text.slice(at, lineEnd(text, call.endIndex))
  return Math.max(...after.split(/\r?\n/).map(({ length }) => length))
}
