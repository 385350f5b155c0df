import { defineTransform, rename } from '#transform'
import { NAMES } from './_names.ts'

export default defineTransform({
  summary: 'Use the current names of functions and classes that the standard library renamed',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/whatsnew/3.9.html#removed',
  query: `
    (attribute) @name
    (identifier) @name
    (import_from_statement) @statement`,
  where: { name: Object.keys(NAMES) },
  rewrite(found, context) {
    rename(context, NAMES, found)
  },
})
