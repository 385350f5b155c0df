import { type ImportItem, withoutReturn } from '#transform'
import type { ImportEntry } from './_import-runs.ts'

/** Where imports come from, in the order of their sections. */
export type Section = 0 | 1 | 2 | 3 | 4

/** What decides on the layout of a block of imports. */
export interface ImportLayout {
  readonly newline: string
  readonly indent: string
  readonly unit: string
  readonly lineLength: number
  readonly sectionOf: (module: string) => Section
}

/** A statement of the sorted block. */
interface Statement {
  readonly section: Section
  /** By what it stands among the others of its section. */
  readonly key: readonly string[]
  readonly above: readonly string[]
  readonly text: string
  readonly entries: readonly ImportEntry[]
}

/** The imports as isort writes them in the profile of Black, and in which order that has the statements. */
export function sortedImports(
  entries: readonly ImportEntry[],
  layout: ImportLayout,
): { readonly text: string; readonly order: readonly ImportEntry[] } {
  const statements = [...plainImports(entries, layout), ...fromImports(entries, layout)].sort(
    (a, b) => a.section - b.section || compare(a.key, b.key),
  )
  const { newline, indent } = layout
  let text = ''
  for (const [i, statement] of statements.entries()) {
    const before = statements[i - 1]
    const isApart = before && (before.section !== statement.section || statement.above.length > 0)
    if (before) text += isApart ? newline + newline : newline
    text += [...statement.above, statement.text].map((line) => indent + line).join(newline)
  }
  return { text, order: statements.flatMap((statement) => statement.entries) }
}

function plainImports(entries: readonly ImportEntry[], layout: ImportLayout): Statement[] {
  const found = new Map<string, Statement>()
  for (const entry of entries) {
    const { list } = entry
    if (list.module !== undefined) continue
    const sorted = [...list.items].sort((a, b) => compare(plainKey(a), plainKey(b)))
    // A comment at the end is about all of them.
    const groups = entry.inside.length > 0 ? [sorted] : sorted.map((item) => [item])
    for (const [i, items] of groups.entries()) {
      const [first] = items
      if (!first) continue
      const text = `import ${items.map(itemText).join(', ')}${endComment(entry)}`
      const above = i === 0 ? textsOf(entry.above) : []
      const id = entry.inside.length > 0 ? `${text} ${found.size}` : text
      const same = found.get(id)
      if (same)
        found.set(id, { ...same, above: [...same.above, ...above], entries: [...same.entries, entry] })
      else
        found.set(id, {
          section: layout.sectionOf(first.name),
          key: ['0', ...plainKey(first)],
          above,
          text,
          entries: [entry],
        })
    }
  }
  return [...found.values()]
}

function plainKey({ name, alias }: ImportItem): string[] {
  return [natural(name.toLowerCase()), alias === undefined ? '' : `as ${alias}`]
}

function fromImports(entries: readonly ImportEntry[], layout: ImportLayout): Statement[] {
  const modules = new Map<string, ImportEntry[]>()
  for (const entry of entries) {
    const { module } = entry.list
    if (module === undefined) continue
    const known = modules.get(module)
    if (known) known.push(entry)
    else modules.set(module, [entry])
  }
  return [...modules].flatMap(([module, all]) => fromModule(module, all, layout))
}

