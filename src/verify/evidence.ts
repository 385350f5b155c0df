import { isFirstOnLine, lineStart, nextLine } from '../python/layout.ts'
import { misparse } from '../python/misparse.ts'
import { field, type Node, type Span, spanOf } from '../python/node.ts'
import { countWhile, insertedSpans, mergedSpans, type TextEdit } from '../python/spans.ts'
import { table } from '../python/table.ts'
import { ancestorsOf, parentOf, type SyntaxTree } from '../python/tree.ts'

/** A node of tree-sitter's that CPython must have, too. */
export interface Spot extends Span {
  /** Names of CPython's classes, any of them, between slashes. */
  readonly kinds: string
  /** Whether CPython's node may end earlier: tree-sitter counts comments behind a block to it. */
  readonly isLoose: boolean
}

/** What a plan knows of both trees, for checks that have only the texts. */
export interface Evidence {
  readonly before: readonly Spot[]
  readonly after: readonly Spot[]
  /** Whole lines of the old text that hold every edited statement, the heads of the classes that it is in, and the imports. */
  readonly excerpt: readonly Span[]
}

const LOOSE = new Set(
  'function_definition class_definition decorated_definition if_statement for_statement while_statement try_statement with_statement match_statement'.split(
    ' ',
  ),
)

/** CPython's kinds for tree-sitter's; what is not here has no node of its own there, or another span. */
const KINDS: Readonly<Record<string, string>> = table({
  assert_statement: 'Assert',
  assignment: 'Assign/AnnAssign',
  attribute: 'Attribute',
  augmented_assignment: 'AugAssign',
  await: 'Await',
  binary_operator: 'BinOp',
  boolean_operator: 'BoolOp',
  call: 'Call',
  class_definition: 'ClassDef',
  comparison_operator: 'Compare',
  concatenated_string: 'Constant/JoinedStr/TemplateStr',
  conditional_expression: 'IfExp',
  decorated_definition: 'FunctionDef/AsyncFunctionDef/ClassDef',
  delete_statement: 'Delete',
  dictionary: 'Dict',
  dictionary_comprehension: 'DictComp',
  expression_statement: 'Expr/Assign/AnnAssign/AugAssign',
  float: 'Constant',
  for_statement: 'For/AsyncFor',
  function_definition: 'FunctionDef/AsyncFunctionDef',
  future_import_statement: 'ImportFrom',
  generic_type: 'Subscript',
  global_statement: 'Global',
  if_statement: 'If',
  import_from_statement: 'ImportFrom',
  import_statement: 'Import',
  integer: 'Constant',
  lambda: 'Lambda',
  list: 'List',
  list_comprehension: 'ListComp',
  match_statement: 'Match',
  named_expression: 'NamedExpr',
  nonlocal_statement: 'Nonlocal',
  not_operator: 'UnaryOp',
  pass_statement: 'Pass',
  raise_statement: 'Raise',
  return_statement: 'Return',
  set: 'Set',
  set_comprehension: 'SetComp',
  string: 'Constant/JoinedStr/TemplateStr',
  subscript: 'Subscript',
  try_statement: 'Try/TryStar',
  type_alias_statement: 'TypeAlias',
  unary_operator: 'UnaryOp',
  union_type: 'BinOp',
  while_statement: 'While',
  with_statement: 'With/AsyncWith',
})

/** Chains of these are nested otherwise in CPython; only the whole chain has the same span. */
const CHAINS: ReadonlySet<string> = new Set(['boolean_operator', 'union_type'])

/**
 * What is to be known of a rewritten file.
 * @param edits disjoint and ascending, against the text of `before`; with them it is that of `after`
 * @param sites the matched spans, in the old text
 */
export function evidenceOf(
  before: SyntaxTree,
  after: SyntaxTree,
  edits: readonly TextEdit[],
  sites: readonly Span[],
): Evidence {
  const whole = sites.filter(({ start, end }) => {
    const node = before.nodeAt(start, Math.max(end, start + 1))
    return node.startIndex === start && node.endIndex === end
  })
  return {
    before: spotsAt(before, [...edits, ...whole]),
    // Some new syntax is known to be read wrong: nothing was decided by that.
    after: spotsAt(after, insertedSpans(edits), (node) => misparse(node) === undefined),
    excerpt: excerptOf(before, edits),
  }
}

