import {
  type Context,
  catchesError,
  defineTransform,
  field,
  keepBoth,
  keepOnly,
  type Node,
  parentOf,
  readImport,
  removeWhole,
  type TriedBranch,
  triedBranchesOf,
} from '#transform'
import { outcomeOf } from './_available.ts'

/** Builtins of Python 2 that Python 3 has not. */
const GONE_BUILTINS: ReadonlySet<string> = new Set(
  `StandardError apply basestring buffer cmp coerce execfile file intern long raw_input reduce reload unichr unicode
  xrange`.split(/\s+/),
)
const IMPORT_ERRORS = /^builtins\.(?:ImportError|ModuleNotFoundError|Exception|BaseException)$/
const NAME_ERRORS = /^builtins\.(?:NameError|Exception|BaseException)$/

export default defineTransform({
  summary: 'Keep the branch of a try that Python 3 takes, where it is about imports or builtins',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/library/exceptions.html#ImportError',
  drops: ['names', 'constants', 'statements'],
  query: '(try_statement body: (block . (_) @first)) @statement',
  // Many write a bare `except:` around imports.
  anchors: [
    'ImportError',
    'ModuleNotFoundError',
    'NameError',
    /\bexcept(?: +\w*Exception\b[^\n:]*)?:(?:[ \t]*#[^\n]*)?\s*(?:from|import)\b/,
  ],
  rewrite({ statement, first }, context) {
    const branches = triedBranchesOf(statement)
    const [body, ...others] = branches
    const handlers = others.filter(({ clause }) => clause.type === 'except_clause')
    const otherwise = others.find(({ clause }) => clause.type === 'else_clause')
    if (!body || handlers.length === 0 || others.length > handlers.length + (otherwise ? 1 : 0)) return
    const isTried = handlers.some((handler) => catchesError(handler, IMPORT_ERRORS, context))
    const statements = body.block.namedChildren.filter(({ type }) => type !== 'comment')
    if (isTried && statements.every((one) => outcomeOf(one, context) === 'yes' || isConstant(one))) {
      if (!statements.some((one) => readImport(one))) return
      if (otherwise) keepBoth(statement, branches, [body, otherwise], context)
      else keepOnly(statement, branches, body, context)
      return
    }
    const missing = nameIn(first)
    const error = missing === undefined ? IMPORT_ERRORS : NAME_ERRORS
    if (
      missing === undefined
        ? outcomeOf(first, context) !== 'never'
        : !isGoneBuiltin(missing, statement, context)
    )
      return existing(missing, statement, branches, context)
    const handler = handlers.find((one) => catchesError(one, error, context))
    if (!handler || handler !== handlers[0]) return
    if (handler.condition?.type === 'as_pattern')
      return context.skip('the exception that is always raised here has a name')
    if (/\braise\b/.test(handler.block.text) && handler.block.namedChildCount === 1) return
    keepOnly(statement, branches, handler, context)
  },
})

/** `HAS_IT = True` beside the imports. */
function isConstant(statement: Node): boolean {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const value = assignment?.type === 'assignment' ? field(assignment, 'right') : undefined
  return (
    statement.type === 'pass_statement' ||
    (field(assignment ?? statement, 'left')?.type === 'identifier' &&
      /^(?:true|false|none|integer)$/.test(value?.type ?? ''))
  )
}

/** The name that a statement is, or that an assignment takes its value from. */
function nameIn(statement: Node): Node | undefined {
  const inner = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const value = inner?.type === 'assignment' ? field(inner, 'right') : inner
  return value?.type === 'identifier' ? value : undefined
}

/** Whether nothing but the handlers of the try bind the name, so that it is a NameError in its body. */
function isGoneBuiltin(name: Node, statement: Node, context: Context): boolean {
  const { names } = context.module
  if (!GONE_BUILTINS.has(name.text) || names.starImportsOf(name.text).length > 0) return false
  const body = field(statement, 'body')
  return names
    .bindings(name.text)
    .every(
      ({ node, scope }) =>
        scope.kind !== 'module' ||
        (node.startIndex > (body?.endIndex ?? 0) && node.endIndex <= statement.endIndex),
    )
}

/** `try: FileNotFoundError` / `except NameError: FileNotFoundError = IOError` does nothing where there is the builtin. */
function existing(
  name: Node | undefined,
  statement: Node,
  branches: readonly TriedBranch[],
  context: Context,
): void {
  const isBare = name !== undefined && parentOf(name)?.type === 'expression_statement'
  const [body, handler, ...more] = branches
  if (!isBare || more.length > 0 || !body || !handler || body.block.namedChildCount > 1) return
  if (!catchesError(handler, NAME_ERRORS, context) || handler.clause.type !== 'except_clause') return
  const { names } = context.module
  const bindings = names.bindings(name.text)
  const isOnlyHere = bindings.every(
    ({ node }) => node.startIndex > name.endIndex && node.endIndex <= statement.endIndex,
  )
  if (!LASTING_BUILTINS.has(name.text) || !isOnlyHere || names.starImportsOf(name.text).length > 0) return
  removeWhole(statement, branches, context)
}

/** Builtins that Python 2 had not, or that people were not sure of. */
const LASTING_BUILTINS: ReadonlySet<string> = new Set(
  `BlockingIOError BrokenPipeError ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
  ConnectionResetError FileExistsError FileNotFoundError InterruptedError IsADirectoryError ModuleNotFoundError
  NotADirectoryError PermissionError ProcessLookupError RecursionError ResourceWarning StopAsyncIteration TimeoutError
  ascii bytes callable memoryview next range str`.split(/\s+/),
)
