import { type Context, defineTransform, field, type Node } from '#transform'
import { catchesAll, handlerAround, isMeant, isSilent } from './_handlers.ts'

export default defineTransform({
  summary: 'Report handlers of every exception that neither raise nor log',
  since: 'any',
  safety: 'report',
  sameAs: ['BLE001'],
  docs: 'https://docs.python.org/3/tutorial/errors.html#handling-exceptions',
  query: '(except_clause) @handler',
  anchors: ['except'],
  rewrite({ handler }, context) {
    // exceptions/bare-except tells of those that do nothing.
    if (!catchesAll(context, handler) || isSilent(handler) || isMeant(context, handler)) return
    const told = handler.descendantsOfType(['raise_statement', 'call']).some((one) => {
      const isOwn = one.type === 'raise_statement' ? handlerAround(one) !== undefined : tells(context, one)
      return isOwn
    })
    if (told) return
    const caught = field(handler, 'value')
    context.report(
      `${caught ? 'it' : 'except without a class'} catches errors that nobody thought of, and says nothing of them: catch what is expected, log it or raise again`,
      handler,
    )
  },
})

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
