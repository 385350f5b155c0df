import {
  boundNames,
  type Context,
  field,
  type Node,
  onOneLine,
  signsOf,
  table,
  withoutParentheses,
} from '#transform'

/** What a loop says before its body. */
export interface Header {
  readonly names: readonly string[]
  readonly target: Node
  readonly items: Node
  readonly isAsync: boolean
}

/** What a `for` statement goes through, where a comprehension can do so as well. */
export function headerOf(loop: Node): Header | undefined {
  const [target, items] = [field(loop, 'left'), field(loop, 'right')]
  const names = target && boundNames(target)
  if (!target || !items || !names) return undefined
  const repeated = names.filter((name, index) => names.indexOf(name) < index)
  // What is only there to take a place is no matter, as long as nothing reads it.
  const body = field(loop, 'body')?.text ?? ''
  if (repeated.some((name) => !/^_+$/.test(name) || new RegExp(`(?<!\\w)${name}(?!\\w)`).test(body)))
    return undefined
  return { names: [...new Set(names)], target, items, isAsync: loop.firstChild?.type === 'async' }
}

/** `for x in y` as it stands in a comprehension. Skips the site where an expression cannot be put on one line. */
export function clauseOf(context: Context, header: Header): string {
  const { target, items, isAsync } = header
  const isLoose = /^(?:lambda|conditional_expression)$/.test(items.type)
  const source = itemsOf(context, header)
  return `${isAsync ? 'async ' : ''}for ${textOf(context, target)} in ${isLoose ? `(${source})` : source}`
}

/** What the loop goes through, as an argument of its own. */
export function itemsOf(context: Context, { items }: Header): string {
  const bare = withoutParentheses(items)
  const isLoose = /^(?:lambda|conditional_expression|named_expression|yield)$/.test(bare.type)
  const source = textOf(context, isLoose ? items : bare)
  return bare.type === 'expression_list' ? `(${source})` : source
}

/** The text of an expression on one line. Skips the site where there is none. */
export function textOf(context: Context, node: Node): string {
  return onOneLine(node) ?? context.skip('what it holds cannot be put on one line')
}

/** Operators that a negation turns into their opposite, whatever is compared. */
const OPPOSITES: Readonly<Record<string, string>> = table({
  is: 'is not',
  'is not': 'is',
  in: 'not in',
  'not in': 'in',
})

/** A comparison turned round: `x not in y` for `x in y`. Undefined where `not` has to say it. */
export function opposite(
  context: Context,
  condition: Node,
  more: Readonly<Record<string, string>> = {},
): string | undefined {
  const bare = withoutParentheses(condition)
  const [left, right, third] = bare.type === 'comparison_operator' ? bare.namedChildren : []
  const written = signsOf(bare)[0]?.type ?? ''
  const operator = OPPOSITES[written] ?? more[written]
  if (!left || !right || third || !operator) return undefined
  if (!OPPOSITES[written]) context.review('!= is taken for the opposite of ==')
  return `${textOf(context, left)} ${operator} ${textOf(context, right)}`
}

/** What is true when the condition is not. */
export function negated(context: Context, condition: Node): string {
  const bare = withoutParentheses(condition)
  const denied = bare.type === 'not_operator' ? field(bare, 'argument') : undefined
  if (denied) return textOf(context, withoutParentheses(denied))
  const turned = opposite(context, bare, { '==': '!=', '!=': '==' })
  if (turned) return turned
  const text = textOf(context, bare)
  return /^(?:boolean_operator|conditional_expression|lambda|named_expression)$/.test(bare.type)
    ? `not (${text})`
    : `not ${text}`
}
