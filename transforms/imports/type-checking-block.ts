import {
  type Context,
  defineTransform,
  indentOf,
  indentUnit,
  lineEnd,
  lineStart,
  type Module,
  type Node,
  newlineAt,
  parentOf,
  readImport,
  sameNode,
  trueEnd,
} from '#transform'
import { existingBlock, isAfterBlank, joins, lastImport, spansOf, withBlankLines } from './_checking-block.ts'

/** Modules whose names are looked for in annotations that are text, by dataclasses for one. */
const LOOKED_UP = /^(?:__future__|typing|typing_extensions|dataclasses)$/

export default defineTransform({
  summary: 'Import what only annotations use under if TYPE_CHECKING',
  since: 'any',
  safety: 'review',
  sameAs: ['TC001', 'TC002', 'TC003'],
  docs: 'https://docs.python.org/3/library/typing.html#typing.TYPE_CHECKING',
  query: '[(import_statement) (import_from_statement)] @statement',
  anchors: ['import'],
  recipes: [],
  // What is left for annotations alone shows when all else is rewritten.
  phase: 'last',
  rewrite({ statement }, context) {
    const { module } = context
    if (!statement || parentOf(statement)?.type !== 'module' || module.isPackage || module.isStub) return
    // All of a file's imports move together, for the block is one.
    const moved = movable(module, context)
    const [first] = moved
    if (!first || !sameNode(first, statement)) return
    const names = moved.flatMap((one) => readImport(one)?.items.map(({ local }) => local) ?? [])
    context.review(`typing.get_type_hints() no longer finds ${names.join(', ')}`)
    const { text } = context
    const newline = newlineAt(text, first.startIndex)
    const block = existingBlock(module, context)
    const inside = block?.firstNamedChild
    const unit = inside ? indentOf(text, inside.startIndex) : indentUnit(text)
    const alone = block ? moved.filter((one) => !joins(one, block, moved, context)) : moved
    const lines = alone.map((one) => text.slice(one.startIndex, lineEnd(text, trueEnd(one))))
    const body = lines.map((line) => newline + line.replace(/^|(?<=\n)/g, unit)).join('')
    if (block && body !== '') context.insert(lineEnd(text, trueEnd(block)), body)
    const last = lastImport(module) ?? first
    const header = block ? '' : `if ${context.import('typing', 'TYPE_CHECKING')}:`
    const at = lineEnd(text, trueEnd(last))
    const isLastMoved = moved.includes(last)
    if (!block && !isLastMoved) context.insert(at, newline + newline + header + body)
    for (const span of spansOf(moved, text)) {
      const isPlace = !block && isLastMoved && span.start <= last.startIndex && at <= span.end
      if (!isPlace) context.remove(withBlankLines(span, text))
      else
        context.replace(
          { start: span.start, end: at },
          (isAfterBlank(span, text) ? '' : newline) + header + body,
        )
    }
  },
})

const known = new WeakMap<Module, readonly Node[]>()

/** The import statements all of whose names nothing but annotations reads, and none of these when they are made. */
function movable(module: Module, context: Context): readonly Node[] {
  let found = known.get(module)
  if (!found) {
    found = module.tree.root.namedChildren.filter((statement) => isMovable(statement, context))
    known.set(module, found)
  }
  return found
}

function isMovable(statement: Node, context: Context): boolean {
  const list = readImport(statement)
  const { module, text } = context
  if (!list || list.hasStar || LOOKED_UP.test(list.module ?? '') || module.exports?.isDynamic) return false
  const line = text.slice(lineStart(text, statement.startIndex), statement.startIndex)
  const rest = text.slice(trueEnd(statement), lineEnd(text, trueEnd(statement)))
  if (line !== '' || !/^\s*(?:#(?!.*\bnoqa\b).*)?$/.test(rest)) return false
  const locals = list.items.map(({ local }) => local)
  return (
    locals.length > 0 &&
    locals.every((local) => isForAnnotations(local, context)) &&
    context.project.namesUsedElsewhere(module.path, locals).size === 0
  )
}

function isForAnnotations(local: string, context: Context): boolean {
  const { names } = context.module
  const loads = names.loads(local)
  if (names.bindings(local).length !== 1 || loads.length === 0 || context.module.inAll(local)) return false
  return loads.every(({ node }) => {
    const annotation = context.annotation(node)
    return annotation !== undefined && annotation.evaluation !== 'definition' && !annotation.framework
  })
}
