import { defineTransform } from '#transform'
import { addOption, dataclassOf, hasOption, heedHeirs, placeOf } from './_dataclass.ts'

export default defineTransform({
  summary: 'Give dataclasses slots where nothing needs their __dict__',
  since: '3.10',
  safety: 'review',
  // A matter of taste, and it reads the whole project for each class.
  recipes: [],
  docs: 'https://docs.python.org/3/library/dataclasses.html#dataclasses.dataclass',
  query: '(decorated_definition (decorator) definition: (class_definition) @owner) @decorated',
  anchors: ['dataclass'],
  rewrite({ owner, decorated }, context) {
    const found = dataclassOf(context, decorated, owner)
    if (!found || hasOption(found, 'slots') || hasOption(found, 'weakref_slot')) return
    const { name, fields, body } = found
    if (fields.length === 0 || context.module.isStub || !context.targets('3.10')) return
    if (/\b__slots__\b/.test(body)) return
    // The class is made anew, and both mean the first one. https://github.com/python/cpython/issues/90562
    if (/\bsuper\(\)|\b__class__\b/.test(body))
      context.skip(`super() in ${name} would mean the class without slots`)
    if (/\bcached_property\b/.test(body)) context.skip(`a cached_property of ${name} needs a __dict__`)
    const extra = [
      ...body.matchAll(/\bself\.(\w+)\s*(?::[^=\n]*)?(?:[-+*/%&|^@]|\/\/|\*\*|<<|>>)?=(?!=)/g),
    ].find(([, attribute = '']) => !fields.includes(attribute))
    if (extra) context.skip(`${name} has self.${extra[1]}, which is no field`)
    heedHeirs(context, found)
    const names = fields.join('|')
    const asClass = placeOf(context, [`${name}.`], new RegExp(`(?<![\\w.])${name}\\.(?:${names})\\b`))
    if (asClass !== undefined)
      context.skip(`${asClass} reads a default from the class, where the slot would be`)
    const needsDict = placeOf(
      context,
      [],
      /\.__dict__\b|\bvars\(|\bsetattr\(|\bweakref\b|\bWeak\w+Dictionary\b/,
    )
    if (needsDict) context.skip(`${needsDict} may need the __dict__ or a weak reference`)
    context.review(
      'attributes that are no fields cannot be set from outside, and there are no weak references',
    )
    addOption(context, found, 'slots=True')
  },
})
