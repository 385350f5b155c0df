import { type Context, field, type Node, parentOf, sameNode } from '#transform'

/** What nobody reads of an instance. */
const CLASS_ATTRIBUTES =
  /^(?:__name__|__qualname__|__annotations__|__bases__|__mro__|__subclasses__|mro|parse_obj|parse_raw|from_orm|construct|schema|schema_json|update_forward_refs|model_validate|model_construct|model_json_schema|model_rebuild)$/

/** Whether a parameter, or what is cast, may be a class, though it says that it is an instance: many annotate classes so. */
export function isUsedAsClass(object: Node, { module }: Context): boolean {
  const callee = object.type === 'call' ? field(object, 'function') : undefined
  if (callee && module.isCertainly(callee, 'typing.cast')) return true
  if (object.type !== 'identifier') return false
  const [binding, ...others] = module.bindingsOf(object)
  if (binding?.kind !== 'parameter' || others.length > 0) return false
  return (
    object.text === 'cls' ||
    module.names.loads(object.text).some(({ node }) => {
      const parent = parentOf(node)
      const [of] = module.bindingsOf(node)
      if (of?.node.startIndex !== binding.node.startIndex) return false
      const read = parent?.type === 'attribute' && sameNode(field(parent, 'object'), node)
      if (read) return CLASS_ATTRIBUTES.test(field(parent, 'attribute')?.text ?? '')
      if (parent?.type === 'call') return sameNode(field(parent, 'function'), node)
      const call = parent?.type === 'argument_list' ? parentOf(parent) : undefined
      const isFirst = sameNode(parent?.firstNamedChild ?? undefined, node)
      return isFirst && call !== undefined && field(call, 'function')?.text === 'issubclass'
    })
  )
}
