import {
  defineTransform,
  isDefinedInProject,
  isTarget,
  isTriedFor,
  leaveChoices,
  spellingsOf,
  table,
} from '#transform'

/** https://docs.python.org/3/whatsnew/3.0.html#operators-and-special-methods */
const ATTRIBUTES: Readonly<Record<string, string>> = table({
  func_closure: '__closure__',
  func_code: '__code__',
  func_defaults: '__defaults__',
  func_dict: '__dict__',
  func_doc: '__doc__',
  func_globals: '__globals__',
  func_name: '__name__',
  im_class: '__self__.__class__',
  im_func: '__func__',
  im_self: '__self__',
})

export default defineTransform({
  summary: 'Read func_name, im_self and other attributes of functions and methods by their current names',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/whatsnew/3.0.html#operators-and-special-methods',
  query: `((attribute object: (_) @object attribute: (identifier) @name) @access
    (#match? @name "^(?:${Object.keys(ATTRIBUTES).join('|')})$"))`,
  anchors: Object.keys(ATTRIBUTES),
  searches: Object.keys(ATTRIBUTES).flatMap(spellingsOf),
  rewrite({ object, name, access }, context) {
    const now = ATTRIBUTES[name?.text ?? '']
    if (!object || !name || !access || now === undefined) return
    if (isDefinedInProject(context, name.text))
      context.skip(`something of the project may have a ${name.text} of its own`)
    if (/^(?:self|cls)$/.test(object.text)) context.skip(`${name.text} may be an attribute of this class`)
    leaveChoices(context, access)
    if (isTriedFor(access, /\bAttributeError\b/))
      context.skip(`a handler around may be there because ${name.text} is gone`)
    if (now.includes('.') && isTarget(access)) context.skip('the class of a method cannot be set')
    context.replace(name, now)
  },
})
