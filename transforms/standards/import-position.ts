import {
  type Context,
  defineTransform,
  field,
  isGenerated,
  isTestFile,
  type Module,
  type Node,
  parentOf,
  sameNode,
  statementsOf,
} from '#transform'

export default defineTransform({
  summary: 'Report imports below the code of a module',
  since: 'any',
  safety: 'report',
  sameAs: ['E402'],
  docs: 'https://peps.python.org/pep-0008/#imports',
  query: '[(import_statement) (import_from_statement)] @statement',
  anchors: [/^(?:import|from)\b/m],
  rewrite({ statement }, context) {
    if (!statement || parentOf(statement)?.type !== 'module' || isTestFile(context.module.path)) return
    // One finding is enough: what is above the first of them is what it is about.
    const below = firstBelow(context.module)
    if (!below || !sameNode(below.statement, statement) || isGenerated(context.text)) return
    const { between } = below
    if (between.some(sets) || !between.every(isCode) || isOfProject(context, statement)) return
    context.report(
      `line ${(between[0]?.startPosition.row ?? 0) + 1} comes before it: imports are looked for at the top`,
      statement,
    )
  },
})

/** An import below code, and what stands from the first code on above it. */
interface Below {
  readonly statement: Node
  readonly between: readonly Node[]
}

const known = new WeakMap<Module, Below | undefined>()

/** The first import of a module that stands below code. */
function firstBelow(module: Module): Below | undefined {
  if (known.has(module)) return known.get(module)
  const all = statementsOf(module.tree.root)
  const first = all.findIndex(isCode)
  const at = first < 0 ? -1 : all.findIndex(({ type }, i) => i > first && /^import_/.test(type))
  const statement = all[at]
  const below = statement && { statement, between: all.slice(first, at) }
  known.set(module, below)
  return below
}

/** Whether a statement is neither an import nor something that stands above them. */
function isCode(statement: Node): boolean {
  if (/^(?:import_|future_import|if_|try_|comment)/.test(statement.type)) return false
  const inner = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  if (inner?.type === 'string' || inner?.type === 'concatenated_string') return false
  // Names with underscores, and texts about the module, as plugins have them.
  if (inner?.type === 'assignment' && /^__\w+__$/.test(field(inner, 'left')?.text ?? '')) return false
  if (inner?.type === 'assignment' && /string$/.test(field(inner, 'right')?.type ?? '')) return false
  return true
}

/** Whether a statement may prepare what is imported below it: it calls something, or sets what others read. */
function sets(statement: Node): boolean {
  if (/^(?:function|class|decorated)_definition$|^type_alias_statement$/.test(statement.type)) return false
  const inner = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  if (inner?.type !== 'assignment') return true
  const [left, right] = [field(inner, 'left'), field(inner, 'right')]
  return (
    left?.type !== 'identifier' ||
    !right ||
    right.descendantsOfType(['call', 'await', 'attribute']).length > 0
  )
}

/** Whether a module of the same project is imported, which may need what stands above. */
function isOfProject({ module, project }: Context, statement: Node): boolean {
  const source =
    statement.type === 'import_from_statement' ? field(statement, 'module_name') : statement.firstNamedChild
  const text = source?.text ?? ''
  const top = /^\w+/.exec(text)?.[0]
  return top === undefined || top === module.name?.split('.', 1)[0] || project.graph.fileOf(top) !== undefined
}
