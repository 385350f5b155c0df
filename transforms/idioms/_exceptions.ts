import {
  type Context,
  dropImportedNames,
  field,
  isBuiltinWithout,
  lineEnd,
  type Node,
  parentOf,
  readImport,
  roleOf,
  withoutComments,
} from '#transform'

/** Replaces the name of an exception by the builtin that it is an alias of; a tuple that names it twice then loses one. */
export function renameException(
  name: Node,
  builtin: string,
  aliases: readonly string[],
  context: Context,
): void {
  // Imported as the builtin is called it stays; its import goes.
  if (name.type === 'identifier' && (name.text === builtin || roleOf(name)?.role !== 'load')) return
  if (!context.isBuiltin(builtin, name)) context.skip(`${builtin} is not the builtin here`)
  replaceInTuple(context, name, builtin, (node) => {
    const meaning = context.qualifiedName(node)
    return meaning === `builtins.${builtin}` || (meaning !== undefined && aliases.includes(meaning))
  })
}

/** Replaces the name of a class; a tuple of classes that names the same one twice then loses one. */
export function replaceInTuple(
  context: Context,
  name: Node,
  builtin: string,
  isSame: (node: Node) => boolean,
): void {
  const tuple = parentOf(name)
  const items = withoutComments(tuple)
  const isEnough = items.length === 1 || items.filter(isSame).length > 1
  if (tuple?.type !== 'tuple' || !isCaught(tuple, context) || !isEnough) {
    context.replace(name, builtin)
    return
  }
  const first = items.find(isSame)
  const kept = items.filter((item) => item === first || !isSame(item))
  if (kept.length === 1 && !tuple.text.includes('#')) {
    // `except(A, B)as e:` needs spaces where the parentheses were.
    const [before, after] = [tuple.startIndex - 1, tuple.endIndex].map((index) =>
      /\w/.test(context.text.charAt(index)) ? ' ' : '',
    )
    context.replace(tuple, `${before}${builtin}${after}`)
    return
  }
  if (first) context.replace(first, builtin)
  for (const item of items) {
    const before = items[items.indexOf(item) - 1]
    if (before && !kept.includes(item)) context.remove({ start: before.endIndex, end: item.endIndex })
  }
}

/** Whether the tuple is what an except clause catches, or isinstance asks for, or a name that is nothing else. */
function isCaught(tuple: Node, context: Context): boolean {
  let up = parentOf(tuple)
  if (up?.type === 'assignment') return isPlain(up, context) && isCaughtByName(up, context)
  if (up?.type === 'as_pattern') up = parentOf(up)
  if (up?.type === 'except_clause') return true
  // Only there a tuple may be in another one.
  while (up?.type === 'tuple') up = parentOf(up)
  const call = up?.type === 'argument_list' ? parentOf(up) : undefined
  const callee = call && field(call, 'function')
  return !!callee && /^builtins\.is(?:instance|subclass)$/.test(context.qualifiedName(callee) ?? '')
}

/** Whether nothing else is given the same value (`A = B = (...)`), and nothing says that it is a tuple, or looks names up by text. */
function isPlain(assignment: Node, { text }: Context): boolean {
  const beside = text.slice(assignment.endIndex, lineEnd(text, assignment.endIndex))
  return (
    !field(assignment, 'type') &&
    parentOf(assignment)?.type === 'expression_statement' &&
    !/^\s*#\s*type:/.test(beside) &&
    !/\b(?:globals|locals|vars|eval|exec)\s*\(/.test(text)
  )
}

/** Whether the one name that is given to a tuple is only caught, and asked for, and no other file sees it. */
function isCaughtByName(assignment: Node, context: Context): boolean {
  const { module, project } = context
  const target = field(assignment, 'left')
  if (target?.type !== 'identifier') return false
  const [binding, ...more] = module.names.bindings(target.text)
  const loads = module.names.loads(target.text)
  if (binding?.node.id !== target.id || more.length > 0 || loads.length === 0) return false
  const isOwn =
    binding.scope.kind === 'function' ||
    (binding.scope.kind === 'module' &&
      !module.isPackage &&
      !module.inAll(target.text) &&
      !project.namesUsedElsewhere(module.path, [target.text]).has(target.text))
  return isOwn && loads.every(({ node }) => isCaught(node, context))
}

/** Takes a name out of an import where the builtin of that name is the same. */
export function dropBuiltinImport(
  statement: Node,
  builtin: string,
  aliases: readonly string[],
  context: Context,
): void {
  const list = readImport(statement)
  const item = list?.items.find(
    ({ name, local }) => local === builtin && aliases.includes(`${list.module}.${name}`),
  )
  if (!item) return
  if (!isBuiltinWithout(context, statement, builtin))
    context.skip(`${builtin} is bound more than once, or imported from here by others`)
  const removal = dropImportedNames(context.module.tree, statement, [builtin])
  if (!removal) context.skip('a comment or another statement stands beside it')
  context.carryOut(removal)
}
