import {
  type Context,
  defineTransform,
  field,
  type ImportItem,
  isFirstOnLine,
  lineEnd,
  type Module,
  type Node,
  newlineAt,
  parentOf,
  readImport,
  removeStatement,
  trueEnd,
} from '#transform'
import { neededAt } from './_for-checkers.ts'

export default defineTransform({
  summary: 'Import what the code needs when it runs outside of if TYPE_CHECKING',
  since: 'any',
  safety: 'review',
  sameAs: ['TC004'],
  docs: 'https://docs.python.org/3/library/typing.html#typing.TYPE_CHECKING',
  query: `
    (if_statement condition: (_) @condition consequence: (block (import_statement) @statement)) @block
    (if_statement condition: (_) @condition consequence: (block (import_from_statement) @statement)) @block`,
  where: { condition: ['typing.TYPE_CHECKING', 'typing_extensions.TYPE_CHECKING'] },
  rewrite({ statement, block }, context) {
    if (!statement || !block || context.module.isStub || parentOf(block)?.type !== 'module') return
    const list = readImport(statement)
    if (!list || list.hasStar || parentOf(parentOf(statement) ?? statement)?.id !== block.id) return
    const { module, text } = context
    const needed = list.items.filter(({ local }) => neededAt(context, local, module.names.bindings(local)))
    if (needed.length === 0) return
    if (field(block, 'alternative')) return context.skip('what else binds the name when it runs stands below')
    if (
      isOfProject(
        context,
        list.module,
        list.items.map(({ name }) => name),
      )
    )
      return context.skip(
        'the module is of this project, and may import this one in turn: see whether it is there when that runs',
      )
    if (statement.text.includes('\n')) return context.skip('the import goes over several lines')
    const rest = text.slice(trueEnd(statement), lineEnd(text, trueEnd(statement)))
    if (!isFirstOnLine(text, block.startIndex) || /\S/.test(rest))
      return context.skip('something else stands on its line')
    const others = list.items.filter((item) => !needed.includes(item))
    if (others.length > 0) context.replace(statement, importText(list.module, others))
    else {
      const removal = removeStatement(module.tree, statement)
      if (!removal) return context.skip('a comment speaks of it')
      context.carryOut(removal)
    }
    const moved = others.length > 0 ? importText(list.module, needed) : statement.text
    const last = lastImport(module, block)
    const newline = newlineAt(text, block.startIndex)
    if (last) context.insert(lineEnd(text, trueEnd(last)), newline + moved)
    else context.insert(block.startIndex, moved + newline)
  },
})

function importText(source: string | undefined, items: readonly ImportItem[]): string {
  const names = items.map(({ name, alias }) => (alias === undefined ? name : `${name} as ${alias}`))
  return `${source === undefined ? '' : `from ${source} `}import ${names.join(', ')}`
}

/** Whether an import is of a file of the project. */
function isOfProject(
  { module, project }: Context,
  source: string | undefined,
  names: readonly string[],
): boolean {
  const { graph } = project
  return (
    source?.startsWith('.') === true ||
    (source === undefined ? names : [source]).some((name) => graph.candidatesOf(name).length > 0) ||
    graph.fileOf(source ?? '', module.path) !== undefined
  )
}

/** The last of the imports with which the file begins, above a statement. */
function lastImport(module: Module, above: Node): Node | undefined {
  let last: Node | undefined
  for (const child of module.tree.root.namedChildren) {
    if (child.startIndex >= above.startIndex) break
    if (readImport(child)) last = child
    else if (last && child.type !== 'comment') break
  }
  return last
}
