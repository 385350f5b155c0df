import {
  type Context,
  checkWidth,
  defineTransform,
  field,
  isInstance,
  type Node,
  stringParts,
} from '#transform'
import { plainArguments } from './_calls.ts'

const METHODS = ['split', 'rsplit']

export default defineTransform({
  summary: 'Split no further than to the part that is taken',
  since: 'any',
  safety: 'review',
  recipes: ['standards'],
  sameAs: ['PLC0207'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#str.split',
  query: `
    (subscript
      value: (call function: (attribute object: (_) @text attribute: (identifier) @method (#match? @method "^r?split$"))) @call
      . subscript: [(integer) (unary_operator)] @index .)`,
  anchors: [/\.\s*r?split\s*\([^()\n]*\)\s*\[\s*(?:0|-\s*1)\s*\]/],
  searches: METHODS.map((method) => `def ${method}`),
  rewrite({ text, method, call, index }, context) {
    const args = call && plainArguments(call)
    if (!text || !method || !call || !index || !args || args.length > 1) return
    const isFirst = index.text === '0'
    if (!isFirst && !/^-\s*1$/.test(index.text)) return
    const [separator] = args
    const sort = isInstance(context, text, ['builtins.str', 'builtins.bytes'])
    if (sort === 'no' || (sort === 'unknown' && !isLikelyText(context, text, separator))) return
    const list = field(call, 'arguments')
    if (!list) return
    if (separator && !isFirst && !hasOnePlace(context, separator))
      return context.skip('from the right, what begins and ends alike is found elsewhere')
    const wanted = isFirst ? 'split' : 'rsplit'
    if (sort === 'unknown') {
      const own = METHODS.find((name) => hasOwnMethod(context, name))
      if (own)
        return context.skip(`a class of the project has a ${own} of its own, which may take no maxsplit`)
      context.note(`${text.text} has to be a str or bytes`)
    }
    const at = separator?.endIndex ?? list.startIndex + 1
    const edits = [
      { start: method.startIndex, end: method.endIndex, text: wanted },
      { start: at, end: at, text: `${separator ? ', ' : ''}maxsplit=1` },
    ]
    checkWidth(context, { start: method.startIndex, end: call.endIndex }, edits)
    context.edit(edits)
  },
})

/** Whether a class of the project defines the method: heirs of str do, and a value may be one of theirs. */
function hasOwnMethod(context: Context, method: string): boolean {
  const definition = new RegExp(`\\bdef[ \\t]+${method}[ \\t]*\\([ \\t]*self\\b`)
  return context.project.filesWith(new Set([`def ${method}`]), definition).length > 0
}

/** Whether a value of unknown type is split as texts are, not as arrays, paths and command lines. */
function isLikelyText(context: Context, text: Node, separator: Node | undefined): boolean {
  // pandas and its like have methods for columns of text, in `.str`.
  if (text.type === 'attribute' && field(text, 'attribute')?.text === 'str') return false
  if (context.qualifiedName(text) !== undefined || context.typeOf(text)) return false
  return !separator || stringParts(separator) !== undefined
}

/** Whether a separator is found at the same places from both sides: it may not overlap itself, as `--` does in `---`. */
function hasOnePlace(context: Context, separator: Node): boolean {
  const parts = stringParts(separator)
  if (!parts || parts.isFormatted || parts.hasEscapes)
    return parts?.hasEscapes === true && /^\\[ntr]$/.test(contentOf(context, separator))
  const content = contentOf(context, separator)
  return (
    content !== '' &&
    !Array.from(content.slice(1), (_, at) => at + 1).some((at) => content.startsWith(content.slice(at)))
  )
}

function contentOf(context: Context, literal: Node): string {
  const parts = stringParts(literal)
  return parts ? context.text.slice(parts.content.start, parts.content.end) : ''
}
