import type { Change } from '../edits/change.ts'
import type { Module } from '../semantics/module.ts'
import { roleOf } from '../semantics/roles.ts'

const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu

/**
 * Splits changes that can be made together, as far as their places go, into those that may be and those that wait for the
 * next pass: they take away what binds a name that another change begins to read.
 */
export function keepBindings(
  changes: readonly Change[],
  module: Module,
): { readonly kept: readonly Change[]; readonly waiting: readonly Change[] } {
  const { text } = module.tree
  const read = new Map<string, { readonly change: Change; readonly at: readonly number[] }[]>()
  const gone: { readonly change: Change; readonly name: string; readonly index: number }[] = []
  for (const change of changes) {
    const before = new Set<string>()
    const after = new Set<string>()
    for (const { start, end, text: added } of change.edits) {
      for (const [word] of text.slice(start, end).matchAll(WORD)) before.add(word)
      for (const [word] of added.matchAll(WORD)) after.add(word)
    }
    for (const { start, end, text: added } of change.edits) {
      for (const [word] of added.matchAll(WORD)) {
        if (before.has(word)) continue
        const reads = read.get(word)
        // What is put behind a statement may lie outside of the scope that it belongs to.
        const places = { change, at: [start, change.span.start] }
        if (reads) reads.push(places)
        else read.set(word, [places])
      }
      for (const { 0: name, index } of text.slice(start, end).matchAll(WORD))
        if (!after.has(name)) gone.push({ change, name, index: start + index })
    }
  }
  const waiting = new Set<Change>()
  for (const { change, name, index } of gone) {
    const reads = waiting.has(change) ? undefined : read.get(name)
    if (!reads || !binds(name, index, module)) continue
    if (reads.some((one) => one.change !== change && isBoundAt(index, name, one.at, module)))
      waiting.add(change)
  }
  if (waiting.size === 0) return { kept: changes, waiting: [] }
  return { kept: changes.filter((change) => !waiting.has(change)), waiting: [...waiting] }
}

/** Whether what stands at `index` is a name that is bound there. */
function binds(name: string, index: number, { tree }: Module): boolean {
  const node = tree.nodeAt(index, index + name.length)
  return node.type === 'identifier' && node.startIndex === index && roleOf(node)?.role === 'bind'
}

/** Whether what is bound at `index` is what `name` means at one of the places. */
function isBoundAt(index: number, name: string, places: readonly number[], { names, tree }: Module): boolean {
  return places.some((place) => {
    const meant = names.resolve(name, tree.nodeAt(place))
    return meant.kind === 'bound' && meant.bindings.some((binding) => binding.node.startIndex === index)
  })
}
