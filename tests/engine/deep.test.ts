import { expect, it } from 'vitest'
import { registry } from '../../transforms/index.ts'
import { planFixture } from '../support/fixture.ts'

const planned = (before: string) =>
  planFixture(
    {
      transform: 'typing/optional-to-union',
      file: 'basic.py',
      header: '',
      options: { review: 'true' },
      before,
      after: undefined,
    },
    registry,
    Object.keys(registry),
  )
const site = 'from typing import Optional\n\nx: Optional[int] = None\n'

it('a long chain of operands costs no more than its length', () => {
  expect(planned(`${site}y = ${Array(4000).fill('x').join(' + ')}\n`).status).toBe('changed')
})

it('an expression beyond what CPython compiles is left alone', () => {
  expect(planned(`${site}y = ${Array(12_000).fill('1').join('+')}\n`)).toMatchObject({
    status: 'failed',
    error: 'an expression is nested deeper than 10000 levels',
  })
})

it('any number of imports in a row can go', () => {
  const many = Array.from({ length: 300 }, (_, i) => i)
  const imports = many.map((i) => `from typing import Optional as O${i}\n`).join('')
  const outcome = planned(`${imports}${many.map((i) => `x${i}: O${i}[int] = None\n`).join('')}`)
  expect(outcome.status === 'changed' && outcome.after).toMatch(/^x0: int \| None = None\n/)
})
