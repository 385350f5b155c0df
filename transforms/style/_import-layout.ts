import type { ImportItem } from '#transform'
import type { ImportEntry } from './_import-runs.ts'
import { commentedText, endComment, fromText, hasLastComma, itemText, textsOf } from './_import-text.ts'
import { natural } from './_natural.ts'

/** Where imports come from, in the order of their sections. */
export type Section = 0 | 1 | 2 | 3 | 4

/** What decides on the layout of a block of imports. */
export interface ImportLayout {
  readonly newline: string
  readonly indent: string
  readonly unit: string
  readonly lineLength: number
  /** Whether names with another name stand in one statement with the others. */
  readonly combinesAs: boolean
  /** Whether `import` and `from` stand among each other. */
  readonly isMixed: boolean
  /** Whether capital letters come before small ones where `import` and `from` stand among each other. */
  readonly hasCase: boolean
  /** Whether constants come before classes, and those before the rest. */
  readonly ordersByType: boolean
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
  const keyOf = (statement: Statement) => (layout.isMixed ? lineKey(statement, layout) : statement.key)
  const statements = [...plainImports(entries, layout), ...fromImports(entries, layout)].sort(
    (a, b) => a.section - b.section || compare(keyOf(a), keyOf(b)),
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

/** By the name of the module, whichever keyword stands before it: isort holds whole lines against each other, ruff names. */
function lineKey({ text, key }: Statement, { hasCase }: ImportLayout): string[] {
  const line = text
    .replace(/^(?:from|import) /, '')
    .replace(/\(\s*/, '')
    .replace(/,?\s*\)$/, '')
    .replace(/\s+/g, ' ')
  return hasCase ? [natural(line)] : [natural((line.split(' ', 1)[0] ?? '').toLowerCase()), ...key]
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
          // `import __future__` is a plain import: those of features come first.
          section: first.name === '__future__' ? 1 : layout.sectionOf(first.name),
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
    const items = sortedItems(entry.list.items, layout)
    return {
      ...base,
      key: ['1', key, entry.list.hasStar ? '0' : '1', ...(items[0] ? itemKey(items[0], layout) : [])],
      above: textsOf(entry.above),
      text: commentedText(module, entry, items, layout),
      entries: [entry],
    }
  })
  const rest = entries.filter((entry) => !isApart(entry))
  const stars = rest.filter(({ list }) => list.hasStar)
  const joined = rest.filter(({ list }) => !list.hasStar)
  const groups = segments(unique(joined.flatMap(({ list }) => list.items)), layout)
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
      i === 0 &&
      (layout.combinesAs || items[0]?.alias === undefined) &&
      joined.some(({ list }) => hasLastComma(list.statement.text))
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

/** Names in statements: those that get another name have one of their own, unless they are combined. */
function segments(items: readonly ImportItem[], layout: ImportLayout): ImportItem[][] {
  const groups: ImportItem[][] = []
  const sorted = sortedItems(items, layout)
  if (layout.combinesAs) return sorted.length > 0 ? [sorted] : []
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
function itemKey({ name, alias }: ImportItem, { ordersByType }: ImportLayout): string[] {
  const isConstant = name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase()
  const kind = !ordersByType ? 'C' : isConstant ? 'A' : /^\p{Lu}/u.test(name) ? 'B' : 'C'
  return [kind + natural(name.toLowerCase()), alias ?? '']
}

function sortedItems(items: readonly ImportItem[], layout: ImportLayout): ImportItem[] {
  return [...items].sort((a, b) => compare(itemKey(a, layout), itemKey(b, layout)))
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [one = '', other = ''] = [a[i], b[i]]
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}
