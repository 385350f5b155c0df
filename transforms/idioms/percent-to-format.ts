import { type Context, defineTransform, type Edit, field, type Node, stringParts } from '#transform'
import { checkPlace } from './_fields.ts'
import { kindOf } from './_kinds.ts'
import { checkWidth, piecesOf, withoutParentheses } from './_literals.ts'
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
  anchors: ['%'],
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
    const { of } = operandsOf(context, conversions, right)
    const edits: Edit[] = percents.map(({ start, end }) => ({ start: start + 1, end, text: '' }))
    for (const [i, conversion] of conversions.entries()) {
      const form = fieldFormat(conversion, kindOf(context, of(conversion, i)))
      if (typeof form === 'string') return context.skip(form)
      if (form.isCut) context.skip(`%${conversion.type} cuts off what is no int`)
      if (form.doubt) context.review(form.doubt)
      edits.push({
        start: conversion.start,
        end: conversion.end,
        text: `{${conversion.key ?? ''}${form.text}}`,
      })
    }
    for (const piece of pieces) edits.push(...doubledBraces(context, piece, conversions))
    const isNamed = conversions.some(({ key }) => key !== undefined)
    edits.push(...(isNamed ? namedArguments : positionalArguments)(context, format, right))
    checkWidth(context, { start: site.startIndex, end: site.endIndex }, edits)
    context.edit(edits)
  },
})

const KEYWORD =
  /^(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)$/

/** The dict of a format with names becomes keyword arguments. */
function namedArguments(context: Context, format: Node, right: Node): Edit[] {
  const bare = withoutParentheses(right)
  const edits = bare.namedChildren.flatMap((pair): Edit[] => {
    const key = field(pair, 'key')
    const value = field(pair, 'value')
    const parts = key && stringParts(key)
    if (!key || !value || !parts) return []
    const name = context.text.slice(parts.content.start, parts.content.end)
    if (!/^[A-Za-z_]\w*$/.test(name) || KEYWORD.test(name))
      context.skip('a key cannot be the name of an argument')
    return [{ start: key.startIndex, end: value.startIndex, text: `${name}=` }]
  })
  return [
    { start: format.endIndex, end: bare.startIndex + 1, text: '.format(' },
    ...edits,
    { start: bare.endIndex - 1, end: right.endIndex, text: ')' },
  ]
}

/** A tuple becomes the arguments of the call, anything else the only one. */
function positionalArguments(context: Context, format: Node, right: Node): Edit[] {
  const bare = withoutParentheses(right)
  const start = format.endIndex
  if (bare.type !== 'tuple') {
    const isGenerator = bare.type === 'generator_expression'
    return [
      { start, end: bare.startIndex, text: isGenerator ? '.format' : '.format(' },
      { start: bare.endIndex, end: right.endIndex, text: isGenerator ? '' : ')' },
    ]
  }
  const [only, more] = bare.namedChildren
  const comma = only && !more ? context.text.slice(only.endIndex, bare.endIndex - 1) : ''
  const end = only && comma.trim() === ',' && !comma.includes('\n') ? only.endIndex : bare.endIndex - 1
  return [
    { start, end: bare.startIndex + 1, text: '.format(' },
    { start: end, end: right.endIndex, text: ')' },
  ]
}
