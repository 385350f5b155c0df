import { stringParts, textValue } from '../python/literals.ts'
import { field, type Node, sameNode, withoutComments } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { Module } from './module.ts'

/** What assigns to attributes of any object by a text that names them, or in the dictionary that holds them. */
const BY_TEXT = /\bsetattr[ \t]*\(|\b__dict__[ \t]*(?:\[|\.[ \t]*update\b|=(?!=)|\|=)|\bvars[ \t]*\(/g

/** An object whose attributes are assigned by text; `key` is the name where it is written out. */
export interface Filler {
  readonly object: Node
  readonly key: string | undefined
}

const known = new WeakMap<Module, readonly Filler[]>()

/** Where a file assigns attributes so. */
export function fillers(where: Module): readonly Filler[] {
  let found = known.get(where)
  if (!found) {
    found = [...where.tree.text.matchAll(BY_TEXT)].flatMap(({ index }) => {
      const node = where.tree.nodeAt(index)
      return node.type === 'identifier' ? (fillerAt(where, node) ?? []) : []
    })
    known.set(where, found)
  }
  return found
}

function fillerAt(where: Module, name: Node): Filler | undefined {
  const parent = parentOf(name)
  if (!parent) return undefined
  const [object, key] = withoutComments(field(parent, 'arguments'))
  if (name.text === 'setattr') return object && key ? { object, key: textOf(where, key) } : undefined
  const held = name.text === 'vars' ? object : field(parent, 'object')
  const around = parentOf(parent)
  if (!held || !around) return undefined
  const isItem = around.type === 'subscript' && sameNode(field(around, 'value'), parent)
  const target = isItem ? around : parent
  const statement = parentOf(target)
  const isTarget =
    /^(?:augmented_)?assignment$/.test(statement?.type ?? '') &&
    sameNode(statement && field(statement, 'left'), target)
  if (isTarget) {
    const item = isItem ? field(around, 'subscript') : undefined
    return { object: held, key: item && textOf(where, item) }
  }
  return field(around, 'attribute')?.text === 'update' ? { object: held, key: undefined } : undefined
}

function textOf({ tree }: Module, node: Node): string | undefined {
  const parts = node.type === 'string' ? stringParts(node) : undefined
  return parts && !parts.isFormatted ? textValue(tree.text, parts) : undefined
}
