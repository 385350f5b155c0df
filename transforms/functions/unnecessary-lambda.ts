import {
  type Context,
  commentsIn,
  defineTransform,
  field,
  functionNamed,
  isWithin,
  lineEnd,
  type Node,
  parenthesesAround,
  parentOf,
  type Scope,
  scopeOf,
  stringParts,
  withoutComments,
  withoutParentheses,
} from '#transform'

/** They look at the frame that calls them. */
const LOOKS_AT_CALLER =
  /^(?:builtins\.(?:__import__|breakpoint|dir|eval|exec|globals|locals|super|vars)|inspect\..*|sys\._getframe|warnings\.warn)$/

/** They call what they are given with as many arguments as it is written for, and ask it for nothing else. */
const CALLS_ONLY =
  /^(?:builtins\.(?:filter|map|max|min|sorted)|collections\.defaultdict|functools\.reduce|itertools\.(?:accumulate|dropwhile|filterfalse|groupby|starmap|takewhile))$/

/** It sets attributes of the function that it is given. */
const WRAPS = /^functools\.update_wrapper$/

/** They set a function on a class, or look at what it is. */
const LOOKS_AT_FUNCTION = /^(?:connect|dict|multiple|object|patch\w*|setattr|type|\w*Mock)$/

export default defineTransform({
  summary: 'Write lambda x: f(x) as f',
  since: 'any',
  safety: 'safe',
  sameAs: ['PLW0108'],
  docs: 'https://docs.python.org/3/reference/expressions.html#lambda',
  drops: ['names'],
  query: '(lambda body: (_) @body) @function',
  anchors: ['lambda'],
  rewrite({ body, function: lambda }, context) {
    const call = withoutParentheses(body)
    const list = call.type === 'call' ? field(call, 'arguments') : undefined
    const callee = list?.type === 'argument_list' ? field(call, 'function') : undefined
    const parameters = parametersOf(lambda)
    if (!list || !callee || !parameters) return
    const given = withoutComments(list).map(({ text }) => text)
    if (given.join() !== parameters.join() || !/^(?:identifier|attribute)$/.test(callee.type)) return
    const root = rootOf(callee)
    if (!root || parameters.some((name) => name.replace(/^\*+/, '') === root.text)) return
    const outer = outerCall(lambda)
    if (!outer && !isValue(lambda))
      return context.skip('what it is assigned to may be asked for the lambda, or make a method of it')
    const line = { start: lambda.startIndex, end: lineEnd(context.text, lambda.endIndex) }
    const comments = commentsIn(context.module.tree, line)
    if (comments.some(({ endIndex }) => endIndex <= lambda.endIndex)) context.skip('a comment would be lost')
    if (comments.some(({ text }) => /\bW0108\b|\bPLW0108\b|unnecessary-lambda/.test(text)))
      context.skip('the comment beside it is about the lambda')
    const name = context.qualifiedName(callee) ?? ''
    if (LOOKS_AT_CALLER.test(name)) context.skip(`${callee.text}() looks at the function that calls it`)
    if (outer && LOOKS_AT_FUNCTION.test(lastName(outer.callee)))
      context.skip(`${outer.callee.text} may make a method of it, or ask how many arguments it takes`)
    // `wraps(f)(lambda: f())` would wrap `f` in itself.
    if (outer && (outer.callee.type === 'call' || WRAPS.test(context.qualifiedName(outer.callee) ?? '')))
      context.skip('a decorator may write to the function that it is given')
    if (isAsync(context, callee))
      context.skip(`${callee.text} is a coroutine function, which a lambda is not: who is given it may ask`)
    heedChanges(context, lambda, callee, root)
    const isSafe =
      outer &&
      callee.type === 'identifier' &&
      name.startsWith('builtins.') &&
      CALLS_ONLY.test(context.qualifiedName(outer.callee) ?? '')
    if (!isSafe && callee.type === 'attribute')
      context.review(`${callee.text} has to be there where it is handed on, and takes all its arguments`)
    else if (!isSafe) context.review(`${callee.text} is looked up once, and takes all its arguments`)
    context.replace(lambda, callee.text)
    context.edit(parenthesesAround(context, lambda))
  },
})

/** Whether it is an `async def` of the project: `asyncio.iscoroutinefunction` tells it from a lambda that calls it. */
function isAsync(context: Context, callee: Node): boolean {
  return functionNamed(context, callee)?.node.firstChild?.type === 'async'
}

