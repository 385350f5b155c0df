import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  type Node,
  parentOf,
  withoutParentheses,
} from '#transform'
import { plainArguments, rewriteCall } from './_calls.ts'
import { sixPath } from './_six.ts'

export default defineTransform({
  summary: 'Raise with the raise statement instead of six.raise_from and six.reraise',
  since: 'any',
  safety: 'safe',
  sameAs: ['pyupgrade'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-raise-statement',
  query: '(expression_statement . (call function: (_) @callee) @call .)',
  anchors: ['raise_from', 'reraise'],
  drops: ['names', 'constants'],
  rewrite({ callee, call }, context) {
    const name = context.qualifiedName(callee)
    const path = name === 'future.utils.raise_from' ? 'raise_from' : sixPath(name, context)
    if (path !== 'raise_from' && path !== 'reraise') return
    const args = plainArguments(call)
    if (path === 'raise_from') {
      if (args?.length !== 2) return context.skip('raise_from() is called in an unusual way')
      return rewriteCall(context, call, args, 'raise $0 from $1')
    }
    if (!args) return reraiseTuple(call, context)
    const [type, given, traceback] = args
    const value = given && withoutParentheses(given)
    if (!type || !value || args.length > 3) return context.skip('reraise() is called in an unusual way')
    if (value.type === 'string') return context.skip('reraise() takes an exception, not its message')
    if (value.type === 'none') {
      const pattern = traceback ? '$0().with_traceback($2)' : 'raise $0()'
      return rewriteCall(context, call, args, traceback ? `raise ${pattern}` : pattern)
    }
    if (isParameter(value, context))
      context.review(`six made an exception of the type where ${value.text} was None`)
    rewriteCall(
      context,
      call,
      args,
      traceback ? 'raise $1.with_traceback($2)' : 'raise $1.with_traceback(None)',
    )
  },
})

/** Whether callers say what the value is. */
function isParameter(value: Node, { module }: Context): boolean {
  if (value.type !== 'identifier') return false
  const meant = module.names.resolve(value.text, value)
  return meant.kind === 'bound' && meant.bindings.some(({ kind }) => kind === 'parameter')
}

/** `reraise(*sys.exc_info())` is a bare raise; of another triple the exception and its traceback are taken. */
function reraiseTuple(call: Node, context: Context): void {
  const list = field(call, 'arguments')
  const [only, ...more] = list?.namedChildren ?? []
  const value = only?.type === 'list_splat' && more.length === 0 ? only.firstNamedChild : undefined
  if (!value) context.skip('reraise() is called in an unusual way')
  if (value.type === 'call') {
    const callee = field(value, 'function')
    if (!callee || context.qualifiedName(callee) !== 'sys.exc_info')
      context.skip('reraise() gets what a call returns: name it first')
    if (isInFinally(call)) context.skip('there is no exception to raise again in finally')
    context.replace(call, 'raise')
  } else if (/^(?:identifier|attribute)$/.test(value.type))
    context.replace(call, `raise ${value.text}[1].with_traceback(${value.text}[2])`)
  else context.skip('reraise() is called in an unusual way')
}

/** Below `finally` sys.exc_info() may be that of an exception that is on its way, or nothing at all. */
function isInFinally(call: Node): boolean {
  for (const up of ancestorsOf(call)) {
    if (up.type === 'except_clause' || up.type === 'function_definition') return false
    if (up.type === 'finally_clause' && parentOf(up)?.type === 'try_statement') return true
  }
  return false
}
