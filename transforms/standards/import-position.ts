import {
  type Context,
  defineTransform,
  field,
  isGenerated,
  isTestFile,
  type Node,
  parentOf,
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
    const module = statement && parentOf(statement)
    if (module?.type !== 'module' || isTestFile(context.module.path) || isGenerated(context.text)) return
    const all = statementsOf(module)
    const first = all.findIndex((one) => isCode(one))
    const below = all.slice(first + 1)
    if (first < 0 || !statement || statement.startIndex < (all[first]?.startIndex ?? 0)) return
    // One finding is enough: what is above the first of them is what it is about.
    const mine = below.find(({ type }) => /^import_/.test(type))
    if (mine?.id !== statement.id) return
    const between = all.slice(first, all.indexOf(mine))
    if (between.some(sets) || !between.every(isCode) || isOfProject(context, statement)) return
    context.report(
      `line ${(all[first]?.startPosition.row ?? 0) + 1} comes before it: imports are looked for at the top`,
      statement,
    )
  },
})

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
