import {
  type Context,
  defineTransform,
  field,
  type Node,
  type RenameTable,
  rename,
  spellingsOf,
  table,
} from '#transform'
import { type RenamedMethod, renameMethod } from './_methods.ts'

const FUNCTION: RenameTable = table({
  'logging.warn': { to: 'logging.warning', gone: 'none' },
  'logging.WARN': { to: 'logging.WARNING', gone: 'none' },
})
const METHOD: RenamedMethod = {
  to: 'warning',
  classes: ['Logger', 'LoggerAdapter', 'RootLogger'].map((name) => `logging.${name}`),
  gone: 'none',
}

/** What people call a logger that somebody hands them. Those of Twisted have no other method than warn. */
const LOGGER = /(?:^|_)log$|logger$/i
const OF_TWISTED = /\btwisted\b/

export default defineTransform({
  summary: 'Replace warn of logging and its loggers with warning, and WARN with WARNING',
  since: 'any',
  safety: 'safe',
  sameAs: ['G010', 'LOG009', 'fix-deprecated-logging-warn'],
  docs: 'https://docs.python.org/3/library/logging.html#logging.Logger.warning',
  query: `
    (attribute) @name
    (identifier) @name
    (attribute object: (_)) @method
    (import_from_statement) @statement`,
  where: { name: ['logging.warn', 'logging.WARN'] },
  // A logger may come from another file: nothing here names logging then.
  anchors: [/\bwarn\b(?<!\bwarnings\.warn)/, 'WARN'],
  searches: spellingsOf('warn'),
  rewrite({ name, method, statement }, context) {
    if (!method) rename(context, FUNCTION, { name, statement })
    else if (context.qualifiedName(method) !== 'logging.warn') {
      renameMethod(
        context,
        { warn: { ...METHOD, ...(isHandedOn(context, method) ? { hint: '' } : {}) } },
        method,
      )
    }
  },
})

/** What is imported, as `log` of distutils, would be known if it were a logger. */
function isHandedOn(context: Context, access: Node): boolean {
  const object = field(access, 'object')
  const last = /\w*$/.exec(object?.text ?? '')?.[0] ?? ''
  if (!object || !LOGGER.test(last) || OF_TWISTED.test(context.text)) return false
  return context.qualifiedName(object) === undefined && !isImportedSomehow(context, object)
}

function isImportedSomehow({ module }: Context, object: Node): boolean {
  return object.type === 'identifier' && module.bindingsOf(object).some(({ imported }) => imported)
}
