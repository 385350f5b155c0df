import { argumentsOf, type Context, field, type Node } from '#transform'
import { refuseExpectedFailure } from './_raises.ts'

/** `self.fail(message)` becomes `pytest.fail(message)`. */
export function failByPytest(context: Context, call: Node): void {
  const callee = field(call, 'function')
  const [only, more] = argumentsOf(call)
  if (!callee || more) context.skip('unittest does not take these arguments')
  const message = only?.type === 'keyword_argument' ? field(only, 'value') : only
  if (only?.type === 'keyword_argument' && field(only, 'name')?.text !== 'msg')
    context.skip('unittest does not take these arguments')
  if (message && !isText(context, message))
    context.skip('pytest.fail takes nothing but text: put it into str()')
  refuseExpectedFailure(context, call)
  context.replace(callee, `${context.importModule('pytest')}.fail`)
  // The parameter has another name there, which changed with pytest 7.
  if (only && message && only !== message) context.remove({ start: only.startIndex, end: message.startIndex })
}

/** Whether an expression surely gives text. */
export function isText(context: Context, node: Node): boolean {
  if (node.type === 'parenthesized_expression')
    return node.namedChildCount === 1 && node.namedChildren.every((inner) => isText(context, inner))
  if (/^(?:concatenated_)?string$/.test(node.type)) return !/^[rR]?[bB]/.test(node.text)
  const left = node.type === 'binary_operator' ? field(node, 'left') : undefined
  if (left) return /^[%+]$/.test(field(node, 'operator')?.text ?? '') && isText(context, left)
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  const object = callee?.type === 'attribute' ? field(callee, 'object') : undefined
  if (object && /^(?:format|join)$/.test(field(callee ?? object, 'attribute')?.text ?? ''))
    return isText(context, object)
  const type = context.typeOf(node)
  return type?.kind === 'instance' && type.of === 'builtins.str'
}
