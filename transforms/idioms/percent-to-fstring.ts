import {
  type Context,
  checkWidth,
  closingDrawnUp,
  defineTransform,
  type Edit,
  type Node,
  parenthesesAround,
  parentOf,
  piecesOf,
  type StringPiece,
  withoutParentheses,
} from '#transform'
import { checkEvaluation, checkPlace, operandText, plainText, prefixEdit } from './_fields.ts'
import { kindOf } from './_kinds.ts'
import { doubledBraces, operandsOf } from './_operands.ts'
import { type Conversion, fieldFormat, parsePercent } from './_percent.ts'

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
  // After a literal, brackets around one, or at the start of a line.
  anchors: [/%(?<=(?:["')]|^|\n)[ \t\f]*%)/],
  rewrite({ format, right, site }, context) {
    const pieces = format && piecesOf(withoutParentheses(format))
    if (!pieces || !right || !site || pieces.some(({ isBytes }) => isBytes)) return
    if (pieces.some(({ isFormatted }) => isFormatted)) return
    const parsed = parsePercent(context.text, pieces)
    if (typeof parsed === 'string') return context.skip(parsed)
    const { conversions, percents } = parsed
    // Of an expression that is nothing but this, a docstring would come.
    if (conversions.length === 0 && (!/^\(\s*\)$/.test(right.text) || isStatement(site))) {
      const text = percents.length > 0 ? 'write % for each %% and drop' : 'drop'
      return context.skip(`the text has no conversion: ${text} the % operator`)
    }
    checkPlace(context, site)
    const mapping = mappingOf(conversions, right)
    const { all, of } = mapping
      ? { all: [mapping], of: () => mapping }
      : operandsOf(context, conversions, right)
    const used = conversions.map(of)
    checkEvaluation(context, all, used)
    const edits: Edit[] = percents.map(({ start, end }) => ({ start: start + 1, end, text: '' }))
    const changed = new Set<StringPiece>()
    for (const [i, conversion] of conversions.entries()) {
      const operand = used[i] as Node
      const form = fieldFormat(conversion, mapping ? 'unknown' : kindOf(context, operand))
      if (typeof form === 'string') return context.skip(form)
      if (form.doubt) {
        context.review(form.doubt)
        if (!mapping) context.refuseOwn(operand, ['__format__'])
      }
      const isRepr = /^![ra]$/.test(form.text)
      const isPlain = !mapping && !form.isCut && (isRepr || form.text === '')
      const plain = isPlain
        ? plainText(context, site, operand, conversion, conversion.piece, isRepr)
        : undefined
      if (!plain || plain.isFormatted) changed.add(conversion.piece)
      if (plain) {
        edits.push({ start: conversion.start, end: conversion.end, text: plain.text })
        continue
      }
      const item = mapping ? itemText(context, conversion) : ''
      const text = operandText(context, operand, conversion.piece, item)
      const field = form.isCut
        ? cutField(context, text, form.text, mapping ? undefined : operand)
        : text + form.text
      edits.push({ start: conversion.start, end: conversion.end, text: `{${field}}` })
    }
    for (const piece of changed)
      edits.push(prefixEdit(context, piece), ...doubledBraces(context, piece, conversions))
    edits.push({ start: format.endIndex, end: site.endIndex, text: '' })
    const isOneLine = ![format, ...edits].some(({ text }) => text.includes('\n'))
    if (format.type === 'string' && isOneLine) edits.push(...parenthesesAround(context, site))
    checkWidth(context, { start: site.startIndex, end: site.endIndex }, edits)
    context.edit([...edits, ...closingDrawnUp(context, site, edits)])
  },
})

function isStatement(site: Node): boolean {
  return parentOf(site)?.type === 'expression_statement'
}

/** A number without what is behind its point: what is said to be an int needs no int(). */
function cutField(context: Context, text: string, spec: string, operand: Node | undefined): string {
  const type = operand && context.typeOf(operand)
  if (type?.kind === 'instance' && type.of === 'builtins.int') {
    context.review('were it a float, as annotations do not keep it from being, it would raise')
    return `${text}${spec || ':d'}`
  }
  if (!context.isBuiltin('int')) context.skip('int is not the builtin here')
  return `int(${text.trim()})${spec}`
}

/** The dict that a format with names reads, where it is a plain name: it can be asked for each of them as well. */
function mappingOf(conversions: readonly Conversion[], right: Node): Node | undefined {
  const bare = withoutParentheses(right)
  const isPlain = bare.type === 'identifier' || bare.type === 'attribute'
  return isPlain && conversions.every(({ key }) => key !== undefined) ? bare : undefined
}

function itemText(context: Context, { key = '', piece }: Conversion): string {
  if (/[\\'"]/.test(key)) context.skip('a key holds quotes or a backslash')
  const quote = piece.quote[0] === '"' ? "'" : '"'
  return `[${quote}${key}${quote}]`
}
