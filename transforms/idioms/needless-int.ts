import {
  type Context,
  commentsIn,
  defineTransform,
  field,
  isInstance,
  type Node,
  parentOf,
  spanOf,
  withoutParentheses,
} from '#transform'
import { plainArguments, rewriteCall } from './_calls.ts'
import { kindOf } from './_kinds.ts'

/** They give an int of every number of Python itself; classes of libraries may give something else. */
const ROUNDING = /^(?:builtins\.round|math\.(?:ceil|floor|trunc))$/

export default defineTransform({
  summary: 'Write int(len(x)) as len(x), and round(n) as n where n is an int',
  since: 'any',
  safety: 'safe',
  sameAs: ['RUF046', 'RUF057'],
  docs: 'https://docs.python.org/3/library/functions.html#int',
  drops: ['constants'],
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  where: { callee: ['builtins.int', 'builtins.round'] },
  anchors: ['round', /\bint\s*\(\s*(?![)'"\d])/],
  rewrite({ callee, call }, context) {
    const args = plainArguments(call)
    const [value, digits, more] = args ?? []
    if (!args || !value || more) return
    if (context.qualifiedName(callee) === 'builtins.round') {
      if (digits && digits.type !== 'none' && !/^\d+$/.test(digits.text)) return
      if (kindOf(context, value) !== 'int') {
        if (isInstance(context, value, ['builtins.int']) !== 'yes') return
        return context.skip('what is annotated as an int may be a bool, which round() makes a number')
      }
      if (/^(?:integer|unary_operator)$/.test(withoutParentheses(value).type))
        context.review('a number that is written out may be there to see what round() does')
    } else if (digits || !isInt(context, value)) return
    const around = parentOf(call)
    if (around?.type === 'assignment' && field(around, 'left')?.text === value.text)
      return context.skip('the assignment does nothing: drop it')
    if (commentsIn(context.module.tree, spanOf(call)).length > 0)
      return context.skip('a comment would be lost')
    rewriteCall(context, call, args, '$0')
  },
})

function isInt(context: Context, value: Node): boolean {
  if (kindOf(context, value) === 'int') return true
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  if (!callee || !ROUNDING.test(context.qualifiedName(callee) ?? '')) return false
  const [number, digits, more] = plainArguments(value) ?? []
  if (!number || more || (digits && digits.type !== 'none')) return false
  if (!/^(?:int|float)$/.test(kindOf(context, number)))
    context.review(`${callee.text}() of a number of a library may be something else than an int`)
  return true
}
