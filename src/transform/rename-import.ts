import { dropImportedNames, renameImportSource } from '../edits/imports.ts'
import { field, type Node } from '../python/node.ts'
import type { Binding } from '../semantics/bindings.ts'
import { replaceCallee } from './alignment.ts'
import type { Context } from './context.ts'
import {
  bindingAt,
  checkImport,
  isLostTry,
  keepsLocalName,
  staysImported,
  usesToRename,
} from './imported-name.ts'
import { checkCall, checkRow, type Renamed, type RenameTable, split } from './rename-table.ts'

/** A name of an import that is to be taken from elsewhere, or to have another name. */
interface Move {
  /** As the import names it. */
  readonly name: Node
  readonly row: Renamed
  readonly binding: Binding
  readonly isAliased: boolean
}

/** Names that keep their name in another module, and those that have an alias, change in the import only: one in each pass. */
export function renameImported(context: Context, table: RenameTable, statement: Node): void {
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
