import { defineTransform, type Edit, type Node } from '#transform'
import { checkEvaluation, checkPlace, operandText, prefixEdit } from './_fields.ts'
import { kindOf } from './_kinds.ts'
import { checkWidth, piecesOf, withoutParentheses } from './_literals.ts'
import { doubledBraces, operandsOf } from './_operands.ts'
import { fieldFormat, parsePercent } from './_percent.ts'

export default defineTransform({
  summary: "Write '%s' % x as an f-string",
  since: '3.6',
  safety: 'safe',
  sameAs: ['UP031', 'flynt'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting',
  drops: ['constants'],
  query: `
    (binary_operator
      left: [(string) (concatenated_string) (parenthesized_expression)] @format
      operator: "%"
      right: (_) @right) @site`,
  anchors: ['%'],
  rewrite({ format, right, site }, context) {
    const pieces = format && piecesOf(withoutParentheses(format))
    if (!pieces || !right || !site || pieces.some(({ isBytes }) => isBytes)) return
    if (pieces.some(({ isFormatted }) => isFormatted)) return
    const parsed = parsePercent(context.text, pieces)
    if (typeof parsed === 'string') return context.skip(parsed)
    const { conversions, percents } = parsed
    if (conversions.length === 0) return
    checkPlace(context, site)
    const { all, of } = operandsOf(context, conversions, right)
    const used = conversions.map(of)
    checkEvaluation(context, all, used)
    const edits: Edit[] = percents.map(({ start, end }) => ({ start: start + 1, end, text: '' }))
    for (const [i, conversion] of conversions.entries()) {
      const operand = used[i] as Node
      const fieldText = fieldFormat(conversion, kindOf(context, operand))
      if (typeof fieldText === 'string') return context.skip(fieldText)
      if (fieldText.doubt) context.review(fieldText.doubt)
      const text = operandText(context, operand, conversion.piece)
      edits.push({ start: conversion.start, end: conversion.end, text: `{${text}${fieldText.text}}` })
    }
    for (const piece of new Set(conversions.map((conversion) => conversion.piece)))
      edits.push(prefixEdit(context, piece), ...doubledBraces(context, piece, conversions))
    edits.push({ start: format.endIndex, end: site.endIndex, text: '' })
    checkWidth(context, { start: site.startIndex, end: site.endIndex }, edits)
    context.edit(edits)
  },
})
