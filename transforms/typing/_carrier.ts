import { type Context, field, genericParts, type Node, parentOf, sameNode, withoutType } from '#transform'
import { isUnion } from './_chain.ts'

/** The smallest expression around `site` in whose place a string means the same. */
export function carrierOf(context: Context, site: Node): Node | undefined {
  let carrier = site
  for (let up = parentOf(site), child = site; up; child = up, up = parentOf(up)) {
    switch (up.type) {
      case 'type':
      case 'type_parameter':
      case 'list':
        break
      case 'parenthesized_expression':
      case 'union_type':
        carrier = up
        break
      case 'binary_operator':
        if (!isUnion(up)) return undefined
        carrier = up
        break
      case 'generic_type':
      case 'subscript': {
        if (sameNode(field(up, 'value'), child)) return undefined
        const parts = genericParts(up)
        const name = parts ? context.qualifiedName(parts.origin) : undefined
        // The rest of Annotated's arguments are values, not types.
        if (/(?:^|\.)Annotated$/.test(name ?? '') && !sameNode(parts?.args[0], withoutType(child)))
          return undefined
        if (name !== undefined && takesStrings(name)) return carrier
        // From 3.11 on get_type_hints() looks into builtin generics, too (bpo-41370).
        if (context.targets('3.11') && !isUnionHead(name)) return carrier
        carrier = up
        break
      }
      case 'typed_parameter':
      case 'typed_default_parameter':
      case 'function_definition':
      case 'assignment':
        return child.type === 'type' ? carrier : undefined
      case 'argument_list': {
        const call = parentOf(up)
        const callee = call?.type === 'call' ? field(call, 'function') : undefined
        const isCast =
          callee !== undefined && /^typing(?:_extensions)?\.cast$/.test(context.qualifiedName(callee) ?? '')
        return isCast && up.firstNamedChild?.startIndex === child.startIndex ? carrier : undefined
      }
      case 'keyword_argument': {
        const call = parentOf(parentOf(up) ?? up)
        const callee = call?.type === 'call' ? field(call, 'function') : undefined
        const isBound =
          callee !== undefined &&
          /^typing(?:_extensions)?\.TypeVar$/.test(context.qualifiedName(callee) ?? '') &&
          field(up, 'name')?.text === 'bound'
        return isBound ? carrier : undefined
      }
      default:
        return undefined
    }
  }
  return undefined
}

/** typing's own generics make a ForwardRef of a string; Optional and Union are about to become operators. */
function takesStrings(name: string): boolean {
  return /^typing(?:_extensions)?\.(?!(?:Literal|Optional|Union)$)\w+$/.test(name)
}

function isUnionHead(name: string | undefined): boolean {
  return /^typing(?:_extensions)?\.(?:Optional|Union)$/.test(name ?? '')
}
