import { field, type Node } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'

/**
 * The name of the part of a file that a node belongs to: the outermost class or function, or the name that is assigned; a method is a
 * part of its own, `Class.method`. All else that a module does is one part, with the empty name.
 */
export function unitAt(node: Node): string {
  let outer: Node | undefined
  let method: Node | undefined
  let assigned = ''
  for (const here of [node, ...ancestorsOf(node)]) {
    const definition = here.type === 'decorated_definition' ? field(here, 'definition') : here
    if (definition?.type === 'function_definition' || definition?.type === 'class_definition') {
      if (definition.type === 'function_definition') method = definition
      outer = definition
    } else if (here.type === 'assignment') assigned = nameOf(field(here, 'left'))
  }
  if (!outer) return assigned
  const name = nameOf(field(outer, 'name'))
  return outer.type === 'class_definition' && method ? `${name}.${nameOf(field(method, 'name'))}` : name
}

/** The top-level definition that a unit is, or is a part of. */
export function ownerOfUnit(unit: string): string {
  return unit.split('.', 1)[0] ?? unit
}

function nameOf(node: Node | undefined): string {
  return node?.type === 'identifier' ? node.text : ''
}
