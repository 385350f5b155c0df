import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  functionAround,
  type Node,
  parentOf,
  sameNode,
  stringParts,
} from '#transform'

/** They show a text as it is. */
const SHOWS =
  /^(?:builtins\.(?:print|\w+(?:Error|Exception)|Exception|SystemExit)|sys\.exit|sys\.std(?:out|err)\.write|warnings\.warn)$/
const FIELD = /\{([^\W\d]\w*)(?:\.[^\W\d]\w*)*(?:![rsa])?(?::[-\w.,+<>^#% ]*)?\}/g

export default defineTransform({
  summary: 'Add the f that a message with local variables in braces has lost',
  since: '3.6',
  safety: 'review',
  sameAs: ['RUF027'],
  docs: 'https://docs.python.org/3/reference/lexical_analysis.html#f-strings',
  query: '(string) @text',
  // Most of what looks so has its f, or its format().
  anchors: [/["'](?<!f["']|fr["']|rf["'])[^"'\n]*\{[^\W\d]\w*[}.!:](?![^\n]*\.format\()[^\n]*/i],
  needs: /\b(?:print|warn|exit|write|raise)\b/,
  rewrite({ text }, context) {
    const parts = stringParts(text)
    if (!parts || parts.isFormatted || parts.isBytes || !/^[rR]?$/.test(parts.prefix)) return
    const content = context.text.slice(parts.content.start, parts.content.end)
    const names = [...content.matchAll(FIELD)].map(([, name = '']) => name)
    if (names.length === 0 || /[{}]|\\N/.test(content.replace(FIELD, ''))) return
    const around = functionAround(text)
    const call = shownBy(context, text)
    if (!around || !call || isTemplate(call)) return
    const isBound = (name: string) => {
      const found = context.module.names.resolve(name, text)
      return found.kind === 'bound' && found.bindings.some(({ kind }) => kind !== 'import')
    }
    const isOwn = (name: string) => {
      const found = context.module.names.resolve(name, text)
      return found.kind === 'bound' && found.scope.kind === 'function'
    }
    if (!names.every(isBound) || !names.some(isOwn)) return
    if (
      call.type === 'call' &&
      argumentsOf(call).some((arg) => names.includes(field(arg, 'name')?.text ?? arg.text))
    )
      return
    context.review('the braces may be meant as text, or be filled by whoever gets the message')
    // The quote belongs to the edit, so that one which moves the text is seen to overlap it.
    const opening = { start: text.startIndex, end: parts.content.start }
    context.replace(opening, `f${context.text.slice(opening.start, opening.end)}`)
  },
})

/** The call, or the assert, that shows a text to somebody. */
function shownBy(context: Context, text: Node): Node | undefined {
  const whole = wholeOf(text)
  const up = whole && parentOf(whole)
  if (up?.type === 'assignment' && whole) return raisedNext(context, up)
  if (up?.type === 'assert_statement') return sameNode(up.firstNamedChild, whole) ? undefined : up
  const call = up?.type === 'argument_list' ? parentOf(up) : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  return callee && SHOWS.test(context.qualifiedName(callee) ?? '') ? call : undefined
}

/** The exception that is raised in the next statement, with the text under the name that it has been given. */
function raisedNext(context: Context, assignment: Node): Node | undefined {
  const next = parentOf(assignment)?.nextNamedSibling
  const call = next?.type === 'raise_statement' ? next.firstNamedChild : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const [message] = call ? argumentsOf(call) : []
  const isSame = message?.type === 'identifier' && message.text === field(assignment, 'left')?.text
  return call && isSame && callee && SHOWS.test(context.qualifiedName(callee) ?? '') ? call : undefined
}

/** The text with those that are written beside it. */
function wholeOf(text: Node): Node | undefined {
  const up = parentOf(text)
  if (up?.type !== 'concatenated_string') return text
  return up
}

/** Whether the text is filled in where it stands, or is about filling. */
function isTemplate(call: Node): boolean {
  return /\.format(?:_map)?\(|\btemplate\b|\bplaceholder/i.test(call.text)
}
