import { defineTransform, field, type Node, parentOf, sameNode } from '#transform'
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
    (subscript value: (_) @list . subscript: (slice) @slice .) @copy`,
  anchors: [/:(?<=\[\s*:)\s*:?\s*\]/],
  rewrite({ list, slice, delete: statement, copy }, context) {
    if (!list || !slice || !/^:\s*:?$/.test(slice.text)) return
    const kinds = ['builtins.list', ...(statement ? ['builtins.bytearray'] : [])]
    if (statement) {
      if (!isInstanceOf(context, list, kinds))
        return context.skip('only what surely is a list is known to have clear()')
      context.replace(statement, `${list.text}.clear()`)
    } else if (copy && !isTarget(copy)) {
      if (!isInstanceOf(context, list, kinds))
        return context.skip('only what surely is a list is known to have copy()')
      context.replace({ start: list.endIndex, end: copy.endIndex }, '.copy()')
    }
  },
})

/** Whether the slice is assigned to or deleted. */
function isTarget(copy: Node): boolean {
  const up = parentOf(copy)
  if (!up) return true
  if (/^(?:delete_statement|pattern_list|tuple_pattern|list_pattern|as_pattern_target)$/.test(up.type))
    return true
  if (up.type === 'expression_list') return parentOf(up)?.type === 'delete_statement'
  return [field(up, 'left'), up.type === 'for_statement' ? field(up, 'left') : undefined].some(
    (left) => left && sameNode(left, copy) && !/operator/.test(up.type),
  )
}
