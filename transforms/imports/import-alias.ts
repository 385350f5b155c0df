import {
  type Binding,
  type Context,
  commentsIn,
  defineTransform,
  field,
  isWithin,
  lineEnd,
  type Node,
  parentOf,
  replaceCallee,
  sameNode,
  table,
} from '#transform'

/** What everybody calls these modules. */
const ALIASES: Readonly<Record<string, string>> = table({
  altair: 'alt',
  'dask.array': 'da',
  'dask.dataframe': 'dd',
  geopandas: 'gpd',
  holoviews: 'hv',
  matplotlib: 'mpl',
  'matplotlib.pyplot': 'plt',
  networkx: 'nx',
  numpy: 'np',
  'numpy.typing': 'npt',
  pandas: 'pd',
  panel: 'pn',
  'plotly.express': 'px',
  'plotly.graph_objects': 'go',
  polars: 'pl',
  pyarrow: 'pa',
  seaborn: 'sns',
  'statsmodels.api': 'sm',
  tensorflow: 'tf',
  tkinter: 'tk',
  'xml.etree.ElementTree': 'ET',
})

export default defineTransform({
  summary: 'Import NumPy as np, pandas as pd, and others by the names that they are known by',
  since: 'any',
  safety: 'review',
  sameAs: ['ICN001'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-import-statement',
  query: '[(dotted_name) (aliased_import)] @item',
  anchors: [...new Set(Object.keys(ALIASES).map((path) => path.split('.').at(-1) ?? path))],
  recipes: ['standards'],
  rewrite({ item }, context) {
    const statement = item && parentOf(item)
    const isFrom = statement?.type === 'import_from_statement'
    if (!item || (!isFrom && statement?.type !== 'import_statement')) return
    const source = isFrom ? field(statement, 'module_name') : undefined
    if (isFrom && (source?.type !== 'dotted_name' || sameNode(source, item))) return
    const given = field(item, 'alias')
    const name = field(item, 'name') ?? item
    const module = source ? `${source.text}.${name.text}` : name.text
    const custom = ALIASES[module]
    const local = given ?? (source ? name : name.firstNamedChild)
    if (custom === undefined || !local || local.text === custom) return
    const { names } = context.module
    const binding = names.bindings(local.text).find(({ node }) => node.startIndex === local.startIndex)
    if (!binding || isForTools(context, binding.statement)) return
    const uses = usesOf(context, binding, custom)
    // `import a.b` binds a, by which the whole name begins.
    const isDotted = !source && !given && module.includes('.')
    for (const use of uses) replaceCallee(context, isDotted ? whole(context, use, module) : use, custom)
    context.review(
      `what looks for ${local.text} in this module from outside, as patches of tests do, has to follow`,
    )
    if (given) context.replace(given, custom)
    else context.replace(name, `${name.text} as ${custom}`)
  },
})

function isForTools(context: Context, statement: Node): boolean {
  const line = { start: statement.startIndex, end: lineEnd(context.text, statement.endIndex) }
  return commentsIn(context.module.tree, line).some(({ text }) => /noqa[^#]*\bICN|noqa(?!:)/i.test(text))
}

/** Where an imported module is read. Skips the site where that is not all that can be known, or where the alias means something. */
function usesOf(context: Context, binding: Binding, alias: string): readonly Node[] {
  const { module, project } = context
  const { names } = module
  const { name, scope } = binding
  const isModule = scope.kind === 'module'
  const occurrences = names.occurrences(name)
  const others = occurrences.filter(
    (one) => one.role !== 'load' && one.scope === scope && !sameNode(one.node, binding.node),
  )
  if (others.length > 0 || occurrences.some(({ role }) => role === 'declare'))
    context.skip(`${name} is bound in other ways, too`)
  if (binding.context !== 'plain') context.skip(`${name} is imported under a condition`)
  const isInScope = ({ node }: { readonly node: Node }) => isModule || isWithin(node, scope.node)
  if (names.occurrences(alias).some(isInScope) || names.stringLoads(alias).length > 0 || names.hasStarImport)
    context.skip(`${alias} may mean something else here`)
  if (names.stringLoads(name).length > 0) context.skip(`annotations in quotes name ${name}`)
  if (
    isModule &&
    (module.isPackage ||
      module.exports?.names.has(name) ||
      project.namesUsedElsewhere(module.path, [name]).size > 0)
  )
    context.skip(`${name} is imported from this file elsewhere`)
  if (new RegExp(`#\\s*type:.*\\b${name}\\b`).test(context.text))
    context.skip(`a type comment names ${name}: make it an annotation first`)
  if (new RegExp(`^\\s*(?:>>>|\\.\\.\\.) .*\\b${name}\\.`, 'm').test(context.text))
    context.skip(`an example in a docstring names ${name}`)
  return occurrences.flatMap(({ node, role }) => {
    const meant = role === 'load' ? names.resolve(name, node) : undefined
    return meant?.kind === 'bound' && meant.scope === scope ? [node] : []
  })
}

/** The whole `a.b.c` that begins with a use of `a`. */
function whole(context: Context, use: Node, path: string): Node {
  let node = use
  while (node.text !== path) {
    const up = parentOf(node)
    if (up?.type !== 'attribute' || !path.startsWith(up.text))
      return context.skip(`${use.text} is used for more than ${path}`)
    node = up
  }
  return node
}
