import { argumentsOf, type Context, field, isInstance, type Node } from '#transform'

/** What a log is written with: functions of logging, and methods of its loggers. */
export const LOG_METHODS = [
  'debug',
  'info',
  'warning',
  'warn',
  'error',
  'exception',
  'critical',
  'fatal',
  'log',
]
/** Every file that writes a log names it somehow. */
export const NAMES_LOG = /log/i

const LOGGERS = ['Logger', 'LoggerAdapter', 'RootLogger'].map((name) => `logging.${name}`)

export interface LogCall {
  readonly method: string
  /** What the method is of; undefined for a function of the module. */
  readonly logger: Node | undefined
  readonly args: readonly Node[]
  /** Where the message is among them, if it is there by position. */
  readonly message: Node | undefined
}

/** Reads a call that writes to a log of the standard library. A reason where it may be one, or is one that may do something else. */
export function readLogCall(context: Context, call: Node): LogCall | string | undefined {
  const callee = field(call, 'function')
  const list = field(call, 'arguments')
  if (!callee || list?.type !== 'argument_list') return undefined
  const name = context.qualifiedName(callee) ?? ''
  const args = argumentsOf(call)
  if (name.startsWith('logging.') && LOG_METHODS.includes(name.slice('logging.'.length)))
    return { ...withMessage(name.slice('logging.'.length), args), logger: undefined }
  const logger = callee.type === 'attribute' ? field(callee, 'object') : undefined
  const method = logger ? (field(callee, 'attribute')?.text ?? '') : ''
  if (!logger || !LOG_METHODS.includes(method)) return undefined
  if (context.qualifiedName(logger) !== 'logging.root')
    switch (isInstance(context, logger, LOGGERS)) {
      case 'no':
        return undefined
      case 'unknown':
        return /(?:^|[._])log(?:ger|ging)?$/i.test(logger.text) ? whyUnknown(context, logger) : undefined
    }
  // Adapters that format in another way define these.
  context.refuseOwn(logger, [method, 'log', '_log', 'process', 'makeRecord'])
  return { ...withMessage(method, args), logger }
}

function withMessage(method: string, args: readonly Node[]): Omit<LogCall, 'logger'> {
  const place = method === 'log' ? 1 : 0
  const isPlain = args.slice(0, place + 1).every(({ type }) => !/_splat$|^keyword_argument$/.test(type))
  return { method, args, message: isPlain ? args[place] : undefined }
}

function whyUnknown(context: Context, logger: Node): string {
  const bindings = logger.type === 'identifier' ? context.module.bindingsOf(logger) : []
  const isOf = (library: string) =>
    [context.qualifiedName(logger), ...bindings.map(({ owner }) => makerOf(context, owner))].some((name) =>
      name?.startsWith(`${library}.`),
    )
  const library = ['structlog', 'loguru'].find(isOf)
  return library
    ? `${library} does not fill in %s: give it the values by keyword`
    : `${logger.text} is not certain to be a logger of logging: annotate it, or make it with getLogger here`
}

function makerOf(context: Context, assignment: Node): string | undefined {
  const value = field(assignment, 'right')
  const callee = value?.type === 'call' ? field(value, 'function') : undefined
  return callee && context.qualifiedName(callee)
}
