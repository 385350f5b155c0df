import {
  classAround,
  defineTransform,
  field,
  functionAround,
  isTestFile,
  type Node,
  ownNodes,
} from '#transform'

/** What each opens a way of its own through a function. */
const WAYS = [
  'if_statement',
  'elif_clause',
  'for_statement',
  'while_statement',
  'except_clause',
  'except_group_clause',
  'case_clause',
  'conditional_expression',
  'for_in_clause',
  'if_clause',
]
const WORDS = /\b(?:if|elif|for|while|except|case)\b/g

export default defineTransform({
  summary:
    'Report functions with more ways through them, returns, nested blocks or parameters than a person can follow',
  since: 'any',
  safety: 'report',
  sameAs: ['C901', 'PLR0911', 'PLR0912', 'PLR0917', 'PLR1702'],
  docs: 'https://en.wikipedia.org/wiki/Cyclomatic_complexity',
  query:
    '(function_definition name: (identifier) @name parameters: (parameters) @parameters body: (block) @body) @definition',
  anchors: ['def'],
  options: {
    complexity: { default: 25, summary: 'how many ways may lead through a function' },
    returns: { default: 10, summary: 'how often a function may return' },
    nesting: { default: 6, summary: 'how deep blocks may be nested' },
    parameters: { default: 12, summary: 'how many parameters may be given by their place' },
  },
  rewrite({ name, parameters, body, definition }, context) {
    if (context.module.isStub || isTestFile(context.module.path)) return
    const { complexity, returns, nesting, parameters: most } = context.options
    const text = context.text.slice(body.startIndex, body.endIndex)
    const found: string[] = []
    // Words are quicker to count than nodes.
    if ((text.match(WORDS)?.length ?? 0) >= complexity) {
      const ways = 1 + ownNodes(definition, WAYS).length
      if (ways > complexity) found.push(`${ways} ways through it (of ${complexity})`)
    }
    if ((text.match(/\breturn\b/g)?.length ?? 0) > returns) {
      const all = ownNodes(definition, ['return_statement']).length
      if (all > returns) found.push(`${all} returns (of ${returns})`)
    }
    const depth = deepest(text, body, nesting)
    if (depth > nesting) found.push(`blocks nested ${depth} deep (of ${nesting})`)
    const given = byPlace(parameters, definition)
    if (given > most && !hasBases(definition)) found.push(`${given} parameters by place (of ${most})`)
    if (found.length > 0)
      context.report(`${name.text} has ${found.join(', ')}: take parts of it out, or return early`, name)
  },
})

/** How deep compound statements are nested, asked only where lines are indented that far. */
function deepest(text: string, body: Node, allowed: number): number {
  const own = body.startPosition.column
  const unit = Math.max(1, own - (functionAround(body)?.startPosition.column ?? 0))
  const deep = new RegExp(`^[ \\t]{${own + (allowed + 1) * Math.min(unit, 4)},}\\S`, 'm')
  if (!deep.test(text)) return 0
  return depthOf(body)
}

function depthOf(block: Node): number {
  let most = 0
  for (const statement of block.namedChildren) {
    if (!/^(?:if|for|while|try|with|match)_statement$/.test(statement.type)) continue
    for (const inner of innerBlocks(statement)) most = Math.max(most, 1 + depthOf(inner))
  }
  return most
}

function innerBlocks(statement: Node): Node[] {
  return statement.namedChildren.flatMap((child) =>
    child.type === 'block' ? [child] : /_clause$/.test(child.type) ? innerBlocks(child) : [],
  )
}

/** How many parameters a call may give by their place. */
function byPlace(parameters: Node, definition: Node): number {
  const all = parameters.namedChildren.filter(
    ({ type }) => type !== 'comment' && type !== 'positional_separator',
  )
  const end = all.findIndex((one) =>
    /^(?:keyword_separator|list_splat_pattern|dictionary_splat_pattern)$/.test(
      one.type === 'typed_parameter' ? (one.firstNamedChild?.type ?? '') : one.type,
    ),
  )
  const count = end < 0 ? all.length : end
  return classAround(definition) ? count - 1 : count
}

/** Whether the class derives from others, which may say what its methods take. */
function hasBases(definition: Node): boolean {
  const owner = classAround(definition)
  return !!owner && !!field(owner, 'superclasses')
}
