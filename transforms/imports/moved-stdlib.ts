import {
  type Context,
  defineTransform,
  field,
  type ImportItem,
  type ImportMove,
  type ImportRequest,
  moveImportedNames,
  type Node,
  parentOf,
  readImport,
  sameNode,
} from '#transform'
import { homeOf, MOVED, sinceOf } from './_backports.ts'

export default defineTransform({
  summary: 'Import from the standard library what is imported from a backport of it',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP023', 'UP026', 'UP035'],
  docs: 'https://docs.python.org/3/whatsnew/',
  query: `
    [(import_statement) (import_from_statement)] @statement
    (attribute) @reference`,
  where: { reference: ['xml.etree.cElementTree', 'async_timeout.timeout'] },
  anchors: [
    ...new Set([
      'async_timeout',
      'backports',
      'cElementTree',
      ...Object.keys(MOVED).filter((name) => !name.includes('.')),
    ]),
  ],
  drops: ['names'],
  rewrite({ statement, reference }, context) {
    if (statement) return moveImport(statement, context)
    if (!reference) return
    if (context.qualifiedName(reference) === 'xml.etree.cElementTree') {
      const attribute = field(reference, 'attribute')
      // `from xml.etree import cElementTree` is moved as it is.
      if (attribute) context.replace(attribute, 'ElementTree')
    } else replaceTimeout(reference, context)
  },
})

function moveImport(statement: Node, context: Context): void {
  const list = readImport(statement)
  if (!list || list.hasStar) return
  const moves = list.items.flatMap((item): ImportMove[] => {
    const to = list.module === undefined ? newModule(item, context) : newName(list.module, item, context)
    return to ? [{ item, to: [to] }] : []
  })
  if (moves.length === 0) return
  if (list.module !== undefined && besideInTry(statement).some((other) => staysBehind(other, context)))
    context.skip('a part of what the try asks for cannot move: one of the two modules would answer for both')
  if (decidesMore(statement)) context.review('what the try does where there is no backport is done no more')
  const change = moveImportedNames(context.module, statement, moves, context.lineLength)
  if (!change) context.skip('a comment or another statement stands beside the import')
  context.carryOut(change)
  for (const request of change.requests) context.requireImport(request)
}

/** The other statements in the body of a `try`, which tells by all of them whether a module is there. */
function besideInTry(statement: Node): readonly Node[] {
  const block = parentOf(statement)
  const holder = block && parentOf(block)
  if (!block || holder?.type !== 'try_statement' || !sameNode(field(holder, 'body'), block)) return []
  return block.namedChildren.filter((other) => !sameNode(other, statement))
}

/** Whether a `try` does other things than to import or to give up where the import in it fails. */
function decidesMore(statement: Node): boolean {
  const block = parentOf(statement)
  const holder = block && parentOf(block)
  if (!block || holder?.type !== 'try_statement' || !sameNode(field(holder, 'body'), block)) return false
  const handlers = holder.namedChildren.filter(({ type }) => type === 'except_clause')
  const bodies = handlers.map(
    (handler) => handler.namedChildren.find(({ type }) => type === 'block')?.namedChildren ?? [],
  )
  const left = bodies.filter((body) => !/^(?:raise\b|sys\.exit\()/.test(body.at(-1)?.text ?? ''))
  const isMore = (body: readonly Node[]) => body.some(({ type }) => !ONLY_IMPORTS.test(type))
  // What stands behind the import runs only where the module is there.
  const runsMore =
    isMore(block.namedChildren) || holder.namedChildren.some(({ type }) => type === 'else_clause')
  return left.some(isMore) || (left.length > 0 && runsMore)
}

const ONLY_IMPORTS = /^(?:import|import_from|pass|try)_statement$|^comment$/

/** Whether a statement imports something of a backport that the standard library does not have, or all there is. */
function staysBehind(statement: Node, context: Context): boolean {
  const list = statement.type === 'import_from_statement' ? readImport(statement) : undefined
  const { module: source = '', items = [], hasStar = false } = list ?? {}
  const module = homeOf(source, context)
  if (module === undefined) return false
  return (
    hasStar ||
    items.some(
      ({ name }) => sinceOf(module, name) === undefined && homeOf(`${source}.${name}`, context) === undefined,
    )
  )
}

/** `import mock`: all that is read from it has to be known. */
function newModule({ name, alias, local }: ImportItem, context: Context): ImportRequest | undefined {
  const module = homeOf(name, context)
  if (module === undefined) return undefined
  if (alias === undefined && name.includes('.'))
    return module === 'xml.etree.ElementTree'
      ? { module }
      : context.skip(`${name} is used with all its path: give it a name`)
  checkUses(module, local, context)
  const cut = module.lastIndexOf('.')
  if (cut < 0) return module === local ? { module } : { module, alias: local }
  // `from unittest import mock` rather than `import unittest.mock as mock`.
  if (module.slice(cut + 1) === local) return { module: module.slice(0, cut), name: local }
  return { module, alias: local }
}

function newName(
  source: string,
  { name, alias, local }: ImportItem,
  context: Context,
): ImportRequest | undefined {
  const as = alias === undefined ? {} : { alias }
  const submodule = homeOf(`${source}.${name}`, context)
  if (submodule !== undefined) {
    if (submodule !== 'xml.etree.ElementTree') checkUses(submodule, local, context)
    const cut = submodule.lastIndexOf('.')
    const last = submodule.slice(cut + 1)
    if (cut < 0) return last === local ? { module: last } : { module: last, alias: local }
    return { module: submodule.slice(0, cut), name: last, ...(last === local ? {} : { alias: local }) }
  }
  const module = homeOf(source, context)
  if (module === undefined) return undefined
  const since = sinceOf(module, name)
  if (since === undefined) return context.skip(`${module} has no ${name}`)
  return context.targets(since) ? { module, name, ...as } : undefined
}

/** Skips the site where something is read from the module that the standard library does not have on the target. */
function checkUses(module: string, local: string, context: Context): void {
  if (module === 'xml.etree.ElementTree') return
  for (const { node } of context.module.names.loads(local)) {
    const parent = parentOf(node)
    const name = parent?.type === 'attribute' ? field(parent, 'attribute')?.text : undefined
    const since = name === undefined ? undefined : sinceOf(module, name)
    if (name === undefined) context.skip(`${local} itself is used here: see whether ${module} will do`)
    if (since === undefined || !context.targets(since)) context.skip(`${module} has no ${name}`)
  }
}

/** The two agree in `async with`; what they give has other attributes. */
function replaceTimeout(reference: Node, context: Context): void {
  if (!context.targets('3.11')) return
  const call = parentOf(reference)
  let up = call && parentOf(call)
  const isNamed = up?.type === 'as_pattern'
  while (up && /^(?:as_pattern|with_item|with_clause)$/.test(up.type)) up = parentOf(up)
  if (call?.type !== 'call' || up?.type !== 'with_statement' || up.firstChild?.type !== 'async')
    context.skip('asyncio.timeout() is for async with only')
  if (isNamed) context.review('what asyncio.timeout() gives has other attributes: expired() is a method')
  context.replace(reference, `${context.importModule('asyncio', reference)}.timeout`)
}
