import type { Edit } from '../edits/change.ts'
import { isKeyword } from '../python/keywords.ts'

/** The words of a text, names and others. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? []
}

/** The names that edits write where no code had them: in comments and texts they were none. */
export function wordsAdded(text: string, edits: readonly Edit[]): ReadonlySet<string> {
  const added = new Set<string>()
  for (const { start, end, text: written } of edits) {
    const code = text.slice(start, end).replaceAll(/"[^"\n]*"|'[^'\n]*'|#[^\n]*/g, '')
    for (const word of wordsGone(written, code)) added.add(word)
  }
  return added
}

/** The words of a text that another one does not have, but for keywords and numbers. */
export function wordsGone(removed: string, added: string): readonly string[] {
  const left = new Set(wordsOf(added))
  return wordsOf(removed).filter((word) => !left.has(word) && !isKeyword(word) && !/^\d/.test(word))
}
