import {
  type Context,
  defineTransform,
  escapesIn,
  field,
  type Node,
  piecesOf,
  type StringPiece,
  stringParts,
  withoutComments,
  withoutParentheses,
} from '#transform'
import { spaceBefore } from './_literals.ts'

export default defineTransform({
  summary: "Write 'text'.encode('utf-8') as b'text', or as .encode() where the text is not ASCII",
  since: 'any',
  safety: 'safe',
  sameAs: ['UP012'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#str.encode',
  drops: ['constants'],
  query: `
    (call
      function: (attribute
        object: [(string) (concatenated_string) (parenthesized_expression)] @text
        attribute: (identifier) @_method (#eq? @_method "encode")) @method
      arguments: (argument_list) @arguments) @call`,
  anchors: ["'.encode", '".encode', ').encode'],
  rewrite({ text, method, arguments: list, call }, context) {
    if (!text || !method || !list || !call) return
    const pieces = piecesOf(withoutParentheses(text))
    if (!pieces || pieces.some(({ isBytes, prefix }) => isBytes || /t/i.test(prefix))) return
    const { encoding, hasHandler } = argumentsIn(list)
    if (encoding === undefined) return
    const fits = encoding === 'latin1' ? LATIN_1 : ASCII
    if (pieces.every((piece) => hasBytes(context, piece, fits))) {
      const first = pieces[0]?.node
      for (const piece of pieces) {
        const start = piece.node.startIndex
        const end = start + piece.prefix.length
        const space = piece.node === first ? spaceBefore(context.text, start) : ''
        context.replace({ start, end }, `${space}b${piece.prefix.replace(/u/i, '')}`)
      }
      // Parentheses around the text stay: it may be written over several lines.
      context.remove({ start: text.endIndex, end: call.endIndex })
    } else if (encoding === 'utf8' && !hasHandler) {
      context.remove({ start: list.startIndex + 1, end: list.endIndex - 1 })
    }
  },
})

/** Handlers of errors that Python knows by itself: text without errors is the same by each. */
const HANDLER =
  /^(?:strict|ignore|replace|xmlcharrefreplace|backslashreplace|namereplace|surrogateescape|surrogatepass)$/

interface Arguments {
  readonly encoding: 'utf8' | 'ascii' | 'latin1' | 'default' | undefined
  readonly hasHandler: boolean
}

/** What the arguments say; no encoding where one of them is no literal, or not known. */
function argumentsIn(list: Node): Arguments {
  const given = withoutComments(list)
  const named = (name: string, index: number) =>
    given.find((one, i) =>
      one.type === 'keyword_argument' ? field(one, 'name')?.text === name : i === index,
    )
  const [encoding, errors] = [named('encoding', 0), named('errors', 1)]
  const hasHandler = errors !== undefined
  if (given.length !== Number(hasHandler) + Number(encoding !== undefined))
    return { encoding: undefined, hasHandler }
  if (errors && !HANDLER.test(literalIn(errors) ?? '')) return { encoding: undefined, hasHandler }
  return { encoding: encoding ? encodingNamed(literalIn(encoding)) : 'default', hasHandler }
}

/** The text of an argument that is a plain literal. */
function literalIn(argument: Node): string | undefined {
  const value = argument.type === 'keyword_argument' ? field(argument, 'value') : argument
  const parts = value && stringParts(value)
  if (!parts || parts.isBytes || parts.isFormatted || parts.hasEscapes) return undefined
  return value.text.slice(parts.prefix.length + parts.quote.length, -parts.quote.length)
}

/** One name for all that mean the same encoding. */
function encodingNamed(written: string | undefined): Arguments['encoding'] {
  const name = written?.toLowerCase().replace(/[-_ ]/g, '')
  if (name === undefined) return undefined
  if (name === 'utf8' || name === 'u8') return 'utf8'
  if (/^latin1?$|^iso88591$|^l1$/.test(name)) return 'latin1'
  return /^(?:us)?ascii$/.test(name) ? 'ascii' : undefined
}

const ASCII = /^\p{ASCII}*$/u
const LATIN_1 = /^[\0-\xff]*$/

/** Whether the bytes of the literal may be written as they are: all of it ASCII, and no escape that means other bytes. */
function hasBytes(context: Context, piece: StringPiece, fits: RegExp): boolean {
  if (piece.isFormatted) return false
  const source = context.text.slice(piece.content.start, piece.content.end)
  if (!ASCII.test(source)) return false
  return escapesIn(context.text, piece).every(({ start, end, isKnown, value }) => {
    if (!isKnown) return true
    const written = context.text.slice(start + 1, end)
    return !/^[uUN]/.test(written) && value !== undefined && fits.test(value)
  })
}
