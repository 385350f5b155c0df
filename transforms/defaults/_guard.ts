import { type Context, holdsTogether, indentOf, insertAtBodyStart, type Node } from '#transform'

/** A parameter whose default moves into the body. */
export interface Moved {
  readonly name: string
  readonly value: Node
}

/** Writes `if x is None:` / `x = …` for each parameter, after the docstring and before everything else. */
export function insertGuards(context: Context, definition: Node, moved: readonly Moved[]): void {
  const lines = moved.flatMap(({ name, value }) => [
    `if ${name} is None:`,
    ...`${name} = ${withoutIndent(context.text, value)}`.split(/\r?\n/).map((line) => `    ${line}`),
  ])
  context.edit(insertAtBodyStart(context.module.tree, definition, lines))
}

/** The text of a value, its further lines indented as far as they are beyond the first one's. */
function withoutIndent(text: string, value: Node): string {
  const indent = indentOf(text, value.startIndex)
  return text
    .slice(value.startIndex, value.endIndex)
    .replace(
      /\n([ \t]*)/g,
      (_, space: string) => `\n${space.startsWith(indent) ? space.slice(indent.length) : ''}`,
    )
}

/**
 * Whether the text of a value cannot be indented, or stand outside of the brackets around it: a string in it goes over several lines,
 * or a line of its own ends between its parts.
 */
export function isFixedText(value: Node): boolean {
  return (
    value.text.includes('\n') &&
    (!holdsTogether(value) || value.descendantsOfType('string').some((string) => string.text.includes('\n')))
  )
}
