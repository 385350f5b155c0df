import {
  type Binding,
  type Context,
  decoratorsOf,
  defineTransform,
  enclosingClass,
  field,
  isStubBody,
  isTestFile,
  isWithin,
  lineOf,
  type Node,
  parentOf,
  sameNode,
} from '#transform'

export default defineTransform({
  summary: 'Report functions and classes that are defined anew before anything used them',
  since: 'any',
  safety: 'report',
  sameAs: ['F811'],
  docs: 'https://docs.python.org/3/reference/compound_stmts.html#function-definitions',
  query: `
    (function_definition name: (identifier) @name) @definition
    (class_definition name: (identifier) @name) @definition`,
  anchors: ['def', 'class'],
  rewrite({ name, definition }, context) {
    if (!name || !definition || /^_+$/.test(name.text)) return
    const own = context.module.names.bindings(name.text)
    const later = own.find(({ node }) => sameNode(node, name))
    if (!later || own.length < 2) return
    const earlier = own
      .filter(({ scope, node }) => scope === later.scope && node.startIndex < name.startIndex)
      .at(-1)
    if (!earlier || !isLost(context, earlier, later)) return
    context.report(
      `${name.text} of line ${lineOf(earlier.node)} is lost: nothing used it before it is defined anew`,
      name,
    )
  },
})

/** Whether nothing can have seen what a name meant before. */
function isLost(context: Context, earlier: Binding, later: Binding): boolean {
  if (earlier.kind !== 'function' && earlier.kind !== 'class' && earlier.kind !== 'import') return false
  // Of one block, so that both run, one behind the other.
  if (!sameNode(parentOf(earlier.statement), parentOf(later.statement))) return false
  // What a decorator is given it may keep.
  if (decoratorsOf(earlier.owner).length > 0 || decoratorsOf(later.owner).length > 0) return false
  if (earlier.kind === 'function' && isStubBody(field(earlier.owner, 'body') ?? earlier.owner)) return false
  const start = earlier.statement.endIndex
  const isBetween = (node: Node) => node.startIndex >= start && node.startIndex < later.node.startIndex
  const { names } = context.module
  if (names.occurrences(later.name).some(({ node }) => isBetween(node))) return false
  if (names.stringLoads(later.name).some(({ node }) => isBetween(node))) return false
  // `class A(A):` uses it, and so do defaults.
  const isUsed = names
    .loads(later.name)
    .some(({ node, scope }) => scope === later.scope && isWithin(node, later.owner))
  const around = enclosingClass(later.owner)
  if (isUsed || (isTestFile(context.module.path) && later.scope.kind === 'function')) return false
  // A metaclass may look at everything that a class body binds.
  return !around || !/\bmetaclass\s*=/.test(field(around, 'superclasses')?.text ?? '')
}
