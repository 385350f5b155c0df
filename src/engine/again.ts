import type { Span } from '../python/node.ts'
import type { NamedTransform } from '../transform/define.ts'
import { Touched } from './touched.ts'

/** A site that a later pass has to look at again, whatever happened to its text: once there is nothing else to do. */
export interface Again {
  /** Its name. */
  readonly transform: string
  /** In the text of the pass. */
  readonly span: Span
}

/** What tells a site of a pass from all others. */
export function keyOf({ transform, span }: Again): string {
  return `${transform} ${span.start} ${span.end}`
}

const NOWHERE = new Touched([])

/** Where each transform has to look for the sites, and for nothing else. */
export function confinedTo(again: readonly Again[]): (transform: NamedTransform) => Touched {
  const spans = new Map<string, Span[]>()
  for (const { transform, span } of again) {
    const known = spans.get(transform)
    if (known) known.push(span)
    else spans.set(transform, [span])
  }
  const sites = new Map([...spans].map(([name, all]) => [name, new Touched(all)]))
  return ({ name }) => sites.get(name) ?? NOWHERE
}
