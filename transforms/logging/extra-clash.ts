import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isInstance,
  keywordArgument,
  type Node,
  stringParts,
} from '#transform'
import { LOG_SEARCHES, readLogCall } from './_loggers.ts'

/** https://docs.python.org/3/library/logging.html#logrecord-attributes */
const TAKEN = new Set(
  'args asctime created exc_info exc_text filename funcName levelname levelno lineno message module msecs msg name pathname process processName relativeCreated stack_info taskName thread threadName'.split(
    ' ',
  ),
)

export default defineTransform({
  summary: 'Report keys of extra that log records have themselves, which raises KeyError',
  since: 'any',
  safety: 'report',
  sameAs: ['G101'],
  docs: 'https://docs.python.org/3/library/logging.html#logging.Logger.debug',
  query: '(call arguments: (argument_list) @list) @call',
  anchors: ['extra', 'LoggerAdapter'],
  searches: LOG_SEARCHES,
  needs: /log/i,
  rewrite({ call, list }, context) {
    const extra = extraOf(context, call, list)
    for (const { key, name } of extra ? keysOf(context, extra) : []) {
      if (!TAKEN.has(name)) continue
      const since = name === 'taskName' ? '3.12' : undefined
      context.report(
        `every log record has ${name} already, so that logging raises KeyError: call it something else`,
        key,
        since,
      )
    }
  },
})

/** What is given as extra to a log, or to all logs of an adapter. */
function extraOf(context: Context, call: Node, list: Node): Node | undefined {
  const callee = field(call, 'function')
  const args = argumentsOf(call)
  const given = keywordArgument(args, 'extra')
  const value = given && field(given, 'value')
  if (callee && context.qualifiedName(callee) === 'logging.LoggerAdapter')
    return value ?? (args[1]?.type.includes('argument') ? undefined : args[1])
  if (!value || !list.text.includes('extra')) return undefined
  const found = readLogCall(context, call)
  if (found === undefined || typeof found === 'string') return undefined
  // An adapter gives its own extra instead.
  const isAdapter = found.logger && isInstance(context, found.logger, ['logging.LoggerAdapter']) === 'yes'
  return isAdapter ? undefined : value
}

interface Key {
  readonly key: Node
  readonly name: string
}

/** The keys of a dict that is written out, here or where the only assignment of a variable is. */
function keysOf(context: Context, node: Node, steps = 4): readonly Key[] {
  switch (node.type) {
    case 'dictionary':
      return node.namedChildren.flatMap((pair) => {
        const key = pair.type === 'pair' ? field(pair, 'key') : undefined
        if (pair.type === 'dictionary_splat' && pair.firstNamedChild && steps > 0)
          return keysOf(context, pair.firstNamedChild, steps - 1)
        const parts = key && stringParts(key)
        return key && parts ? [{ key, name: context.text.slice(parts.content.start, parts.content.end) }] : []
      })
    case 'call': {
      const callee = field(node, 'function')
      if (!callee || context.qualifiedName(callee) !== 'builtins.dict') return []
      return argumentsOf(node).flatMap((one) => {
        const name = one.type === 'keyword_argument' ? field(one, 'name') : undefined
        return name ? [{ key: name, name: name.text }] : []
      })
    }
    case 'identifier': {
      const [only, ...more] = context.module.bindingsOf(node)
      const value = only?.kind === 'assignment' ? field(only.owner, 'right') : undefined
      return value && more.length === 0 && steps > 0 ? keysOf(context, value, steps - 1) : []
    }
    default:
      return []
  }
}
