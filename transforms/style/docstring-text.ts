import {
  ancestorsOf,
  type Context,
  defineTransform,
  docstringOf,
  field,
  indentOf,
  isFirstOnLine,
  lineEnd,
  type Node,
  newlineAt,
  parentOf,
  piecesOf,
  type StringPiece,
  sameNode,
  statementsOf,
  withoutComments,
} from '#transform'
import { laidLines } from './_docstring-lines.ts'
import { isExempt } from './_exempt.ts'

const CODES = [
  ...['D200', 'D205', 'D207', 'D208', 'D209', 'D210', 'D300', 'D400', 'D403', 'D405'],
  ...['D409', 'D410', 'D411', 'D412', 'D415'],
]

export default defineTransform({
  summary:
    'Lay out the text of docstrings: no blanks at its ends, one line where that is enough, closing quotes on a line of their own, a capital and a full stop, its indentation, sections apart',
  since: 'any',
  safety: 'review',
  // It changes what programs may show, and makes long diffs: only on request.
  recipes: [],
  sameAs: CODES,
  drops: ['constants'],
  docs: 'https://peps.python.org/pep-0257/',
  query: `
    (module) @body
    (function_definition body: (block) @body) @definition
    (class_definition body: (block) @body) @definition`,
  anchors: [/^[ \t]*[uUrR]?["']/m, /:[ \t]*[uUrR]?["']/],
  rewrite({ body, definition }, context) {
    if (!body) return
    const docstring = docstringOf(body)
    const literal = docstring && piecesOf(docstring)
    const [piece] = literal ?? []
    const [first] = statementsOf(body)
    if (!docstring || !piece || literal?.length !== 1 || !first) return
    if (!sameNode(parentOf(docstring), first) || withoutComments(first).length !== 1) return
    if (!isFirstOnLine(context.text, docstring.startIndex)) return
    const source = context.text.slice(piece.content.start, piece.content.end)
    const laid = layOut(context, { piece, source, definition })
    if (laid === context.text.slice(docstring.startIndex, docstring.endIndex)) return
    const span = { start: docstring.startIndex, end: docstring.endIndex }
    if (CODES.some((code) => isExempt(context, span, code))) return
    if (/\b__doc__\b/.test(context.text))
      context.skip('__doc__ is read here: what reads it may heed its lines')
    const name = definition && field(definition, 'name')?.text
    if (definition?.type === 'function_definition' && /^[pt]_/.test(name ?? ''))
      context.skip('a parser generator may take it for a rule')
    if (isQuoted(context, docstring, source))
      context.skip('another string of this file holds its text: what it shows may be compared with that')
    context.note('help() shows another text')
    context.replace(docstring, laid)
  },
})

/** Whether another string holds the first line of a docstring, as tests of help() and of command lines do. */
function isQuoted({ text, module }: Context, docstring: Node, source: string): boolean {
  const summary = source.trim().split(/\r?\n/, 1)[0]?.trim() ?? ''
  // A single word stands anywhere.
  if (!summary.includes(' ')) return false
  for (let at = text.indexOf(summary); at >= 0; at = text.indexOf(summary, at + summary.length)) {
    if (at >= docstring.startIndex && at < docstring.endIndex) continue
    const node = module.tree.nodeAt(at)
    const literal = [node, ...ancestorsOf(node)].find(({ type }) => type === 'string')
    if (literal && !isDocstring(literal)) return true
  }
  return false
}

/** Whether a string is a statement of its own. */
function isDocstring(literal: Node): boolean {
  return parentOf(literal)?.type === 'expression_statement'
}

interface Docstring {
  readonly piece: StringPiece
  readonly source: string
  readonly definition: Node | undefined
}

function layOut(context: Context, { piece, source, definition }: Docstring): string {
  const written = context.text.slice(piece.node.startIndex, piece.node.endIndex)
  // A backslash at an end belongs to the line break, or to the quote.
  if (/^\\|\\\s*$/.test(source) || source.trim() === '') return written
  const { text } = context
  const newline = newlineAt(text, piece.node.startIndex)
  const indent = indentOf(text, piece.node.startIndex)
  const quote = tripled(piece, source)
  // Doctests compare blanks.
  const lines = source.split(/\r?\n/)
  const trimmed = /^\s*>>>/m.test(source) ? lines : lines.map((line) => line.trimEnd())
  trimmed[0] = (trimmed[0] ?? '').trimStart()
  // A backslash at the end of a line makes one of two.
  const isPlain = !/\\\r?\n/.test(source)
  const laid = isPlain && quote.length > 1 ? laidLines(trimmed, indent, context.lineLength) : trimmed
  const content = ended(capitalised(laid.join(newline).trimEnd(), definition))
  if (lines.length === 1 && content.endsWith('"')) return written
  const alone = `${piece.prefix}${quote}${content.trim()}${quote}`
  if (!content.trim().includes('\n') && !content.endsWith('"')) {
    const rest = text.slice(piece.node.endIndex, lineEnd(text, piece.node.endIndex))
    if (lines.length === 1 || indent.length + alone.length + rest.length <= context.lineLength) return alone
  }
  if (quote.length === 1) return written
  // Where only the quotes stand on the last line, they stay where they are.
  const last = lines.at(-1) ?? ''
  const below = last.trim() === '' ? laid.at(-1) || last : indent
  return `${piece.prefix}${quote}${content}${newline}${below}${quote}`
}

/** Three double quotes, where the text holds none that they would be taken for. */
function tripled({ quote, prefix, hasEscapes }: StringPiece, source: string): string {
  const isPlain = !hasEscapes && !/u/i.test(prefix)
  return quote !== '"""' && isPlain && !source.includes('"') ? '"""' : quote
}

/** The first word with a capital, unless it is the name of something. */
function capitalised(content: string, definition: Node | undefined): string {
  const [, blanks, word] = /^(\s*)([a-z]+)(?=[ ,])/.exec(content) ?? []
  if (blanks === undefined || word === undefined || definition?.type !== 'function_definition') return content
  const names = definition.childForFieldName('parameters')?.descendantsOfType('identifier') ?? []
  const isName = [field(definition, 'name'), ...names].some((one) => one?.text === word)
  return isName ? content : blanks + word.charAt(0).toUpperCase() + content.slice(blanks.length + 1)
}

/** `get(name, default = None) -> str`, which autodoc reads at the head of a docstring. */
const SIGNATURE = /^[\w.]+\(.*\)(?:\s*->.*)?$/

/** With a full stop behind the summary, when that is a sentence on one line. */
function ended(content: string): string {
  const [, blanks, summary] = /^(\s*)([^\r\n]*)/.exec(content) ?? []
  if (blanks === undefined || summary === undefined) return content
  const rest = content.slice(blanks.length + summary.length)
  const isSentence =
    /^[A-Za-z][^:]* [^:]*(?:\w|[^.!?]\))$/.test(summary) && /^(?:$|\r?\n[ \t]*\r?\n)/.test(rest)
  return isSentence && !SIGNATURE.test(summary) ? `${blanks}${summary}.${rest}` : content
}