function fromModule(module: string, entries: readonly ImportEntry[], layout: ImportLayout): Statement[] {
  const relative = /^(\.+)(.*)$/.exec(module)
  const key = natural((relative ? `${relative[1]}_${relative[2]}` : module).toLowerCase())
  const base = { section: layout.sectionOf(module) }
  const annotated = entries.filter(({ above }) => above.length > 0)
  // Comments inside stay with their names, and of two statements with comments each keeps its own.
  const isApart = ({ above, inside }: ImportEntry) =>
    inside.length > 0 || (above.length > 0 && annotated.length > 1)
  const own = entries.filter(isApart).map((entry): Statement => {
    const items = sortedItems(entry.list.items)
    return {
      ...base,
      key: ['1', key, entry.list.hasStar ? '0' : '1', ...(items[0] ? itemKey(items[0]) : [])],
      above: textsOf(entry.above),
      text: commentedText(module, entry, items, layout),
      entries: [entry],
    }
  })
  const rest = entries.filter((entry) => !isApart(entry))
  const stars = rest.filter(({ list }) => list.hasStar)
  const joined = rest.filter(({ list }) => !list.hasStar)
  const groups = segments(unique(joined.flatMap(({ list }) => list.items)))
  const written = new Set<ImportEntry>()
  const sources = new Map<string, ImportEntry[]>()
  for (const entry of joined)
    for (const text of new Set(entry.list.items.map(itemText)))
      sources.set(text, [...(sources.get(text) ?? []), entry])
  const statements = groups.map((items, i): Statement => {
    const named = new Set(items.flatMap((item) => sources.get(itemText(item)) ?? []))
    const from = joined.filter((entry) => named.has(entry))
    // A comma after the last name asks for a name a line; isort heeds it in the first statement of a module.
    const isTall =
      i === 0 && items[0]?.alias === undefined && joined.some(({ list }) => hasLastComma(list.statement.text))
    const above = textsOf(from.flatMap((entry) => (written.has(entry) ? [] : entry.above)))
    for (const entry of from) written.add(entry)
    return {
      ...base,
      above,
      key: ['1', key, '2', String(i).padStart(6, '0')],
      text: fromText(module, items.map(itemText), isTall, '', layout),
      entries: from,
    }
  })
  const [star] = stars
  if (star)
    statements.unshift({
      ...base,
      key: ['1', key, '0'],
      above: textsOf(stars.flatMap(({ above }) => above)),
      text: `from ${module} import *`,
      entries: stars,
    })
  return [...own, ...statements]
}

/** Names in statements: those that get another name have one of their own. */
function segments(items: readonly ImportItem[]): ImportItem[][] {
  const groups: ImportItem[][] = []
  const sorted = sortedItems(items)
  const renamed = new Set(sorted.filter(({ alias }) => alias !== undefined).map(({ name }) => name))
  let group: ImportItem[] | undefined
  for (const item of sorted) {
    if (renamed.has(item.name)) {
      groups.push([item])
      group = undefined
    } else if (group) group.push(item)
    else {
      group = [item]
      groups.push(group)
    }
  }
  return groups
}

function unique(items: readonly ImportItem[]): ImportItem[] {
  return [...new Map([...items].reverse().map((item) => [itemText(item), item])).values()].reverse()
}

/** Constants, classes, the rest. */
function itemKey({ name, alias }: ImportItem): string[] {
  const isConstant = name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase()
  const kind = isConstant ? 'A' : /^\p{Lu}/u.test(name) ? 'B' : 'C'
  return [kind + natural(name.toLowerCase()), alias ?? '']
}

function sortedItems(items: readonly ImportItem[]): ImportItem[] {
  return [...items].sort((a, b) => compare(itemKey(a), itemKey(b)))
}

function itemText({ name, alias }: ImportItem): string {
  return alias === undefined ? name : `${name} as ${alias}`
}

function fromText(
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
function commentedText(
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

function endComment({ inside }: ImportEntry): string {
  return spaced(textsOf(inside))
}

function spaced(comments: readonly string[]): string {
  return comments.map((comment) => `  ${comment}`).join('')
}

function textsOf(comments: readonly { readonly text: string }[]): string[] {
  return comments.map(({ text }) => withoutReturn(text).trimEnd())
}

function hasLastComma(statement: string): boolean {
  return /,\s*\)$/.test(statement)
}

/** Numbers count as such: `a2` comes before `a10`. */
function natural(name: string): string {
  return name.replace(/\d+/g, (digits) => `\0${digits.padStart(24, '0')}`)
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [one = '', other = ''] = [a[i], b[i]]
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}
