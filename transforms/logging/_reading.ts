import {
  argumentsOf,
  type Context,
  commentsIn,
  field,
  type Node,
  type Span,
  stringParts,
  withoutParentheses,
} from '#transform'

/** A literal of the message as it is to be written, or the conversion for an expression between two of them. */
export type Part = { readonly literal: Node; readonly text: string } | { readonly conversion: string }
export interface Reading {
  readonly parts: readonly Part[]
  /** Each with the expression that it is made of, where it is one. */
  readonly args: readonly { readonly text: string; readonly node: Node }[]
  /** What is behind the literals, and goes. */
  readonly tail?: Span
}

/** The argument for an expression; of `str(x)` it is the `x`. */
export function operandOf(
  context: Context,
  expression: Node,
  conversion: string,
): { readonly conversion: string; readonly text: string; readonly node: Node } {
  const bare = withoutParentheses(expression)
  if (bare.type === 'list_splat') context.skip('a value is unpacked')
  const callee = bare.type === 'call' ? field(bare, 'function') : undefined
  const made = conversion === '%s' && callee ? context.qualifiedName(callee) : undefined
  const [inner, ...more] = argumentsOf(bare)
  const how = made && { 'builtins.str': '%s', 'builtins.repr': '%r', 'builtins.ascii': '%a' }[made]
  if (how && inner && more.length === 0 && !/_splat$|^keyword_argument$|generator/.test(inner.type))
    return { conversion: how, text: bareText(inner), node: inner }
  if (conversion === '%s') context.refuseOwn(bare, ['__format__'])
  return { conversion, text: bareText(expression), node: expression }
}

/** The text of an argument, in parentheses where it needs them. */
export function bareText(node: Node): string {
  const bare = withoutParentheses(node)
  if (!/^(?:named_expression|yield|expression_list|lambda)$/.test(bare.type)) return bare.text
  return bare.type === 'lambda' ? bare.text : `(${bare.text})`
}

export const PERCENT_ESCAPE = /\\(?:x25|0?45|u0025|U00000025|N\{PERCENT SIGN\})/

/** Text outside of fields, as a %-format has it. */
export function plain(context: Context, source: string, isRaw: boolean, hasBraces: boolean): string {
  if (!isRaw && PERCENT_ESCAPE.test(source)) context.skip('an escape stands for a percent sign')
  const kept = isRaw ? /\{\{|\}\}|%/g : /\\N\{[^}]*\}|\{\{|\}\}|%/g
  return source.replace(kept, (found) =>
    found === '%' ? '%%' : found.startsWith('\\') || !hasBraces ? found : found.charAt(0),
  )
}

export function quoted(context: Context, literal: Node, prefix: string, text: string): string {
  const { quote } = partsOf(context, literal)
  return prefix + quote + text + quote
}

/** The parts of a text literal; skips the site for what is none. */
export function partsOf(context: Context, literal: Node) {
  const parts = stringParts(literal)
  return parts && !parts.isBytes && !/t/i.test(parts.prefix)
    ? parts
    : context.skip('the message is no plain text')
}

export function literalsOf(node: Node): readonly Node[] | undefined {
  if (node.type === 'string') return [node]
  return node.type === 'concatenated_string'
    ? node.namedChildren.filter(({ type }) => type === 'string')
    : undefined
}

export function leaveComments(context: Context, span: Node | Span): void {
  const place = 'startIndex' in span ? { start: span.startIndex, end: span.endIndex } : span
  if (commentsIn(context.module.tree, place).length > 0) context.skip('a comment inside would be lost')
}
