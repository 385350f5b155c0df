import {
  ancestorsOf,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isInsideBrackets,
  isKeyword,
  type Node,
  parentOf,
  stringParts,
} from '#transform'

const PRIMARY =
  /^(?:identifier|attribute|call|subscript|parenthesized_expression|list|dictionary|set|tuple|string|\w+_comprehension)$/

export default defineTransform({
  summary: 'Replace getattr, setattr and delattr with a constant name by plain attribute access',
  since: 'any',
  safety: 'safe',
  sameAs: ['B009', 'B010', 'B043'],
  docs: 'https://docs.python.org/3/library/functions.html#getattr',
  drops: ['constants'],
  query: '(call function: (_) @callee) @call',
  where: { callee: ['builtins.getattr', 'builtins.setattr', 'builtins.delattr'] },
  rewrite({ call, callee }, context) {
    const does = context.qualifiedName(callee)
    const isSet = does === 'builtins.setattr'
    const args = argumentsOf(call)
    const [object, name, value] = args
    if (
      !object ||
      !name ||
      args.length !== (isSet ? 3 : 2) ||
      args.some(({ type }) => /_splat$|^keyword_/.test(type))
    )
      return
    const parts = stringParts(name)
    if (!parts || parts.isFormatted || parts.isBytes || parts.hasEscapes) return
    const attribute = context.text.slice(parts.content.start, parts.content.end)
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(attribute) || isKeyword(attribute) || attribute === '__debug__')
      return
    // In a class __x would be written _Class__x, which getattr does not do.
    if (attribute.startsWith('__') && !attribute.endsWith('__') && isInClass(call)) return
    const isWrapped = !PRIMARY.test(object.type) || (object.text.includes('\n') && !isInsideBrackets(call))
    const access = `${isWrapped ? `(${object.text})` : object.text}.${attribute}`
    const statement = parentOf(call)
    if (does === 'builtins.delattr') {
      if (statement?.type !== 'expression_statement' || statement.namedChildCount !== 1) return
      return context.replace(call, `del ${access}`)
    }
    if (!isSet) {
      if (statement?.type === 'expression_statement') return context.skip('it is read for what reading does')
      return context.replace(call, access)
    }
    if (statement?.type !== 'expression_statement' || !value || statement.namedChildCount !== 1) return
    if (value.type === 'named_expression' || value.type === 'yield') return
    if (object.text.includes('(') && value.text.includes('('))
      return context.skip('an assignment would work out the value before the object')
    if (isRebound(object, value)) return context.skip('the value binds the name of the object')
    if (/[.[]/.test(object.text) && mayAct(context, value))
      context.review(`an assignment works out the value before it looks up ${object.text}`)
    const isLong =
      value.text.includes('\n') &&
      !/^(?:call|list|dictionary|set|tuple|parenthesized_expression|subscript|\w+_comprehension)$/.test(
        value.type,
      )
    context.replace({ start: call.startIndex, end: value.startIndex }, `${access} = ${isLong ? '(' : ''}`)
    context.replace({ start: value.endIndex, end: call.endIndex }, isLong ? ')' : '')
  },
})

/** Whether `:=` in the value gives a name of the object another value. */
function isRebound(object: Node, value: Node): boolean {
  const names = value.descendantsOfType('named_expression').map((one) => field(one, 'name')?.text)
  return [object, ...object.descendantsOfType('identifier')].some(({ text }) => names.includes(text))
}

/** Whether working out the value may change other objects: builtins are taken not to, as attributes are. */
function mayAct(context: Context, value: Node): boolean {
  return [value, ...value.descendantsOfType(['call', 'await', 'yield'])].some((node) => {
    const callee = node.type === 'call' ? field(node, 'function') : undefined
    if (callee) return !/^builtins\.(?!next$|setattr$|exec$|eval$)/.test(context.qualifiedName(callee) ?? '')
    return node.type === 'await' || node.type === 'yield'
  })
}

function isInClass(node: Node): boolean {
  return [...ancestorsOf(node)].some(({ type }) => type === 'class_definition')
}
