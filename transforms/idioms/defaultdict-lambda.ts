import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  keywordArgument,
  type Node,
  parentOf,
} from '#transform'

export default defineTransform({
  summary: 'Replace lambdas that make an empty value with the class itself',
  since: 'any',
  safety: 'safe',
  sameAs: ['PIE807'],
  docs: 'https://docs.python.org/3/library/collections.html#collections.defaultdict',
  drops: ['constants'],
  query: `
    (call function: (_) @callee) @call
    (lambda !parameters body: [(list) (dictionary)]) @other`,
  where: { callee: ['collections.defaultdict', 'typing.DefaultDict', 'dataclasses.field'] },
  anchors: ['defaultdict', 'DefaultDict', 'field', 'lambda:'],
  rewrite({ call, callee, other }, context) {
    if (other) return replaceElsewhere(context, other)
    if (!call || !callee) return
    const args = argumentsOf(call)
    const isField = context.qualifiedName(callee) === 'dataclasses.field'
    const given = isField ? keywordArgument(args, 'default_factory') : args[0]
    const factory = given?.type === 'keyword_argument' ? field(given, 'value') : given
    if (factory?.type !== 'lambda' || field(factory, 'parameters')) return
    const body = field(factory, 'body')
    const name = body && classOfEmpty(body)
    if (!name) return
    if (!context.isBuiltin(name, factory)) return context.skip(`${name} is not the builtin here`)
    context.replace(factory, name)
  },
})

/** Others may ask the function for its name, or call it with an argument to see it fail. */
function replaceElsewhere(context: Context, lambda: Node): void {
  const body = field(lambda, 'body')
  const name = body && classOfEmpty(body)
  const up = parentOf(lambda)
  // The value of `(lambda: [])()` is no matter of who makes it.
  if (!name || (up?.type === 'parenthesized_expression' && parentOf(up)?.type === 'call')) return
  const call = up?.type === 'argument_list' ? parentOf(up) : undefined
  const callee = call && field(call, 'function')
  if (
    /^collections\.defaultdict$|^typing\.DefaultDict$|^dataclasses\.field$/.test(
      (callee && context.qualifiedName(callee)) ?? '',
    )
  )
    return
  if (!context.isBuiltin(name, lambda)) context.skip(`${name} is not the builtin here`)
  context.review('a class takes arguments, and has another name, than the lambda')
  context.replace(lambda, name)
}

/** The builtin that gives this value when it is called without arguments. */
function classOfEmpty(body: Node): string | undefined {
  switch (body.type) {
    case 'list':
      return body.namedChildCount === 0 ? 'list' : undefined
    case 'dictionary':
      return body.namedChildCount === 0 ? 'dict' : undefined
    case 'tuple':
      return body.namedChildCount === 0 ? 'tuple' : undefined
    case 'integer':
      return body.text === '0' ? 'int' : /^0[jJ]$/.test(body.text) ? 'complex' : undefined
    case 'float':
      return /^0\.0?$/.test(body.text) ? 'float' : /^0\.0?[jJ]$/.test(body.text) ? 'complex' : undefined
    case 'false':
      return 'bool'
    case 'string':
      return /^(?:''|"")$/.test(body.text) ? 'str' : /^[bB](?:''|"")$/.test(body.text) ? 'bytes' : undefined
    case 'call': {
      const name = /^(list|dict|set|frozenset|tuple|int|float|complex|bool|str|bytes) ?\(\s*\)$/.exec(
        body.text,
      )?.[1]
      return name
    }
    default:
      return undefined
  }
}
