import { expect, test } from 'vitest'
import { withLastAlternativesApart } from '../../src/python/last-alternatives.ts'
import { compileQuery } from '../../src/python/query.ts'
import { parse } from '../../src/python/tree.ts'

const found = (query: string, text: string) =>
  compileQuery(query)
    .matchesIn(parse(text).root)
    .map(({ x }) => x?.text)

test('the last of several alternatives has nothing behind it, whichever it is', () => {
  const query = '(comparison_operator . (_) . ["in" "not in"] . [(list) (tuple) (set)] @x .)'
  expect(found(query, 'a in [1]\na in (1,)\na in {1}\n')).toEqual(['[1]', '(1,)', '{1}'])
  expect(found(query, 'a in [1] == b\na in (1,) == b\na in {1} == b\n')).toEqual([])
})

test('so it is within others, and with captures of their own', () => {
  const query =
    '(if_statement consequence: (block . [(pass_statement) @x (expression_statement . [(integer) (ellipsis)] @x .)] .) .) @site'
  expect(found(query, 'if a:\n    ...\nif b:\n    pass\nif c:\n    1\n')).toEqual(['...', 'pass', '1'])
  expect(found(query, 'if a:\n    ...\n    b\nif b:\n    1\n    c\nif c:\n    pass\n    d\n')).toEqual([])
})

test('other patterns are left as they are', () => {
  for (const query of [
    '(call function: (identifier) @callee arguments: (argument_list . (_) @only .)) @call',
    '[(list) (tuple)] @x',
    '(block . [(pass_statement) (expression_statement)] @x . (_))',
    '((string) @x (#match? @x "^.\\\\[(a|b)\\\\] .\\\\)"))',
    '(call !x arguments: (argument_list [(list) (tuple)]? @x)) ; [(a) (b)] .)',
  ])
    expect(withLastAlternativesApart(query)).toBe(query)
})

test('what stands beside is kept', () => {
  expect(withLastAlternativesApart('(a . left: [(b) "c" d: (e)]  @x . ) @y (f) @z')).toBe(
    '(a . left: (b)   @x . ) @y \n(a . left: "c"   @x . ) @y \n(a . left: d: (e)  @x . ) @y \n(f) @z',
  )
})
