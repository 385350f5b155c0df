import { countWhile } from './spans.ts'

/** A place for people: line and column count from 1, the column in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Finds lines by binary search; the line starts are collected on first use. */
export class LineIndex {
  readonly #text: string
  #starts: number[] | undefined

  constructor(text: string) {
    this.#text = text
  }

  /** The place of `index`, which may be the length of the text. */
  positionOf(index: number): Position {
    const line = this.#lineOf(index)
    return { line: line + 1, column: index - (this.#lines[line] ?? 0) + 1 }
  }

  /** The number of lines; a text that ends with a newline has an empty last one. */
  get lineCount(): number {
    return this.#lines.length
  }

  /** The index of the first character of `line`, counted from 1. @throws RangeError when there is no such line. */
  startOfLine(line: number): number {
    const start = this.#lines[line - 1]
    if (start === undefined) throw new RangeError(`no line ${line}`)
    return start
  }

  get #lines(): number[] {
    if (this.#starts) return this.#starts
    const starts = [0]
    for (let at = this.#text.indexOf('\n'); at >= 0; at = this.#text.indexOf('\n', at + 1))
      starts.push(at + 1)
    this.#starts = starts
    return starts
  }

  #lineOf(index: number): number {
    return countWhile(this.#lines, (start) => start <= index) - 1
  }
}
