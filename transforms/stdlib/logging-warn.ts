import { defineTransform, type RenameTable, rename, spellingsOf, table } from '#transform'
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
  searches: spellingsOf('warn'),
  rewrite({ name, method, statement }, context) {
    if (!method) rename(context, FUNCTION, { name, statement })
    else if (context.qualifiedName(method) !== 'logging.warn') renameMethod(context, { warn: METHOD }, method)
  },
})
