import {
  type Context,
  docstringOf,
  field,
  indentOf,
  lineStart,
  type Node,
  newlineAt,
  trueEnd,
} from '#transform'

/** A parameter whose default moves into the body. */
export interface Moved {
  readonly name: string
  readonly value: Node
}

/**
 * Writes `if x is None:` / `x = …` for each parameter: after the docstring, before everything else. A body on the
 * line of the def becomes a block.
 */
export function insertGuards(context: Context, definition: Node, moved: readonly Moved[]): void {
  const { text } = context
  const body = field(definition, 'body')
  if (!body) return
  const docstring = docstringOf(body)
  const statements = body.namedChildren.filter((child) => child.type !== 'comment')
  const first = statements[docstring ? 1 : 0]
  const [documented] = docstring ? statements : []
  const colon = definition.children.find((child) => child.type === ':')
  if (!first || !colon) context.skip('there is no body to make the object in')
  const end = documented ? trueEnd(documented) : colon.endIndex
  const newline = newlineAt(text, definition.startIndex)
  const defIndent = indentOf(text, definition.startIndex)
  const isOwnLine = /^[ \t\f]*$/.test(text.slice(lineStart(text, first.startIndex), first.startIndex))
  if (isOwnLine) {
    const indent = indentOf(text, first.startIndex)
    const unit =
      indent.startsWith(defIndent) && indent !== defIndent ? indent.slice(defIndent.length) : '    '
    context.insert(firstLineAfter(text, end), guards(context, moved, indent, unit, newline))
    return
  }
  const between = text.slice(end, first.startIndex)
  if (documented || !/^[ \t]*$/.test(between))
    context.skip('the body stands on the line of the def or of its docstring: break the line first')
  const unit = indentUnit(text, defIndent)
  const indent = defIndent + unit
  context.replace(
    { start: end, end: first.startIndex },
    newline + guards(context, moved, indent, unit, newline) + indent,
  )
}

/** The start of the first line after `index` that is not blank. */
function firstLineAfter(text: string, index: number): number {
  const next = /\n(?:[ \t\f]*\r?\n)*/g
  next.lastIndex = index
  next.exec(text)
  return next.lastIndex
}

function guards(
  context: Context,
  moved: readonly Moved[],
  indent: string,
  unit: string,
  newline: string,
): string {
  return moved
    .map(({ name, value }) => {
      const literal = reindented(context.text, value, indent + unit)
      return `${indent}if ${name} is None:${newline}${indent}${unit}${name} = ${literal}${newline}`
    })
    .join('')
}

/** The text of a value with its further lines moved along with the first; strings of several lines keep it as it is. */
function reindented(text: string, value: Node, indent: string): string {
  const written = text.slice(value.startIndex, value.endIndex)
  if (!written.includes('\n')) return written
  if (value.descendantsOfType('string').some((string) => string.text.includes('\n'))) return written
  const old = indentOf(text, value.startIndex)
  return written.replace(/\n([ \t]*)/g, (line, space: string) =>
    space.startsWith(old) ? `\n${indent}${space.slice(old.length)}` : line,
  )
}

/** What one level of indentation is in this file, for a def that has no block of its own. */
function indentUnit(text: string, defIndent: string): string {
  const found = /:[ \t]*(?:#.*)?\r?\n([ \t]+)[^\s#]/.exec(text)?.[1]
  if (found && found.length <= 8) return found
  return defIndent !== '' && defIndent.length <= 8 ? defIndent : '    '
}
