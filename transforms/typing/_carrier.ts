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
        const holder = holderOf(context, up, child)
        if (holder !== 'around') return holder === 'inside' ? carrier : undefined
        carrier = up
        break
      }
      case 'typed_parameter':
      case 'typed_default_parameter':
      case 'function_definition':
      case 'assignment':
        return child.type === 'type' ? carrier : undefined
      case 'argument_list':
        return isCastType(context, up, child) ? carrier : undefined
      case 'keyword_argument':
        return isBound(context, up) ? carrier : undefined
      default:
        return undefined
    }
  }
  return undefined
}

/** Whether a string stands for an argument of a generic type, for the whole of the type, or for neither. */
function holderOf(context: Context, generic: Node, argument: Node): 'inside' | 'around' | undefined {
  if (sameNode(field(generic, 'value'), argument)) return undefined
  const parts = genericParts(generic)
  const name = parts ? context.qualifiedName(parts.origin) : undefined
  // The rest of Annotated's arguments are values, not types.
  if (/(?:^|\.)Annotated$/.test(name ?? '') && !sameNode(parts?.args[0], withoutType(argument)))
    return undefined
  if (name !== undefined && takesStrings(name)) return 'inside'
  // From 3.11 on get_type_hints() looks into builtin generics, too (bpo-41370).
  return context.targets('3.11') && !isUnionHead(name) ? 'inside' : 'around'
}

/** Whether an argument is the type of `cast(type, value)`. */
function isCastType(context: Context, list: Node, argument: Node): boolean {
  return calleeOf(context, list) === 'cast' && list.firstNamedChild?.startIndex === argument.startIndex
}

/** Whether an argument is the bound of a TypeVar. */
function isBound(context: Context, argument: Node): boolean {
  const list = parentOf(argument)
  return !!list && calleeOf(context, list) === 'TypeVar' && field(argument, 'name')?.text === 'bound'
}

/** What is called with the arguments, where it is of typing. */
function calleeOf(context: Context, list: Node): string | undefined {
  const call = parentOf(list)
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  return /^typing(?:_extensions)?\.(\w+)$/.exec((callee && context.qualifiedName(callee)) ?? '')?.[1]
}

/** typing's own generics make a ForwardRef of a string; Optional and Union are about to become operators. */
function takesStrings(name: string): boolean {
  return /^typing(?:_extensions)?\.(?!(?:Literal|Optional|Union)$)\w+$/.test(name)
}

function isUnionHead(name: string | undefined): boolean {
  return /^typing(?:_extensions)?\.(?:Optional|Union)$/.test(name ?? '')
}
