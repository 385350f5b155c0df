import { expect, it } from 'vitest'
import { whyUnmatched } from '../scripts/why-unmatched.ts'
import { defineTransform } from '../src/transform/define.ts'

const mean = (where: string) =>
  defineTransform({
    summary: 'Replace a call',
    since: 'any',
    safety: 'safe',
    docs: 'https://docs.python.org/3/',
    query: '(call function: (_) @callee) @call',
    where: { callee: where },
    rewrite() {},
  })

it.each([
  ['sum', 'x = 1\n', 'its pattern fits nowhere'],
  ['sum', '\nx = sum(y)\n', 'its pattern fits at 2:5, but @callee means builtins.sum, and where says sum'],
  [
    'builtins.sum',
    'x = f(y)\n',
    'its pattern fits at 1:5, but @callee has no certain meaning, and where says builtins.sum',
  ],
  ['builtins.sum', 'f(y)\nsum(y)\n', 'its pattern fits at 2:1, and rewrite asked for nothing there'],
])('where %s in %j', (where, text, why) => {
  expect(whyUnmatched(mean(where), 'a.py', text)).toBe(why)
})
