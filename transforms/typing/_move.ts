import {
  type Binding,
  type Context,
  dropImportedNames,
  type Edit,
  type Node,
  renameImportSource,
  SkipSite,
} from '#transform'
import type { Home } from './_tables.ts'
import { checkUse, requoteArguments } from './_use.ts'

/** A name of the import that may move. */
interface Move extends Checked {
  readonly name: string
  readonly local: string
  readonly home: Home
}

/** What becomes of a name's uses when it is imported from elsewhere. */
export interface Checked {
  /** At the name's uses. */
  readonly edits: readonly Edit[]
  /** What makes it a change to review. */
  readonly note: string | undefined
}

/**
 * Imports names of a `from typing import …` from where they live. All names for one module are one change; those for
 * another follow in the next pass. A name whose uses do not allow it stays.
 * @param table the names to move; ones that are called otherwise in their new home get an alias.
 * @param check looks at the uses of one name and skips where they forbid it.
 */
export function moveImport(
  context: Context,
  statement: Node,
  source: string,
  table: Readonly<Record<string, Home>>,
  check: (context: Context, binding: Binding, typing: string) => Checked = checkUses,
): void {
  const items = itemsOf(statement).filter(({ name }) => Object.hasOwn(table, name))
  if (items.length === 0) return
  let reason: string | undefined
  const movable: Move[] = []
  for (const { name, node } of items) {
    const binding = context.module.names.bindings(node.text).find((one) => one.node.id === node.id)
    const home = table[name]
    if (!binding || !home) continue
    try {
      checkBinding(context, binding)
      movable.push({ name, local: node.text, home, ...check(context, binding, `${source}.${name}`) })
    } catch (error) {
      if (!(error instanceof SkipSite)) throw error
      reason ??= error.reason
    }
  }
  // What is safe goes first, so that it does not have to wait for a review.
  const safe = movable.filter(({ note }) => note === undefined)
  const ready = safe.length > 0 ? safe : movable
  const targets = [...new Set(ready.map(({ home }) => home.module))]
  for (const target of targets) {
    const moving = ready.filter(({ home }) => home.module === target)
    const together = moves(context, statement, moving, target)
    // A comment beside one name keeps that one only.
    const free = together
      ? moving
      : moving.filter((one) => moves(context, statement, [one], target) !== undefined)
    const made = together ?? moves(context, statement, free, target)
    if (!made) continue
    const note = free.find((one) => one.note !== undefined)?.note
    if (note !== undefined) context.review(note)
    context.edit(made.edits)
    for (const request of made.requests) context.requireImport(request)
    for (const comment of made.droppedComments) context.dropComment(comment)
    context.edit(unique(free.flatMap(({ edits }) => edits)))
    return
  }
  const [target] = targets
  if (target !== undefined)
    context.skip(`the import cannot move to ${target} without losing a comment or its place`)
  if (reason !== undefined) context.skip(reason)
}

/** Uses in one annotation ask for the same quotes. */
function unique(edits: readonly Edit[]): Edit[] {
  return [...new Map(edits.map((edit) => [`${edit.start}-${edit.end}`, edit])).values()]
}

/** The names of a from-import, each with the identifier that it binds. */
function itemsOf(statement: Node): { readonly name: string; readonly node: Node }[] {
  return statement.namedChildren.slice(1).flatMap((child) => {
    const parts = child.type === 'aliased_import' ? child.namedChildren : [child, child]
    const name = parts[0]
    const node = parts[1]?.type === 'dotted_name' ? parts[1].firstNamedChild : parts[1]
    return name && node && child.type !== 'comment' ? [{ name: name.text, node }] : []
  })
}

/** Skips the site when the import of one name is one of several ways to get it. */
function checkBinding(context: Context, binding: Binding): void {
  const { names } = context.module
  const { name, scope } = binding
  if (binding.context !== 'plain' && binding.context !== 'type-checking')
    context.skip(`${name} is imported under a condition`)
  if (names.bindings(name).filter((one) => one.scope === scope).length > 1)
    context.skip(`${name} is bound twice`)
}

/** Skips the site when the uses of a name need typing's own object; gives the edits at its uses otherwise. */
function checkUses(context: Context, binding: Binding, typing: string): Checked {
  if (typing.endsWith('.Callable') && !context.targets('3.10'))
    context.skip('collections.abc.Callable cannot be in a Union before Python 3.9.2')
  const edits: Edit[] = []
  let note: string | undefined
  for (const { node } of context.module.names.loads(binding.name)) {
    if (!context.module.bindingsOf(node).includes(binding)) continue
    note = checkUse(context, node, typing) ?? note
    edits.push(...requoteArguments(context, node, []))
  }
  return { edits, note }
}

/** What it takes to import `items` from `target`; undefined where it cannot be done, or there are none. */
function moves(
  context: Context,
  statement: Node,
  items: readonly Move[],
  target: string,
): ReturnType<typeof renameImportSource> {
  const { module } = context
  if (items.length === 0) return undefined
  if (items.every(({ name, home }) => name === home.name))
    return renameImportSource(
      module,
      statement,
      items.map(({ name }) => name),
      target,
      context.lineLength,
    )
  const isTopLevel =
    statement.type === 'import_from_statement' &&
    items.every(({ local }) => module.names.bindings(local).every(({ scope }) => scope.kind === 'module'))
  const removal = isTopLevel
    ? dropImportedNames(
        module.tree,
        statement,
        items.map(({ local }) => local),
      )
    : undefined
  return (
    removal && {
      ...removal,
      requests: items.map(({ local, home }) => ({
        module: target,
        name: home.name,
        ...(local === home.name ? {} : { alias: local }),
      })),
    }
  )
}
