import type { FileEnvironment } from './file-environment.ts'
import type { Origin } from './origin.ts'
import type { UnusedSuppression } from './outcome.ts'
import { type Suppressions, suppressibleNames } from './suppressions.ts'

/** The suppression comments of a file that kept nothing from changing, or that name what there is not, in text order. */
export function unusedSuppressions(
  suppressions: Suppressions,
  { transforms, suppressible }: FileEnvironment,
  origin: Origin,
): UnusedSuppression[] {
  const { all, misspelt } = suppressions
  if (all.length === 0 && misspelt.length === 0) return []
  const selected = suppressibleNames(transforms.map(({ name }) => name))
  const place = (index: number) => origin.placeInSource({ start: index, end: index + 1 })
  return [
    ...suppressions
      .idle(selected, suppressible)
      .map(({ index, unknown }) => ({ ...place(index), ...(unknown.length > 0 && { unknown }) })),
    ...misspelt.map(({ index, word }) => ({ ...place(index), misspelt: word })),
  ].sort((a, b) => a.start - b.start)
}
