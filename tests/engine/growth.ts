/*
 * Prints how many times as many operations plans of files take that are four times as large, by shape. A process of its own: what else
 * runs in one changes what V8 counts.
 */
import { registry } from '../../transforms/index.ts'
import { planFixture } from '../support/fixture.ts'
import { operationsOf } from '../support/operations.ts'
import { FLAT, type Shape, TANGLED } from './shapes.ts'

/** Plans a text with all transforms there are. */
function plan(before: string): void {
  const fixture = {
    transform: 'typing/optional-to-union',
    file: 'basic.py',
    header: '',
    options: { review: 'true' },
    before,
    after: undefined,
  }
  planFixture(fixture, registry, Object.keys(registry))
}

function growthOf([size, text]: Shape): number {
  // What is worked out once for all files is none of a file's operations; of the same text some things may still be known.
  plan(text(size + 1))
  const small = operationsOf(() => plan(text(size))).total
  return operationsOf(() => plan(text(4 * size))).total / small
}

export default function print(): void {
  const growth = Object.entries({ ...FLAT, ...TANGLED }).map(([name, shape]) => [name, growthOf(shape)])
  process.stdout.write(JSON.stringify(Object.fromEntries(growth)))
}
