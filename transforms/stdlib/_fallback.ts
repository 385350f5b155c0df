import { ancestorsOf, type Context, field, type Node, parentOf, sameNode } from '#transform'

/** Conditions that ask which Python this is. */
const ASKS_VERSION =
  /\b(?:version_info|hexversion|python_version\w*|PYTHON_VERSION|hasattr|six|(?:IS_?)?PY_?(?:2|3)\w*|(?:IS_?)?PYTHON_?[23]\w*)\b|\bsys\s*\.\s*version\b/i
/** Handlers that are there for a name that is missing. */
const MISSING_NAME = /\b(?:ImportError|ModuleNotFoundError|AttributeError|NameError)\b/

/**
 * Skips the site where the code around it chooses between the old name and a new one by itself: rewritten, the choice would be
 * between two equal things, or a branch that is meant for another Python would no longer run there.
 */
export function leaveFallbacks(context: Context, node: Node): void {
  const name = (field(node, 'attribute') ?? node).text
  const [top = ''] = context.qualifiedName(node)?.split('.') ?? []
  if (top !== '' && context.project.graph.fileOf(top)) context.skip(`${top} is a module of the project here`)
  if (new RegExp(`\\.${name}(?:\\s*=(?!=)|['"])`).test(context.text))
    context.skip(`${name} is replaced somewhere in the file: rename both`)
  const root = rootOf(node)
  for (const { context: circumstances, kind } of root ? context.module.bindingsOf(root) : [])
    if (kind === 'import' && circumstances !== 'plain' && circumstances !== 'type-checking')
      context.skip(`${root?.text ?? ''} is imported under a condition: keep the branch for the newer Python`)
  if (isChosen(node))
    context.skip('the code around it chooses by version: keep the branch for the newer Python')
}

function rootOf(node: Node): Node | undefined {
  let here: Node | undefined = node
  while (here?.type === 'attribute') here = field(here, 'object')
  return here?.type === 'identifier' ? here : undefined
}

/** Whether the code around chooses between two names by version, or by trying. */
export function isChosen(node: Node): boolean {
  let child = node
  for (const up of ancestorsOf(node)) {
    if (choosesBetween(up, child)) return true
    child = up
  }
  return false
}

function choosesBetween(up: Node, child: Node): boolean {
  switch (up.type) {
    case 'if_statement':
    case 'elif_clause':
      return !sameNode(field(up, 'condition'), child) && ASKS_VERSION.test(field(up, 'condition')?.text ?? '')
    case 'conditional_expression':
      return ASKS_VERSION.test(up.namedChildren[1]?.text ?? '')
    case 'boolean_operator':
      return ASKS_VERSION.test(field(up, 'left')?.text ?? '')
    case 'call':
      // getattr(time, 'perf_counter', time.clock)
      return field(up, 'function')?.text === 'getattr'
    case 'try_statement':
      return up.namedChildren.some(
        (clause) =>
          clause.type === 'except_clause' &&
          clause.namedChildren.some((part) => part.type !== 'block' && MISSING_NAME.test(part.text)),
      )
    default:
      return false
  }
}

/** Whether the attribute is assigned to or deleted: then it is meant to have that name. */
export function isTarget(node: Node): boolean {
  const parent = parentOf(node)
  if (parent?.type === 'delete_statement') return true
  return (
    /^(?:augmented_)?assignment$/.test(parent?.type ?? '') && sameNode(parent && field(parent, 'left'), node)
  )
}
