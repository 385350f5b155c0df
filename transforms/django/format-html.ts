import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  lineStart,
  type Node,
  stringParts,
} from '#transform'

/** `{}`, `{0}` or `{name}` alone: format_html makes texts of what is filled in before it formats. */
const PLAIN = /\{\{|\}\}|\{\w*\}/g

export default defineTransform({
  summary: 'Have format_html fill in the text itself, so that it escapes what is filled in',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.html.format_html',
  query: '(call function: (_) @callee arguments: (argument_list . (_) @text .)) @_call',
  where: { callee: 'django.utils.html.format_html' },
  projectNeeds: ['django'],
  rewrite({ callee, text }, context) {
    const format = formatOf(text)
    if (!format) return reportFilled(context, text)
    const args = argumentsOf(text)
    if (!args[0] || field(text, 'arguments')?.type !== 'argument_list') return
    if (!format.pieces.every((piece) => isPlain(context.text, piece)))
      return context.skip('a field says how to format: do that before format_html, and pass what comes out')
    if (hasSplat(args))
      return context.skip('without arguments format_html raises: see that something is unpacked')
    context.review(`${callee.text} escapes what is filled in: what is HTML has to be marked as safe`)
    const list = field(text, 'arguments') ?? text
    // `'…'.format(x)` becomes `'…', x`.
    const inner = list.text.slice(1, -1)
    const joined = `, ${args.map((one) => one.text).join(', ')}`
    const width = format.string.endIndex - lineStart(context.text, format.string.endIndex) + joined.length + 1
    if (
      inner.includes('\n') &&
      !/[#\n]/.test(joined + inner.replaceAll(/\r?\n/g, '')) &&
      width <= context.lineLength
    )
      return context.replace({ start: format.string.endIndex, end: list.endIndex }, joined)
    const close = list.endIndex - 1
    context.replace(
      { start: format.string.endIndex, end: list.startIndex + 1 },
      /^[ \t]*(?:#|\r?\n)/.test(inner) ? ',' : ', ',
    )
    // Behind a comment the line has to end.
    const blank = /\r?\n[ \t]*$/.exec(inner)
    const isBehindComment = blank && inner.slice(0, blank.index).split('\n').at(-1)?.includes('#')
    context.remove({ start: close - (blank && !isBehindComment ? blank[0].length : 0), end: list.endIndex })
  },
})

interface Format {
  readonly string: Node
  readonly pieces: readonly Node[]
}

/** A text as it stands whose format is called. */
function formatOf(node: Node): Format | undefined {
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  const string = callee?.type === 'attribute' ? field(callee, 'object') : undefined
  if (!callee || !string || field(callee, 'attribute')?.text !== 'format') return undefined
  const inner = string.type === 'parenthesized_expression' ? string.firstNamedChild : string
  if (inner?.type === 'string') return { string, pieces: [inner] }
  return inner?.type === 'concatenated_string' ? { string, pieces: inner.namedChildren } : undefined
}

function isPlain(text: string, piece: Node): boolean {
  const parts = stringParts(piece)
  if (!parts || parts.isFormatted || parts.isBytes) return false
  return !/[{}]/.test(text.slice(parts.content.start, parts.content.end).replaceAll(PLAIN, ''))
}

/** `format_html(f'<b>{name}</b>')` and `format_html('<b>%s</b>' % name)` */
function reportFilled(context: Context, node: Node): void {
  const isFilled =
    (/string$/.test(node.type) && node.descendantsOfType('interpolation').length > 0) ||
    (node.type === 'binary_operator' &&
      /^(?:string|concatenated_string)$/.test(field(node, 'left')?.type ?? ''))
  if (isFilled)
    context.report('what is filled in is not escaped: pass it to format_html as arguments of its own', node)
}
