import type { Node } from '../../src/python/node.ts'
import { parse } from '../../src/python/tree.ts'
import { parseVersion } from '../../src/python/version.ts'
import { type About, Module } from '../../src/semantics/module.ts'

/** A module of `source`, by default `app.mod` for Python 3.9. */
export function moduleOf(source: string, about: Partial<About> & { python?: string } = {}): Module {
  const { python, ...rest } = about
  return new Module(parse(source), {
    path: 'app/mod.py',
    name: 'app.mod',
    isPackage: false,
    isStub: false,
    target: parseVersion(python ?? '3.9') ?? { major: 3, minor: 9 },
    ...rest,
  })
}

/**
 * The smallest node that covers `text` at its `count`-th occurrence (from 1; -1 is the last one), in a string
 * annotation where it stands in one.
 */
export function at(module: Module, text: string, count = 1): Node {
  const found: number[] = []
  for (let i = module.tree.text.indexOf(text); i >= 0; i = module.tree.text.indexOf(text, i + 1))
    found.push(i)
  const start = found.at(count > 0 ? count - 1 : count)
  if (start === undefined) throw new Error(`no ${text} number ${count}`)
  return (module.fragmentAt(start) ?? module.tree).nodeAt(start, start + text.length)
}
