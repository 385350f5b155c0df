import type { NamedTransform } from '../transform/define.ts'

const plain = new WeakMap<readonly NamedTransform[], readonly NamedTransform[]>()

/** Those of a list of transforms that may have something to do in a file of this name: the same list for all files of one kind. */
export function transformsFor(
  path: string,
  transforms: readonly NamedTransform[],
): readonly NamedTransform[] {
  if (path.endsWith('.pyi')) return transforms
  let others = plain.get(transforms)
  if (!others) {
    const kept = transforms.filter(({ stubsOnly }) => !stubsOnly)
    others = kept.length === transforms.length ? transforms : kept
    plain.set(transforms, others)
  }
  return others
}
