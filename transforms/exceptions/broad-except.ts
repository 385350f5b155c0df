import { ancestorsOf, type Context, defineTransform, field, type Node } from '#transform'
import { bodyOf, catchesAll, handlerAround, isMeant, isSilent, variableOf } from './_handlers.ts'

export default defineTransform({
  summary: 'Report handlers of every exception that neither raise, log nor hand it on',
  since: 'any',
  safety: 'report',
  sameAs: ['BLE001'],
  docs: 'https://docs.python.org/3/tutorial/errors.html#handling-exceptions',
  query: '(except_clause) @handler',
  anchors: ['except'],
  rewrite({ handler }, context) {
    // exceptions/bare-except tells of those that do nothing, standards/except-return-default of those that only answer.
    if (!catchesAll(context, handler) || isSilent(handler) || isMeant(context, handler)) return
    const told = handler.descendantsOfType(['raise_statement', 'call']).some((one) => {
      const isOwn = one.type === 'raise_statement' ? handlerAround(one) !== undefined : tells(context, one)
      return isOwn
    })
    if (told || isAnswer(handler) || isHandedOn(context, handler)) return
    const caught = field(handler, 'value')
    context.report(
      `${caught ? 'it' : 'except without a class'} catches errors that nobody thought of, and says nothing of them: catch what is expected, log it or raise again`,
      handler,
    )
  },
})

/** Whether it ends with a constant as what the function gives; None, too, where the function gives something elsewhere. */
function isAnswer(handler: Node): boolean {
  const last = bodyOf(handler).at(-1)
  if (last?.type !== 'return_statement') return false
  const value = last.firstNamedChild
  const around = [...ancestorsOf(handler)].find(({ type }) => type === 'function_definition')
  if (!value) return !!around?.descendantsOfType('return_statement').some((one) => one.namedChildCount > 0)
  return (
    /^(?:none|true|false|integer|float|string|list|tuple|dictionary|unary_operator)$/.test(value.type) &&
    value.descendantsOfType(['identifier', 'call']).length === 0
  )
}

/** Whether somebody else gets the exception, or its text: not only who reads what is printed. */
function isHandedOn(context: Context, handler: Node): boolean {
  const variable = variableOf(handler)
  if (!variable) return false
  return handler
    .descendantsOfType('identifier')
    .some((use) => use.text === variable.text && use.startIndex > variable.endIndex && goesOn(context, use))
}

/** What is made of a value, and still holds it. */
const HOLDING =
  /^(?:attribute|argument_list|keyword_argument|interpolation|string|concatenated_string|binary_operator|parenthesized_expression|expression_list|tuple|list|pair|dictionary)$/

function goesOn(context: Context, use: Node): boolean {
  for (const up of ancestorsOf(use)) {
    if (HOLDING.test(up.type)) continue
    if (up.type !== 'call') return /^(?:assignment|return_statement|yield|named_expression)$/.test(up.type)
    const callee = field(up, 'function')
    const name = (callee && context.qualifiedName(callee)) ?? ''
    if (/^builtins\.(?:str|repr|format)$/.test(name) || callee?.text.endsWith('.format')) continue
    return !/^builtins\.(?:print|type|isinstance|getattr|hasattr)$/.test(name)
  }
  return false
}

const TELLING =
  /^(?:traceback\.(?:print|format)_\w+|logging\.\w+|warnings\.warn|sys\.(?:exit|excepthook|unraisablehook|exc_info)|os\._exit|os\.abort|pytest\.(?:fail|skip|exit|xfail)|sentry_sdk\.\w+|builtins\.(?:exit|quit))$/
/** Functions that say by their name that they are told of the error. */
const SAYING =
  /^(?:print_exc|format_exc|skipTest|fail|exception)$|(?:^|_)log(?:_|ged|$)|(?:^|[a-z_])[Ee]?(?:rror|xception)$|_fail(?:ure|ed)?$/
const LEVELS = /^(?:debug|info|warning|warn|error|exception|critical|fatal|log)$/

/** Whether a call writes down what happened, hands it on, or ends the program or the test. */
function tells(context: Context, call: Node): boolean {
  const callee = field(call, 'function')
  if (!callee) return false
  if (TELLING.test(context.qualifiedName(callee) ?? '')) return true
  const method = callee.type === 'attribute' ? (field(callee, 'attribute')?.text ?? '') : callee.text
  if (SAYING.test(method)) return true
  const object = field(callee, 'object')?.text ?? ''
  return LEVELS.test(method) && /log|^_?_?l$/i.test(object)
}
