import { describe, expect, it } from 'vitest'
import type { Node } from '../../src/python/node.ts'
import { type Captures, compileQuery, queryOf } from '../../src/python/query.ts'
import { parse } from '../../src/python/tree.ts'
import { registry } from '../../transforms/index.ts'

const TEXT = `import os
from a.b import c as d

@d
def f(x: "int" = 1, *args):
    return lambda: x if x is not None else [y async for y in args if not y]

class C(d, metaclass=M):
    a, b = "p" \\
        "q", f"{1!r:>{2}}"

    async def g(self):
        async with self.h() as (k, l):
            await k[l:1, ...]
        while (n := next(k)) in {1: 2, **l}:
            del n, l.m
        else:
            raise E from None
        try:
            pass
        except* E as e:
            print >>e
        finally:
            assert e, -1 + 2.0j
        match l:
            case {"a": C(b=1), **rest} | [_, *_]:
                global z
`

const all = [...walk(parse(TEXT).root)]

describe('patterns that are not compiled', () => {
  const plain = [...new Set(Object.values(registry).map(({ query }) => query))].filter(
    (query) => !/[:.#"]|\)\s*\)/.test(query),
  )

  it.each(plain)('%s finds what it finds compiled', (source) => {
    const quick = queryOf(source)
    const compiled = compileQuery(source)
    for (const node of all) expect(told(quick.matchesAt(node))).toEqual(told(compiled.matchesAt(node)))
  })

  it('tells nodes from words of the same name, and takes every pattern that fits', () => {
    const source = '(lambda) @a [(lambda) (not_operator)] @b'
    const found = all.flatMap((node) => queryOf(source).matchesAt(node))
    expect(
      found.flatMap((captures) => Object.entries(captures)).map(([name, { text }]) => [name, text]),
    ).toEqual([
      ['a', 'lambda: x if x is not None else [y async for y in args if not y]'],
      ['b', 'lambda: x if x is not None else [y async for y in args if not y]'],
      ['b', 'not y'],
    ])
  })
})

function told(matches: readonly Captures[]): unknown {
  return matches.map((captures) =>
    Object.entries(captures).map(([name, { type, startIndex, endIndex }]) => [
      name,
      type,
      startIndex,
      endIndex,
    ]),
  )
}

function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of node.children) yield* walk(child)
}
