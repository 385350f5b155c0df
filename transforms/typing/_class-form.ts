import {
  type Context,
  commentsIn,
  field,
  futureAnnotations,
  holdsTogether,
  indentOf,
  indentUnit,
  isFirstOnLine,
  isKeyword,
  isLastOnLine,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  parentOf,
  stringParts,
  treeOf,
  withoutComments,
  withoutReturn,
} from '#transform'

/** A field of a class that is about to be written: its name and its type expression. */
export interface FieldForm {
  readonly name: string
  readonly type: Node
}

/** `X = NamedTuple("X", …)` as the query finds it. */
export interface FunctionalForm {
  /** The expression_statement. */
  readonly statement: Node
  readonly name: Node
  readonly callee: Node
  readonly args: Node
}

/** The positional and keyword arguments of a call. */
export function argumentsOf(args: Node): { readonly positional: Node[]; readonly keywords: Node[] } {
  const all = withoutComments(args)
  return {
    positional: all.filter(({ type }) => type !== 'keyword_argument'),
    keywords: all.filter(({ type }) => type === 'keyword_argument'),
  }
}

/** The text of a string literal whose value can be read off; undefined for everything else. */
export function plainText(node: Node | undefined): string | undefined {
  const parts = node && stringParts(node)
  if (!node || !parts || parts.isBytes || parts.isFormatted || parts.hasEscapes) return undefined
  return treeOf(node).text.slice(parts.content.start, parts.content.end)
}

/** The fields of `f(x=int, y=str)`. */
export function keywordFields(keywords: readonly Node[]): FieldForm[] {
  return keywords.flatMap((keyword) => {
    const type = field(keyword, 'value')
    return type ? [{ name: field(keyword, 'name')?.text ?? '', type }] : []
  })
}

/**
 * Replaces the statement by a class with those fields; skips the site where the class would be another one.
 * @param keywords of the class, as text: `total=False`
 */
export function writeClass(
  context: Context,
  form: FunctionalForm,
  fields: readonly FieldForm[],
  keywords: readonly string[] = [],
): void {
  const { statement, name, callee } = form
  const { text } = context
  // `X: type[Any] = …` declares more than a class would.
  const declared = statement.firstNamedChild && field(statement.firstNamedChild, 'type')
  if (declared) context.skip(`${name.text} has an annotation, and a class has none`)
  checkFields(context, form, fields)
  const end = lineEnd(text, statement.endIndex)
  const isAlone = isFirstOnLine(text, statement.startIndex)
  if (!isAlone || !isLastOnLine(text, statement.endIndex)) context.skip('a class needs lines of its own')

  const comments = commentsIn(treeOf(statement), { start: statement.startIndex, end })
  const remarks = remarksOf(text, comments, fields, statement.endIndex)
  const indent = indentOf(text, statement.startIndex)
  const inner = indent + (indent.includes('\t') ? '\t' : indentUnit(text))
  const newline = newlineAt(text, statement.startIndex)
  const bases = [callee.text, ...keywords].join(', ')
  const lines = withRemarks(`${indent}class ${name.text}(${bases}):`, remarks.header, indent)
  for (const [index, { name: key, type }] of fields.entries()) {
    const remark = remarks.fields[index]
    for (const above of remark?.above ?? []) lines.push(inner + above)
    const own = indentOf(text, type.startIndex)
    const value = type.text.replaceAll(`\n${own}`, `\n${inner}`)
    lines.push(...withRemarks(`${inner}${key}: ${value}`, remark?.beside ?? [], inner))
  }
  if (fields.length === 0) lines.push(`${inner}pass`)
  for (const below of remarks.below) lines.push(inner + below)
  context.replace({ start: lineStart(text, statement.startIndex), end }, lines.join(newline))
}

