import { defineTransform } from '#transform'
import { type RenamedMethod, renameMethod } from './_methods.ts'
import { type RenameTable, rename } from './_rename.ts'

const FUNCTION: RenameTable = { 'logging.warn': { to: 'logging.warning', gone: 'none' } }
const METHOD: RenamedMethod = {
  to: 'warning',
  classes: ['Logger', 'LoggerAdapter', 'RootLogger'].map((name) => `logging.${name}`),
  gone: 'none',
}

export default defineTransform({
  summary: 'Replace warn of logging and its loggers with warning',
  since: 'any',
  safety: 'safe',
  sameAs: ['G010'],
  docs: 'https://docs.python.org/3/library/logging.html#logging.Logger.warning',
  query: `
    (attribute) @name
    (identifier) @name
    (import_from_statement) @statement`,
  anchors: ['warn'],
  rewrite({ name, statement }, context) {
    if (name?.type === 'attribute' && context.qualifiedName(name) !== 'logging.warn')
      renameMethod(context, { warn: METHOD }, name)
    else rename(context, FUNCTION, { name, statement })
  },
})
