import {
  ancestorsOf,
  argumentsOf,
  type Context,
  checkWidth,
  defineTransform,
  field,
  hasSplat,
  type Node,
  scopeOf,
  spanOf,
  wordsIn,
} from '#transform'

export default defineTransform({
  summary: 'Give each key of dict.fromkeys a list, dict or set of its own',
  since: 'any',
  safety: 'review',
  sameAs: ['RUF024'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#dict.fromkeys',
  query: '(call function: (_) @callee arguments: (argument_list . (_) @keys . (_) @value .)) @call',
  where: { callee: 'builtins.dict.fromkeys' },
  drops: ['names'],
  rewrite({ keys, value, call }, context) {
    const args = call ? argumentsOf(call) : []
    if (!keys || !value || !call || hasSplat(args) || !isFresh(context, value)) return
    if (args.some(({ type }) => type === 'keyword_argument')) return
    // In a comprehension a value is evaluated once for each key, and sees no names of a class body.
    if (
      value
        .descendantsOfType(['call', 'await', 'yield', 'named_expression'])
        .some(({ id }) => id !== value.id)
    )
      return context.skip('the value is made by a call, which would be made once for each key')
    if (/\b(?:await|yield)\b|:=/.test(keys.text) || keys.type === 'generator_expression')
      return context.skip('the keys are no plain expression')
    if (scopeOf(call).kind === 'class' && value.descendantsOfType('identifier').length > 0)
      return context.skip('a comprehension does not see the names of the class')
    const name = ['key', 'name', 'item'].find((one) => [...wordsIn(value.text, one)].length === 0)
    if (name === undefined) return context.skip('the value reads the names that a key could have')
    const isBare = keys.type !== 'lambda' && keys.type !== 'conditional_expression'
    const made = `{${name}: ${value.text} for ${name} in ${isBare ? keys.text : `(${keys.text})`}}`
    // In a field of an f-string two braces side by side are one that is meant as text.
    const isField = [...ancestorsOf(call)].some(({ type }) => type === 'interpolation')
    const space = (index: number, brace: string) => (isField && context.text[index] === brace ? ' ' : '')
    const text = space(call.startIndex - 1, '{') + made + space(call.endIndex, '}')
    context.review('all keys share one value until now: whoever counts on that sees several')
    const edit = { start: call.startIndex, end: call.endIndex, text }
    checkWidth(context, spanOf(call), [edit])
    context.edit([edit])
  },
})

/** Whether an expression makes a container that can be changed. */
function isFresh(context: Context, value: Node): boolean {
  if (/^(?:list|dictionary|set)(?:_comprehension)?$|^dictionary_comprehension$/.test(value.type)) return true
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  if (!callee || argumentsOf(value).length > 0) return false
  return /^(?:builtins\.(?:list|dict|set|bytearray)|collections\.(?:deque|Counter|OrderedDict))$/.test(
    context.qualifiedName(callee) ?? '',
  )
}