/** A line with its last comment beside it and the others above: one comment cannot follow another on a line. */
function withRemarks(line: string, remarks: readonly string[], indent: string): string[] {
  const last = remarks.at(-1)
  return [...remarks.slice(0, -1).map((one) => indent + one), last === undefined ? line : `${line}  ${last}`]
}

/** Whether the text stays as it is when it is written as a name: Python reads `ﬁ` there as `fi`. */
function isName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) && text === text.normalize('NFKC')
}

/** What keeps an expression from meaning the same as an annotation in the body of a class. */
function checkFields(
  context: Context,
  { statement, name }: FunctionalForm,
  fields: readonly FieldForm[],
): void {
  const names = new Set(fields.map((one) => one.name))
  if (names.size < fields.length) context.skip('two fields have the same name')
  if (fields.some((one) => name.text.startsWith('__') || one.name.startsWith('__')))
    context.skip('a name with two underscores is changed inside of a class')
  const bad = fields.find((one) => !isName(one.name) || isKeyword(one.name))
  if (bad) context.skip(`${JSON.stringify(bad.name)} cannot be the name of a field in a class`)
  for (const { type } of fields) {
    if (type.type === 'list_splat' || type.descendantsOfType(['named_expression', 'await', 'yield'])[0])
      context.skip(`${type.text} does more than name a type`)
    if (!holdsTogether(type)) context.skip('the type goes over several lines')
    const used = type.type === 'identifier' ? [type] : type.descendantsOfType('identifier')
    const taken = used.find((one) => names.has(one.text) && parentOf(one)?.type !== 'attribute')
    if (taken)
      context.skip(`${taken.text} is a type and the name of a field, which it would mean inside of the class`)
    const hidden = used.find((one) => {
      const resolution = context.module.names.resolve(one.text, one)
      return resolution.kind === 'bound' && resolution.scope.kind === 'class'
    })
    if (hidden)
      context.skip(`${hidden.text} is a name of the class around, which a class inside of it does not see`)
    if (used.some((one) => /^__/.test(one.text) && !/__$/.test(one.text)))
      context.skip('a name with two underscores is changed inside of a class')
  }
  if (!futureAnnotations(context.module)) return
  const marked = fields.find(({ type }) => /\b(?:Required|NotRequired|ReadOnly)\b/.test(type.text))
  if (marked)
    context.skip(`${marked.type.text} is not seen in a class whose annotations are strings (from __future__)`)
  if (statement.startIndex !== lineStart(context.text, statement.startIndex))
    context.skip('annotations are strings in this file (from __future__): local types would not be found')
  context.review(
    'annotations are strings in this file (from __future__), and so the types of the fields become strings',
  )
}

interface Remarks {
  readonly header: readonly string[]
  readonly fields: readonly { readonly above: string[]; readonly beside: string[] }[]
  readonly below: readonly string[]
}

/** Each comment of the call with the field that it stands beside or above; those inside of a type stay in it. */
function remarksOf(
  text: string,
  comments: readonly Node[],
  fields: readonly FieldForm[],
  end: number,
): Remarks {
  const header: string[] = []
  const below: string[] = []
  const found = fields.map(() => ({ above: [] as string[], beside: [] as string[] }))
  for (const { startIndex, text: raw } of comments) {
    const comment = withoutReturn(raw)
    if (fields.some(({ type }) => startIndex > type.startIndex && startIndex < type.endIndex)) continue
    const start = lineStart(text, startIndex)
    const beside = fields.findLastIndex(({ type }) => type.endIndex > start && type.endIndex < startIndex)
    const next = fields.findIndex(({ type }) => type.startIndex > startIndex)
    const isOwnLine = text.slice(start, startIndex).trim() === ''
    if (startIndex >= end) header.push(comment)
    else if (beside >= 0) found[beside]?.beside.push(comment)
    else if (isOwnLine && next >= 0) found[next]?.above.push(comment)
    else if (isOwnLine) below.push(comment)
    else header.push(comment)
  }
  return { header, fields: found, below }
}
