import { type Context, field, type Node, withoutComments, withoutParentheses } from '#transform'
import { textOf } from './_text.ts'

/**
 * What two expressions have in common that are equal as keys whenever they are evaluated one after the other: constants by their
 * values (`1`, `1.0` and `True` are one), names and attributes of names as they are written, tuples of these. Undefined for all else.
 */
export function keyOf(context: Context, expression: Node): string | undefined {
  const node = withoutParentheses(expression)
  switch (node.type) {
    case 'string':
    case 'concatenated_string': {
      const text = textOf(context, node)
      return text && `${text.isBytes ? 'bytes' : 'text'}:${text.value}`
    }
    case 'true':
      return 'number:1'
    case 'false':
      return 'number:0'
    case 'none':
    case 'ellipsis':
      return node.type
    case 'integer':
    case 'float':
      return numberKey(node.text)
    case 'unary_operator': {
      const operand = node.text.startsWith('-') ? field(node, 'argument') : undefined
      const key = operand && /^(?:integer|float)$/.test(operand.type) ? numberKey(operand.text) : undefined
      return key && (key === 'number:0' ? key : `-${key}`)
    }
    case 'identifier':
      return `name:${node.text}`
    case 'attribute': {
      const object = field(node, 'object')
      const key =
        object && /^(?:identifier|attribute)$/.test(object.type) ? keyOf(context, object) : undefined
      return key && `${key}.${field(node, 'attribute')?.text}`
    }
    case 'tuple': {
      const keys = withoutComments(node).map((item) => keyOf(context, item))
      return keys.includes(undefined) ? undefined : `tuple:${JSON.stringify(keys)}`
    }
    default:
      return undefined
  }
}

function numberKey(written: string): string | undefined {
  const text = written.replaceAll('_', '').toLowerCase()
  if (/[jl]$/.test(text)) return undefined
  if (/^0[xob]/.test(text)) return `number:${BigInt(text)}`
  if (/^\d+$/.test(text)) return `number:${BigInt(text)}`
  const value = Number(text)
  return Number.isFinite(value) ? `number:${value}` : undefined
}
