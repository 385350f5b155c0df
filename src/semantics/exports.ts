import { field, type Node } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { Names } from './names.ts'

/** The names in the strings of what is assigned to `__all__` or added to it; see `readExports`. */
export interface Exports {
  readonly names: ReadonlySet<string>
  /** Whether `__all__` also gets something that is no string literal. */
  readonly isDynamic: boolean
}

/** Reads `__all__`; undefined when the file has none. */
export function readExports(names: Names): Exports | undefined {
  const sites = names.occurrences('__all__').filter(({ scope }) => scope.kind === 'module')
  if (!sites.some(({ role }) => role === 'bind')) return undefined
  const found = new Set<string>()
  let isDynamic = false
  for (const { node, binding } of sites) {
    const value = binding ? field(binding.owner, 'right') : argumentsOfMethod(node)
    if (!value) {
      if (binding && binding.kind !== 'assignment' && binding.kind !== 'augmented') isDynamic = true
      continue
    }
    for (const content of value.descendantsOfType('string_content')) found.add(content.text)
    if (value.descendantsOfType(['identifier', 'interpolation']).length > 0) isDynamic = true
  }
  return { names: found, isDynamic }
}

/** For `__all__` in `__all__.extend([...])`: the argument list. */
function argumentsOfMethod(node: Node): Node | undefined {
  const attribute = parentOf(node)
  const call = attribute?.type === 'attribute' ? parentOf(attribute) : undefined
  return call?.type === 'call' ? field(call, 'arguments') : undefined
}
