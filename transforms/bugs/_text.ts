import { type Context, type Node, piecesOf, textValue } from '#transform'

/** What a literal of text or bytes stands for. */
export interface Text {
  readonly value: string
  readonly isBytes: boolean
}

/** The value of a literal, or of literals in a row; undefined for f-strings, and for characters given by name. */
export function textOf(context: Context, node: Node): Text | undefined {
  const pieces = piecesOf(node)
  const values = pieces?.map((piece) => textValue(context.text, piece))
  if (!pieces || !values?.every((value) => value !== undefined)) return undefined
  return { value: values.join(''), isBytes: pieces[0]?.isBytes ?? false }
}
