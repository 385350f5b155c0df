import { afterAll, describe, expect, it } from 'vitest'
import { registry } from '../transforms/index.ts'
import { environments, Provers, proofs } from './support/pydantic.ts'

const root = new URL('../', import.meta.url).pathname
const pair = environments(root)
if (!pair && process.env.CI)
  throw new Error('pydantic 1 and 2 are needed to prove the fixtures: npm run prove:pydantic builds them')

describe.runIf(pair)('the halves of a fixture behave the same under pydantic 1 and 2', () => {
  const provers = pair && new Provers(pair)
  afterAll(() => provers?.close())

  it.each(proofs(`${root}fixtures`, registry).map((proof) => [proof.name, proof] as const))(
    '%s',
    async (_, proof) => {
      const outcome = await provers?.outcome(proof)
      // The problem says more than that it is an object.
      expect(typeof outcome === 'object' ? outcome.problem : undefined).toBeUndefined()
    },
  )
})
