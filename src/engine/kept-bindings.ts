import type { Change } from '../edits/change.ts'
import type { Module } from '../semantics/module.ts'
import { roleOf } from '../semantics/roles.ts'

const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu

/** Where a change begins to read a name. */
interface Read {
  readonly change: Change
  /** Indices: what is put behind a statement may lie outside of the scope that it belongs to. */
  readonly at: readonly number[]
}

/** A name that a change brings or takes away, and where. */
interface Word {
  readonly name: string
  readonly index: number
}

/**
 * Splits changes that can be made together, as far as their places go, into those that may be and those that wait for the
 * next pass: they take away what binds a name that another change begins to read.
 */
export function keepBindings(
  changes: readonly Change[],
  module: Module,
): { readonly kept: readonly Change[]; readonly waiting: readonly Change[] } {
  const readsOf = new Map<string, Read[]>()
  const goneBy = new Map<Change, readonly Word[]>()
  for (const change of changes) {
    const { reads, gone } = namesOf(change, module.tree.text)
    for (const { name, index } of reads) {
      const read = { change, at: [index, change.span.start] }
      const others = readsOf.get(name)
      if (others) others.push(read)
      else readsOf.set(name, [read])
    }
    if (gone.length > 0) goneBy.set(change, gone)
  }
  const isRead = (change: Change, { name, index }: Word): boolean => {
    const reads = readsOf.get(name)
    if (!reads || !binds(name, index, module)) return false
    return reads.some((read) => read.change !== change && isBoundAt(index, name, read.at, module))
  }
  const waiting = new Set<Change>()
  for (const [change, gone] of goneBy) if (gone.some((one) => isRead(change, one))) waiting.add(change)
  if (waiting.size === 0) return { kept: changes, waiting: [] }
  return { kept: changes.filter((change) => !waiting.has(change)), waiting: [...waiting] }
}

/** The words that a change brings, with the index of the edit, and those that it takes away. */
function namesOf(
  { edits }: Change,
  text: string,
): { readonly reads: readonly Word[]; readonly gone: readonly Word[] } {
  const removed = edits.flatMap(({ start, end }) =>
    Array.from(text.slice(start, end).matchAll(WORD), ({ 0: name, index }) => ({
      name,
      index: start + index,
    })),
  )
  const added = edits.flatMap((edit) =>
    Array.from(edit.text.matchAll(WORD), ([name]) => ({ name, index: edit.start })),
  )
  const before = new Set(removed.map(({ name }) => name))
  const after = new Set(added.map(({ name }) => name))
  return {
    reads: added.filter(({ name }) => !before.has(name)),
    gone: removed.filter(({ name }) => !after.has(name)),
  }
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
