import { type Context, defineTransform, field, type Node } from '#transform'

export default defineTransform({
  summary: 'Write digest().hex() of a hash as hexdigest()',
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB181'],
  docs: 'https://docs.python.org/3/library/hashlib.html#hashlib.hash.hexdigest',
  query: `
    (call
      function: (attribute
        object: (call
          function: (attribute object: (_) @hash attribute: (identifier) @digest)
          arguments: (argument_list)) @inner
        .
        attribute: (identifier) @hex)
      arguments: (argument_list)) @outer`,
  anchors: ['hex'],
  rewrite({ hash, digest, hex, inner, outer }, context) {
    const list = field(outer, 'arguments')
    if (digest.text !== 'digest' || hex.text !== 'hex' || list?.namedChildCount !== 0) return
    if (!isHash(context, hash)) return
    context.replace(digest, 'hexdigest')
    context.remove({ start: inner.endIndex, end: outer.endIndex })
  },
})

/** Whether the value was made by a function of hashlib or hmac, here or where the name is bound. */
function isHash(context: Context, node: Node): boolean {
  if (node.type === 'call') {
    const callee = field(node, 'function')
    const name = callee && context.qualifiedName(callee)
    return name !== undefined && /^(?:hashlib\.\w+|hmac\.(?:new|HMAC))$/.test(name)
  }
  if (node.type !== 'identifier') return false
  const [binding, more] = context.module.bindingsOf(node)
  const value = binding && !more ? field(binding.owner, 'right') : undefined
  return binding?.owner.type === 'assignment' && value?.type === 'call' && isHash(context, value)
}
