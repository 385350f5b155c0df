import { type Context, futureAnnotations, type Node } from '#transform'

/**
 * The annotation of a class variable without a type. Before Python 3.11 a bare ClassVar could not be evaluated once it was a text, and
 * v2 evaluates what `from __future__ import annotations` left as one.
 */
export function bareClassVariable(context: Context, at: Node): string {
  const classVar = context.import('typing', 'ClassVar', at)
  if (!futureAnnotations(context.module) || context.targets('3.11')) return classVar
  return `${classVar}[${context.import('typing', 'Any', at)}]`
}
