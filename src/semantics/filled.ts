import { field, type Node, sameNode, withoutComments } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { Inference } from './infer.ts'
import type { Module } from './module.ts'
import type { Type } from './type.ts'
import { wordsIn } from './words.ts'

/** Methods that put their last argument into a collection. */
const PUTS = /^(?:add|append|appendleft|insert)$/
/** Methods that put something else into it. */
const FILLS = /^(?:extend|extendleft|setdefault|update|__setitem__)$/

/** What the code of a file puts into a collection: the types of keys, as far as there are any, and those of values. */
interface Filling {
  readonly keys: readonly (Type | undefined)[]
  readonly values: readonly (Type | undefined)[]
}

const NOTHING: Filling = { keys: [], values: [] }

/** What is put into the collection that a display makes for a name, or for an attribute, later on. */
export function filling(inference: Inference, module: Module, display: Node): Filling {
  const assignment = parentOf(display)
  if (assignment?.type !== 'assignment' || !sameNode(field(assignment, 'right'), display)) return NOTHING
  const target = field(assignment, 'left')
  const uses = target ? usesOf(module, target) : []
  const keys: (Type | undefined)[] = []
  const values: (Type | undefined)[] = []
  const typeOf = (node: Node | undefined) => node && inference.typeOf(module, node)
  for (const use of uses) {
    const parent = parentOf(use)
    const around = parent ? parentOf(parent) : undefined
    if (parent?.type === 'augmented_assignment' && sameNode(field(parent, 'left'), use)) {
      keys.push(undefined)
      values.push(undefined)
    } else if (parent?.type === 'attribute' && around?.type === 'call') {
      const method = field(parent, 'attribute')?.text ?? ''
      const args = field(around, 'arguments')
      if (PUTS.test(method)) values.push(typeOf(args && withoutComments(args).at(-1)))
      else if (FILLS.test(method)) {
        keys.push(undefined)
        values.push(undefined)
      }
    } else if (parent?.type === 'subscript' && sameNode(field(parent, 'value'), use)) {
      if (around?.type === 'assignment' && sameNode(field(around, 'left'), parent)) {
        keys.push(typeOf(field(parent, 'subscript')))
        values.push(typeOf(field(around, 'right')))
      } else if (around && /^(?:pattern_list|tuple_pattern|augmented_assignment)$/.test(around.type)) {
        values.push(undefined)
      }
    }
  }
  return { keys, values }
}

/** Where the code of a file names what a name, or an attribute, holds. */
function usesOf(module: Module, target: Node): readonly Node[] {
  if (target.type === 'identifier') {
    const bindings = module.bindingsOf(target)
    return module.names
      .loads(target.text)
      .map(({ node }) => node)
      .filter((node) => module.bindingsOf(node).some((one) => bindings.includes(one)))
  }
  const name = target.type === 'attribute' ? field(target, 'attribute') : undefined
  if (!name) return []
  return [...wordsIn(module.tree.text, name.text)].flatMap((index) => {
    const attribute = parentOf(module.tree.nodeAt(index, index + name.text.length))
    return attribute?.type === 'attribute' && field(attribute, 'attribute')?.startIndex === index
      ? [attribute]
      : []
  })
}
