import { argumentsOf, type Context, defineTransform, field, isInstance, type Node } from '#transform'
import { ABOUT, hasWord, SECRETS, wordOf } from './_sensitive.ts'

const LEVELS = ['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'fatal', 'log']
/** What is said of a secret may be logged. */
const NOT_IT = `(?:${ABOUT})s?$|(?:has|is|num|count|len)_\\w+`
const LOGGERS = ['logging.Logger', 'logging.LoggerAdapter', 'logging.RootLogger']

export default defineTransform({
  summary: 'Report passwords, tokens and the like that are logged',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/logging.html#logging.Logger.debug',
  query: '(call function: [(attribute) (identifier)] @callee) @call',
  anchors: LEVELS,
  options: {
    names: {
      default: [] as readonly string[],
      summary: 'more names of what is not to be logged, such as iban',
    },
  },
  rewrite({ callee, call }, context) {
    if (!callee || !call || !LEVELS.includes(wordOf(callee) || callee.text)) return
    const more = context.options.names.map((name) => name.toLowerCase().replaceAll(/\W/g, ''))
    const words = [SECRETS, ...more].join('|')
    const told = argumentsOf(call)
      .flatMap((arg) => shown(context, arg))
      .filter((value) => hasWord(wordOf(value), words) && !hasWord(wordOf(value), NOT_IT))
    // Whose method it is takes long to find out.
    if (told.length === 0 || !isLogged(context, callee)) return
    for (const value of told)
      context.report(`${value.text} is written to the log: leave it out, or mask it`, value)
  },
})

function isLogged(context: Context, callee: Node): boolean {
  const name = context.qualifiedName(callee) ?? ''
  const [, module, level] = /^(logging|loguru\.logger)\.(\w+)$/.exec(name) ?? []
  if (module !== undefined) return LEVELS.includes(level ?? '')
  const object = callee.type === 'attribute' ? field(callee, 'object') : undefined
  if (!object || !LEVELS.includes(field(callee, 'attribute')?.text ?? '')) return false
  const answer = isInstance(context, object, LOGGERS)
  return answer === 'yes' || (answer === 'unknown' && /(?:^|[._])(?:log|logger)$/i.test(object.text))
}

/** The values that come into a message as they are: what a call makes of one is another. */
function shown(context: Context, arg: Node): Node[] {
  switch (arg.type) {
    case 'identifier':
    case 'attribute':
    case 'subscript':
      return [arg]
    case 'keyword_argument': {
      const value = field(arg, 'value')
      return value ? shown(context, value) : []
    }
    case 'call': {
      const callee = field(arg, 'function')
      const isFormat = callee?.type === 'attribute' && field(callee, 'attribute')?.text === 'format'
      const isText = /^builtins\.(?:str|repr)$/.test((callee && context.qualifiedName(callee)) ?? '')
      return isFormat || isText ? argumentsOf(arg).flatMap((inner) => shown(context, inner)) : []
    }
    case 'binary_operator':
    case 'tuple':
    case 'dictionary':
    case 'pair':
    case 'parenthesized_expression':
    case 'string':
    case 'concatenated_string':
    case 'interpolation':
      return arg.namedChildren
        .filter((child) => child.type !== 'format_specifier')
        .flatMap((child) => shown(context, child))
    default:
      return []
  }
}
