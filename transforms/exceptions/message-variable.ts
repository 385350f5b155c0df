import {
  blockOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  indentOf,
  indentUnit,
  isFirstOnLine,
  isForTools,
  isLastOnLine,
  isWithin,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  onOneLine,
  placeAmong,
  type Scope,
  scopeOf,
  spanOf,
  statementOf,
  statementsOf,
  withoutComments,
  withoutParentheses,
} from '#transform'

/** What reads variables without naming them. */
const READS_ALL = /\b(?:(?:locals|eval|exec|currentframe)[ \t]*\(|(?:vars|dir)[ \t]*\(\s*\)|_getframe\b)/

export default defineTransform({
  summary: 'Give the message of an exception a name before it is raised',
  since: 'any',
  safety: 'safe',
  sameAs: ['EM101', 'EM102', 'EM103'],
  docs: 'https://docs.python.org/3/tutorial/errors.html#raising-exceptions',
  // What a message computes stands above the statement then.
  drops: ['negations'],
  query: `
    (raise_statement . (call function: (_) @made arguments: (argument_list) @list)) @statement
    (raise_statement . (parenthesized_expression . (call
      function: (_) @made arguments: (argument_list) @list) .)) @statement`,
  anchors: ['raise'],
  needs: /\braise\b[^\n]*\([\s(]*[A-Za-z]{0,2}["']/,
  // A matter of taste that makes long diffs: only on request.
  recipes: [],
  options: {
    variable: { default: 'msg', summary: 'The name of the variable' },
  },
  rewrite({ made, list, statement }, context) {
    const [whole] = withoutComments(list)
    const message = /^(?:identifier|attribute)$/.test(made.type) && messageOf(whole)
    if (!whole || !message) return
    const { text } = context
    const name = context.options.variable
    const scope = scopeOf(statement)
    if (scope.kind !== 'function')
      return context.skip(`outside of functions ${name} would be a name of the ${scope.kind}`)
    const line = { start: lineStart(text, statement.startIndex), end: lineEnd(text, statement.endIndex) }
    const comments = commentsIn(context.module.tree, line)
    if (comments.some((comment) => isForTools(comment.text)))
      return context.skip('a comment for tools is about the whole line')
    if (!isFirstOnLine(text, statement.startIndex) || !isLastOnLine(text, statement.endIndex))
      return context.skip('it shares its line with another statement')
    if (READS_ALL.test(scope.node.text)) return context.skip('all variables may be read here')
    if (isLookedFor(message, scope.node.text) || isShown(context, made, message))
      return context.skip('the function looks for the message in the line that a traceback shows')
    if (isTaken(context, name, scope)) return context.skip(`${name} is something else in this function`)
    // What the call is made on was worked out before the message.
    const isConstant = message.type !== 'call' && message.descendantsOfType('interpolation').length === 0
    if (!isConstant && made.type === 'attribute' && context.qualifiedName(made) === undefined)
      context.review(`the message is now worked out before ${made.text}`)
    if (
      commentsIn(context.module.tree, spanOf(whole)).length >
      commentsIn(context.module.tree, spanOf(message)).length
    )
      return context.skip('a comment stands in the parentheses of the message')
    const value = messageText(context, message, statement, `${name} = `)
    const newline = newlineAt(text, statement.startIndex)
    context.insert(statement.startIndex, `${value}${newline}${indentOf(text, statement.startIndex)}`)
    // With its parentheses, which nothing else then moves to other lines for the length that the call had.
    if (isAlone(list)) context.replace(list, `(${name})`)
    else context.replace(whole, name)
  },
})

/** What gives the lines of source that an exception came through. */
const SHOWS_LINES = /\b(?:format|extract)_(?:tb|stack)\b|\bTracebackException\b/

/** Whether a function that reads tracebacks has the text of its own message in another string, too. */
function isLookedFor(message: Node, around: string): boolean {
  if (!SHOWS_LINES.test(around)) return false
  const said = saidBy(message)
  return !!said && around.indexOf(said) !== around.lastIndexOf(said)
}

/** Whether another string has the statement in it, as the line that a traceback shows, or the pattern for one. */
function isShown({ text }: Context, made: Node, message: Node): boolean {
  const said = saidBy(message)
  const start = `raise ${made.text}`
  for (let at = text.indexOf(start); said && at >= 0; at = text.indexOf(start, at + start.length)) {
    const rest = text.slice(at + start.length, lineEnd(text, at))
    const isQuoted = /["']/.test(text.slice(lineStart(text, at), at)) || /^\\/.test(rest)
    if (isQuoted && /^\\?\(\\?["']/.test(rest) && rest.includes(said)) return true
  }
  return false
}

function saidBy(message: Node): string | undefined {
  return /^\w*["']+(.*?)["']+$/s.exec(message.text)?.[1]
}

/** Whether an argument is the only thing in the parentheses. */
function isAlone(list: Node): boolean {
  return list.namedChildCount === 1
}

/** Whether the name means anything in a function but messages that are raised right away. */
function isTaken({ module }: Context, name: string, scope: Scope): boolean {
  const { names } = module
  const own = names.bindings(name).filter((one) => one.scope === scope)
  if (own.some(({ owner, statement }) => owner.type !== 'assignment' || !isRaisedNext(statement, name)))
    return true
  const reads = [...names.occurrences(name), ...names.stringLoads(name)].filter(
    ({ node, role }) => role !== 'bind' && isWithin(node, scope.node),
  )
  return reads.some(({ node, role }) => {
    if (role === 'declare') return true
    const meant = names.resolve(name, node)
    if (meant.kind !== 'bound') return true
    if (meant.scope !== scope) return !isWithin(meant.scope.node, scope.node)
    return statementOf(node).type !== 'raise_statement'
  })
}

/** Whether an assignment of a message stands right before the statement that raises it. */
function isRaisedNext(statement: Node, name: string): boolean {
  const block = blockOf(statement)
  const all = block ? statementsOf(block) : []
  const next = all[placeAmong(all, statement) + 1]
  return next?.type === 'raise_statement' && new RegExp(`\\(\\s*${name}\\b`).test(next.text)
}

/** The first argument without its parentheses, where it is a text that is written there. */
function messageOf(argument: Node | undefined): Node | undefined {
  const first = argument && withoutParentheses(argument)
  if (first?.type === 'string' || first?.type === 'concatenated_string') return first
  const callee = first?.type === 'call' ? field(first, 'function') : undefined
  const object = callee?.type === 'attribute' ? field(callee, 'object') : undefined
  const isFormat = object && field(callee ?? object, 'attribute')?.text === 'format'
  return isFormat && /^(?:concatenated_)?string$/.test(object.type) ? first : undefined
}

/** The assignment of the message, laid out for the indentation of the statement that raises it. */
function messageText(context: Context, message: Node, statement: Node, target: string): string {
  const { text, lineLength } = context
  const indent = indentOf(text, statement.startIndex)
  const newline = newlineAt(text, statement.startIndex)
  const inner = indent + indentUnit(text, indent)
  const wrapped = (lines: readonly string[]) =>
    [`${target}(`, ...lines.map((line) => inner + line.trim()), `${indent})`].join(newline)
  const { type } = message
  const pieces = type === 'concatenated_string' ? withoutComments(message) : []
  if (message.text.includes('\n') && pieces.length > 0) {
    if (pieces.some((one) => one.text.includes('\n'))) context.skip('the message holds lines of its own')
    return wrapped(message.text.split('\n'))
  }
  const line = type === 'call' ? onOneLine(message) : message.text
  if (line === undefined) return context.skip('the message takes several lines')
  const isWide = !line.includes('\n') && indent.length + target.length + line.length > lineLength
  if (!isWide) return target + line
  if (inner.length + line.length <= lineLength) return wrapped([line])
  return line === message.text ? target + line : context.skip('the message takes several lines')
}
