import { defineTransform, field } from '#transform'
import { rewriteCall } from './_calls.ts'
import { isInstanceOf } from './_instances.ts'

export default defineTransform({
  summary: "Write bin(x).count('1') as x.bit_count()",
  since: '3.10',
  safety: 'review',
  sameAs: ['FURB161'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#int.bit_count',
  drops: ['constants'],
  query: `
    (call
      function: (attribute
        object: (call function: (identifier) @callee arguments: (argument_list . (_) @number .)) @bin
        attribute: (identifier) @count)
      arguments: (argument_list . (string) @one .)) @call`,
  where: { callee: 'builtins.bin' },
  anchors: ['bin(', 'bin ('],
  rewrite({ count, one, number, call, bin }, context) {
    if (count.text !== 'count' || !/^(["'])1\1$/.test(one.text) || /splat|keyword/.test(number.type)) return
    if (!isInstanceOf(context, number, ['builtins.int', 'builtins.bool']))
      context.note('a number of a class of its own may have no bit_count')
    if (field(bin, 'arguments')?.text.includes('\n')) return
    rewriteCall(context, call, [number], '$0.bit_count()')
  },
})
