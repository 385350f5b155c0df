import { defineTransform, parentOf } from '#transform'
import { isInstanceOf } from './_instances.ts'

export default defineTransform({
  summary: 'Write del items[:] as items.clear(), and items[:] as items.copy()',
  since: 'any',
  safety: 'safe',
  recipes: [],
  sameAs: ['FURB131', 'FURB145'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#mutable-sequence-types',
  query: `
    (delete_statement . (subscript value: (_) @list subscript: (slice) @slice) .) @delete
    (assignment right: (subscript value: (_) @list subscript: (slice) @slice) @copy)
    (return_statement (subscript value: (_) @list subscript: (slice) @slice) @copy)
    (argument_list (subscript value: (_) @list subscript: (slice) @slice) @copy)
    (for_statement right: (subscript value: (_) @list subscript: (slice) @slice) @copy)`,
  anchors: [/\[\s*:\s*:?\s*\]/],
  rewrite({ list, slice, delete: statement, copy }, context) {
    if (!list || !slice || !/^:\s*:?$/.test(slice.text)) return
    const kinds = ['builtins.list', ...(statement ? ['builtins.bytearray'] : [])]
    if (statement) {
      if (!isInstanceOf(context, list, kinds))
        return context.skip('only what surely is a list is known to have clear()')
      context.replace(statement, `${list.text}.clear()`)
    } else if (copy && isInstanceOf(context, list, kinds)) {
      if (/^(?:delete_statement|expression_list)$/.test(parentOf(copy)?.type ?? '')) return
      context.replace({ start: list.endIndex, end: copy.endIndex }, '.copy()')
    }
  },
})
