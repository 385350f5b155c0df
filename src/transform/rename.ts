import { dropImportedNames, renameImportSource } from '../edits/imports.ts'
import { field, type Node, sameNode } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { Binding, Imported } from '../semantics/bindings.ts'
import { roleOf } from '../semantics/roles.ts'
import { replaceCallee } from './alignment.ts'
import type { Context } from './context.ts'
import type { VersionText } from './define.ts'
import { isChosen, isTarget, leaveFallbacks } from './fallbacks.ts'

/** What became of a name that a library no longer has, or is about to drop. */
export interface Renamed {
  /** The qualified name that means the same; `builtins.x` for builtins. `module:name.attribute` where `name` is no module. */
  readonly to: string
  /** The first Python that no longer has the old name; 'none' while all have it. */
  readonly gone: VersionText | 'none'
  /** Where the new name differs from the old one. Says so to a reviewer where the old one would still run. */
  readonly differs?: string
  /** The release with the new name, such as "Django 2.0", and the first Python that none without it runs on. */
  readonly needs?: readonly [release: string, given: VersionText | 'none']
  /** The first Python with the new name, where that is newer than 3.6. */
  readonly since?: VersionText
  /** Whether the new one cannot be called with these arguments. */
  readonly refuses?: (args: readonly Node[]) => boolean
  /** Keyword arguments that are called otherwise. */
  readonly keywords?: Readonly<Record<string, string>>
  /** A keyword argument that makes a call of the new one do what the old one did. */
  readonly adds?: string
}

/** By qualified name. */
export type RenameTable = Readonly<Record<string, Renamed>>

/** Rows for `names` of the module `from`, with blanks between, which have the same names in `to`. */
export function moved(from: string, to: string, names: string, row: Omit<Renamed, 'to'>): RenameTable {
  return Object.fromEntries(
    names.split(' ').map((name) => [`${from}.${name}`, { ...row, to: `${to}.${name}` }]),
  )
}

interface Found {
  readonly name?: Node | undefined
  readonly statement?: Node | undefined
}

/** Writes the new name at a use of an old one, or into the import that brings it. */
export function rename(context: Context, table: RenameTable, found: Found): void {
  if (found.statement) renameImported(context, table, found.statement)
  else if (found.name) renameUse(context, table, found.name)
}

function renameUse(context: Context, table: RenameTable, node: Node): void {
  const old = context.qualifiedName(node) ?? ''
  const row = table[old]
  if (!row || isTarget(node) || (node.type === 'identifier' && roleOf(node)?.role !== 'load')) return
  const [module, name] = split(row.to)
  const isBuiltin = module === 'builtins'
  // The import statement of these names is what changes.
  if (
    node.type === 'identifier' &&
    !isBuiltin &&
    ((old.endsWith(`.${name}`) && row.adds === undefined) || !old.endsWith(`.${node.text}`))
  )
    return
  if (isBuiltin && node.type === 'identifier' && node.text === name) return
  const whole = table[context.qualifiedName(field(node, 'object') ?? node) ?? '']
  // The module that it is an attribute of is what changes.
  if (whole && whole !== row && whole.to === module) return
  if (node.type === 'identifier' && module === split(old)[0] && !name.includes('.')) {
    const [binding] = context.module.bindingsOf(node)
    if (binding && (usesToRename(context, binding, name) || keepsLocalName(context, row, binding))) return
  }
  if (node.type === 'identifier' && !isBuiltin && !name.includes('.')) {
    const [binding] = context.module.bindingsOf(node)
    if (binding && staysImported(context, row, binding)) return
  }
  checkRow(context, row, node)
  checkCall(context, row, node)
  if (isBuiltin && !context.isBuiltin(name, node)) context.skip(`${name} is not the builtin here`)
  const last = field(node, 'attribute')
  if (isBuiltin) replaceCallee(context, node, name)
  else if (module === '') replaceCallee(context, node, context.import(name, undefined, node))
  else if (last && split(old)[0] === module) replaceCallee(context, last, name)
  else replaceCallee(context, node, newName(context, module, name, node))
}

/** An attribute of a module stays one, where the new module's name is free; a module that is imported from its package, too. */
function newName(context: Context, module: string, name: string, node: Node): string {
  const [root = module] = module.split('.')
  const [first = name] = name.split('.')
  const { names } = context.module
  if (node.type === 'attribute' && first === name && !importsNames(context, module)) {
    const [parent, leaf] = split(module)
    const object = field(node, 'object')
    const isFrom =
      parent !== '' &&
      object?.type === 'identifier' &&
      context.module.bindingsOf(object).every(({ imported }) => imported?.name !== undefined)
    const isFree = (local: string, isFreeFor: (imported: Imported) => boolean) =>
      names.bindings(local).every(({ imported }) => imported && isFreeFor(imported)) &&
      !context.isBuiltin(local, node)
    if (isFrom && isFree(leaf, (other) => other.module === parent && other.name === leaf))
      return `${context.import(parent, leaf, node)}.${name}`
    if (isFree(root, (other) => other.name === undefined))
      return `${context.import(module, undefined, node)}.${name}`
  }
  return `${context.import(module, first, node)}${name.slice(first.length)}`
}

