import { type Context, field, type Node, stringParts } from '#transform'

/** A word of a command: what stands in the source for text, and the fields of an f-string. */
export type Word = readonly (string | Node)[]

/** What a shell does itself: there is no program of that name, or it does something else. */
const OF_THE_SHELL = new Set(
  'alias bg break cd command continue copy del dir eval exec exit export fg hash jobs md move popd pushd rd read readonly ren return set shift source start time times trap type ulimit umask unalias unset ver wait cls if for while until case function'.split(
    ' ',
  ),
)
const PLAIN = /^[\w@%+=:,./-]$/

/**
 * Splits a command as sh does. Skips the site where sh does more than that with it.
 * @param command a string or f-string
 */
export function shellWords(context: Context, command: Node): Word[] {
  const parts = command.type === 'string' ? stringParts(command) : undefined
  if (!parts || parts.isBytes)
    return context.skip('the command is put together elsewhere: make it a list, and drop shell=True')
  const fields = command.namedChildren.filter(({ type }) => type === 'interpolation')
  const words: (string | Node)[][] = []
  let word: (string | Node)[] | undefined
  let quote = ''
  const add = (piece: string | Node) => {
    word ??= []
    const last = word.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') word[word.length - 1] = last + piece
    else word.push(piece)
  }
  for (let i = parts.content.start; i < parts.content.end; i++) {
    const [opened] = fields.filter(({ startIndex }) => startIndex === i)
    const char = context.text[i] ?? ''
    if (opened) {
      heedSeveral(context, opened, quote)
      add(opened)
      i = opened.endIndex - 1
    } else if (char === quote) quote = ''
    else if (quote === '' && (char === "'" || char === '"')) {
      quote = char
      add('')
    } else if (quote === '' && char === ' ') {
      if (word) words.push(word)
      word = undefined
    } else if (
      char === '\\' ||
      char === '\n' ||
      (parts.isFormatted && /[{}]/.test(char)) ||
      !(quote === "'" || isText(char, quote))
    )
      context.skip(
        `the shell does more here than to split words (${JSON.stringify(char)}): take it apart by hand`,
      )
    else add(char)
  }
  if (quote !== '') context.skip('a quotation mark of the command is not closed')
  if (word) words.push(word)
  heedProgram(context, words[0])
  return words
}

function isText(char: string, quote: string): boolean {
  return quote === '"' ? !/[$`!]/.test(char) : PLAIN.test(char)
}

/** A shell splits what comes out of a field, unless it stands in quotation marks. */
function heedSeveral(context: Context, opened: Node, quote: string): void {
  const value = field(opened, 'expression') ?? opened.firstNamedChild
  if (
    quote === '' &&
    /(?:args?|options?|opts?|flags?|params?|files|paths|cmd|commands?|\bjoin\b.*)\W*$/i.test(
      value?.text ?? '',
    )
  )
    context.skip(`${value?.text} may hold several words: make it a list`)
}

function heedProgram(context: Context, first: Word | undefined): void {
  const [name] = first ?? []
  if (name === undefined) context.skip('the command is empty')
  if (typeof name !== 'string') {
    if (!/^\{\s*sys\.executable\s*\}$/.test(name?.text ?? ''))
      context.skip('which program this runs is not written here: make the command a list')
  } else if (first?.length === 1 && (OF_THE_SHELL.has(name) || name.includes('=')))
    context.skip(`${name} is for the shell itself: do it in Python`)
}
