import type { Span } from '../python/node.ts'
import type { Part } from './excerpt.ts'
import type { Site } from './rewritten.ts'

/** The lines and bytes of a job, as program/serve.ts reads them. */
export function jobOf(id: number, { before, after, edits, sites, evidence }: Part): (string | Uint8Array)[] {
  const oldBytes = Buffer.from(before)
  const newBytes = Buffer.from(after)
  const byte = byteOffsets(before, oldBytes.length)
  const newByte = byteOffsets(after, newBytes.length)
  const words: (string | number)[] = []
  for (const { start, end, text } of edits) words.push(byte(start), byte(end), Buffer.byteLength(text))
  const owners = ownersOf(edits, sites)
  for (const { edit, start, end } of owners) words.push(edit, byte(start), byte(end))
  for (const { start, end, kinds, isLoose } of evidence.before)
    words.push(byte(start), byte(end), kinds, isLoose ? 1 : 0)
  for (const { start, end, kinds, isLoose } of evidence.after)
    words.push(newByte(start), newByte(end), kinds, isLoose ? 1 : 0)
  const counts = [edits.length, owners.length, evidence.before.length, evidence.after.length]
  return [
    `${id} ${oldBytes.length} ${newBytes.length} ${counts.join(' ')}\n${words.join(' ')}\n`,
    oldBytes,
    newBytes,
  ]
}

/** For each edit the sites that it is in; none where it is an import's, or lies outside of the site that it came of. */
function ownersOf(edits: readonly Span[], sites: readonly Site[]): (Span & { edit: number })[] {
  const owners: (Span & { edit: number })[] = []
  const free = new Set<number>()
  for (const site of sites) {
    const seen = new Set<number>()
    for (const { start, end } of site.edited ?? [site]) {
      let low = 0
      let high = edits.length
      while (low < high) {
        const middle = (low + high) >> 1
        if ((edits[middle]?.end ?? 0) < start) low = middle + 1
        else high = middle
      }
      for (let edit = low; (edits[edit]?.start ?? Number.POSITIVE_INFINITY) <= end; edit++) seen.add(edit)
    }
    for (const edit of seen) {
      const { start, end } = edits[edit] as Span
      if (site.start <= start && end <= site.end) owners.push({ edit, start: site.start, end: site.end })
      else free.add(edit)
    }
  }
  return owners.filter(({ edit }) => !free.has(edit))
}

/** From UTF-16 indices to UTF-8 offsets; cheap when asked in order. */
function byteOffsets(text: string, bytes: number): (index: number) => number {
  if (bytes === text.length) return (index) => index
  let at = 0
  let offset = 0
  return (index) => {
    if (index < at) {
      at = 0
      offset = 0
    }
    offset += Buffer.byteLength(text.slice(at, index))
    at = index
    return offset
  }
}
