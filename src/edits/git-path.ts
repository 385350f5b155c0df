const NAMED_ESCAPES: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
}

/**
 * `path` as git writes it in a patch: in double quotes with C escapes and octal UTF-8 bytes
 * where it has a control character, a quote, a backslash or anything beyond ASCII (git's `core.quotePath`).
 */
function quotePath(path: string): string {
  let quoted = ''
  for (const byte of Buffer.from(path, 'utf8')) {
    const named = NAMED_ESCAPES[byte]
    if (named !== undefined) quoted += named
    else if (byte < 0x20 || byte >= 0x7f) quoted += `\\${byte.toString(8).padStart(3, '0')}`
    else quoted += String.fromCharCode(byte)
  }
  return quoted === path ? path : `"${quoted}"`
}

/** The lines of a patch above the first hunk. Paths are relative to git's top level, with `/`. */
export function gitHeader(oldPath: string, newPath: string): string {
  const from = quotePath(`a/${oldPath}`)
  const to = quotePath(`b/${newPath}`)
  const rename =
    oldPath === newPath ? '' : `rename from ${quotePath(oldPath)}\nrename to ${quotePath(newPath)}\n`
  return `diff --git ${from} ${to}\n${rename}--- ${from}${tab(from)}\n+++ ${to}${tab(to)}\n`
}

/** A tab ends a name with a space, as git writes it: tools would take what follows a space for a date. */
function tab(name: string): string {
  return name.includes(' ') ? '\t' : ''
}
