import { localNameFor } from '../edits/local-name.ts'
import { field, type Node } from '../python/node.ts'
import type { Imported } from '../semantics/bindings.ts'
import { rootOf } from '../semantics/qualified.ts'
import { roleOf } from '../semantics/roles.ts'
import { isStdlib } from '../semantics/stdlib.ts'
import { replaceCallee } from './alignment.ts'
import type { Context } from './context.ts'
import { isTarget } from './fallbacks.ts'
import { keepsLocalName, staysImported, usesToRename } from './imported-name.ts'
import { renameImported } from './rename-import.ts'
import { checkCall, checkRow, type RenameTable, split } from './rename-table.ts'

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
  else if (last && row.isLoaded === true && module.startsWith(`${split(old)[0]}.`))
    replaceCallee(context, last, `${module.slice(split(old)[0].length + 1)}.${name}`)
  else {
    leaveDeferred(context, module, name, node)
    replaceCallee(context, node, newName(context, module, name, node))
  }
}

/** A package that is imported where it is used may be missing, or slow to load: the file then imports no other one for all of it. */
function leaveDeferred(context: Context, module: string, name: string, node: Node): void {
  const { module: file } = context
  const [binding] = file.bindingsOf(rootOf(node) ?? node)
  if (binding?.scope.kind !== 'function' || isStdlib(module)) return
  const [first = name] = name.split('.')
  const isThere = [{ module }, { module, name: first }].some((wanted) => {
    const local = localNameFor(file, wanted, node)
    return local && !local.request
  })
  if (!isThere) context.skip(`import ${module} here, where the function imports the old name's module`)
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
