import { argumentsOf, type Context, field, isInstance, type Node, table } from '#transform'

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

/** Attributes that hold a logger of the standard library, and the classes of frameworks that have them. */
const HELD: Readonly<Record<string, readonly string[]>> = table({
  logger: [
    'flask.Flask',
    'quart.Quart',
    'scrapy.Spider',
    'scrapy.spiders.Spider',
    'scrapy.spiders.CrawlSpider',
  ],
  log: [
    'airflow.hooks.base.BaseHook',
    'airflow.models.BaseOperator',
    'airflow.models.baseoperator.BaseOperator',
    'airflow.sdk.BaseOperator',
    'airflow.sensors.base.BaseSensorOperator',
    'airflow.utils.log.logging_mixin.LoggingMixin',
    'traitlets.config.Application',
    'traitlets.config.LoggingConfigurable',
    'traitlets.config.SingletonConfigurable',
    'traitlets.config.configurable.LoggingConfigurable',
  ],
})
const NAMED = ['logging.root', 'flask.current_app.logger', 'quart.current_app.logger']

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
  if (!NAMED.includes(context.qualifiedName(logger) ?? '') && !isHeld(context, logger))
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

/** Whether it is the logger that an object of a framework has, and no class of the project has one of its own instead. */
function isHeld(context: Context, logger: Node): boolean {
  const owner = logger.type === 'attribute' ? field(logger, 'object') : undefined
  const name = owner ? (field(logger, 'attribute')?.text ?? '') : ''
  const classes = Object.hasOwn(HELD, name) ? HELD[name] : undefined
  if (!owner || !classes || isInstance(context, owner, classes) !== 'yes') return false
  if (context.typeOf(logger) || context.project.filesWith(new Set(assignmentsOf(name))).length > 0)
    return false
  context.refuseOwn(owner, [name])
  return true
}

function assignmentsOf(name: string): string[] {
  return [`self.${name} =`, `self.${name}=`, `self.${name}:`]
}

/** What is looked for in the files of the project. */
export const LOG_SEARCHES = Object.keys(HELD).flatMap(assignmentsOf)

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
