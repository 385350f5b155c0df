import { defineTransform } from '#transform'

export default defineTransform({
  summary: 'Import the Set of collections.abc as AbstractSet: the builtin is another',
  since: 'any',
  safety: 'safe',
  recipes: ['standards'],
  sameAs: ['PYI025'],
  docs: 'https://docs.python.org/3/library/collections.abc.html#collections.abc.Set',
  query: `
    (import_from_statement
      name: [(dotted_name . (identifier) @name .) @item (aliased_import name: (_) alias: (identifier) @name) @item]) @source`,
  where: { name: 'collections.abc.Set' },
  anchors: ['Set'],
  rewrite({ name, item, source }, context) {
    if (!name || !item || !source || source.childForFieldName('module_name')?.text !== 'collections.abc')
      return
    const { module, project, text } = context
    const { names } = module
    const local = name.text
    // A name that its author chose tells the two apart already.
    if (local !== 'Set') return
    const [binding, ...others] = names.bindings(local)
    if (others.length > 0 || binding?.scope.kind !== 'module' || binding.context !== 'plain')
      return context.skip('Set is bound more than once here, or under a condition')
    if (module.isPackage || module.inAll(local) || module.exports?.isDynamic)
      return context.skip('others may import Set from here')
    if (project.namesUsedElsewhere(module.path, [local]).has(local))
      return context.skip('another file imports Set from here')
    if (names.occurrences('AbstractSet').length > 0 || names.stringLoads('AbstractSet').length > 0)
      return context.skip('AbstractSet is something else here')
    if (names.stringLoads(local).length > 0 || /#\s*type:.*\bSet\b/.test(text))
      return context.skip('a text or a comment names Set, too: rename it by hand')
    const loads = names.loads(local)
    if (names.occurrences(local).length > loads.length + 1)
      return context.skip('Set is deleted or declared here')
    context.replace(item, 'Set as AbstractSet')
    for (const { node } of loads) context.replace(node, 'AbstractSet')
  },
})
