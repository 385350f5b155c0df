import {
  type Context,
  defineTransform,
  field,
  lineEnd,
  type Node,
  newlineAt,
  nextLine,
  parentOf,
  replaceCallee,
  statementOf,
  statementsOf,
  wordsIn,
} from '#transform'
import { LOG_METHODS } from './_loggers.ts'

export default defineTransform({
  summary: 'Write logs with a logger of the module instead of the root logger',
  since: 'any',
  safety: 'review',
  sameAs: ['LOG015'],
  docs: 'https://docs.python.org/3/howto/logging.html#advanced-logging-tutorial',
  query: '(call function: (_) @callee)',
  where: { callee: LOG_METHODS.map((name) => `logging.${name}`) },
  rewrite({ callee }, context) {
    const method = (context.qualifiedName(callee) ?? '').slice('logging.'.length)
    const own = loggerOf(context) ?? addLogger(context, callee)
    const meant = context.module.names.resolve(own.name, callee)
    if (meant.kind === 'bound' ? meant.scope.kind !== 'module' : !own.isNew)
      return context.skip(`${own.name} means something else here`)
    if (isTopLevel(callee) && callee.startIndex < own.index)
      return context.skip('it runs before the module has its logger')
    replaceCallee(context, callee, `${own.name}.${method}`)
    context.review(
      `logging.${method} sets up a handler when there is none, which a logger does not: the program has to call logging.basicConfig`,
    )
  },
})

interface OwnLogger {
  readonly name: string
  /** Where it is there from. */
  readonly index: number
  readonly isNew: boolean
}

/** The name that the module gives its logger, `logger = logging.getLogger(__name__)`. */
function loggerOf(context: Context): OwnLogger | undefined {
  const { tree, names } = context.module
  for (const at of wordsIn(context.text, 'getLogger')) {
    const word = tree.nodeAt(at)
    const up = parentOf(word)
    const callee = up?.type === 'attribute' ? up : word
    const call = parentOf(callee)
    const assignment = call?.type === 'call' ? parentOf(call) : undefined
    const target = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
    const [name] = (call && field(call, 'arguments')?.namedChildren) ?? []
    if (target?.type !== 'identifier' || context.qualifiedName(callee) !== 'logging.getLogger') continue
    const isUsual = name?.type === 'string' && /^_?log(?:ger)?$/i.test(target.text)
    if (name?.text !== '__name__' && !isUsual) continue
    const [binding, ...more] = names.bindings(target.text).filter(({ scope }) => scope.kind === 'module')
    if (binding?.context === 'plain' && binding.owner === assignment && more.length === 0)
      return { name: target.text, index: assignment.endIndex, isNew: false }
  }
  return undefined
}

/** Adds `logger = logging.getLogger(__name__)` behind the imports. */
function addLogger(context: Context, callee: Node): OwnLogger {
  const { module, text } = context
  const isTaken = (name: string) => module.names.resolve(name, module.tree.root).kind !== 'unbound'
  if (isTaken('logger'))
    return context.skip('logger is not certain to be the logger of this module: call that by hand')
  const name = ['logger', '_logger'].find((one) => module.names.bindings(one).length === 0 && !isTaken(one))
  if (name === undefined) return context.skip('logger means something else in this file')
  const last = importsEnd(context, callee)
  const newline = newlineAt(text, last.startIndex)
  const end = lineEnd(text, last.endIndex)
  const isFollowed =
    nextLine(text, end) < text.length && !/^[ \t]*\r?\n/.test(text.slice(nextLine(text, end)))
  const object = callee.type === 'attribute' ? field(callee, 'object') : undefined
  const getLogger = object ? `${object.text}.getLogger` : context.import('logging', 'getLogger', callee)
  context.insert(end, `${newline}${newline}${name} = ${getLogger}(__name__)${isFollowed ? newline : ''}`)
  return { name, index: end, isNew: true }
}

/** The last statement of the imports among which logging is. */
function importsEnd(context: Context, callee: Node): Node {
  const root = callee.type === 'attribute' ? field(callee, 'object') : callee
  const binding = root && context.module.bindingsOf(root)[0]
  if (binding?.scope.kind !== 'module')
    return context.skip('logging is imported inside of a function: import it at the top of the file')
  let statement = binding.statement
  for (let up = parentOf(statement); up && up.type !== 'module'; up = parentOf(up))
    statement = statementOf(up)
  let last = statement
  for (const one of statementsOf(context.module.tree.root)) {
    const isImport = /^(?:future_)?import_(?:from_)?statement$/.test(one.type) || isImports(one)
    const isDocstring = one.firstNamedChild?.type === 'string' && one.type === 'expression_statement'
    if (!isImport && !isDocstring && one.startIndex > last.startIndex) break
    if (isImport && one.startIndex > last.startIndex) last = one
  }
  return last
}

/** A try or an if that does nothing but import. */
function isImports(statement: Node): boolean {
  if (!/^(?:try|if)_statement$/.test(statement.type)) return false
  return statement
    .descendantsOfType('block')
    .every((block) =>
      statementsOf(block).every(
        (one) => /import|pass_statement/.test(one.type) || isImports(one) || /^\w+ = None$/.test(one.text),
      ),
    )
}

/** Whether it runs when the module is imported. */
function isTopLevel(node: Node): boolean {
  for (let up = parentOf(node); up; up = parentOf(up))
    if (/^(?:function_definition|lambda)$/.test(up.type)) return false
  return true
}
