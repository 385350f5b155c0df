const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
)

/** Whether the word is one that no variable, module or argument can be called. */
export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word)
}
