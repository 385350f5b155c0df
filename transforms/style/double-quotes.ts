import {
  type Context,
  commentsIn,
  defineTransform,
  type Edit,
  type Node,
  parentOf,
  type Span,
  stringParts,
  treeOf,
} from '#transform'
import { edited } from './_edited.ts'
import { isExempt } from './_exempt.ts'

export default defineTransform({
  summary: 'Write \'text\' as "text" where that takes no more backslashes',
  since: 'any',
  safety: 'safe',
  sameAs: ['Q000', 'Q001', 'Q002', 'Q003'],
  docs: 'https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals',
  query: '(string) @literal',
  anchors: ["'"],
  rewrite({ literal }, context) {
    if (!stringParts(literal)?.quote.startsWith("'") || isInString(literal)) return
    const around = parentOf(literal)
    const isJoined = around?.type === 'concatenated_string'
    const pieces = isJoined ? around.namedChildren.filter(({ type }) => type === 'string') : [literal]
    const own = withDoubleQuotes(literal, context)
    if (!own || (around && isJoined && !canAllChange(around, pieces, context))) return
    if (isExempt(context, { start: literal.startIndex, end: literal.endIndex }, 'Q000')) return
    // As a whole, so that nobody writes something into it that only fits between the old quotes.
    const text = edited(context.text, { start: literal.startIndex, end: literal.endIndex }, own)
    context.replace(literal, isJoined ? keptApart(text, literal, pieces) : text)
  },
})

const decided = new WeakMap<Node, boolean>()

/** Strings in a row look alike: none changes where one cannot. */
function canAllChange(row: Node, pieces: readonly Node[], context: Context): boolean {
  let can = decided.get(row)
  if (can === undefined) {
    can = pieces.every((piece) => hasDoubleQuotes(piece) || withDoubleQuotes(piece, context))
    decided.set(row, can)
  }
  return can
}

function hasDoubleQuotes(literal: Node): boolean {
  return stringParts(literal)?.quote.startsWith('"') ?? false
}

/** Fields of an f-string and annotations in strings have the quotes that the string leaves them. */
function isInString(literal: Node): boolean {
  if (treeOf(literal).host) return true
  for (let up = parentOf(literal); up; up = parentOf(up)) if (up.type === 'interpolation') return true
  return false
}

/** The edits that give a string double quotes; undefined where that would take more backslashes, or cannot be. */
function withDoubleQuotes(literal: Node, context: Context): Edit[] | undefined {
  const parts = stringParts(literal)
  if (!parts) return undefined
  const { content, quote, isRaw } = parts
  const opening = { start: content.start - quote.length, end: content.start }
  const closing = { start: content.end, end: content.end + quote.length }
  const double = quote.replaceAll("'", '"')
  const edits: Edit[] = [
    { ...opening, text: double },
    { ...closing, text: double },
  ]
  let balance = 0
  let at = content.start
  for (const field of literal.namedChildren.filter(({ type }) => type === 'interpolation')) {
    const inner = quote.length === 3 ? [] : swappedFields(field, /t/i.test(parts.prefix), context)
    if (!inner || field.text.includes('"""')) return undefined
    edits.push(...inner)
    balance += escaped({ start: at, end: field.startIndex })
    at = field.endIndex
  }
  balance += escaped({ start: at, end: content.end })
  return balance > 0 ? undefined : edits

  /** Counts the backslashes that a part of the text needs more than before. */
  function escaped(span: Span): number {
    const text = context.text.slice(span.start, span.end)
    if (quote.length === 3)
      return text.includes('"""') || (span.end === content.end && text.endsWith('"'))
        ? Number.POSITIVE_INFINITY
        : 0
    if (isRaw) return text.includes('"') ? Number.POSITIVE_INFINITY : 0
    let more = 0
    for (const { 0: found, index } of text.matchAll(/\\[\s\S]|"/g)) {
      const start = span.start + index
      if (found === "\\'") {
        more--
        edits.push({ start, end: start + 1, text: '' })
      } else if (found === '"') {
        more++
        edits.push({ start, end: start, text: '\\' })
      }
    }
    return more
  }
}

/** The edits that free a field of an f-string of double quotes; undefined where they mean more than the ends of a plain string. */
function swappedFields(field: Node, isTemplate: boolean, context: Context): Edit[] | undefined {
  if (!field.text.includes('"')) return []
  // `{x=}` prints the text of the expression, and a template string keeps that of each.
  if (isTemplate || field.children.some(({ type }) => type === '=')) return undefined
  if (commentsIn(context.module.tree, { start: field.startIndex, end: field.endIndex }).length > 0)
    return undefined
  const edits: Edit[] = []
  let rest = field.text.split('"').length - 1
  for (const inner of field.descendantsOfType('string')) {
    const parts = stringParts(inner)
    if (parts?.quote !== '"') continue
    const { content } = parts
    if (/['"\\{]/.test(context.text.slice(content.start, content.end))) return undefined
    rest -= 2
    edits.push({ start: content.start - 1, end: content.start, text: "'" })
    edits.push({ start: content.end, end: content.end + 1, text: "'" })
  }
  return rest === 0 ? edits : undefined
}

/** An empty string right before another one would begin with three quotes. */
function keptApart(text: string, literal: Node, pieces: readonly Node[]): string {
  const before = pieces.find(({ endIndex }) => endIndex === literal.startIndex)
  const after = pieces.find(({ startIndex }) => startIndex === literal.endIndex)
  const isOpen = before && isEmpty(before) && hasDoubleQuotes(before) && text.startsWith('"')
  const isClosed = after && isEmpty(literal) && /^['"]/.test(after.text)
  return `${isOpen ? ' ' : ''}${text}${isClosed ? ' ' : ''}`
}

function isEmpty(literal: Node): boolean {
  const parts = stringParts(literal)
  return parts?.quote.length === 1 && parts.content.start === parts.content.end
}
