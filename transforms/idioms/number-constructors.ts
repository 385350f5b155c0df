import { type Context, defineTransform, field, type Node, piecesOf } from '#transform'

export default defineTransform({
  summary: "Write Decimal('5') as Decimal(5), and Decimal.from_float(x) as Decimal(x)",
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB157', 'FURB164'],
  docs: 'https://docs.python.org/3/library/decimal.html#decimal.Decimal',
  query: '(call function: (_) @callee arguments: (argument_list . (_) @value .)) @call',
  where: {
    callee: [
      'decimal.Decimal',
      'decimal.Decimal.from_float',
      'fractions.Fraction.from_float',
      'fractions.Fraction.from_decimal',
    ],
  },
  anchors: ['Decimal', 'Fraction'],
  drops: ['constants'],
  rewrite({ callee, value, call }, context) {
    const name = context.qualifiedName(callee) ?? ''
    if (name === 'decimal.Decimal') return writeNumber(context, value)
    const made = field(callee, 'object')
    if (!made || /splat|keyword/.test(value.type)) return
    if (!/^-?[\d.]/.test(value.text)) {
      const takes = name.endsWith('float') ? 'a float or an int' : 'a Decimal or an int'
      context.review(
        `from_${name.endsWith('float') ? 'float' : 'decimal'} takes only ${takes}, the class also text`,
      )
    } else if (name === 'decimal.Decimal.from_float') {
      // A context may forbid to mix floats in, which from_float does not ask.
      if (/FloatOperation/.test(context.text)) context.skip('contexts of this file trap FloatOperation')
    }
    context.remove({
      start: made.endIndex,
      end: field(call, 'arguments')?.startIndex ?? callee.endIndex,
    })
  },
})

function writeNumber(context: Context, value: Node): void {
  if (value.type === 'call') {
    const callee = field(value, 'function')
    const [text, more] = field(value, 'arguments')?.namedChildren ?? []
    if (!callee || !text || more || context.qualifiedName(callee) !== 'builtins.float') return
    if (!/^["'][+-]?(?:inf|infinity|nan)["']$/i.test(text.text)) return
    if (/-nan/i.test(text.text)) context.skip('a float does not keep the sign of NaN, a Decimal does')
    context.remove({ start: value.startIndex, end: text.startIndex })
    context.remove({ start: text.endIndex, end: value.endIndex })
  }
  const [piece, more] = piecesOf(value) ?? []
  if (!piece || more || piece.isFormatted || piece.isBytes) return
  const content = context.text.slice(piece.content.start, piece.content.end)
  const [, sign = '', digits = ''] = /^\s*([+-]?)0*(0|[1-9]\d*(?:_\d+)*)\s*$/.exec(content) ?? []
  if (digits === '') return
  if (sign === '-' && digits === '0') context.skip('minus zero is another number than zero')
  if (digits.length > 4000) return
  context.replace(value, (sign === '-' ? '-' : '') + digits)
}
