import {
  type Context,
  checkWidth,
  defineTransform,
  type Edit,
  escapesIn,
  field,
  indentUnit,
  isKeyword,
  isTooWide,
  lineStart,
  type Node,
  parenthesesAround,
  piecesOf,
  type StringPiece,
  stringParts,
  withoutParentheses,
} from '#transform'
import { checkPlace } from './_fields.ts'
import { kindOf } from './_kinds.ts'
import { doubledBraces, operandsOf } from './_operands.ts'
import { fieldFormat, parsePercent } from './_percent.ts'

export default defineTransform({
  summary: "Write '%s' % x with str.format, where f-strings are not wanted",
  since: 'any',
  safety: 'safe',
  sameAs: ['UP031'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting',
  recipes: [],
  query: `
    (binary_operator
      left: [(string) (concatenated_string) (parenthesized_expression)] @format
      operator: "%"
      right: (_) @right) @site`,
  // After a literal, brackets around one, or at the start of a line.
  anchors: [/%(?<=(?:["')]|^|\n)[ \t\f]*%)/],
  drops: ['constants'],
  rewrite({ format, right, site }, context) {
    const pieces = format && piecesOf(withoutParentheses(format))
    if (!pieces || !right || !site || pieces.some(({ isBytes, isFormatted }) => isBytes || isFormatted))
      return
    const parsed = parsePercent(context.text, pieces)
    if (typeof parsed === 'string') return context.skip(parsed)
    const { conversions, percents } = parsed
    if (conversions.length === 0) return
    checkPlace(context, site)
    if (pieces.some((piece) => hasEscapedBrace(context, piece))) context.skip('an escape stands for a brace')
    const { of } = operandsOf(context, conversions, right)
    if (withoutParentheses(right).type === 'yield') context.skip('the operand is a yield')
    const edits: Edit[] = percents.map(({ start, end }) => ({ start: start + 1, end, text: '' }))
    for (const [i, conversion] of conversions.entries()) {
      const form = fieldFormat(conversion, kindOf(context, of(conversion, i)))
      if (typeof form === 'string') return context.skip(form)
      if (form.isCut) context.skip(`%${conversion.type} cuts off what is no int`)
      if (form.doubt) {
        context.refuseOwn(of(conversion, i), ['__format__'])
        context.review(form.doubt)
      }
      edits.push({
        start: conversion.start,
        end: conversion.end,
        text: `{${conversion.key ?? ''}${form.text}}`,
      })
    }
    for (const piece of pieces) edits.push(...doubledBraces(context, piece, conversions))
    const isNamed = conversions.some(({ key }) => key !== undefined)
    const argumentsOf = isNamed ? namedArguments : positionalArguments
    const span = { start: site.startIndex, end: site.endIndex }
    const isOneLine = site.startPosition.row === site.endPosition.row
    // A call needs none, as `("%s" % x).encode()` does.
    const around = isOneLine && format.type === 'string' ? parenthesesAround(context, site) : []
    const joined = [...edits, ...argumentsOf(context, format, right, '.format('), ...around]
    const open = openingWithBreak(context, format, right)
    if (open !== undefined && isTooWide(context, span, joined)) {
      const broken = [...edits, ...argumentsOf(context, format, right, open)]
      checkWidth(context, span, broken)
      return context.edit(broken)
    }
    checkWidth(context, span, joined)
    context.edit(joined)
  },
})

/** Whether an escape such as `\\x7b` is a brace, which format() takes for the start of a field. */
function hasEscapedBrace({ text }: Context, piece: StringPiece): boolean {
  return escapesIn(text, piece).some(
    ({ start, end, value }) => value === '{' || value === '}' || /\bCURLY\b/i.test(text.slice(start, end)),
  )
}

/** The start of the call with the line break that stands around the operator; undefined where there is none. */
function openingWithBreak(context: Context, format: Node, right: Node): string | undefined {
  const bare = withoutParentheses(right)
  const gap = context.text.slice(format.endIndex, bare.startIndex)
  const [newline] = /\r?\n[ \t]*/.exec(gap) ?? []
  if (newline === undefined || gap.includes('#')) return undefined
  // Further lines are aligned with what follows the bracket.
  if (/^(?:tuple|dictionary)$/.test(bare.type) && bare.text.includes('\n')) return `.format(${newline} `
  const depth = newline.replace(/^\r?\n/, '').length
  const isDeeper = depth > format.startIndex - lineStart(context.text, format.startIndex)
  return `.format(${newline}${isDeeper ? '' : indentUnit(context.text)}`
}

/** The dict of a format with names becomes keyword arguments. */
function namedArguments(context: Context, format: Node, right: Node, open: string): Edit[] {
  const bare = withoutParentheses(right)
  const start = bare.type === 'call' ? (field(bare, 'arguments')?.startIndex ?? 0) : bare.startIndex
  const edits = bare.namedChildren.flatMap((pair): Edit[] => {
    const key = field(pair, 'key')
    const value = field(pair, 'value')
    const parts = key && stringParts(key)
    if (!key || !value || !parts) return []
    const name = context.text.slice(parts.content.start, parts.content.end)
    if (!/^[A-Za-z_]\w*$/.test(name) || isKeyword(name))
      context.skip('a key cannot be the name of an argument')
    return [{ start: key.startIndex, end: value.startIndex, text: `${name}=` }]
  })
  return [
    { start: format.endIndex, end: start + 1, text: open },
    ...edits,
    { start: bare.endIndex - 1, end: right.endIndex, text: ')' },
  ]
}

/** A tuple becomes the arguments of the call, anything else the only one. */
function positionalArguments(context: Context, format: Node, right: Node, open: string): Edit[] {
  const bare = withoutParentheses(right)
  const start = format.endIndex
  if (bare.type !== 'tuple') {
    const isGenerator = bare.type === 'generator_expression' && open === '.format('
    return [
      { start, end: bare.startIndex, text: isGenerator ? '.format' : open },
      { start: bare.endIndex, end: right.endIndex, text: isGenerator ? '' : ')' },
    ]
  }
  const [only, more] = bare.namedChildren
  const comma = only && !more ? context.text.slice(only.endIndex, bare.endIndex - 1) : ''
  const end = only && comma.trim() === ',' && !comma.includes('\n') ? only.endIndex : bare.endIndex - 1
  return [
    { start, end: bare.startIndex + 1, text: open },
    { start: end, end: right.endIndex, text: ')' },
  ]
}
