/**
 * The words one of which every match of a pattern begins with: of `\bword` or `\b(?:one|other)` before something that no word goes on
 * with. Undefined for any other pattern; it has to be searched for by itself.
 */
export function leadingWords({ source, flags }: RegExp): readonly string[] | undefined {
  if (flags.includes('i') || hasAlternatives(source)) return undefined
  const head = /^\\b(?:(\w+)|\(\?:(\w+(?:\|\w+)*)\))(.*)$/s.exec(source)
  if (!head) return undefined
  const [, one, several, rest = ''] = head
  // `\s*` may be empty: then what follows must not be a word either.
  if (!/^(?:\\s\*)?(?:\\[b.()[\]{}]|\\s\+|\\s(?![*?{])|[:=,])(?![*?{])/.test(rest)) return undefined
  return (one ?? several)?.split('|')
}

/** The text that every match of a pattern begins with; undefined where it may begin in several ways, or with space. */
export function leadingText({ source, flags }: RegExp): string | undefined {
  if (flags.includes('i') || hasAlternatives(source)) return undefined
  const [text] = /^(?!\s)(?:[^\\^$.*+?()[\]{}|]|\\[^\w\s])+(?![*?{])/.exec(source) ?? []
  return text?.replace(/\\(.)/g, '$1')
}

/** Whether a pattern is one of several as a whole. */
function hasAlternatives(source: string): boolean {
  let rest = source.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gs, '')
  for (let outer = ''; outer !== rest; ) {
    outer = rest
    rest = outer.replace(/\([^()]*\)/g, '')
  }
  return rest.includes('|')
}