/** The names of a lambda's parameters with their stars; undefined where one has a default, or can only be given in one way. */
function parametersOf(lambda: Node): string[] | undefined {
  const list = field(lambda, 'parameters')
  if (!list) return []
  const isPlain = /^(?:identifier|list_splat_pattern|dictionary_splat_pattern)$/
  const parameters = withoutComments(list)
  return parameters.every(({ type }) => isPlain.test(type)) ? parameters.map(({ text }) => text) : undefined
}

/** The name, or the literal, that a path of attributes begins with. */
function rootOf(callee: Node): Node | undefined {
  let here = callee
  while (here.type === 'attribute') {
    const object = field(here, 'object')
    if (!object) return undefined
    here = object
  }
  return here.type === 'identifier' || stringParts(here)?.isFormatted === false ? here : undefined
}

/** The call that the lambda is an argument of. */
function outerCall(lambda: Node): { readonly callee: Node } | undefined {
  let list = placeOf(lambda)
  if (list?.type === 'keyword_argument') list = parentOf(list)
  const call = list?.type === 'argument_list' ? parentOf(list) : undefined
  const callee = call && field(call, 'function')
  return callee && { callee }
}

function placeOf(lambda: Node): Node | undefined {
  let up = parentOf(lambda)
  while (up?.type === 'parenthesized_expression') up = parentOf(up)
  return up
}

/** Whether it is handed on as it is: what is assigned in a class is a method. */
function isValue(lambda: Node): boolean {
  const up = placeOf(lambda)
  if (up?.type === 'assignment')
    return field(up, 'left')?.type === 'identifier' && scopeOf(up).kind === 'function'
  return /^(?:conditional_expression|default_parameter|list|pair|return_statement|tuple|typed_default_parameter)$/.test(
    up?.type ?? '',
  )
}

function lastName(callee: Node): string {
  return (callee.type === 'attribute' ? field(callee, 'attribute') : callee)?.text ?? ''
}

/** Skips the site where the function may be another one by the time that the lambda is called. */
function heedChanges(context: Context, lambda: Node, callee: Node, root: Node): void {
  if (root.type !== 'identifier') return
  const bindings = context.module.bindingsOf(root)
  if (bindings.length === 0 && !context.isBuiltin(root.text, root))
    context.skip(`where ${root.text} comes from is not known`)
  if (callee.type === 'attribute' && !isThere(context, callee, root))
    context.skip('the attribute is looked up anew at each call')
  const around = functionScope(lambda)
  for (const { kind, node, owner, context: circumstances } of bindings) {
    const isSettled = kind === 'import' || kind === 'function' || kind === 'class'
    if (!isSettled && (bindings.length > 1 || !/^(?:assignment|parameter)$/.test(kind)))
      context.skip(`${root.text} is bound more than once, and the lambda sees what it is last`)
    if (circumstances === 'loop') context.skip(`${root.text} is another one in each turn of a loop`)
    // What a function runs comes later than all that the module around it binds.
    const runsLater = around && isSettled && !isWithin(node, around)
    const isInside = kind !== 'parameter' && isWithin(lambda, owner) && !(around && isWithin(around, owner))
    if (isInside || (node.startIndex > lambda.startIndex && !runsLater))
      context.skip(`${root.text} is not there yet where the lambda is made`)
  }
}

/** Whether the attribute is a function of an imported module or class, or a method of the class around. */
function isThere(context: Context, callee: Node, root: Node): boolean {
  const bindings = context.module.bindingsOf(root)
  const object = field(callee, 'object')
  const name = context.qualifiedName(callee)
  if (bindings.some(({ kind }) => kind === 'import')) {
    // What is imported by name may be an object, whose attributes come and go.
    const isModule = bindings.every(({ imported, name: local }) => {
      if (!imported || imported.name !== undefined) return false
      return object?.text === (imported.module.startsWith(`${local}.`) ? imported.module : local)
    })
    return name !== undefined && (isModule || /^os\.path\.\w+$/.test(name))
  }
  if (object?.id !== root.id || context.typeOf(callee)?.kind !== 'function') return false
  const method = field(callee, 'attribute')?.text ?? ''
  return !new RegExp(`\\.${method}\\s*(?::[^=\\n]*)?=(?!=)`).test(context.text)
}

/** The def or lambda in whose body the node is worked out. */
function functionScope(node: Node): Node | undefined {
  let scope: Scope | undefined = scopeOf(node)
  while (scope && scope.kind !== 'function' && scope.kind !== 'lambda') scope = scope.parent
  return scope?.node
}
