import {
  argumentsOf,
  type Context,
  type Edit,
  escapesIn,
  field,
  type Node,
  type StringPiece,
  stringParts,
  withoutComments,
  withoutParentheses,
} from '#transform'
import { kindOf, mayBeTuple } from './_kinds.ts'
import type { Conversion } from './_percent.ts'

/** The operands in the order in which they are evaluated, and which of them a conversion takes. */
export function operandsOf(
  context: Context,
  conversions: readonly Conversion[],
  right: Node,
): { all: Node[]; of: (conversion: Conversion, index: number) => Node } {
  const bare = withoutParentheses(right)
  const keyed = conversions.filter(({ key }) => key !== undefined)
  if (keyed.length > 0) {
    const named = keyed.length === conversions.length ? keywordsOf(context, bare) : undefined
    if (named) return named
    if (keyed.length < conversions.length || bare.type !== 'dictionary')
      context.skip('the mapping is not written out: only its keys in the text say what is in it')
    const byKey = new Map<string, Node>()
    const pairs = withoutComments(bare)
    for (const pair of pairs) {
      const key = pair.type === 'pair' ? field(pair, 'key') : undefined
      const parts = key && stringParts(key)
      const value = field(pair, 'value')
      if (!parts || !value || parts.isBytes || parts.isFormatted || parts.hasEscapes)
        return context.skip('a key of the mapping is no plain text')
      byKey.set(context.text.slice(parts.content.start, parts.content.end), value)
    }
    if (byKey.size < pairs.length) context.skip('a key of the mapping is given twice')
    return {
      all: [...byKey.values()],
      of: ({ key = '' }) => byKey.get(key) ?? context.skip('the mapping has no such key: this fails already'),
    }
  }
  const operands = bare.type === 'tuple' ? withoutComments(bare) : [bare]
  if (operands.some(({ type }) => type === 'list_splat')) context.skip('the number of operands is not known')
  if (operands.length !== conversions.length)
    context.skip(
      bare.type === 'tuple' || !/^(?:tuple|unknown)$/.test(kindOf(context, right))
        ? 'there are not as many operands as conversions: this fails already'
        : 'the operand is taken apart, and how many parts it has is not known',
    )
  if (bare.type !== 'tuple') {
    const kind = kindOf(context, right)
    if (kind === 'unknown') context.review('were the operand a tuple, % would take it apart')
    if (kind === 'tuple' || (kind === 'unknown' && !context.isPutOff && mayBeTuple(context, right)))
      context.skip('the operand is a tuple, which % takes apart')
  }
  return { all: operands, of: (_, index) => operands[index] as Node }
}

/** The operands of `dict(a=1, b=2)`, by their names. */
function keywordsOf(
  context: Context,
  call: Node,
): { all: Node[]; of: (conversion: Conversion) => Node } | undefined {
  const callee = call.type === 'call' ? field(call, 'function') : undefined
  if (!callee || context.qualifiedName(callee) !== 'builtins.dict') return undefined
  const byName = new Map<string, Node>()
  for (const argument of argumentsOf(call)) {
    const [name, value] = [field(argument, 'name'), field(argument, 'value')]
    if (argument.type !== 'keyword_argument' || !name || !value) return undefined
    byName.set(name.text, value)
  }
  return {
    all: [...byName.values()],
    of: ({ key = '' }) => byName.get(key) ?? context.skip('the mapping has no such key: this fails already'),
  }
}

/** Braces stand for themselves in the old text; those of `\N{…}` are no braces. */
export function doubledBraces(
  context: Context,
  piece: StringPiece,
  conversions: readonly Conversion[],
): Edit[] {
  const names = escapesIn(context.text, piece).filter(({ start }) => context.text[start + 1] === 'N')
  const taken = [...names, ...conversions]
  const edits: Edit[] = []
  for (let at = piece.content.start; at < piece.content.end; at++) {
    const char = context.text[at]
    if ((char === '{' || char === '}') && !taken.some(({ start, end }) => start <= at && at < end))
      edits.push({ start: at, end: at, text: char })
  }
  return edits
}
