import { defineTransform, rename } from '#transform'
import { IMP } from './_names.ts'

export default defineTransform({
  summary: 'Replace functions of imp with those of importlib and types that do the same',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/whatsnew/3.12.html#imp',
  query: `
    (attribute) @name
    (identifier) @name
    (import_from_statement) @statement`,
  where: { name: Object.keys(IMP) },
  rewrite(found, context) {
    rename(context, IMP, found)
  },
})
