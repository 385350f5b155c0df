import { commentsIn, lineStart, nextLine } from '../python/layout.ts'
import type { Span } from '../python/node.ts'
import { parentOf, type SyntaxTree } from '../python/tree.ts'

/**
 * The parts of a module's top level between `# fmt: off` (or `# isort: off`) and the matching `on`, whole lines:
 * a formatter leaves them alone, and so should whoever adds a line.
 */
export function formatOffRegions(tree: SyntaxTree): Span[] {
  const { text } = tree
  if (!/#\s*(?:fmt|isort|yapf)\s*:/.test(text)) return []
  const regions: Span[] = []
  let open: number | undefined
  for (const comment of commentsIn(tree, { start: 0, end: text.length })) {
    if (parentOf(comment)?.type !== 'module') continue
    const word = /^#\s*(?:(?:fmt|isort)\s*:\s*(off|on)|yapf\s*:\s*(disable|enable))\b/.exec(comment.text)
    const state = word?.[1] ?? word?.[2]
    if (state === 'off' || state === 'disable') open ??= lineStart(text, comment.startIndex)
    else if (state !== undefined && open !== undefined) {
      regions.push({ start: open, end: nextLine(text, comment.endIndex) })
      open = undefined
    }
  }
  if (open !== undefined) regions.push({ start: open, end: text.length })
  return regions
}

/** The region that holds `index`, its start excluded: what is put there comes before it. */
export function regionAround(regions: readonly Span[], index: number): Span | undefined {
  return regions.find(({ start, end }) => index > start && index < end)
}
