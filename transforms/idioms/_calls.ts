import { type Context, field, isInsideBrackets, type Node, parentOf, withoutComments } from '#transform'

/** The positional arguments of a call, when it has no others. */
export function plainArguments(call: Node): Node[] | undefined {
  const list = field(call, 'arguments')
  if (list?.type !== 'argument_list') return undefined
  const args = withoutComments(list)
  const isPlain = args.every(
    ({ type }) => !/^(?:keyword_argument|list_splat|dictionary_splat|parenthesized_list_splat)$/.test(type),
  )
  return isPlain ? args : undefined
}

/** The call whose function `callee` is. */
export function callOf(callee: Node): Node | undefined {
  const call = parentOf(callee)
  return call?.type === 'call' && field(call, 'function')?.id === callee.id ? call : undefined
}

const PRIMARY =
  /^(?:identifier|attribute|call|subscript|string|concatenated_string|list|dictionary|set|tuple|parenthesized_expression|\w+_comprehension|generator_expression|true|false|none|ellipsis)$/
const CLOSED =
  /^(?:parenthesized_expression|list|dictionary|set|tuple|\w+_comprehension|generator_expression|string)$/

const ENCLOSING =
  /^(?:argument_list|assignment|expression_statement|keyword_argument|list|parenthesized_expression|return_statement)$/

/** What holds sums and their like without parentheses. */
const LOOSER =
  /^(?:assert_statement|augmented_assignment|boolean_operator|comparison_operator|conditional_expression|expression_list|for_in_clause|for_statement|if_clause|not_operator|pair|set|slice|subscript|tuple)$/

/** Whether what stands for a whole call is an operand of what is around it, which may bind tighter. */
function isOperand(arg: Node, call: Node): boolean {
  const around = parentOf(call)
  if (!around || ENCLOSING.test(around.type)) return false
  if (!/^(?:binary|unary)_operator$/.test(arg.type)) return true
  return !LOOSER.test(around.type) || field(around, 'value')?.id === call.id
}

/** Whether an argument needs parentheses of its own where those of the call go. */
function needsParentheses(arg: Node, call: Node, asOperand: boolean): boolean {
  if (asOperand ? !PRIMARY.test(arg.type) : /^(?:named_expression|yield)$/.test(arg.type)) return true
  if (!arg.text.includes('\n') || CLOSED.test(arg.type) || isInsideBrackets(call)) return false
  // A line break between brackets of its own may stay.
  const outside = arg.descendantsOfType([
    'argument_list',
    'subscript',
    'list',
    'dictionary',
    'tuple',
    'string',
  ])
  let rest = arg.text
  for (const { text } of outside) rest = rest.replace(text.slice(text.search(/[[({"']/)), '')
  return rest.includes('\n')
}

/**
 * Rewrites a call of plain arguments by a pattern in which `$0` and `$1` stand for them: the text of the arguments itself
 * stays untouched. An argument that a `.` or `[` follows in the pattern gets parentheses where it needs them.
 */
export function rewriteCall(context: Context, call: Node, args: readonly Node[], pattern: string): void {
  const pieces = pattern.split(/\$(\d)/)
  let at = call.startIndex
  let text = pieces[0] ?? ''
  for (let i = 1; i < pieces.length; i += 2) {
    const arg = args[Number(pieces[i])]
    const next = pieces[i + 1] ?? ''
    if (!arg) return
    const isBare = pattern === '$0' && isOperand(arg, call)
    const isWrapped = needsParentheses(arg, call, isBare || /^[.[(]/.test(next))
    context.edit([{ start: at, end: arg.startIndex, text: text + (isWrapped ? '(' : '') }])
    text = (isWrapped ? ')' : '') + next
    at = arg.endIndex
  }
  context.edit([{ start: at, end: call.endIndex, text }])
}
