import { type Context, field, type Node, parentOf, sameNode } from '#transform'

/**
 * Whether `import a.b.c` is left behind by its last use: what else the file says of `a` is there by its other imports. Those of
 * `a` alone, or of what only this statement makes an attribute of `a`, keep it.
 */
export function isLeftBehind(context: Context, statement: Node): boolean {
  const path = modulePath(statement)
  const last = path?.at(-1)
  if (!path || last === undefined || path.length < 2 || !context.isOrphaned(last)) return false
  const { module } = context
  const root = path[0] ?? ''
  const bindings = module.names.bindings(root)
  const others = bindings.flatMap(({ owner, context: circumstances, scope }) => {
    if (sameNode(owner, statement) || circumstances !== 'plain' || scope.kind !== 'module') return []
    return [modulePath(owner) ?? []]
  })
  if (others.length === 0 || others.length < bindings.length - 1) return false
  return module.names.loads(root).every(({ node }) => {
    const named = pathFrom(node)
    const shared = sharedBy(named, path)
    return named.length > 1 && shared < path.length && others.some((other) => sharedBy(other, path) >= shared)
  })
}

/** `['a', 'b']` of `import a.b`; undefined where a statement imports more, or gives it a name. */
function modulePath(statement: Node): readonly string[] | undefined {
  if (statement.type !== 'import_statement') return undefined
  const [name, more] = statement.childrenForFieldName('name')
  return name?.type === 'dotted_name' && !more ? name.namedChildren.map(({ text }) => text) : undefined
}

/** The names of `a.b.c` for its `a`. */
function pathFrom(root: Node): readonly string[] {
  const path = [root.text]
  let here = root
  for (let up = parentOf(here); up; up = parentOf(up)) {
    if (up.type !== 'attribute' || !sameNode(field(up, 'object'), here)) break
    path.push(field(up, 'attribute')?.text ?? '')
    here = up
  }
  return path
}

/** How many names two paths begin with alike. */
function sharedBy(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((name, i) => name !== other[i])
  return at < 0 ? Math.min(one.length, other.length) : at
}
