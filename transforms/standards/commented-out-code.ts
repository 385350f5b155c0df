import {
  type Context,
  defineTransform,
  indentOf,
  isFirstOnLine,
  lineEnd,
  lineStart,
  type Node,
  nextLine,
  parse,
} from '#transform'

/** What only code begins with, or consists of: a sentence may parse, too. */
const CODE =
  /^(?:(?:[\w.]+(?:\[[^\]]*\])*(?:, *[\w.]+)*) *(?:[-+*/|&]|\/\/|\*\*)?=(?!=) *\S.*|[\w.]+\([^)]*\)(?:\.\w+\([^)]*\))*|(?:from [\w.]+ )?import [\w.]+(?: as \w+)?(?:, *[\w.]+)*|@[\w.]+(?:\(.*\))?|(?:async )?(?:def|class) \w+.*:|(?:if|elif|while|for|with|except) .+:|(?:else|try|finally):|(?:return|raise|del|assert|yield|await) ?[\w.]+[([].*|return(?: (?:None|True|False|\d+|self(?:\.\w+)*))?|(?:pass|break|continue))$/
/** Comments that tools read, and the like. */
const PRAGMA =
  /^(?:!|:|\||-\*-|type:|noqa|nosec|pragma|pylint:|mypy:|pyright:|ruff:|flake8:|isort:|fmt:|yapf:|region|endregion|coding[:=]|vim?:|TODO|FIXME|XXX|NOTE|HACK|e\.g\.|i\.e\.|>>>)/i
/** Headings between lines, and remarks behind what they are about. */
const PROSE = /^[-=*~#+_]{3,}|\w \([a-z ,.]+\)$/
/** Words of one line that are as likely to be a remark. */
const WORDS = /^(?:pass|break|continue|return|return (?:None|True|False|\d+)|else:|try:|finally:)$/

export default defineTransform({
  summary: 'Report code that was commented out',
  since: 'any',
  safety: 'report',
  sameAs: ['ERA001'],
  docs: 'https://docs.python.org/3/tutorial/introduction.html',
  query: '(comment) @comment',
  anchors: ['#'],
  rewrite({ comment }, context) {
    // The first of the lines speaks for all of them.
    if (!comment || !standsAlone(context, comment) || isContinued(context, comment)) return
    const lines = blockFrom(context, comment)
    const code = lines.filter(({ text }) => CODE.test(text) && !PRAGMA.test(text))
    const [first] = code
    if (!first || code.every(({ text }) => WORDS.test(text)) || lines.some(({ text }) => PROSE.test(text)))
      return
    // Prose that shows an example is a comment about code.
    if (code.length * 2 < lines.length || !parses(lines, code)) return
    const at = { start: first.start, end: lineEnd(context.text, first.start) }
    context.report('code that is commented out: take it out, the history keeps it', at)
  },
})

function standsAlone(context: Context, { startIndex }: Node): boolean {
  return isFirstOnLine(context.text, startIndex)
}

/** Whether the line above is a comment of the same depth. */
function isContinued(context: Context, comment: Node): boolean {
  const { text } = context
  const start = lineStart(text, comment.startIndex)
  if (start === 0) return false
  const above = text.slice(lineStart(text, start - 1), start)
  return above.trimStart().startsWith('#') && indentOf(above, 0) === indentOf(text, comment.startIndex)
}

/** What the comments of lines that follow one another say. */
function blockFrom(context: Context, comment: Node): Line[] {
  const { text } = context
  const lines: Line[] = []
  const indent = indentOf(text, comment.startIndex)
  for (
    let at = lineStart(text, comment.startIndex);
    text.startsWith(`${indent}#`, at);
    at = nextLine(text, at)
  ) {
    const said = text.slice(at + indent.length, lineEnd(text, at)).replace(/^#+ ?/, '')
    lines.push({ start: at + indent.length, text: said.trim(), written: said.trimEnd() })
    if (nextLine(text, at) === text.length) break
  }
  return lines.filter((line) => line.text.trim() !== '')
}

/** Whether Python would read it: all together, or the lines that look like code one by one. */
function parses(lines: readonly Line[], code: readonly Line[]): boolean {
  const isRead = (text: string) => !parse(text).root.hasError
  if (isRead(`${lines.map(({ written }) => written).join('\n')}\n`)) return true
  return code.every(({ text }) => isRead(text.endsWith(':') ? asWhole(text) : `${text}\n`))
}

/** A clause with what has to stand around it. */
function asWhole(header: string): string {
  const body = `${header} pass\n`
  if (/^(?:elif|else)/.test(header)) return `if x: pass\n${body}`
  if (/^(?:except|finally)/.test(header)) return `try: pass\n${body}`
  return /^try/.test(header) ? `${body}finally: pass\n` : body
}

/** A line of a comment. */
interface Line {
  readonly start: number
  readonly text: string
  /** With the blanks that it is indented by. */
  readonly written: string
}
