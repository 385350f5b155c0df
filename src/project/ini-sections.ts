/** All keys of the first of these sections that an ini file has, in lower case; continuation lines are joined with newlines. */
export function iniSections(
  text: string,
  sections: readonly string[],
): Readonly<Record<string, string>> | undefined {
  let found: Record<string, string> | undefined
  let isInside = false
  let key = ''
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue
    const header = /^\[([^\]]+)\]/.exec(line)?.[1]?.trim()
    if (header !== undefined) {
      if (found) break
      isInside = sections.includes(header)
      if (isInside) found = {}
      continue
    }
    if (!isInside || !found) continue
    const pair = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line)
    if (pair) {
      key = pair[1]?.toLowerCase() ?? ''
      found[key] = (pair[2] ?? '').replace(/\s[#;].*$/, '').trim()
    } else if (key !== '' && /^\s/.test(line)) found[key] = `${found[key]}\n${line.trim()}`.trim()
  }
  return found
}
