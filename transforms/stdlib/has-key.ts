import { defineTransform, leaveChoices, parentOf, spellingsOf } from '#transform'
import { isExpected } from './_methods.ts'
import { inPlaceOf, operand } from './_precedence.ts'

export default defineTransform({
  summary: 'Replace dict.has_key(k) with k in dict',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3.1/whatsnew/3.0.html#builtins',
  query: `
    (call
      function: (attribute object: (_) @object attribute: (identifier) @_name (#eq? @_name "has_key"))
      arguments: (argument_list . (_) @key .)) @call`,
  anchors: ['has_key'],
  searches: spellingsOf('has_key'),
  rewrite({ object, key, call }, context) {
    if (!call || !object || !key || /_splat$|^keyword_argument$/.test(key.type)) return
    if (/\bcurses$/.test(object.text)) return
    // Whatever the file imports: no class of the standard library has it any more.
    if (!isExpected(context, object, 'has_key', { classes: ['builtins.dict'], hint: '' })) return
    leaveChoices(context, call)
    const not = parentOf(call)
    const isNegated = not?.type === 'not_operator'
    const whole = isNegated ? not : call
    const text = `${operand(key)} ${isNegated ? 'not in' : 'in'} ${object.text}`
    context.replace(whole, inPlaceOf(whole, text))
  },
})
