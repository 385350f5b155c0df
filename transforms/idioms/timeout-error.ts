import { defineTransform } from '#transform'
import { dropBuiltinImport, renameException } from './_exceptions.ts'

/** Since when the names are aliases. https://docs.python.org/3/library/exceptions.html#TimeoutError */
const ALIASES = {
  'socket.timeout': '3.10',
  'asyncio.TimeoutError': '3.11',
  'asyncio.exceptions.TimeoutError': '3.11',
  'concurrent.futures.TimeoutError': '3.11',
} as const

export default defineTransform({
  summary: 'Replace asyncio.TimeoutError and socket.timeout by the builtin TimeoutError',
  since: '3.10',
  safety: 'safe',
  sameAs: ['UP041'],
  docs: 'https://docs.python.org/3/library/exceptions.html#TimeoutError',
  query: `
    (identifier) @name (attribute) @name
    (import_from_statement) @statement`,
  where: { name: Object.keys(ALIASES) },
  rewrite({ name, statement }, context) {
    const same = Object.entries(ALIASES).flatMap(([alias, since]) => (context.targets(since) ? [alias] : []))
    if (statement) dropBuiltinImport(statement, 'TimeoutError', same, context)
    else if (name && same.includes(context.qualifiedName(name) ?? ''))
      renameException(name, 'TimeoutError', same, context)
  },
})
