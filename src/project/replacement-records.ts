/** What a file of tests puts in place of something else while it runs, by the dotted name of what is replaced. */
export interface Replacement {
  readonly name: string
  /** Whether the file asks with which arguments the replacement was called. */
  readonly isWatched: boolean
}

/** `patch('a.b')`, `monkeypatch.setattr("a.b", …)` */
const BY_STRING = /(?:patch|setattr|delattr)\s*\(\s*["']([A-Za-z_]\w*(?:\.\w+)+)["']/g
/** `patch.object(a, 'b')`, `setattr(a, "b", …)` */
const BY_OBJECT = /(?:patch\.object|setattr|delattr)\s*\(\s*([A-Za-z_]\w*(?:\.\w+)*)\s*,\s*["'](\w+)["']/g
/** Whatever else is called with `builtins, 'open', …` sets it: a file system that is faked, for one. */
const OF_BUILTINS = /\(\s*(builtins|__builtin__)\s*,\s*["'](\w+)["']\s*,/g
/** `a.b = …` */
const BY_ASSIGNMENT = /=(?!=)(?<=^[ \t]*([A-Za-z_]\w*(?:\.\w+)+)[ \t]*=)/gm
/** The moves of six, whose new names the transform that takes six away writes into tests as well. */
const FOLLOWED = /^six\.moves\./
const LOOKS_AT_CALLS = /\bassert_(?:any_call|called_\w*with|has_calls)\b|\b(?:mock_calls|call_args)/

/** The text with what literals next to each other hold in one: `patch('a'\n'.b')` replaces a.b. */
export function withTextsJoined(text: string): string {
  // What stands before is asked behind the quote: the search is four times as fast so.
  return text.replace(/["'](?<=[\w.]["'])(?:[ \t]|\\?\r?\n)*[uUrR]?["'](?=[\w.])/g, '')
}

/**
 * What a file replaces in modules: found in its text alone, where that is as tests write it.
 * @param imported what a local name stands for, for names that the file imports
 */
export function* replacementsIn(
  path: string,
  text: string,
  imported: (local: string) => string | undefined,
): Generator<Replacement> {
  const canPatch = text.includes('patch')
  const isTest = path.includes('test')
  if (!canPatch && !isTest) return
  let looks: boolean | undefined
  const replacement = (name: string): Replacement => {
    looks ??= LOOKS_AT_CALLS.test(text)
    return { name, isWatched: looks }
  }
  if (canPatch) for (const [, name = ''] of withTextsJoined(text).matchAll(BY_STRING)) yield replacement(name)
  const objects = [
    ...(canPatch ? text.matchAll(BY_OBJECT) : []),
    ...(canPatch ? text.matchAll(OF_BUILTINS) : []),
    ...(isTest ? text.matchAll(BY_ASSIGNMENT) : []),
  ]
  for (const [, object = '', attribute] of objects) {
    const [first = '', ...rest] = object.split('.')
    const meaning = imported(first)
    if (meaning === undefined) continue
    const name = [meaning, ...rest, ...(attribute === undefined ? [] : [attribute])].join('.')
    if (!FOLLOWED.test(name)) yield replacement(name)
  }
}
