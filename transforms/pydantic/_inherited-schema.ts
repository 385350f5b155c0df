import { basesOf, type Context, localClass, type Node } from '#transform'

const text = (format: string): string => `{"type": "string", "format": "${format}"}`

/** What v1 knew of a class by what it derives from; its own order tells for classes with several bases. */
const SCHEMAS: readonly (readonly [base: string, schema: string])[] = [
  ['enum.Enum', '{"enum": [item.value for item in cls]}'],
  ['pathlib.Path', text('path')],
  ['datetime.datetime', text('date-time')],
  ['datetime.date', text('date')],
  ['datetime.time', text('time')],
  ['datetime.timedelta', '{"type": "number", "format": "time-delta"}'],
  ['ipaddress.IPv4Network', text('ipv4network')],
  ['ipaddress.IPv6Network', text('ipv6network')],
  ['ipaddress.IPv4Interface', text('ipv4interface')],
  ['ipaddress.IPv6Interface', text('ipv6interface')],
  ['ipaddress.IPv4Address', text('ipv4')],
  ['ipaddress.IPv6Address', text('ipv6')],
  ['builtins.str', '{"type": "string"}'],
  ['builtins.bytes', text('binary')],
  ['builtins.int', '{"type": "integer"}'],
  ['builtins.float', '{"type": "number"}'],
  ['decimal.Decimal', '{"type": "number"}'],
  ['uuid.UUID', text('uuid')],
  ['builtins.dict', '{"type": "object"}'],
  ['builtins.list', '{"type": "array", "items": {}}'],
  ['builtins.tuple', '{"type": "array", "items": {}}'],
  ['builtins.set', '{"type": "array", "items": {}, "uniqueItems": True}'],
  ['builtins.frozenset', '{"type": "array", "items": {}, "uniqueItems": True}'],
]
const MAX_BASES = 8

/** What v1 said of `owner` in schemas, as a Python expression, without being told; undefined for nothing. */
export function schemaByBase(owner: Node, context: Context): string | undefined {
  const names = new Set<string>()
  const open = [owner]
  for (let at = 0; at < open.length && at < MAX_BASES; at++) {
    const own = open[at]
    for (const base of own ? basesOf(own) : []) {
      const local = localClass(context.module, base)
      if (local) open.push(local)
      else names.add(context.qualifiedName(base) ?? '')
    }
  }
  return SCHEMAS.find(([base]) => names.has(base))?.[1]
}
