import { field, type Module, type Node } from '#transform'
import { bare } from './_chain.ts'

/** Whether a value says itself that there may be nothing: `module and module.Class`, `getattr(module, 'Class', None)`. */
export function mayBeNone(module: Module, value: Node): boolean {
  const node = bare(value)
  const [first, second, third] = node.namedChildren.filter(({ type }) => type !== 'comment')
  switch (node.type) {
    case 'none':
      return true
    case 'conditional_expression':
      return [first, third].some((part) => part !== undefined && mayBeNone(module, part))
    case 'boolean_operator':
      return (
        field(node, 'operator')?.type === 'and' ||
        [first, second].some((part) => part !== undefined && mayBeNone(module, part))
      )
    case 'call':
      return callGivesNone(module, node)
    default:
      return false
  }
}

function callGivesNone(module: Module, call: Node): boolean {
  const callee = field(call, 'function')
  if (callee?.type !== 'identifier') return false
  const bindings = module.bindingsOf(callee)
  if (bindings.length === 0)
    return callee.text === 'getattr' && field(call, 'arguments')?.lastNamedChild?.type === 'none'
  return bindings.some(
    ({ kind, owner }) =>
      kind === 'function' &&
      (field(owner, 'body')?.descendantsOfType('return_statement') ?? []).some(
        (statement) => (statement.firstNamedChild?.type ?? 'none') === 'none',
      ),
  )
}
