import {
  type Context,
  defineTransform,
  field,
  type Node,
  parentOf,
  piecesOf,
  table,
  withoutComments,
  withoutParentheses,
} from '#transform'
import { alignedLines } from './_alignment.ts'
import { fieldAround, spaceBefore } from './_literals.ts'

/** What each class makes when it is called with nothing. */
const EMPTY: Readonly<Record<string, string>> = table({
  str: "''",
  unicode: "''",
  bytes: "b''",
  int: '0',
  float: '0.0',
  bool: 'False',
  complex: '0j',
})

export default defineTransform({
  summary: "Write str('text'), int(1) and their like as the literal alone",
  since: 'any',
  safety: 'safe',
  sameAs: ['UP018'],
  docs: 'https://docs.python.org/3/library/functions.html#func-str',
  query: '(call function: (identifier) @name arguments: (argument_list) @arguments) @call',
  anchors: [
    /\b(?:str|unicode|bytes|int|float|bool|complex)\b ?\(\s*(?:[()'"+\-.\d]|[bBuUrRfF]{1,2}['"]|True|False)/,
  ],
  rewrite({ name, arguments: list, call }, context) {
    const kind = classNamed(context, name)
    if (!kind) return
    if (kind === 'str' && isFirstStatement(call)) context.review('the text becomes a docstring')
    const [given, more] = withoutComments(list)
    if (more) return
    if (isMisused(call, kind)) return context.skip('Python warns of a literal that is called or subscripted')
    const value = given && withoutParentheses(given)
    if (!value) {
      if (fieldAround(call)) context.skip('a quote may not fit into the f-string around it')
      return context.replace(call, written(context, call, EMPTY[kind] ?? '', kind))
    }
    if (classOfLiteral(value) !== kind) return
    if (value.startPosition.row === value.endPosition.row)
      return context.replace(call, written(context, call, value.text, kind))
    // Strings in a row over several lines need the parentheses of the call.
    if (value.type === 'concatenated_string') {
      context.remove(name)
      context.edit(alignedLines(context, name, name.text.length))
      // With a comma they would be those of a tuple.
      const comma = list.children.find(({ type }) => type === ',')
      if (comma) context.remove(comma)
    } else context.replace(call, written(context, call, value.text, kind))
  },
})

/** Whether it is a statement of its own that nothing but imports stands before. */
function isFirstStatement(call: Node): boolean {
  const statement = parentOf(call)
  if (statement?.type !== 'expression_statement') return false
  for (let at = statement.previousNamedSibling; at; at = at.previousNamedSibling)
    if (at.type !== 'comment' && !/^(?:future_)?import_/.test(at.type)) return false
  return true
}

/** Python has no warning for `int(1)[0]`, which fails as `1[0]` does. */
function isMisused(call: Node, kind: string): boolean {
  let at = call
  let up = parentOf(call)
  while (up?.type === 'parenthesized_expression') [at, up] = [up, parentOf(up)]
  if (up?.startIndex !== at.startIndex) return false
  return up.type === 'call' || (up.type === 'subscript' && kind !== 'str' && kind !== 'bytes')
}

function classNamed(context: Context, name: Node): string | undefined {
  const { text } = name
  if (text === 'unicode')
    return context.module.names.resolve(text, name).kind === 'unbound' ? 'str' : undefined
  return context.isBuiltin(text, name) || context.qualifiedName(name) === `builtins.${text}`
    ? text
    : undefined
}

/** The class that a literal surely is an instance of; a sign belongs to a number. */
function classOfLiteral(value: Node): string | undefined {
  if (value.type === 'integer' || value.type === 'float')
    return /j$/i.test(value.text) ? 'complex' : value.type === 'integer' ? 'int' : 'float'
  if (value.type === 'true' || value.type === 'false') return 'bool'
  if (value.type === 'unary_operator') {
    const operand = field(value, 'argument')
    const isSign = /^[-+]/.test(value.text)
    return isSign && (operand?.type === 'integer' || operand?.type === 'float')
      ? classOfLiteral(operand)
      : undefined
  }
  const pieces = piecesOf(value)
  if (!pieces || pieces.some(({ prefix }) => /t/i.test(prefix))) return undefined
  return pieces[0]?.isBytes ? 'bytes' : 'str'
}

/** Numbers bind their own way: `int(-1) ** 2`, `int(1).real`, `float(1)if x`. */
function written(context: Context, call: Node, literal: string, kind: string): string {
  const before = spaceBefore(context.text, call.startIndex)
  if (kind === 'str' || kind === 'bytes') return before + literal
  const parent = parentOf(call)
  const isFirst = parent?.startIndex === call.startIndex
  const isBound =
    (isFirst && /^(?:attribute|subscript|call)$/.test(parent.type)) ||
    (/^[-+]/.test(literal) && /operator$|^await$/.test(parent?.type ?? '')) ||
    // A sign on a line above its number needs the brackets of the call.
    literal.includes('\n')
  const after = /\w/.test(context.text.charAt(call.endIndex)) ? ' ' : ''
  return before + (isBound ? `(${literal})` : literal) + after
}
