import { type Context, type Node, stringParts } from '#transform'
import { aliasTarget } from './_annotations.ts'

/** What the regex engine of v2 does not know: look-around, references, conditions, comments, nested classes, `{,n}`, `(?a)`. */
const PYTHON_ONLY =
  /\(\?(?:[=!#>(]|<[=!]|P=|[A-Za-z]*[aL])|\\[1-9]|[*+?}]\+|\{,\d|\[\^?\]?[^\]\\]*(?:\[|&&|--|~~)/

/** How a regular expression is matched from the start, which v1 did by itself. */
interface Anchoring {
  /** What goes in front and behind, after leading flags; empty where it is anchored. */
  readonly open: string
  readonly close: string
  /** Length of leading flags such as `(?i)`. */
  readonly flags: number
  readonly isPythonOnly: boolean
}

function anchoringOf(regex: string): Anchoring {
  const flags = /^(?:\(\?[A-Za-z]+\))*/.exec(regex)?.[0] ?? ''
  const rest = regex.slice(flags.length)
  const isMultiline = /^\(\?[A-Za-z]*m|\)\(\?[A-Za-z]*m/.test(flags)
  const isPythonOnly = PYTHON_ONLY.test(regex)
  const hasChoice = hasTopLevelChoice(rest)
  const isAnchored = rest.startsWith('\\A') || (!isMultiline && rest.startsWith('^'))
  const start = isMultiline ? '\\A' : '^'
  if (rest === '' || (isAnchored && !hasChoice))
    return { open: '', close: '', flags: flags.length, isPythonOnly }
  return hasChoice
    ? { open: `${start}(?:`, close: ')', flags: flags.length, isPythonOnly }
    : { open: start, close: '', flags: flags.length, isPythonOnly }
}

/** Whether a `|` stands outside of groups and classes. */
function hasTopLevelChoice(regex: string): boolean {
  let depth = 0
  let inClass = false
  for (let at = 0; at < regex.length; at++) {
    const char = regex[at]
    if (char === '\\') at++
    else if (inClass) inClass = char !== ']'
    else if (char === '[') {
      inClass = true
      if (regex[at + 1] === '^') at++
      if (regex[at + 1] === ']') at++
    } else if (char === '(') depth++
    else if (char === ')') depth--
    else if (char === '|' && depth === 0) return true
  }
  return false
}

/** The text of the argument `pattern` that matches what v1's `regex` matched. */
export function patternFor(regex: Node, context: Context): string {
  const parts = regex.type === 'concatenated_string' ? regex.namedChildren : [regex]
  const [first, last] = [parts[0], parts.at(-1)]
  const pieces = parts.map(stringParts)
  if (!first || !last || pieces.some((piece) => piece === undefined)) return ofExpression(regex, context)
  const value = parts.map((part, index) => regexText(part, pieces[index])).join('')
  const isFormatted = pieces.some((piece) => piece?.isFormatted)
  const known = anchoringOf(value)
  // What is put into an f-string may hold choices.
  const { open, close, flags, isPythonOnly } = isFormatted ? { ...known, open: '^(?:', close: ')' } : known
  const head = (pieces[0]?.content.start ?? 0) - regex.startIndex + flags
  const tail = (pieces.at(-1)?.content.end ?? 0) - regex.startIndex
  const written =
    regex.text.slice(0, head) + open + regex.text.slice(head, tail) + close + regex.text.slice(tail)
  const text =
    pieces.every((piece) => piece?.isRaw) || !open.includes('\\')
      ? written
      : written.replace(open, `\\${open}`)
  // `\Z` is what `$` is to the engine of v2.
  const portable = /\\Z/.test(value) && !known.isPythonOnly ? text.replace(/\\{1,2}Z/g, '$') : text
  return isPythonOnly ? compiled(text, context, regex) : portable
}

/** The characters of a literal as the regex sees them, as far as its structure goes. */
function regexText(node: Node, piece: ReturnType<typeof stringParts>): string {
  if (!piece) return ''
  const content = node.text.slice(piece.content.start - node.startIndex, piece.content.end - node.startIndex)
  return piece.isRaw ? content : content.replaceAll('\\\\', '\\')
}

/** A name for a literal, or another expression: anchored at run time where it is not known to be. */
function ofExpression(regex: Node, context: Context): string {
  const target = aliasTarget(context.module, context.project, regex)
  const parts = target && stringParts(target.node)
  if (target && parts && !parts.isFormatted && !parts.isBytes) {
    const { open, isPythonOnly } = anchoringOf(regexText(target.node, parts))
    const isPortable = !/\\Z/.test(target.node.text)
    if (open === '' && !isPythonOnly && isPortable) return regex.text
    const anchored = open === '' ? regex.text : formatted(regex, context)
    return isPythonOnly || !isPortable ? compiled(anchored, context, regex) : anchored
  }
  context.review(
    'the pattern is computed: it must be one that the engine of v2 knows, or be compiled with re',
  )
  return formatted(regex, context)
}

function formatted(regex: Node, context: Context): string {
  const quote = regex.text.includes('"') ? "'" : '"'
  if (regex.text.includes(quote) || /[\n\\]/.test(regex.text))
    context.skip('regex is computed: give pattern the expression with ^(?:...) around it')
  return `f${quote}^(?:{${regex.text}})${quote}`
}

/** v2 leaves compiled patterns to the module re. */
function compiled(text: string, context: Context, at: Node): string {
  // `from re import compile` would hide a builtin.
  const { module } = context
  const isFree = module.names.bindings('re').length === 0 && module.names.resolve('re', at).kind === 'unbound'
  if (isFree) context.requireImport({ module: 're' })
  return `${isFree ? 're.compile' : context.import('re', 'compile', at)}(${text})`
}
