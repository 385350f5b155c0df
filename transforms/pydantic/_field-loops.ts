import { type Context, field, type Node, parentOf, sameNode } from '#transform'

/** A loop over `X.__fields__.values()`. */
interface Loop {
  /** What the loop assigns to. */
  readonly target: Node
  /** The word `values`. */
  readonly method: Node
  /** What is read of the field: `field.name`, `field.alias`. */
  readonly reads: readonly Node[]
}

/**
 * Hands the names of the fields to a loop over them that reads them: a FieldInfo has no name, and its alias is None where v1 had the name.
 * @param access `X.__fields__`
 */
export function nameFieldsInLoop(access: Node, context: Context): void {
  const loop = loopOver(access, context)
  if (!loop || loop.reads.length === 0) return
  const { target, method, reads } = loop
  const word = ['name', 'field_name', 'name_of_field'].find(
    (one) => one !== target.text && !new RegExp(`(?<![\\w.])${one}\\b`).test(unitOf(access).text),
  )
  if (word === undefined) return
  context.insert(target.startIndex, `${word}, `)
  context.replace(method, 'items')
  for (const read of reads)
    if (field(read, 'attribute')?.text === 'name') context.replace(read, word)
    else {
      const text = `${read.text} or ${word}`
      context.replace(read, standsAlone(read) ? text : `(${text})`)
    }
}

function loopOver(access: Node, context: Context): Loop | undefined {
  const attribute = parentOf(access)
  const call = attribute && parentOf(attribute)
  const method = attribute?.type === 'attribute' ? field(attribute, 'attribute') : undefined
  const clause = call?.type === 'call' ? parentOf(call) : undefined
  if (!call || !method || method.text !== 'values' || field(call, 'arguments')?.namedChildCount !== 0)
    return undefined
  if (
    !clause ||
    !/^for_(?:statement|in_clause)$/.test(clause.type) ||
    !sameNode(field(clause, 'right'), call)
  )
    return undefined
  const target = field(clause, 'left')
  if (target?.type !== 'identifier') return undefined
  const around = clause.type === 'for_statement' ? clause : parentOf(clause)
  const reads = (around?.descendantsOfType('attribute') ?? []).filter((read) => {
    const object = field(read, 'object')
    return (
      object?.type === 'identifier' &&
      object.text === target.text &&
      /^(?:name|alias)$/.test(field(read, 'attribute')?.text ?? '') &&
      context.module.bindingsOf(object).every(({ node }) => node.startIndex === target.startIndex)
    )
  })
  return { target, method, reads }
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
