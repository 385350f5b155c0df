import { type Context, type ImportItem, sameNode, scopeOf, summarize } from '#transform'
import { loadedWith, namesTakenFrom, orderMatters } from './_import-cycles.ts'
import type { ImportEntry } from './_import-runs.ts'
import { missedNames } from './_import-trial.ts'

/** Skips the block where the new order may make a difference, and asks for a review where a cycle of imports may make one. */
export function checkOrder(
  entries: readonly ImportEntry[],
  order: readonly ImportEntry[],
  context: Context,
): void {
  const files = new Map(entries.map((entry) => [entry, filesOf(entry, context)]))
  const [firsts, lasts] = [new Map<ImportEntry, number>(), new Map<ImportEntry, number>()]
  for (const [i, entry] of order.entries()) {
    lasts.set(entry, i)
    if (!firsts.has(entry)) firsts.set(entry, i)
  }
  const swapped: [earlier: ImportEntry, later: ImportEntry][] = []
  for (const [i, entry] of entries.entries())
    for (const later of entries.slice(i + 1)) {
      if ((lasts.get(entry) ?? -1) <= (firsts.get(later) ?? -1)) continue
      if (entry.list.hasStar || later.list.hasStar)
        context.skip('a star import may bind names that the others import, too: sort these by hand')
      const clash = clashOf(entry, later)
      if (clash !== undefined)
        context.skip(`${clash} is imported twice, from different places: the last import counts`)
      swapped.push([entry, later])
    }
  const [first] = swapped
  if (!first || isPutOff(first[0], context)) return
  const { module, project } = context
  let mayMatter = false
  for (const [earlier, later] of swapped) {
    const [before, after] = [files.get(earlier) ?? [], files.get(later) ?? []]
    if (!orderMatters(project, module.path, before, after)) continue
    mayMatter = true
    for (const file of after) {
      const taken = namesTakenFrom(project, module, file)
      const missed = earlier.list.items.find(({ local }) => taken.has(local))
      if (missed) context.skip(`${file} takes ${missed.local} from here, so it is imported first`)
    }
  }
  if (!mayMatter) return
  checkByTrial(entries, order, context)
  context.review('modules that are imported here import one another: the order may matter')
}

/** Skips the block where the imports of the project would no longer go through. */
function checkByTrial(
  entries: readonly ImportEntry[],
  order: readonly ImportEntry[],
  context: Context,
): void {
  const { module, project } = context
  const lineOf = ({ list: { statement } }: ImportEntry) => statement.startPosition.row + 1
  const lines = entries.map(lineOf)
  const moved = new Map([...new Set(order)].map((entry, i) => [lineOf(entry), lines[i]]))
  const own = summarize(module.tree)
  const before = missedNames(project, module, own)
  const after = missedNames(project, module, own, (line) => moved.get(line) ?? line)
  const missed = after.find((found, i) => found && !before[i])
  if (missed) context.skip(`${missed.by} would take ${missed.name} from ${missed.from} before that has it`)
}

/** A name that two imports bind to different things. */
function clashOf(a: ImportEntry, b: ImportEntry): string | undefined {
  const meaning = ({ list }: ImportEntry, { name, alias }: ImportItem) =>
    list.module !== undefined
      ? `${list.module}:${name}`
      : alias === undefined
        ? (name.split('.', 1)[0] ?? name)
        : name
  for (const item of a.list.items)
    for (const other of b.list.items)
      if (item.local === other.local && meaning(a, item) !== meaning(b, other)) return item.local
  return undefined
}

/** The files of the project that an import may load. */
function filesOf({ list }: ImportEntry, { module, project }: Context): string[] {
  const { graph } = project
  const names = list.items.map(({ name }) => name)
  const found = (modules: readonly string[]) => [
    ...new Set(modules.flatMap((name) => loadedWith(project, module.path, name))),
  ]
  if (list.module === undefined) return found(names)
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(list.module) ?? []
  const from = dots === '' ? rest : graph.resolveRelative(module.path, dots.length, rest)
  return from === undefined ? [] : found([from, ...names.map((name) => `${from}.${name}`)])
}

/** Whether nothing is imported here while the file is: in functions, and for type checkers. */
function isPutOff({ list: { statement, items } }: ImportEntry, { module }: Context): boolean {
  if (scopeOf(statement).kind === 'function') return true
  const [first] = items
  const bindings = first ? module.names.bindings(first.local) : []
  return bindings.some(
    (binding) => binding.context === 'type-checking' && sameNode(binding.statement, statement),
  )
}
