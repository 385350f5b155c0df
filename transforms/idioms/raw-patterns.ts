import {
  argumentsOf,
  type Context,
  defineTransform,
  escapesIn,
  field,
  keywordArgument,
  type Node,
  piecesOf,
  treeOf,
} from '#transform'
import { checkPrefixed, spaceBefore } from './_literals.ts'

const FUNCTIONS = ['compile', 'findall', 'finditer', 'fullmatch', 'match', 'search', 'split', 'sub', 'subn']

export default defineTransform({
  summary: "Write patterns of regular expressions as raw text: r'\\d' instead of '\\\\d'",
  since: 'any',
  safety: 'safe',
  sameAs: ['RUF039'],
  docs: 'https://docs.python.org/3/library/re.html',
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  where: { callee: ['re', 'regex'].flatMap((module) => FUNCTIONS.map((name) => `${module}.${name}`)) },
  options: {
    all: { default: false, summary: 'Write patterns without any backslash as raw text, too' },
  },
  rewrite({ callee, call }, context) {
    const args = argumentsOf(call)
    const placed = args.filter(({ type }) => type !== 'keyword_argument')
    const takesText = /\.subn?$/.test(context.qualifiedName(callee) ?? '')
    const given = (name: string) => {
      const argument = keywordArgument(args, name)
      return (argument && field(argument, 'value')) ?? []
    }
    const texts = [...(takesText ? placed.slice(1, 2) : []), given('repl')].flat()
    for (const argument of [...placed.slice(0, 1), given('pattern')].flat())
      for (const literal of literalsOf(argument)) makeRaw(context, literal, context.options.all)
    for (const argument of texts) for (const literal of literalsOf(argument)) makeRaw(context, literal, false)
  },
})

/** The texts that an argument is made of. */
function literalsOf(argument: Node): readonly Node[] {
  if (argument.type === 'string') return [argument]
  if (/^(?:parenthesized_expression|concatenated_string|binary_operator)$/.test(argument.type))
    return argument.namedChildren.flatMap(literalsOf)
  return []
}

/** Gives a text the letter r where each of its escapes is a backslash for itself, so that nothing else changes its meaning. */
function makeRaw(context: Context, literal: Node, isAny: boolean): void {
  const [piece, more] = piecesOf(literal) ?? []
  if (!piece || more || piece.isRaw || piece.isFormatted || treeOf(literal).host) return
  const { text } = context
  const escapes = escapesIn(text, piece)
  if ((escapes.length === 0 && !isAny) || !escapes.every(({ start }) => text.charAt(start + 1) === '\\'))
    return
  const { content, quote } = piece
  const raw = text.slice(content.start, content.end).replaceAll('\\\\', '\\')
  // The backslash in front of a quote would keep the text from ending there, and stay in it.
  if (/(?<!\\)(?:\\\\)*\\$/.test(raw)) return
  checkPrefixed(context, literal)
  const start = literal.startIndex
  const letters = piece.prefix.replace(/u/i, '')
  const space = piece.prefix === '' ? spaceBefore(text, start) : ''
  context.replace({ start, end: literal.endIndex }, `${space}${letters}r${quote}${raw}${quote}`)
}
