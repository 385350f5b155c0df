import { defineTransform, rename } from '#transform'
import { FIELDS, NAMES } from './_names.ts'

export default defineTransform({
  summary: 'Use the current names of what Django renamed or moved',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/internals/deprecation/',
  query: `
    (attribute) @name
    (identifier) @name
    (import_from_statement) @statement`,
  where: { name: Object.keys(NAMES) },
  needs: /\bdjango\b/,
  projectNeeds: ['django'],
  rewrite(found, context) {
    const isMigration = /(?:^|\/)migrations\//.test(context.module.path)
    const table = isMigration ? PAST : NAMES
    rename(context, table, found)
  },
})

const PAST = Object.fromEntries(Object.entries(NAMES).filter(([name]) => !(name in FIELDS)))
