import { defineTransform } from '#transform'
import { addOption, dataclassOf, hasOption, heedHeirs, placeOf } from './_dataclass.ts'

export default defineTransform({
  summary: 'Freeze dataclasses whose fields nothing assigns to',
  since: '3.7',
  safety: 'review',
  // A matter of taste, and it reads the whole project for each class.
  recipes: [],
  docs: 'https://docs.python.org/3/library/dataclasses.html#frozen-instances',
  query: '(decorated_definition (decorator) definition: (class_definition) @owner) @decorated',
  anchors: ['dataclass'],
  rewrite({ owner, decorated }, context) {
    const found = dataclassOf(context, decorated, owner)
    if (!found || hasOption(found, 'frozen')) return
    if (found.fields.length === 0 || context.module.isStub) return
    if (/\bdef __(?:setattr|delattr|hash)__\b/.test(found.body))
      context.skip(`${found.name} has its own way to be changed`)
    heedHeirs(context, found)
    const names = found.fields.join('|')
    // `x.name = …`, `x.name += …`, `x.name: int = …`, `del x.name`, `for x.name in`, `x.name, y = …`.
    const assigned = new RegExp(
      `\\.(?:${names})\\s*(?::[^=\\n]*)?(?:[-+*/%&|^@]|//|\\*\\*|<<|>>)?=(?!=)|\\bdel\\s[^\\n]*\\.(?:${names})\\b|\\.(?:${names})\\s*,[^\\n=()]*=(?!=)|\\b(?:for|as)\\s[^\\n:]*\\.(?:${names})\\b\\s*(?:in\\b|:|,)`,
    )
    const place = placeOf(
      context,
      found.fields.map((name) => `.${name}`),
      assigned,
    )
    if (place !== undefined) context.skip(`${place} assigns to an attribute with the name of a field`)
    const indirect = placeOf(context, [], /(?<!object\.__)\b(?:setattr|delattr)\(|\.__dict__\b|\bvars\(/)
    if (indirect) context.skip(`${indirect} may change a field without spelling its name`)
    context.review(
      'whoever sets a field by setattr() or in a test gets an error; equal objects have the same hash now',
    )
    addOption(context, found, 'frozen=True')
  },
})