/** Whether the file takes names from a module already: another one goes beside them. */
function importsNames({ text }: Context, module: string): boolean {
  return new RegExp(`^from[ \\t]+${module.replaceAll('.', '\\.')}[ \\t]+import\\b`, 'm').test(text)
}

function checkCall(context: Context, { to, refuses, adds, keywords }: Renamed, node: Node): void {
  if (!refuses && adds === undefined && !keywords) return
  const call = parentOf(node)
  const list = call?.type === 'call' && sameNode(field(call, 'function'), node) && field(call, 'arguments')
  const args = list && (list.type === 'argument_list' ? list.namedChildren : [list])
  const [last] = args ? args.slice(-1) : []
  if (args ? refuses?.(args) : adds !== undefined)
    context.skip(`${to.replace('builtins.', '')} takes other arguments: rewrite the call`)
  for (const name of args ? args.flatMap((one) => field(one, 'name') ?? []) : []) {
    const newer = keywords && Object.hasOwn(keywords, name.text) ? keywords[name.text] : undefined
    if (newer !== undefined) context.replace(name, newer)
  }
  if (adds !== undefined && last) context.insert(last.endIndex, `, ${adds}`)
}

function checkRow(context: Context, { gone, differs, since, needs }: Renamed, node: Node): void {
  if (since && !context.targets(since)) context.skip(`the new name needs Python ${since}`)
  leaveFallbacks(context, node)
  if (needs && (needs[1] === 'none' || !context.targets(needs[1]))) context.review(`needs ${needs[0]}`)
  if (differs === undefined) return
  if (gone !== 'none' && context.targets(gone)) context.note(differs)
  else context.review(differs)
}

/** A name of an import that is to be taken from elsewhere, or to have another name. */
interface Move {
  /** As the import names it. */
  readonly name: Node
  readonly row: Renamed
  readonly binding: Binding
  readonly isAliased: boolean
}

/** Names that keep their name in another module, and those that have an alias, change in the import only: one in each pass. */
function renameImported(context: Context, table: RenameTable, statement: Node): void {
  const source = field(statement, 'module_name')?.text.replace(/[\s\\]/g, '') ?? ''
  const moves = statement.childrenForFieldName('name').flatMap((item): Move[] => {
    const name = field(item, 'name') ?? item
    const local = field(item, 'alias') ?? item.firstNamedChild
    const row = table[`${source}.${name.text}`]
    const binding = row && local && bindingAt(context, local)
    return row && binding ? [{ name, row, binding, isAliased: item.type === 'aliased_import' }] : []
  })
  for (const move of moves) {
    const [module, newer] = split(move.row.to)
    if (newer.includes('.')) continue
    if (module === source) {
      if (renameInPlace(context, move, newer)) return
    } else if (isMovable(move, module, newer) || staysImported(context, move.row, move.binding)) {
      checkUses(context, move)
      const staysSame = newer === move.name.text && move.row.adds === undefined
      if (staysSame && module !== '') moveNames(context, statement, moves, table, source, module)
      else importElsewhere(context, statement, move, module, newer)
      return
    }
  }
}

/** Gives a name of an import another name of the same module; false where its uses have to change first. */
function renameInPlace(context: Context, { name, row, binding, isAliased }: Move, newer: string): boolean {
  if (isLostTry(context, row, binding)) {
    context.replace(name, isAliased ? newer : `${newer} as ${name.text}`)
    return true
  }
  const uses = isAliased ? undefined : usesToRename(context, binding, newer)
  if (!isAliased && !uses) {
    if (!keepsLocalName(context, row, binding) && !staysImported(context, row, binding)) return false
    checkUses(context, { row, binding })
    context.replace(name, `${newer} as ${name.text}`)
    return true
  }
  for (const use of uses ?? []) replaceCallee(context, use, newer)
  checkUses(context, { row, binding })
  context.replace(name, newer)
  return true
}

/** Whether only the import has to change for a name to come from another module. */
function isMovable({ name, row, binding, isAliased }: Move, module: string, newer: string): boolean {
  if (module === 'builtins') return binding.name === newer
  return isAliased || (newer === name.text && row.adds === undefined)
}

