import { defineTransform } from '#transform'
import { type RenameTable, rename } from './_rename.ts'

/** https://docs.python.org/3.11/library/imp.html says of each what to use instead; these are the same thing. */
const NAMES: RenameTable = {
  'imp.reload': { to: 'importlib.reload', gone: '3.12' },
  'imp.new_module': { to: 'types.ModuleType', gone: '3.12' },
  'imp.cache_from_source': { to: 'importlib.util.cache_from_source', gone: '3.12' },
  'imp.source_from_cache': { to: 'importlib.util.source_from_cache', gone: '3.12' },
}

export default defineTransform({
  summary: 'Replace functions of imp with those of importlib and types that do the same',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/whatsnew/3.12.html#imp',
  query: `
    (attribute) @name
    (identifier) @name
    (import_from_statement) @statement`,
  where: { name: Object.keys(NAMES) },
  rewrite(found, context) {
    rename(context, NAMES, found)
  },
})
