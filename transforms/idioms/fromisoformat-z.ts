import { defineTransform } from '#transform'

export default defineTransform({
  summary: 'Hand datetime.fromisoformat a text that ends with Z without replacing it by +00:00',
  since: '3.11',
  safety: 'safe',
  sameAs: ['FURB162'],
  docs: 'https://docs.python.org/3/library/datetime.html#datetime.datetime.fromisoformat',
  drops: ['constants'],
  query: `
    (call
      function: (_) @callee
      arguments: (argument_list . (call
        function: (attribute object: (_) @text attribute: (identifier) @method) @replace
        arguments: (argument_list . (string) @old . (string) @new .)) @inner .))`,
  where: { callee: 'datetime.datetime.fromisoformat' },
  anchors: ['fromisoformat'],
  rewrite({ text, method, old, new: offset, inner }, context) {
    if (method.text !== 'replace' || !/^(["'])Z\1$/.test(old.text)) return
    if (!/^(["'])[+-]00:?00\1$/.test(offset.text)) return
    context.remove({ start: text.endIndex, end: inner.endIndex })
  },
})
