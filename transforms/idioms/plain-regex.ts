import {
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  isInstanceOf,
  type Node,
  onlyTruthMatters,
  onOneLine,
  parentOf,
  signsOf,
  spanOf,
  stringParts,
  textValue,
  withoutParentheses,
} from '#transform'
import { plainArguments } from './_calls.ts'
import { spaceBefore } from './_literals.ts'

export default defineTransform({
  summary:
    "Write re.sub('a', 'b', text) as text.replace('a', 'b'), likewise search, match, fullmatch and split",
  since: 'any',
  safety: 'safe',
  recipes: ['standards'],
  sameAs: ['RUF055'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#string-methods',
  drops: ['names', 'constants', 'negations'],
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  where: { callee: ['sub', 'search', 'match', 'fullmatch', 'split'].map((name) => `re.${name}`) },
  rewrite({ callee, call }, context) {
    const args = plainArguments(call)
    const [first] = args ?? []
    const pattern = first && literalOf(context, first)
    if (!args || !pattern || pattern.value === '' || /[.^$*+?{}[\]\\|()]/.test(pattern.value)) return
    const name = (context.qualifiedName(callee) ?? '').slice('re.'.length)
    if (args.length !== (name === 'sub' ? 3 : 2)) return
    const subject = args.at(-1)
    if (!subject) return
    const place =
      name === 'sub' || name === 'split' ? { site: call, isNegated: false } : questionOf(context, call)
    if (!place) return
    const replacement = name === 'sub' && args[1] ? literalOf(context, args[1]) : undefined
    if (name === 'sub' && (!replacement || replacement.value.includes('\\'))) return
    if (commentsIn(context.module.tree, spanOf(place.site)).length > 0)
      return context.skip('a comment would be lost')
    const text = onOneLine(subject)
    if (text === undefined) return context.skip('the text cannot be put on one line')
    if (!isInstanceOf(context, subject, [pattern.isBytes ? 'builtins.bytes' : 'builtins.str']))
      context.review(
        `what is no ${pattern.isBytes ? 'bytes' : 'str'}, or of a class of its own, may answer in another way`,
      )
    const written = rewritten(name, pattern.text, replacement?.text ?? '', subject, text, place.isNegated)
    const edits = [
      { ...spanOf(place.site), text: spaceBefore(context.text, place.site.startIndex) + written },
    ]
    checkWidth(context, spanOf(place.site), edits)
    context.edit(edits)
  },
})

function rewritten(
  name: string,
  pattern: string,
  replacement: string,
  subject: Node,
  text: string,
  isNegated: boolean,
): string {
  const isPrimary = /^(?:attribute|call|identifier|parenthesized_expression|string|subscript)$/.test(
    subject.type,
  )
  const object = isPrimary ? text : `(${text})`
  // A name or a call; all else could fall apart beside an operator.
  const operand = isPrimary || subject.type === 'binary_operator' ? text : object
  switch (name) {
    case 'sub':
      return `${object}.replace(${pattern}, ${replacement})`
    case 'split':
      return `${object}.split(${pattern})`
    case 'search':
      return `${pattern} ${isNegated ? 'not in' : 'in'} ${operand}`
    case 'fullmatch':
      return `${operand} ${isNegated ? '!=' : '=='} ${pattern}`
    default:
      return `${isNegated ? 'not ' : ''}${object}.startswith(${pattern})`
  }
}

/** A literal without a field: what it stands for, and how it is written where it needs no `r`. */
function literalOf(
  context: Context,
  argument: Node,
): { readonly value: string; readonly text: string; readonly isBytes: boolean } | undefined {
  const parts = stringParts(argument)
  const value = parts && textValue(context.text, parts)
  if (!parts || value === undefined || argument.text.includes('\n')) return undefined
  const isRaw = parts.isRaw && !value.includes('\\')
  const text = isRaw
    ? parts.prefix.replace(/r/i, '') + argument.text.slice(parts.prefix.length)
    : argument.text
  return { value, text, isBytes: parts.isBytes }
}

/** Where only is asked whether there is a match: the whole question, and whether it asks for the opposite. */
function questionOf(
  context: Context,
  call: Node,
): { readonly site: Node; readonly isNegated: boolean } | undefined {
  let inner = call
  let up = parentOf(call)
  while (up?.type === 'parenthesized_expression') {
    inner = up
    up = parentOf(up)
  }
  if (up?.type === 'not_operator') return { site: up, isNegated: true }
  if (up?.type === 'comparison_operator') {
    const [left, right, more] = up.namedChildren
    const operator = signsOf(up)[0]?.text.replace(/\s+/g, ' ')
    if (more || left?.id !== inner.id || right?.type !== 'none' || !/^is(?: not)?$/.test(operator ?? ''))
      return undefined
    if (parentOf(up)?.type === 'not_operator') return undefined
    return { site: up, isNegated: operator === 'is' }
  }
  const asked = up?.type === 'argument_list' && up.namedChildCount === 1 ? parentOf(up) : undefined
  const callee = asked?.type === 'call' ? field(asked, 'function') : undefined
  const isBool = callee !== undefined && context.qualifiedName(callee) === 'builtins.bool'
  if (!isBool && !onlyTruthMatters(call)) return undefined
  return { site: withoutParentheses(inner).id === call.id ? inner : call, isNegated: false }
}
