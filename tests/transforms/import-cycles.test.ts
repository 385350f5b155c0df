import { expect, it } from 'vitest'
import { registry } from '../../transforms/index.ts'
import { planProjectFixture, projectFixtures } from '../support/project-fixture.ts'

const projects = new URL('../../fixtures/projects', import.meta.url).pathname

it('finds the modules that import each other when they are imported', async () => {
  const fixture = projectFixtures(projects).find(({ name }) => name === 'standards-import-cycles')
  const outcomes = fixture ? await planProjectFixture(fixture, registry) : []
  const found = outcomes.flatMap(({ path, findings }) => findings.map(({ message }) => [path, message]))
  // Neither the import in a function of orders nor the one for type checkers in stock closes a cycle.
  expect(found).toEqual([
    ['shop/cart.py', 'these modules import each other: shop.cart → shop.prices → shop.stock → shop.cart'],
    ['shop/prices.py', 'these modules import each other: shop.prices → shop.stock → shop.cart → shop.prices'],
    ['shop/stock.py', 'these modules import each other: shop.stock → shop.cart → shop.prices → shop.stock'],
  ])
})