function checkUses(context: Context, { row, binding }: Pick<Move, 'row' | 'binding'>): void {
  for (const { node } of context.module.names.loads(binding.name)) checkCall(context, row, node)
  checkRow(context, row, binding.node)
  checkImport(context, binding)
}

/** Takes a name out of its import, and imports what stands for it; of builtins that is nothing. */
function importElsewhere(
  context: Context,
  statement: Node,
  { binding }: Move,
  module: string,
  newer: string,
): void {
  dropName(context, statement, binding)
  if (module === 'builtins') return
  const alias = binding.name !== newer ? { alias: binding.name } : {}
  context.requireImport(module === '' ? { module: newer, ...alias } : { module, name: newer, ...alias })
}

/**
 * The uses of an imported name, where they and the import can simply be called otherwise: nothing else has the new name, nobody
 * imports the old one from here, and no use is one branch of several.
 */
function usesToRename(context: Context, binding: Binding, newer: string): readonly Node[] | undefined {
  const { module, project } = context
  const { names } = module
  const isTaken = names.bindings(newer).length + names.loads(newer).length > 0 || context.isBuiltin(newer)
  if (isTaken || names.bindings(binding.name).length > 1 || binding.context !== 'plain') return undefined
  if (module.isPackage || module.exports || project.namesUsedElsewhere(module.path, [binding.name]).size > 0)
    return undefined
  const uses = names.loads(binding.name).map(({ node }) => node)
  return uses.some(isChosen) ? undefined : uses
}

/** Whether others import the name from here: then it keeps its name here. */
function keepsLocalName(
  context: Context,
  { adds }: Renamed,
  { name, context: circumstances }: Binding,
): boolean {
  const { module, project } = context
  if (adds !== undefined) return false
  if (circumstances !== 'plain' || module.names.bindings(name).length > 1) return false
  return module.inAll(name) || project.namesUsedElsewhere(module.path, [name]).size > 0
}

/**
 * Whether the import of a name that is gone would stay for the sake of others when nothing here uses it, and raise: it has to bring
 * the new name as the old one.
 */
function staysImported(context: Context, { to, gone, adds }: Renamed, binding: Binding): boolean {
  const { module, project } = context
  const { name, scope, imported } = binding
  if (gone === 'none' || !context.targets(gone) || adds !== undefined || to.startsWith('builtins.'))
    return false
  if (imported?.name === undefined || scope.kind !== 'module' || binding.context !== 'plain') return false
  if (module.names.bindings(name).length > 1 || module.isStub) return false
  return (
    module.isPackage ||
    module.exports?.isDynamic === true ||
    module.inAll(name) ||
    project.namesUsedElsewhere(module.path, [name]).size > 0
  )
}

/** Whether the name is what a `try` would import if it were still there: then the import falls back to something older yet. */
function isLostTry(context: Context, { gone, differs }: Renamed, binding: Binding): boolean {
  const isGone = gone !== 'none' && context.targets(gone)
  return binding.context === 'try' && isGone && differs === undefined
}

function dropName(context: Context, statement: Node, { name, scope }: Binding): void {
  const removal = dropImportedNames(context.module.tree, statement, [name])
  if (!removal || scope.kind !== 'module')
    context.skip(`${name} cannot be taken out of its import: do it by hand`)
  context.carryOut(removal)
}

function moveNames(
  context: Context,
  statement: Node,
  moves: readonly { name: Node; binding: Binding }[],
  table: RenameTable,
  source: string,
  module: string,
): void {
  const names = moves.filter(({ name }) => table[`${source}.${name.text}`]?.to === `${module}.${name.text}`)
  for (const { binding } of names) checkImport(context, binding)
  const change = renameImportSource(
    context.module,
    statement,
    names.map(({ name }) => name.text),
    module,
    context.lineLength,
  )
  if (!change) context.skip(`a comment stands beside the name: import it from ${module}`)
  context.edit(change.edits)
  for (const request of change.requests) context.requireImport(request)
  for (const comment of change.droppedComments) context.dropComment(comment)
}

function checkImport(context: Context, { name, scope, context: circumstances }: Binding): void {
  if (circumstances !== 'plain' && circumstances !== 'type-checking')
    context.skip(`${name} is imported under a condition: keep the branch for the newer Python`)
  if (context.module.names.bindings(name).filter((one) => one.scope === scope).length > 1)
    context.skip(`${name} is bound twice`)
}

function bindingAt(context: Context, local: Node): Binding | undefined {
  return context.module.names.bindings(local.text).find(({ node }) => node.startIndex === local.startIndex)
}

function split(qualified: string): [module: string, name: string] {
  const at = qualified.includes(':') ? qualified.indexOf(':') : qualified.lastIndexOf('.')
  return [qualified.slice(0, Math.max(at, 0)), qualified.slice(at + 1)]
}
