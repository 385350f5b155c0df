import type { SubclassAnswer } from '../semantics/hierarchy.ts'
import { isStdlib } from '../semantics/stdlib.ts'
import { knownBases } from './known-classes.ts'

/**
 * Whether a class from outside of the project inherits from `root`, both by their qualified names. A class of the standard library has
 * none of another library's among its bases.
 */
export function externalAnswer(name: string, root: string): SubclassAnswer {
  const isPlain = (qualified: string) => qualified.startsWith('builtins.') || isStdlib(qualified)
  if (isPlain(name) && !isPlain(root)) return { answer: 'no' }
  const bases = knownBases(name)
  if (!bases) return { answer: 'unknown', reason: `nothing is known of ${name}` }
  for (const base of bases) {
    const answer: SubclassAnswer =
      base === root ? { answer: 'yes', steps: 0, through: [base] } : externalAnswer(base, root)
    if (answer.answer !== 'no')
      return { ...answer, steps: (answer.steps ?? 0) + 1, through: [name, ...(answer.through ?? [])] }
  }
  return { answer: 'no' }
}

/** One answer for a name that may stand for several classes: only what holds for all of them is certain. */
export function agreed(answers: readonly SubclassAnswer[], name: string): SubclassAnswer {
  const [first, ...others] = answers
  if (!first) return { answer: 'unknown' }
  if (others.every((answer) => answer.answer === first.answer)) return first
  return { answer: 'unknown', reason: `${name} may be one of several classes` }
}
