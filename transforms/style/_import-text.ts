import { type ImportItem, withoutReturn } from '#transform'
import type { ImportLayout } from './_import-layout.ts'
import type { ImportEntry } from './_import-runs.ts'

/** `name as alias` */
export function itemText({ name, alias }: ImportItem): string {
  return alias === undefined ? name : `${name} as ${alias}`
}

/** A statement on one line, or with a name a line where it is too long or meant to be tall. */
export function fromText(
  module: string,
  names: readonly string[],
  isTall: boolean,
  comment: string,
  layout: ImportLayout,
): string {
  const line = `from ${module} import ${names.join(', ')}${comment}`
  if (!isTall && layout.indent.length + line.length <= layout.lineLength) return line
  return tall(
    module,
    names.map((name) => `${layout.unit}${name},`),
    comment,
    layout,
  )
}

function tall(
  module: string,
  rows: readonly string[],
  comment: string,
  { newline, indent }: ImportLayout,
): string {
  return [`from ${module} import (${comment}`, ...rows.map((row) => indent + row), `${indent})`].join(newline)
}

/** A statement with comments keeps them: those inside of the parentheses with their names. */
export function commentedText(
  module: string,
  entry: ImportEntry,
  items: readonly ImportItem[],
  layout: ImportLayout,
): string {
  const { list, inside } = entry
  if (list.hasStar) return `from ${module} import *${endComment(entry)}`
  const [first] = list.items
  const { open, close } = list
  const isAtEnd = (row: number) => row === list.statement.endPosition.row || row === open?.startPosition.row
  if (
    !open ||
    !close ||
    !first ||
    (inside.length < 2 &&
      inside.every(
        ({ startPosition: { row } }) =>
          isAtEnd(row) &&
          (row !== first.node.startPosition.row ||
            list.statement.startPosition.row === list.statement.endPosition.row),
      ))
  )
    return fromText(module, items.map(itemText), hasLastComma(list.statement.text), endComment(entry), layout)
  const rows: string[] = []
  const left = new Set(inside)
  const take = (fits: (row: number) => boolean) => {
    const taken = [...left].filter(({ startPosition: { row } }) => fits(row))
    for (const comment of taken) left.delete(comment)
    return textsOf(taken)
  }
  const opening = take((row) => row === open.startPosition.row && row !== first.node.startPosition.row)
  const closing = take((row) => row >= close.startPosition.row)
  const written = new Map<ImportItem, string[]>()
  for (const [i, item] of list.items.entries()) {
    const {
      startPosition: { row },
    } = item.node
    const above = take((other) => other < row)
    const isLast = list.items[i + 1]?.node.startPosition.row !== row
    const after = isLast ? take((other) => other === row) : []
    written.set(item, [...above, `${itemText(item)},${after.map((text) => `  ${text}`).join('')}`])
  }
  for (const item of items) rows.push(...(written.get(item) ?? []))
  rows.push(...textsOf([...left]))
  const text = tall(
    module,
    rows.map((row) => layout.unit + row),
    spaced(opening),
    layout,
  )
  return text + spaced(closing)
}

/** The comments of a statement behind it. */
export function endComment({ inside }: ImportEntry): string {
  return spaced(textsOf(inside))
}

function spaced(comments: readonly string[]): string {
  return comments.map((comment) => `  ${comment}`).join('')
}

/** Comments as they are written, without what stands behind them. */
export function textsOf(comments: readonly { readonly text: string }[]): string[] {
  return comments.map(({ text }) => withoutReturn(text).trimEnd())
}

/** Whether there is a comma behind the last name. */
export function hasLastComma(statement: string): boolean {
  return /,\s*\)$/.test(statement)
}