function spotsAt(tree: SyntaxTree, spans: readonly Span[], counts = (_node: Node) => true): Spot[] {
  const spots = new Map<string, Spot>()
  const seen = new Set<Node>()
  for (const { start, end } of spans) {
    const node = comparable(tree.nodeAt(start, Math.max(end, start + 1)))
    const kinds = node && KINDS[node.type]
    if (!node || !kinds || seen.has(node)) continue
    seen.add(node)
    if (!counts(node)) continue
    const spot = { start: node.startIndex, end: node.endIndex, kinds, isLoose: LOOSE.has(node.type) }
    spots.set(`${spot.start} ${spot.end} ${kinds}`, spot)
  }
  return [...spots.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}

/** The smallest node around `node`, itself included, that has a counterpart in CPython; undefined at module level. */
function comparable(node: Node): Node | undefined {
  let found: Node | undefined
  for (const at of [node, ...ancestorsOf(node)]) {
    // CPython has no places inside of f-strings before 3.12: the string counts.
    if (at.type === 'interpolation') found = undefined
    if (found) continue
    if (at.type === 'block' || at.type === 'module') return undefined
    if (hasCounterpart(at)) found = at
    if (found && !isInString(found)) return found
  }
  return found
}

function isInString(node: Node): boolean {
  for (const up of ancestorsOf(node)) {
    if (up.type === 'interpolation') return true
    if (up.type.endsWith('_statement') || up.type === 'block') return false
  }
  return false
}

function hasCounterpart(node: Node): boolean {
  // The word `lambda` is a node of that type, too.
  if (KINDS[node.type] === undefined || !node.isNamed) return false
  const parent = parentOf(node)
  if (!parent) return true
  if (node.type === 'string') return parent.type !== 'concatenated_string'
  // `x = y = 1` is one statement.
  if (node.type === 'assignment') return parent.type !== 'assignment'
  if (CHAINS.has(chainOf(node))) {
    const outer = parent.type === 'type' ? parentOf(parent) : parent
    return outer === undefined || chainOf(outer) !== chainOf(node)
  }
  return true
}

/** What a chain consists of; `a | b` has two kinds of node in annotations. */
function chainOf(node: Node): string {
  return node.type === 'binary_operator' && field(node, 'operator')?.type === '|' ? 'union_type' : node.type
}

/** The lines of the statements that edits touch, at the top level or in the body of a class, and of the imports. */
function excerptOf(tree: SyntaxTree, edits: readonly TextEdit[]): Span[] {
  const { text } = tree
  const { namedChildren } = tree.root
  const parts = namedChildren
    .filter(({ type }) => /^(?:future_)?import_(?:from_)?statement$/.test(type))
    .map((statement) => wholeLines(text, statement))
  const lists = new Map<Node, readonly Statement[]>()
  const statementsOf = (block: Node): readonly Statement[] => {
    const known = lists.get(block)
    if (known) return known
    const statements = block.namedChildren.map((node) => ({ node, ...spanOf(node) }))
    lists.set(block, statements)
    return statements
  }
  const add = (block: Node, edit: TextEdit): void => {
    const { start, end } = edit
    // An insertion of lines between lines needs none of them.
    const isBetween = start === end && (start === 0 || text[start - 1] === '\n') && /^$|\n$/.test(edit.text)
    const statements = statementsOf(block)
    const touched = statements.slice(
      countWhile(statements, (one) => (isBetween ? one.end <= start : one.end < start)),
      countWhile(statements, (one) => (isBetween ? one.start < start : one.start <= end)),
    )
    const [only] = touched
    const body = only && touched.length === 1 ? membersOf(only.node, text) : undefined
    const members = body && lineStart(text, body.startIndex)
    if (only && body && members !== undefined && (start >= members || end < members)) {
      parts.push({ start: lineStart(text, only.start), end: members })
      const first = body.firstNamedChild
      // Without any statement it is no class.
      if (start < members && first) parts.push(wholeLines(text, first))
      if (start >= members) add(body, edit)
    } else if (isBetween && !only) parts.push({ start, end })
    else
      parts.push(
        wholeLines(text, {
          start: Math.min(start, ...touched.map((statement) => statement.start)),
          end: Math.max(end, ...touched.map((statement) => statement.end)),
        }),
      )
  }
  for (const edit of edits) add(tree.root, edit)
  return mergedSpans(parts)
}

interface Statement extends Span {
  readonly node: Node
}

/** The body of a class that stands on lines of its own. */
function membersOf(node: Node, text: string): Node | undefined {
  const definition = node.type === 'decorated_definition' ? field(node, 'definition') : node
  const body = definition?.type === 'class_definition' ? field(definition, 'body') : undefined
  return body && isFirstOnLine(text, body.startIndex) ? body : undefined
}

function wholeLines(text: string, node: Node | Span): Span {
  const { start, end } = 'startIndex' in node ? spanOf(node) : node
  const isClosed = end > start && text[end - 1] === '\n'
  return { start: lineStart(text, start), end: isClosed ? end : nextLine(text, end) }
}
