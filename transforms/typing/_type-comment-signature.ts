import {
  type Context,
  commentsIn,
  field,
  indentOf,
  indentUnit,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  parentOf,
  treeOf,
} from '#transform'
import {
  annotationText,
  removeComment,
  splitAtCommas,
  type TypeComment,
  typeComment,
  typeCommentsIn,
} from './_type-comment.ts'

/** The comment of a function's signature: behind the colon, or on the first line of the body. */
export function signatureComment(definition: Node): TypeComment | undefined {
  for (const child of definition.namedChildren) {
    const found = child.type === 'comment' ? typeComment(child) : undefined
    if (found && /^\(.*\)\s*->/.test(found.type)) return found
  }
  return undefined
}

/** Turns the type comments of a function into annotations; skips the site when they do not fit its parameters. */
export function annotateFunction(
  context: Context,
  definition: Node,
  signature: TypeComment | undefined,
  isEvaluated: boolean,
): void {
  const list = field(definition, 'parameters')
  if (!list) return
  const [, inside = '...', result] = /^\((.*)\)\s*->\s*(.+)$/.exec(signature?.type ?? '') ?? []
  const parameters = list.namedChildren.filter(
    ({ type }) => type !== 'comment' && type !== 'keyword_separator' && type !== 'positional_separator',
  )
  const names = parameters.map((parameter) => nameOf(parameter))
  if (names.some((name) => name === undefined) || field(definition, 'return_type'))
    context.skip('some of the signature has annotations already')
  const comments = typeCommentsIn(list, list.startIndex, list.endIndex)
  const types =
    inside.trim() === '...'
      ? fromLines(context, parameters, comments)
      : fromSignature(context, definition, inside, parameters, comments)
  const edits: { start: number; end: number; text: string }[] = []
  for (const [index, parameter] of parameters.entries()) {
    const type = types[index]
    const name = names[index]
    if (type === undefined || !name) continue
    const text = annotationText(context, type.replace(/^\*{1,2}/, ''), definition, isEvaluated)
    const value = field(parameter, 'value')
    if (value && commentsIn(treeOf(parameter), { start: name.endIndex, end: value.startIndex }).length > 0)
      context.skip('a comment stands between a parameter and its default')
    edits.push({
      start: name.endIndex,
      end: value?.startIndex ?? name.endIndex,
      text: value ? `: ${text} = ` : `: ${text}`,
    })
  }
  const arrow = result === undefined ? '' : ` -> ${annotationText(context, result, definition, isEvaluated)}`
  context.edit(broken(context, definition, list, parameters, edits, arrow))
  if (arrow !== '') context.insert(list.endIndex, arrow)
  for (const comment of comments) removeComment(context, comment)
  if (signature) removeComment(context, signature)
}

/** Where the annotation of a parameter goes; undefined when it has one, or cannot have one. */
function nameOf(parameter: Node): Node | undefined {
  switch (parameter.type) {
    case 'identifier':
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
      return parameter
    case 'default_parameter': {
      const name = field(parameter, 'name')
      return name?.type === 'identifier' ? name : undefined
    }
    default:
      return undefined
  }
}

/** Each parameter's own comment: the one on the line on which it ends. */
function fromLines(
  context: Context,
  parameters: readonly Node[],
  comments: readonly TypeComment[],
): (string | undefined)[] {
  const { text } = context
  const types = parameters.map((parameter, index) => {
    const next = parameters[index + 1]
    const end = lineEnd(text, parameter.endIndex)
    if (next && next.startIndex < end) return undefined
    return comments.find(({ node }) => node.startIndex > parameter.endIndex && node.startIndex < end)?.type
  })
  if (types.filter((type) => type !== undefined).length !== comments.length)
    context.skip('a type comment stands beside no parameter, or beside several')
  return types
}

function fromSignature(
  context: Context,
  definition: Node,
  inside: string,
  parameters: readonly Node[],
  comments: readonly TypeComment[],
): (string | undefined)[] {
  if (comments.length > 0) context.skip('there are types beside the parameters and in the signature')
  const types: (string | undefined)[] = splitAtCommas(inside)
  if (types.length === parameters.length - 1 && isMethod(definition)) types.unshift(undefined)
  if (types.length !== parameters.length)
    context.skip(`the comment has ${types.length} types for ${parameters.length} parameters`)
  return types
}

function isMethod(definition: Node): boolean {
  let up = parentOf(definition)
  if (up?.type === 'decorated_definition') {
    if (up.namedChildren.some(({ type, text }) => type === 'decorator' && text === '@staticmethod'))
      return false
    up = parentOf(up)
  }
  return parentOf(up ?? definition)?.type === 'class_definition'
}

/** The edits, and newlines between the parameters where the line would become too long. */
function broken(
  context: Context,
  definition: Node,
  list: Node,
  parameters: readonly Node[],
  edits: readonly { start: number; end: number; text: string }[],
  arrow: string,
): { start: number; end: number; text: string }[] {
  const { text, lineLength } = context
  const added = edits.reduce(
    (sum, { start, end, text: one }) => sum + one.length - (end - start),
    arrow.length,
  )
  const line = text.slice(lineStart(text, definition.startIndex), list.endIndex)
  const [first] = parameters
  if (line.includes('\n')) return [...edits, ...rowsBroken(context, list, parameters, edits, arrow)]
  if (line.length + 1 + added <= lineLength || !first) return [...edits]
  const indent = indentOf(text, definition.startIndex)
  const newline = newlineAt(text, definition.startIndex)
  const inner = newline + indent + indentUnit(text)
  const gaps = parameters.slice(1).map((parameter) => {
    const end = parameter.startIndex
    return { start: end - (/\s*$/.exec(text.slice(list.startIndex, end))?.[0].length ?? 0), end, text: inner }
  })
  const last = list.endIndex - 1
  const comma = /,\s*$/.test(text.slice(list.startIndex, last)) ? '' : ','
  return [
    { start: list.startIndex + 1, end: first.startIndex, text: inner },
    ...edits,
    ...gaps,
    { start: (parameters.at(-1) ?? first).endIndex, end: (parameters.at(-1) ?? first).endIndex, text: '' },
    { start: last, end: last, text: comma + newline + indent },
  ]
}

/** Newlines between the parameters of each line of a longer list that would become too long. */
function rowsBroken(
  { text, lineLength }: Context,
  list: Node,
  parameters: readonly Node[],
  edits: readonly { start: number; end: number; text: string }[],
  arrow: string,
): { start: number; end: number; text: string }[] {
  const starts = new Set(parameters.map(({ startIndex }) => lineStart(text, startIndex)))
  return [...starts].flatMap((start) => {
    const [first, ...others] = parameters.filter(({ startIndex }) => lineStart(text, startIndex) === start)
    if (!first) return []
    const end = lineEnd(text, start)
    // A comment on the line is the one that goes.
    const comment = typeCommentsIn(list, start, end)[0]?.node
    const width = text.slice(start, comment?.startIndex ?? end).trimEnd().length
    const added = edits
      .filter((edit) => edit.start >= start && edit.start < end)
      .reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), 0)
    const last = list.endIndex <= end ? arrow.length : 0
    if (width + added + last <= lineLength) return []
    const inner = newlineAt(text, start) + text.slice(start, first.startIndex).replace(/\S/g, ' ')
    return others.map(({ startIndex }) => {
      const gap = /[ \t]*$/.exec(text.slice(start, startIndex))?.[0].length ?? 0
      return { start: startIndex - gap, end: startIndex, text: inner }
    })
  })
}
