import { compileQuery } from '../src/python/query.ts'
import { parse } from '../src/python/tree.ts'
import { Module } from '../src/semantics/module.ts'
import type { Transform } from '../src/transform/define.ts'

/**
 * Why a transform asked for nothing in a text, for its author: the pattern fits nowhere, a capture means something else than
 * `where` says, or `rewrite` did nothing at all.
 * @param path decides whether it is a stub; relative, with `/`
 */
export function whyUnmatched({ query, where }: Transform, path: string, text: string): string {
  const tree = parse(text)
  const found = compileQuery(query).matchesIn(tree.root)
  const [first] = found
  if (!first) return 'its pattern fits nowhere'
  const place = (index: number) => {
    const before = text.slice(0, index).split('\n')
    return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
  }
  const start = (captures: typeof first) =>
    Math.min(...Object.values(captures).map((node) => node.startIndex))
  const target = { major: 3, minor: 12 }
  const module = new Module(tree, { path, isPackage: false, isStub: path.endsWith('.pyi'), target })
  const misfit = (captures: typeof first) =>
    Object.entries(where).find(([capture, names]) => {
      const node = captures[capture]
      const meaning = node && module.qualify(node)
      return meaning && !(meaning.kind === 'certain' && names.includes(meaning.name))
    })
  const fitting = found.find((captures) => !misfit(captures))
  if (fitting) return `its pattern fits at ${place(start(fitting))}, and rewrite asked for nothing there`
  const [capture = '', names = []] = misfit(first) ?? []
  const meaning = first[capture] && module.qualify(first[capture])
  const means = meaning?.kind === 'certain' ? `means ${meaning.name}` : 'has no certain meaning'
  return `its pattern fits at ${place(start(first))}, but @${capture} ${means}, and where says ${names.join(' or ')}`
}
