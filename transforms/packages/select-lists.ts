import {
  alignedItems,
  argumentsOf,
  type Context,
  defineTransform,
  type Edit,
  hasSplat,
  isFirstOnLine,
  lineEnd,
  lineStart,
  type Node,
  nextLine,
  reviewRelease,
  withoutComments,
} from '#transform'

const SQLALCHEMY_14 = { package: 'SQLAlchemy', version: '1.4', given: 'none' } as const
const MODULES = ['sqlalchemy', 'sqlalchemy.sql', 'sqlalchemy.sql.expression']
const SELECT = MODULES.map((module) => `${module}.select`)
const CASE = MODULES.map((module) => `${module}.case`)

export default defineTransform({
  summary: 'Pass the columns of a select and the branches of a case one by one, not as a list',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.sqlalchemy.org/en/20/changelog/migration_20.html#select-no-longer-accepts-varied-constructor-arguments-columns-are-passed-positionally',
  query:
    '(call function: (_) @callee arguments: (argument_list . [(list) (list_comprehension)] @list)) @call',
  where: { callee: [...SELECT, ...CASE] },
  rewrite({ callee, list, call }, context) {
    if (!callee || !call || !list) return
    const [, ...others] = argumentsOf(call)
    const isSelect = SELECT.includes(context.qualifiedName(callee) ?? '')
    if (hasSplat(others) || others.some(({ type }) => type !== 'keyword_argument'))
      return context.skip('what stands behind the list is no column: say it with .where() and the like')
    if (isSelect && others.length > 0)
      return context.skip('select takes columns alone: say the rest with .where() and the like')
    if (
      isSelect &&
      withoutComments(list).some(({ type }) => /^(?:string|integer|float|true|false|none)$/.test(type))
    )
      return context.skip('a plain value is no column: say it with literal_column() or text()')
    reviewRelease(context, SQLALCHEMY_14)
    if (list.type === 'list_comprehension') return context.insert(list.startIndex, '*')
    if (withoutComments(list).length === 0) return context.skip('there is no column: see what it selects')
    context.edit(
      isAlone(context.text, list)
        ? withoutLines(context, list, others)
        : withoutBrackets(context, list, others),
    )
  },
})

/** Whether both brackets of a list have lines of their own, and no text of several lines stands between them. */
function isAlone(text: string, list: Node): boolean {
  const close = list.endIndex - 1
  return (
    isFirstOnLine(text, list.startIndex) &&
    /^\[[ \t]*\r?\n/.test(list.text) &&
    isFirstOnLine(text, close) &&
    /^\][ \t]*,?[ \t]*\r?$/.test(text.slice(close, lineEnd(text, close))) &&
    !hasLongText(list)
  )
}

function hasLongText(list: Node): boolean {
  return list.descendantsOfType('string').some(({ text }) => text.includes('\n'))
}

/** Takes the lines of the brackets out, and moves those between them to the left. */
function withoutLines({ text }: Context, list: Node, others: readonly Node[]): Edit[] {
  const close = list.endIndex - 1
  const last = withoutComments(list).at(-1)
  const inner = text.slice(nextLine(text, list.startIndex), lineStart(text, close))
  const indent = text.slice(lineStart(text, list.startIndex), list.startIndex)
  const deeper = /^[ \t]*/.exec(inner)?.[0] ?? ''
  const edits: Edit[] = [
    { start: lineStart(text, list.startIndex), end: nextLine(text, list.startIndex), text: '' },
    { start: lineStart(text, close), end: nextLine(text, close), text: '' },
  ]
  const hasComma = last && /^\s*,/.test(text.slice(last.endIndex, close))
  if (last && !hasComma && others.length > 0)
    edits.push({ start: last.endIndex, end: last.endIndex, text: ',' })
  let at = nextLine(text, list.startIndex)
  for (const line of inner.split('\n')) {
    if (line.startsWith(deeper) && deeper.startsWith(indent))
      edits.push({ start: at + indent.length, end: at + deeper.length, text: '' })
    at += line.length + 1
  }
  return edits
}

function withoutBrackets(context: Context, list: Node, others: readonly Node[]): Edit[] {
  const hasComma = /,\s*\]$/.test(list.text) && others.length > 0
  const last = withoutComments(list).at(-1)?.endIndex ?? list.endIndex - 1
  return [
    { start: list.startIndex, end: list.startIndex + 1, text: '' },
    { start: hasComma ? last : list.endIndex - 1, end: list.endIndex, text: '' },
    ...(hasLongText(list) ? [] : alignedItems(context, list, withoutComments(list), 1)),
  ]
}
