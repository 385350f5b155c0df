import { type Context, field, type Node, sameNode, table } from '#transform'

/** What a value surely is. Of a `number` it is only known that it is an int or a float. */
type Kind = 'str' | 'int' | 'float' | 'number'

const TEXT = /^([<>]?)([1-9]\d*)?(\.\d+)?s?$/
const NUMBER = /^([<>]?)([+\- ]?)(#?)(0?)([1-9]\d*)?(\.\d+)?([dxXoeEfFgG]?)$/

/**
 * The conversion of a %-format that gives the very same as a replacement field; undefined where there is none for certain.
 * https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting
 * @param how `r`, `s`, `a`, or empty
 */
export function conversionFor(context: Context, value: Node, how: string, spec: string): string | undefined {
  if (spec === '') return `%${how || 's'}`
  const kind = how === '' ? kindOf(context, value) : 'str'
  if (kind === 'str') {
    const [, align, width = '', precision = ''] = TEXT.exec(spec) ?? []
    if (align === undefined) return undefined
    return `%${width && align !== '>' ? '-' : ''}${width}${precision}${how || 's'}`
  }
  const match = kind && NUMBER.exec(spec)
  if (!match) return undefined
  const [, align, sign = '', other = '', zero = '', width = '', precision = '', type = ''] = match
  // Zeros that fill up on the other side than usual, or before the sign.
  if (align && zero) return undefined
  const isInteger = /^[dxXo]?$/.test(type)
  if (isInteger && (precision || kind === 'float' || (type === '' && kind !== 'int'))) return undefined
  const flags = (align === '<' && width ? '-' : '') + sign.replace('-', '') + other + zero
  return `%${flags}${width}${precision}${type || 'd'}`
}

const RESULTS: Readonly<Record<string, Kind>> = table({
  ...Object.fromEntries(
    ['str', 'repr', 'ascii', 'format', 'hex', 'oct', 'bin', 'chr'].map((name) => [`builtins.${name}`, 'str']),
  ),
  ...Object.fromEntries(['int', 'len', 'ord', 'id', 'hash'].map((name) => [`builtins.${name}`, 'int'])),
  'builtins.float': 'float',
  ...Object.fromEntries(
    ['time', 'monotonic', 'perf_counter', 'process_time', 'thread_time'].map((name) => [
      `time.${name}`,
      'float',
    ]),
  ),
})
const CLASSES: Readonly<Record<string, Kind>> = table({
  'builtins.str': 'str',
  'builtins.int': 'number',
  'builtins.float': 'number',
})

function kindOf(context: Context, node: Node, depth = 0): Kind | undefined {
  if (depth > 5) return undefined
  const of = (part: Node | undefined) => part && kindOf(context, part, depth + 1)
  switch (node.type) {
    case 'parenthesized_expression':
      return of(node.firstNamedChild ?? undefined)
    case 'integer':
      return /[jJ]$/.test(node.text) ? undefined : 'int'
    case 'float':
      return /[jJ]$/.test(node.text) ? undefined : 'float'
    case 'unary_operator':
      return node.text.startsWith('~') ? undefined : of(field(node, 'argument'))
    case 'binary_operator':
      return ofOperation(field(node, 'operator')?.type, of(field(node, 'left')), of(field(node, 'right')))
    case 'call': {
      const callee = field(node, 'function')
      const known = callee && RESULTS[context.qualifiedName(callee) ?? '']
      if (known) return known
      break
    }
    case 'identifier': {
      const bindings = context.module.bindingsOf(node)
      const values = bindings.map(({ owner, node: name }) =>
        sameNode(field(owner, 'left'), name) ? field(owner, 'right') : undefined,
      )
      const kinds = bindings.map(({ kind, scope }, i) =>
        kind === 'assignment' && scope.kind === 'function' ? of(values[i]) : undefined,
      )
      const [first] = kinds
      if (first && kinds.every((kind) => kind === first)) return first
    }
  }
  const type = context.typeOf(node)
  return type?.kind === 'instance' && typeof type.of === 'string' ? CLASSES[type.of] : undefined
}

function ofOperation(
  operator: string | undefined,
  left: Kind | undefined,
  right: Kind | undefined,
): Kind | undefined {
  if (!left || !right || !operator) return undefined
  if (left === 'str' || right === 'str') return operator === '+' && left === right ? 'str' : undefined
  if (operator === '/') return 'float'
  if (!/^(?:[-+*%]|\/\/)$/.test(operator)) return undefined
  if (left === 'float' || right === 'float') return 'float'
  return left === 'int' && right === 'int' ? 'int' : 'number'
}
