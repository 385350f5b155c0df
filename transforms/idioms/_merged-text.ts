import {
  type Context,
  type Edit,
  enclosingClass,
  escapesIn,
  field,
  type Node,
  piecesOf,
  type StringPiece,
  sameNode,
  table,
  withoutParentheses,
} from '#transform'
import { plainArguments } from './_calls.ts'
import { operandText } from './_fields.ts'
import { kindOf } from './_kinds.ts'
import { spaceBefore } from './_literals.ts'
import { doubledBraces } from './_operands.ts'

/** What a text is put together from, in order: literals, and expressions that give the rest. */
export type Part = StringPiece | { readonly expression: Node }

/** The literals that an expression is made of, or the expression itself; undefined for bytes and t-strings. */
export function partsOf(expression: Node): readonly Part[] | undefined {
  const pieces = piecesOf(withoutParentheses(expression))
  if (!pieces) return [{ expression }]
  return pieces.some(({ isBytes, prefix }) => isBytes || /t/i.test(prefix)) ? undefined : pieces
}

/** Whether the expression is to become a text itself, which then goes into the one around it. */
export function isMergedFirst(context: Context, expression: Node): boolean {
  const bare = withoutParentheses(expression)
  if (bare.type === 'binary_operator')
    return (
      context.runsWith('idioms/concat-to-fstring') &&
      field(bare, 'operator')?.type === '+' &&
      summandsOf(bare).some((summand) => piecesOf(summand))
    )
  const [items, more] = field(bare, 'arguments')?.namedChildren ?? []
  return (
    context.runsWith('idioms/join-to-fstring') &&
    /^["'][^"']*["']\.join\b/.test(bare.text) &&
    /^(?:list|tuple)$/.test(items?.type ?? '') &&
    !more &&
    !items?.namedChildren.some(({ type }) => type === 'list_splat')
  )
}

/**
 * Skips the site where a method adds its own object: only a str can be, and its `__str__`, which an f-string calls, may
 * be another text, or this very method.
 */
export function refuseSelf(context: Context, expressions: readonly Node[]): void {
  for (const expression of expressions) {
    const bare = withoutParentheses(expression)
    if (bare.type !== 'identifier') continue
    const [binding] = context.module.bindingsOf(bare)
    const owner = binding?.kind === 'parameter' ? binding.owner : undefined
    const first = owner && field(owner, 'parameters')?.firstNamedChild
    if (binding && sameNode(first, binding.node) && enclosingClass(binding.owner))
      context.skip(`${bare.text} is a str of another class, which __str__ may write in another way`)
  }
}

/** What is added up, from left to right. */
export function summandsOf(sum: Node): Node[] {
  const operands: Node[] = []
  let left = sum
  while (left.type === 'binary_operator' && field(left, 'operator')?.type === '+') {
    const [next, right] = [field(left, 'left'), field(left, 'right')]
    if (!next || !right) break
    operands.unshift(right)
    left = next
  }
  return [left, ...operands]
}

/** Whether the expression surely gives a plain text. */
export function isText(context: Context, expression: Node): boolean {
  return kindOf(context, expression) === 'str'
}

/**
 * The parts as one literal for the place of `site`: an f-string where there is an expression or a field among them.
 * @param beside whose quotes it takes when no part has any
 */
export function mergedText(
  context: Context,
  parts: readonly Part[],
  site: Node,
  beside?: StringPiece,
): string {
  const isFormatted = parts.some((part) => 'expression' in part || part.isFormatted)
  const piece = parts.find((part) => 'node' in part) ?? beside
  if (!piece) return context.skip('there is no literal to take the quotes of')
  const quote = quoteFor(context, [piece, ...parts])
  let text = ''
  for (const part of parts)
    if ('expression' in part) text += `{${fieldOf(context, part.expression, { ...piece, quote })}}`
    else {
      const content = contentOf(context, part, isFormatted)
      if (/\\[0-7]{1,2}$/.test(text) && /^[0-7]/.test(content))
        context.skip('an escape would run into the text behind it')
      text += content
    }
  return `${spaceBefore(context.text, site.startIndex)}${isFormatted ? 'f' : ''}${quote}${text}${quote}`
}

/** The quotes of the first literal that none of the texts holds. */
function quoteFor(context: Context, parts: readonly Part[]): string {
  const pieces = parts.filter((part) => 'node' in part)
  if (pieces.some(({ node }) => node.text.includes('\n'))) context.skip('a text goes over several lines')
  const fits = (quote: string) =>
    pieces.every((piece) => {
      const content = context.text.slice(piece.content.start, piece.content.end)
      const isAsIs = piece.quote === quote && !piece.isFormatted
      return isAsIs || !content.includes(quote)
    })
  return (
    [pieces[0]?.quote[0] ?? '"', '"', "'"].find(fits) ?? context.skip('the texts hold both kinds of quotes')
  )
}

/** The text between the quotes, as it is written in a literal without a prefix, or in an f-string. */
function contentOf(context: Context, piece: StringPiece, isFormatted: boolean): string {
  const { start, end } = piece.content
  let content = context.text.slice(start, end)
  if (piece.isRaw && content.includes('\\')) context.skip('a raw text holds a backslash')
  if (!isFormatted || piece.isFormatted) return content
  const isBrace = (index: number) => /[{}]/.test(context.text.charAt(index))
  if (escapesIn(context.text, piece).some((known) => !known.isKnown && isBrace(known.start + 1)))
    context.skip('a backslash before a brace, which is no escape: write two backslashes first')
  for (const brace of doubledBraces(context, piece, []).reverse()) content = inserted(content, brace, start)
  return content
}

function inserted(content: string, { start, text }: Edit, offset: number): string {
  return content.slice(0, start - offset) + text + content.slice(start - offset)
}

const CONVERSIONS: Readonly<Record<string, string>> = table({
  'builtins.str': '!s',
  'builtins.repr': '!r',
  'builtins.ascii': '!a',
})

/** What stands in the field: of `str(x)` the x with a conversion. */
function fieldOf(context: Context, expression: Node, piece: StringPiece): string {
  const bare = withoutParentheses(expression)
  const callee = bare.type === 'call' ? field(bare, 'function') : undefined
  const conversion = callee && CONVERSIONS[context.qualifiedName(callee) ?? '']
  const [argument, ...more] = (conversion && plainArguments(bare)) || []
  return argument && more.length === 0
    ? operandText(context, argument, piece).trimEnd() + conversion
    : operandText(context, expression, piece)
}
