import {
  type Context,
  checkWidth,
  closingDrawnUp,
  defineTransform,
  type Edit,
  field,
  type Node,
  parentOf,
  piecesOf,
  type StringPiece,
  scopeOf,
  withoutParentheses,
} from '#transform'
import { checkEvaluation, checkPlace, operandText, plainText, prefixEdit } from './_fields.ts'
import { parseFormat, type ReplacementField } from './_format-string.ts'

export default defineTransform({
  summary: "Write '{}'.format(x) as an f-string",
  since: '3.6',
  safety: 'safe',
  sameAs: ['UP032', 'flynt'],
  docs: 'https://peps.python.org/pep-0498/',
  query: `
    (call
      function: (attribute
        object: [(string) (concatenated_string) (parenthesized_expression)] @format
        attribute: (identifier) @_method (#eq? @_method "format"))
      arguments: (argument_list) @arguments) @call`,
  anchors: [
    '.format(',
    '.format (',
    '.format \\',
    '.format\\',
    // The line ends behind the dot.
    /'\.(?= ?\\|\r?\n)/,
    /"\.(?= ?\\|\r?\n)/,
    "' . format",
    '" . format',
    "'. format",
    '". format',
  ],
  drops: ['constants'],
  rewrite({ format, arguments: list, call }, context) {
    const pieces = format && piecesOf(withoutParentheses(format))
    if (!pieces || !list || !call || pieces.some(({ isBytes, isFormatted }) => isBytes || isFormatted)) return
    const parsed = parseFormat(context.text, pieces)
    if (typeof parsed === 'string') return context.skip(parsed)
    const { fields, doubled } = parsed
    if (fields.length === 0 && parentOf(call)?.type === 'expression_statement') return
    if (fields.length === 0 && list.namedChildCount > 0)
      context.skip('the text has no field for what it is filled in with')
    checkPlace(context, call)
    if (fields.some(({ startsWithEquals }) => startsWithEquals))
      context.skip('a format that begins with = would be misread in an f-string')
    // CPython 3.12 takes it for an escape in an f-string.
    if (fields.some(({ piece, start, end }) => piece.isRaw && context.text.slice(start, end).includes('\\')))
      context.skip('a format of a raw literal holds a backslash')
    const isOfLocals = takesLocals(context, fields, list)
    const { all, used } = isOfLocals ? { all: [], used: [] } : argumentsOf(context, fields, list)
    checkEvaluation(context, all, used)
    const changed = new Set<StringPiece>()
    const edits: Edit[] = fields.map((field, i) => {
      const { piece, name, nameSpan, accessors, start, end, isNested } = field
      const operand = used[i]
      const behind = context.text.slice(nameSpan.end, end)
      const isPlain = operand && !isNested && accessors.length === 0 && /^(?::|![sra])?\}$/.test(behind)
      const plain = isPlain
        ? plainText(context, call, operand, field, piece, /^![ra]/.test(behind))
        : undefined
      if (!plain || plain.isFormatted) changed.add(piece)
      if (plain) return { start, end, text: plain.text }
      const written = accessors.map((accessor) => accessorText(context, accessor, piece.quote)).join('')
      const span = { start: nameSpan.start, end: behind === ':}' ? end - 1 : nameSpan.end }
      return { ...span, text: operand ? operandText(context, operand, piece, written) : name + written }
    })
    for (const piece of changed) edits.push(prefixEdit(context, piece))
    for (const { piece, start, end } of doubled)
      if (!changed.has(piece)) edits.push({ start: start + 1, end, text: '' })
    edits.push({ start: format.endIndex, end: call.endIndex, text: '' })
    checkWidth(context, { start: call.startIndex, end: call.endIndex }, edits)
    context.edit([...edits, ...closingDrawnUp(context, call, edits)])
  },
})

/** Whether the arguments are `**locals()`, and each field is a variable of the very scope. */
function takesLocals(context: Context, fields: readonly ReplacementField[], list: Node): boolean {
  const [splat, ...more] = list.namedChildren
  const call = splat?.type === 'dictionary_splat' ? splat.firstNamedChild : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (!callee || more.length > 0 || context.qualifiedName(callee) !== 'builtins.locals') return false
  const scope = scopeOf(list)
  const isOwn = (name: string) =>
    context.module.names.bindings(name).some((binding) => binding.scope === scope)
  if (scope.kind === 'comprehension' || !fields.every(({ name }) => isOwn(name)))
    return context.skip('a field is no variable of the scope that locals() gives')
  return true
}

/** The arguments in the order of the call, and in that of the fields. */
function argumentsOf(
  context: Context,
  fields: readonly ReplacementField[],
  list: Node,
): { all: Node[]; used: Node[] } {
  const positional: Node[] = []
  const named = new Map<string, Node>()
  const all: Node[] = []
  for (const argument of list.namedChildren) {
    if (argument.type === 'comment') continue
    if (/splat/.test(argument.type)) context.skip('the arguments are unpacked')
    const isNamed = argument.type === 'keyword_argument'
    const value = isNamed ? field(argument, 'value') : argument
    if (!value) continue
    all.push(value)
    if (isNamed) named.set(field(argument, 'name')?.text ?? '', value)
    else positional.push(value)
  }
  let next = 0
  const used = fields.map(({ name }) => {
    const index = name === '' ? next++ : /^\d+$/.test(name) ? Number(name) : undefined
    const found = index === undefined ? named.get(name) : positional[index]
    return found ?? context.skip('there is no argument for a field: this fails already')
  })
  if (next > 0 && fields.some(({ name }) => /^\d/.test(name)))
    context.skip('some fields are counted and some numbered: this fails already')
  return { all, used }
}

/** `[0]` is an index in both; another key is text without quotes in a format. */
function accessorText(context: Context, accessor: string, quote: string): string {
  if (accessor.startsWith('.')) {
    // A class mangles names in code, not in text.
    if (/^\.__(?!.*__$)/.test(accessor)) context.skip('a class would mangle the private name')
    return accessor
  }
  const key = accessor.slice(1, -1)
  if (/^\d+$/.test(key)) return `[${Number(key)}]`
  if (/[\\'"]/.test(key)) context.skip('a key holds quotes or a backslash')
  const inner = quote[0] === '"' ? "'" : '"'
  return `[${inner}${key}${inner}]`
}
