import { defineTransform, treeOf } from '#transform'

/** What Python takes for the declaration of an encoding: https://peps.python.org/pep-0263/ */
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/
/** A comment that declares UTF-8 and says nothing else. */
const ONLY_UTF8 =
  /^[ \t\f]*#[#\s]*(?:(?:[-_]\*[-_]|-+)\s*)?(?:vim?:\s*)?(?:set\s+)?(?:file)?(?:en)?coding\s*[:=]\s*utf[-_]?8(?:-unix)?\s*;?\s*:?\s*(?:[-_]\*[-_]|-+)?\s*$/i

export default defineTransform({
  summary: 'Remove the declaration that a file is in UTF-8',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP009'],
  docs: 'https://peps.python.org/pep-3120/',
  query: '(module) @module',
  anchors: [/^(?:[^\n]*\n)?[^\n#]*#.*?coding[:=][ \t]*[uU][tT][fF]/],
  rewrite({ module }, context) {
    const lines = context.text.split('\n', 4).map((line) => line.replace(/\r$/, ''))
    const at = lines.findIndex((line, i) => i < 2 && COOKIE.test(line))
    const line = lines[at]
    // The second line counts only below a comment or nothing.
    if (line === undefined || (at === 1 && !/^[ \t\f]*(?:#.*)?$/.test(lines[0] ?? ''))) return
    if (!isUtf8(line)) return
    if (!ONLY_UTF8.test(line)) return context.skip('the comment says more than the encoding')
    // The lines below move up, and may declare something then.
    const next = lines.filter((_, i) => i !== at).slice(0, 2)
    if (next.some((other) => COOKIE.test(other) && !isUtf8(other)))
      return context.skip('another line would become the declaration of the encoding')
    const start = at === 0 ? 0 : context.text.indexOf('\n') + 1
    const newline = context.text.indexOf('\n', start)
    context.dropComment(treeOf(module).nodeAt(start + line.indexOf('#')).text)
    const rest = newline === -1 ? '' : context.text.slice(newline + 1)
    // No file begins with blank lines.
    const blank = at === 0 ? (/^(?:[ \t\f]*\r?\n)*/.exec(rest)?.[0] ?? '') : ''
    context.remove({ start, end: context.text.length - rest.length + blank.length })
  },
})

/** Whether the encoding that a comment declares is UTF-8. */
function isUtf8(comment: string): boolean {
  return /^utf[-_]?8(?:-unix)?$/i.test(COOKIE.exec(comment)?.[1] ?? '')
}
