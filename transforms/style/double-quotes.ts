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
  summary:
    'Write \'text\' as "text" where that takes no more backslashes, and other quotes where it takes fewer',
  since: 'any',
  safety: 'safe',
  sameAs: ['Q000', 'Q001', 'Q002', 'Q003', 'Q004'],
  docs: 'https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals',
  query: '(string) @literal',
  anchors: ["'", '\\"'],
  rewrite({ literal }, context) {
    const parts = stringParts(literal)
    if (!parts || isInString(literal)) return
    const around = parentOf(literal)
    const isJoined = around?.type === 'concatenated_string'
    const pieces = isJoined ? around.namedChildren.filter(({ type }) => type === 'string') : [literal]
    const own = parts.quote.startsWith("'") ? withDoubleQuotes(literal, context) : undefined
    if (!own || (around && isJoined && !canAllChange(around, pieces, context)))
      return dropBackslashes(context, literal, parts, isJoined)
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
      } else if (found === '\\"') {
        // It needs none between the quotes that it has.
        more++
      } else if (found === '"') {
        more++
        edits.push({ start, end: start, text: '\\' })
      }
    }
    return more
  }
}

type Parts = NonNullable<ReturnType<typeof stringParts>>

/**
 * Drops the backslashes of quotes that need none, and of those that would need none between single quotes: formatters leave either
 * form as it is.
 */
function dropBackslashes(context: Context, literal: Node, parts: Parts, isJoined: boolean): void {
  const { content, quote, isRaw } = parts
  if (isRaw || quote.length !== 1) return
  const other = quote === '"' ? "'" : '"'
  const found = quotesIn(context.text, literal, content)
  if (!found) return
  const needless = found.filter(({ text }) => text === `\\${other}`)
  const own = found.filter(({ text }) => text === `\\${quote}`)
  const isDocstring = parentOf(literal)?.type === 'expression_statement'
  const isBetter =
    quote === '"' &&
    !isDocstring &&
    !isJoined &&
    own.length > 0 &&
    found.every(({ text }) => !text.endsWith(other))
  const dropped = isBetter ? own : needless
  if (dropped.length === 0) return
  const span = { start: literal.startIndex, end: literal.endIndex }
  if (isExempt(context, span, isBetter ? 'Q003' : 'Q004')) return
  const edits = dropped.map(({ start }) => ({ start, end: start + 1, text: '' }))
  if (isBetter)
    for (const start of [content.start - 1, content.end]) edits.push({ start, end: start + 1, text: other })
  context.replace(literal, edited(context.text, span, edits))
}

/** The quotes in a literal, each with its backslash; undefined where a field has some, too. */
function quotesIn(text: string, literal: Node, content: Span): { start: number; text: string }[] | undefined {
  const fields = literal.namedChildren.filter(({ type }) => type === 'interpolation')
  if (fields.some((one) => /['"\\]/.test(one.text))) return undefined
  return [...text.slice(content.start, content.end).matchAll(/\\[\s\S]|['"]/g)]
    .filter(([found]) => /['"]$/.test(found))
    .map((match) => ({ start: content.start + match.index, text: match[0] }))
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
