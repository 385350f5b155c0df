import { ancestorsOf, type Context, field, type Node, parentOf, sameNode } from '#transform'

/** A loop over `X.__fields__.values()` or `X.__fields__.items()`. */
interface Loop {
  /** What the loop assigns the field to. */
  readonly target: Node
  /** What it assigns the key to. */
  readonly key: Node | undefined
  /** The word `values` or `items`. */
  readonly method: Node
  /** What is read of the field: `field.name`, `field.alias`. */
  readonly reads: readonly Node[]
}

/**
 * Hands the names of the fields to a loop over them that reads them: a FieldInfo has no name, and its alias is None where v1 had the name.
 * @param access `X.__fields__`
 * @returns what is read of the field that means something else in v2
 */
export function nameFieldsInLoop(access: Node, context: Context): readonly Node[] {
  const loop = loopOver(access, context)
  if (!loop) return []
  const { target, key, method } = loop
  const isDefault = (read: Node) => field(read, 'attribute')?.text === 'default'
  const others = loop.reads.filter(isDefault)
  const reads = loop.reads.filter((read) => !isDefault(read))
  if (reads.length === 0) return others
  const isNamed = key !== undefined && key.text !== '_'
  const word = isNamed
    ? key.text
    : ['name', 'field_name', 'name_of_field'].find(
        (one) => one !== target.text && !new RegExp(`(?<![\\w.])${one}\\b`).test(unitOf(access).text),
      )
  if (word === undefined) return loop.reads
  if (key && !isNamed) context.replace(key, word)
  if (!key) {
    context.insert(target.startIndex, `${word}, `)
    context.replace(method, 'items')
  }
  for (const read of reads)
    if (field(read, 'attribute')?.text === 'name') context.replace(read, word)
    else {
      const text = `${read.text} or ${word}`
      context.replace(read, standsAlone(read) ? text : `(${text})`)
    }
  return others
}

function loopOver(access: Node, context: Context): Loop | undefined {
  const attribute = parentOf(access)
  const call = attribute && parentOf(attribute)
  const method = attribute?.type === 'attribute' ? field(attribute, 'attribute') : undefined
  const clause = call?.type === 'call' ? parentOf(call) : undefined
  if (!call || !method || !/^(?:values|items)$/.test(method.text)) return undefined
  if (field(call, 'arguments')?.namedChildCount !== 0) return undefined
  if (
    !clause ||
    !/^for_(?:statement|in_clause)$/.test(clause.type) ||
    !sameNode(field(clause, 'right'), call)
  )
    return undefined
  const left = field(clause, 'left')
  const [key, second, ...more] =
    method.text === 'items' && left?.type === 'pattern_list' ? left.namedChildren : []
  const target = method.text === 'items' ? second : left
  if (target?.type !== 'identifier' || (key && key.type !== 'identifier') || more.length > 0) return undefined
  const around = clause.type === 'for_statement' ? clause : parentOf(clause)
  const isKeyBound = ({ node }: { readonly node: Node }) =>
    node.startIndex > (key?.startIndex ?? 0) && node.endIndex <= (around?.endIndex ?? 0)
  if (key && context.module.names.bindings(key.text).some(isKeyBound)) return undefined
  const reads = (around?.descendantsOfType('attribute') ?? []).filter((read) => {
    const object = field(read, 'object')
    return (
      object?.type === 'identifier' &&
      object.text === target.text &&
      /^(?:name|alias|default)$/.test(field(read, 'attribute')?.text ?? '') &&
      around !== undefined &&
      isOfLoop(object, target, around, context)
    )
  })
  return { target, key, method, reads }
}

/** Whether a name read in a loop is what the loop assigns, and not what another loop does, or a function that runs later sees. */
function isOfLoop(read: Node, target: Node, around: Node | null, context: Context): boolean {
  const others = context.module
    .bindingsOf(read)
    .filter(({ node }) => node.startIndex !== target.startIndex)
    .map(({ node }) => node)
  if (others.length === 0) return true
  const runsLater = [...ancestorsOf(read)].some(
    (up) =>
      /^(?:lambda|function_definition|class_definition)$/.test(up.type) && up.startIndex >= target.startIndex,
  )
  const isInside = (node: Node) =>
    node.startIndex >= (around?.startIndex ?? 0) && node.endIndex <= (around?.endIndex ?? 0)
  const isBound = context.module.bindingsOf(read).some(({ node }) => node.startIndex === target.startIndex)
  return isBound && !runsLater && !others.some(isInside)
}

/** The function, or else the file, in which a new name must mean nothing yet. */
function unitOf(node: Node): Node {
  let here = node
  for (let up = parentOf(node); up; up = parentOf(up)) {
    here = up
    if (up.type === 'function_definition') break
  }
  return here
}

/** Whether `a or b` can stand in place of a node without parentheses. */
function standsAlone(read: Node): boolean {
  const parent = parentOf(read)
  return (
    /^(?:list|set|tuple|argument_list|list_comprehension|set_comprehension|generator_expression|expression_statement|return_statement)$/.test(
      parent?.type ?? '',
    ) ||
    (sameNode(field(parent ?? read, 'right'), read) && parent?.type === 'assignment')
  )
}
