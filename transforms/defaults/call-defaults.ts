import { ancestorsOf, type Context, defineTransform, field, type Node } from '#transform'
import { isMutable } from './_default.ts'
import { isDescription, isHarmless } from './_harmless.ts'
import { whyFixed } from './_signature.ts'

/** Values that are another one at each call, which is what people forget. */
const CHANGING =
  /^(?:datetime\.(?:datetime|date)\.(?:now|today|utcnow)|time\.|random\.|uuid\.uuid|secrets\.|os\.getenv|os\.environ|os\.getcwd|builtins\.open)/

export default defineTransform({
  summary: 'Report calls in default values: they run once, when the function is defined',
  since: 'any',
  safety: 'report',
  sameAs: ['B008'],
  docs: 'https://docs.python.org/3/faq/programming.html#why-are-default-values-shared-between-objects',
  query: '(function_definition parameters: (parameters) @parameters) @definition',
  // A call behind an equals sign between the parentheses of a def.
  anchors: [/def \w+\((?:[^()]|\([^()]*\))*?=\s*(?:\w+\.)*\w+\(/],
  rewrite({ parameters, definition }, context) {
    if (context.module.isStub) return
    const calls = parameters.namedChildren.flatMap((parameter) => {
      const value = field(parameter, 'value')
      const call = value && !isMutable(context, value) ? firstCall(value, context) : undefined
      return call ? [{ parameter, call }] : []
    })
    if (calls.length === 0 || whyFixed(context, definition)) return
    for (const { parameter, call } of calls) {
      const callee = field(call, 'function')
      const name = field(parameter, 'name')?.text ?? ''
      const text = call.text.includes('\n') ? `${callee?.text ?? 'a call'}(…)` : call.text
      const isChanging = callee && CHANGING.test(context.qualifiedName(callee) ?? '')
      context.report(
        isChanging
          ? `${name} is the value of ${text} when the function is defined, in every call: use None and ask in the body`
          : `${text} runs once, when the function is defined: use None and call it in the body if each call needs its own`,
        parameter,
      )
    }
  },
})

/** The first call in the expression that is made together with it, and matters, but for what describes a default: `Depends(made(1))`. */
function firstCall(value: Node, context: Context): Node | undefined {
  const calls =
    value.type === 'call' ? [value, ...value.descendantsOfType('call')] : value.descendantsOfType('call')
  return calls.find((call) => {
    if (isHarmless(context, call)) return false
    for (const up of ancestorsOf(call)) {
      if (up.type === 'lambda' || up.type === 'generator_expression') return false
      const callee = up.type === 'call' ? field(up, 'function') : undefined
      if (callee && isDescription(context, callee)) return false
      if (up.id === value.id || up.type === 'parameters') return true
    }
    return true
  })
}
