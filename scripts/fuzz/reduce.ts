/**
 * A text as small as it gets while `holds` stays true of it: lines are left out, first many at once, then single ones.
 * @param holds true of `text`
 */
export async function reduced(text: string, holds: (text: string) => Promise<boolean>): Promise<string> {
  let lines: string[] = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  for (let size = lines.length >> 1; size >= 1; size >>= 1) {
    let isSmaller = true
    while (isSmaller) {
      isSmaller = false
      for (let at = 0; at < lines.length; ) {
        const rest = [...lines.slice(0, at), ...lines.slice(at + size)]
        if (rest.length > 0 && (await holds(rest.join('')))) {
          lines = rest
          isSmaller = true
        } else at += size
      }
    }
  }
  return lines.join('')
}
