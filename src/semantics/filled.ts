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
const ANYTHING: Filling = { keys: [undefined], values: [undefined] }

/** How many names for one collection are followed, from call to call. */
const MAX_NAMES = 6

/** What is put into the collection that a display makes for a name, or for an attribute, later on. */
export function filling(inference: Inference, module: Module, display: Node): Filling {
  const assignment = parentOf(display)
  if (assignment?.type !== 'assignment' || !sameNode(field(assignment, 'right'), display)) return NOTHING
  const keys: (Type | undefined)[] = []
  const values: (Type | undefined)[] = []
  const names: Name[] = []
  // `a = b = []` names it twice.
  for (let here: Node | undefined = assignment; here?.type === 'assignment'; here = parentOf(here))
    names.push(...namesIn(module, field(here, 'left')))
  for (let i = 0; i < names.length && i < MAX_NAMES; i++) {
    const name = names[i]
    if (!name) continue
    for (const use of usesOf(name)) {
      const put = putAt(inference, name.module, use)
      keys.push(...put.keys)
      values.push(...put.values)
      for (const other of otherNames(inference, name.module, use))
        if (!names.some(({ node }) => sameNode(node, other.node))) names.push(other)
    }
  }
  return { keys, values }
}

/** What the use of a collection's name puts into it. */
function putAt(inference: Inference, module: Module, use: Node): Filling {
  const parent = parentOf(use)
  const around = parent ? parentOf(parent) : undefined
  const typeOf = (node: Node | undefined) => node && inference.typeOf(module, node)
  if (parent?.type === 'augmented_assignment' && sameNode(field(parent, 'left'), use)) return ANYTHING
  if (parent?.type === 'attribute' && around?.type === 'call') {
    const method = field(parent, 'attribute')?.text ?? ''
    const args = field(around, 'arguments')
    if (PUTS.test(method)) return { keys: [], values: [typeOf(args && withoutComments(args).at(-1))] }
    return FILLS.test(method) ? ANYTHING : NOTHING
  }
  if (parent?.type !== 'subscript' || !sameNode(field(parent, 'value'), use)) return NOTHING
  if (around?.type === 'assignment' && sameNode(field(around, 'left'), parent))
    return { keys: [typeOf(field(parent, 'subscript'))], values: [typeOf(field(around, 'right'))] }
  return around && /^(?:pattern_list|tuple_pattern|augmented_assignment)$/.test(around.type)
    ? { keys: [], values: [undefined] }
    : NOTHING
}

/** A name by which code knows a collection: what is assigned, or a parameter. */
interface Name {
  readonly module: Module
  readonly node: Node
}

function namesIn(module: Module, target: Node | undefined): Name[] {
  return target && /^(?:identifier|attribute)$/.test(target.type) ? [{ module, node: target }] : []
}

/** The names that the collection gets where one of its names is used: `b = a`, and the parameter of a def that it is handed to. */
function otherNames(inference: Inference, module: Module, use: Node): Name[] {
  const parent = parentOf(use)
  if (parent?.type === 'assignment')
    return sameNode(field(parent, 'right'), use) ? namesIn(module, field(parent, 'left')) : []
  const keyword = parent?.type === 'keyword_argument' ? field(parent, 'name')?.text : undefined
  const args = keyword === undefined || !parent ? parent : parentOf(parent)
  const call = args?.type === 'argument_list' ? parentOf(args) : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const type = callee && inference.typeOf(module, callee)
  if (!args || type?.kind !== 'function') return []
  const given = withoutComments(args)
  const at = given.findIndex((one) => sameNode(one, use))
  if (keyword === undefined && given.slice(0, at).some((one) => one.type === 'list_splat')) return []
  const parameter = parameterOf(type.node, keyword ?? at + (type.self ? 1 : 0))
  return parameter ? [{ module: type.module, node: parameter }] : []
}

/** The parameter of a def that an argument lands in, by its name or its place. */
function parameterOf(definition: Node, which: string | number): Node | undefined {
  const all = withoutComments(field(definition, 'parameters')).filter(
    ({ type }) => type !== 'positional_separator',
  )
  const end = all.findIndex(({ type }) => /^(?:keyword_separator|list_splat_pattern)$/.test(type))
  const names = all.map((one) =>
    one.type === 'identifier' ? one : (field(one, 'name') ?? one.firstNamedChild ?? undefined),
  )
  const found =
    typeof which === 'string'
      ? names.find((name) => name?.text === which)
      : end < 0 || which < end
        ? names[which]
        : undefined
  return found?.type === 'identifier' ? found : undefined
}

/** Where the code of a file names what a name, or an attribute, holds. */
function usesOf({ module, node: target }: Name): readonly Node[] {
  if (target.type === 'identifier') {
    const isParameter = parentOf(target)?.type !== 'assignment'
    const bindings = isParameter
      ? module.names.bindings(target.text).filter(({ node }) => sameNode(node, target))
      : module.bindingsOf(target)
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
