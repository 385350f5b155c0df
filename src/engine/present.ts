import type { NamedTransform } from '../transform/define.ts'
import { type AnchorHit, anchorsOf } from './anchors.ts'

/** Transforms that change something, and those that only report: these look at what the others leave. */
interface Kinds {
  readonly changing: readonly NamedTransform[]
  readonly reporting: readonly NamedTransform[]
}

const kinds = new WeakMap<readonly NamedTransform[], Kinds>()

/** Worked out once for each list, as anchors are. */
export function kindsOf(transforms: readonly NamedTransform[]): Kinds {
  let known = kinds.get(transforms)
  if (!known) {
    const isReport = ({ safety }: NamedTransform) => safety === 'report'
    known = {
      changing: transforms.filter((transform) => !isReport(transform)),
      reporting: transforms.filter(isReport),
    }
    kinds.set(transforms, known)
  }
  return known
}

/** What a text holds of a list of transforms: their anchors, and those that have one. */
interface Present {
  readonly hits: readonly AnchorHit[]
  readonly transforms: readonly NamedTransform[]
}

/** The anchors that a text holds, and the transforms that they are of. */
export function presentIn(text: string, transforms: readonly NamedTransform[]): Present {
  const hits = anchorsOf(transforms).hitsIn(text)
  const present = new Set(hits.map(({ transform }) => transform))
  return { hits, transforms: transforms.filter((transform) => present.has(transform)) }
}
