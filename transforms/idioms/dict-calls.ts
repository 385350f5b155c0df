import {
  argumentsOf,
  type Context,
  checkWidth,
  defineTransform,
  type Edit,
  field,
  isFirstOnLine,
  lineStart,
  type Node,
} from '#transform'
import { braces, fieldAround, quoteAt } from './_literals.ts'

export default defineTransform({
  summary: "Write dict(a=1) as {'a': 1}",
  since: 'any',
  safety: 'safe',
  recipes: [],
  sameAs: ['C408'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#dict',
  query: '(call function: (identifier) @callee arguments: (argument_list . (_)) @arguments) @call',
  where: { callee: 'builtins.dict' },
  anchors: [/\bdict\b ?\(\s*(?:#[^\n]*\n\s*)*(?:\w+\s*=|\*\*)/],
  rewrite({ callee, arguments: list, call }, context) {
    const args = argumentsOf(call)
    if (!args.some(({ type }) => type === 'keyword_argument')) return
    if (args.some(({ type }) => !/^(?:keyword_argument|dictionary_splat)$/.test(type))) return
    // These items are about to become arguments.
    if (args.some((arg) => arg.type === 'dictionary_splat' && arg.firstNamedChild?.type === 'dictionary'))
      return
    if (args.some(({ type }) => type === 'dictionary_splat'))
      context.review('a key that is given twice is no error in the literal')
    const quote = quoteAt(context, call)
    if (call.text.includes(quote) && fieldAround(call) && !context.targets('3.12'))
      return context.skip('before Python 3.12 the quotes of an f-string cannot stand in it')
    const { open, close } = braces(context, call)
    const edits = [{ start: call.startIndex, end: list.startIndex + 1, text: open }]
    for (const arg of args) {
      const [name, value] = [field(arg, 'name'), field(arg, 'value')]
      if (!name || !value) continue
      const gap = context.text.slice(name.endIndex, value.startIndex)
      if (gap.includes('#')) return context.skip('a comment between name and value would be lost')
      edits.push({ start: name.startIndex, end: value.startIndex, text: `${quote}${name.text}${quote}: ` })
    }
    edits.push({ start: list.endIndex - 1, end: list.endIndex, text: close })
    if (callee.startPosition.row !== call.endPosition.row && !/\(\s*(?:#[^\n]*)?\n/.test(list.text))
      edits.push(
        ...moveAligned(context, args, list.startIndex + 1 - call.startIndex - open.length, list.endIndex - 1),
      )
    checkWidth(context, { start: call.startIndex, end: call.endIndex }, edits)
    context.edit(edits)
  },
})

/** Lines that are aligned with the first argument move to the left with it. */
function moveAligned(context: Context, args: readonly Node[], shift: number, end: number): Edit[] {
  const [first, ...others] = args
  const below = others.filter(({ startIndex }) => isFirstOnLine(context.text, startIndex))
  const column = first?.startPosition.column
  if (
    args.some((arg) => arg.startPosition.row !== arg.endPosition.row) ||
    below.some((arg) => arg.startPosition.column !== column)
  )
    context.skip('its lines are aligned with the parenthesis')
  const starts = below.map(({ startIndex }) => startIndex)
  const close = (args.at(-1)?.endIndex ?? 0) < lineStart(context.text, end) ? end : undefined
  const isBelow = close !== undefined && close - lineStart(context.text, close) === column
  return [...starts, ...(isBelow ? [close] : [])].map((start) => ({
    start: start - shift,
    end: start,
    text: '',
  }))
}
