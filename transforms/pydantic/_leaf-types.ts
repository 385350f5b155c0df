import { type Context, genericParts, type Node, withoutType } from '#transform'

/** The constraints of `Field`, by what v1 applied them to. */
export const NUMERIC: ReadonlySet<string> = new Set(
  'gt ge lt le multiple_of allow_inf_nan max_digits decimal_places'.split(' '),
)
export const TEXTUAL: ReadonlySet<string> = new Set(['regex', 'min_length', 'max_length'])
export const ITEMS: ReadonlyMap<string, string> = new Map([
  ['min_items', 'min_length'],
  ['max_items', 'max_length'],
])

/** A type inside an annotation that takes constraints. */
export interface Leaf {
  readonly node: Node
  readonly kind: 'number' | 'text' | 'items'
}

const NUMBERS = /^(?:builtins\.(?:int|float)|decimal\.Decimal)$/
const TEXTS = /^builtins\.(?:str|bytes)$/
const SIZED = /^(?:builtins\.(?:list|set|frozenset)|typing(?:_extensions)?\.(?:List|Set|FrozenSet))$/
const OTHERS = /^(?:builtins\.tuple|typing(?:_extensions)?\.(?:Tuple|Sequence)|collections\.abc\.Sequence)$/
const TABLES = /^(?:builtins\.dict|typing(?:_extensions)?\.Dict)$/

/**
 * The types to which v1 applied the constraints of a field: it went into unions, into the items of containers, and into the values
 * of dictionaries. Undefined where something else is inside that may take them.
 */
export function leavesOf(annotation: Node, context: Context): Leaf[] | undefined {
  const type = withoutType(annotation)
  if (type.type === 'none') return []
  if (
    type.type === 'union_type' ||
    (type.type === 'binary_operator' && type.children.some((child) => child.type === '|'))
  )
    return all(type.namedChildren, context)
  const parts = genericParts(type)
  const head = context.qualifiedName(parts?.origin ?? type) ?? ''
  if (!parts) {
    if (NUMBERS.test(head)) return [{ node: type, kind: 'number' }]
    if (TEXTS.test(head)) return [{ node: type, kind: 'text' }]
    return /^(?:builtins\.bool|typing(?:_extensions)?\.Any|datetime\.\w+|uuid\.UUID)$/.test(head)
      ? []
      : undefined
  }
  if (/^typing(?:_extensions)?\.(?:Optional|Union)$/.test(head)) return all(parts.args, context)
  if (/^typing(?:_extensions)?\.Literal$/.test(head)) return []
  if (SIZED.test(head)) {
    const inner = all(parts.args, context)
    return inner && [{ node: type, kind: 'items' }, ...inner]
  }
  if (OTHERS.test(head))
    return all(
      parts.args.filter(({ type: kind }) => kind !== 'ellipsis'),
      context,
    )
  return TABLES.test(head) ? all(parts.args.slice(1), context) : undefined
}

function all(nodes: readonly Node[], context: Context): Leaf[] | undefined {
  const found = nodes.map((node) => leavesOf(node, context))
  return found.every((leaves) => leaves !== undefined) ? found.flat() : undefined
}

/** Whether a type, apart from None, is one leaf without anything around it: v2 constrains it as v1 did. */
export function isSingle(annotation: Node, context: Context): boolean {
  const type = withoutType(annotation)
  const parts = genericParts(type)
  const head = parts && (context.qualifiedName(parts.origin) ?? '')
  const members =
    parts && /^typing(?:_extensions)?\.(?:Optional|Union)$/.test(head ?? '')
      ? parts.args
      : type.type === 'union_type' || type.type === 'binary_operator'
        ? type.namedChildren
        : undefined
  const real = members?.map(withoutType).filter((member) => member.type !== 'none')
  const [only, ...others] = real ?? []
  if (real) return only !== undefined && others.length === 0 && isSingle(only, context)
  // `const=True` becomes a Literal in the same run.
  return parts === undefined || /^typing(?:_extensions)?\.Literal$/.test(head ?? '')
}
