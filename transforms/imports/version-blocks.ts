import {
  branchesOf,
  type Context,
  defineTransform,
  dropBranch,
  field,
  keepOnly,
  makeElse,
  type Node,
  parenthesesAround,
  parentOf,
  removeDecorator,
  removeWhole,
  sameNode,
} from '#transform'
import { decide } from './_version-test.ts'

/** What names that tell Python 2 from 3 are called. */
const FLAGS =
  'PY2 PY3 PY_VERSION PYTHON_VERSION PY_VER PYVER PYVERSION py_version PY34 PY26 PY27 PY33 PY35 PY36 PY37 PY2K PY3K IS_PY2 IS_PY3 IS_PY27 is_py2 is_py3 py3k PYTHON2 PYTHON3 IS_PYTHON2 IS_PYTHON3 _PY2 _PY3 PYTHON_2 PYTHON_3 PY3_PLUS PY33_PLUS PY34_PLUS PY35_PLUS PY36_PLUS PY37_PLUS PY38_PLUS PY39_PLUS PY310_PLUS PY311_PLUS PY32 PY38 PY39 PY310 PY311 PY26_OR_LESS PY32_OR_LESS PY33_OR_LESS PY34_OR_LESS'

export default defineTransform({
  summary: 'Drop the branches that the target version decides',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP036'],
  docs: 'https://docs.python.org/3/library/sys.html#sys.version_info',
  drops: ['names', 'constants', 'statements', 'negations'],
  query: `
    (if_statement) @statement
    (conditional_expression) @choice
    (boolean_operator) @operation
    (decorated_definition (decorator (call
      function: (_) @mark arguments: (argument_list . (_) @condition))) @decorator)`,
  where: { mark: ['pytest.mark.skipif', 'unittest.skipIf', 'unittest.skipUnless'] },
  anchors: [
    'version_info',
    'hexversion',
    'sys.version',
    'python_version',
    'python_version_tuple',
    'django.VERSION',
    'from django import VERSION',
    /\b(?:str|bytes)\s+(?:is(?:\s+not)?|[!=]=)\s+(?:str|bytes)\b/,
    ...FLAGS.split(' '),
  ],
  rewrite({ statement, choice, operation, mark, condition, decorator }, context) {
    // A copy of six is better dropped than rewritten.
    if (/(?:^|\/)six\.py$/.test(context.module.path))
      context.skip('this is a copy of six: drop it rather than mend it')
    if (statement) decideStatement(statement, context)
    else if (choice) decideChoice(choice, context)
    else if (operation) simplify(operation, context)
    else if (mark && condition && decorator) {
      const runs = context.qualifiedName(mark) === 'unittest.skipUnless'
      const answer = decide(condition, context)
      if (answer === undefined) return
      if (answer !== runs) return context.skip('the target always skips this test: delete it')
      const removal = removeDecorator(context.module.tree, decorator)
      if (!removal) return context.skip('the decorator shares its line with a comment or something else')
      context.carryOut(removal)
    }
  },
})

function decideStatement(statement: Node, context: Context): void {
  const branches = branchesOf(statement)
  for (const branch of branches) {
    const answer = branch.condition && decide(branch.condition, context)
    if (answer === undefined) continue
    const isFirst = branch === branches[0]
    if (answer) {
      if (isFirst) keepOnly(statement, branches, branch, context)
      else makeElse(branches, branch, context)
    } else {
      const last = branches.at(-1)
      if (!isFirst || branches.length > 2) dropBranch(branches, branch, context)
      else if (last === branch || !last) removeWhole(statement, branches, context)
      else if (last.condition) dropBranch(branches, branch, context)
      else keepOnly(statement, branches, last, context)
    }
    return
  }
}

function decideChoice(choice: Node, context: Context): void {
  const [yes, condition, no] = choice.namedChildren.filter(({ type }) => type !== 'comment')
  const answer = condition && decide(condition, context)
  if (answer === undefined || !yes || !no) return
  const kept = answer ? yes : no
  if (needsNoParentheses(kept, choice)) context.edit(parenthesesAround(context, choice))
  context.remove({ start: choice.startIndex, end: kept.startIndex })
  context.remove({ start: kept.endIndex, end: choice.endIndex })
}

/** Whether what stays of a choice may stand without the brackets around it. Braces may come to meet those of an f-string. */
function needsNoParentheses(kept: Node, choice: Node): boolean {
  const around = parentOf(choice)
  const up = around && parentOf(around)
  if (kept.type === 'integer' || kept.type === 'float') return up?.type !== 'attribute'
  return /^(?:identifier|attribute|call|subscript|string|none|true|false|list|tuple)$/.test(kept.type)
}

/** `PY3 and x` is x, and so is `PY2 or x`; the other way round only where just the truth of it counts. */
function simplify(operation: Node, context: Context): void {
  const left = field(operation, 'left')
  const right = field(operation, 'right')
  if (!left || !right || decide(operation, context) !== undefined) return
  const neutral = field(operation, 'operator')?.type === 'and'
  if (decide(left, context) === neutral) {
    context.remove({ start: operation.startIndex, end: right.startIndex })
    // `PY3 and x or y` is a choice as it was written before there was one.
    const choice = parentOf(operation)
    const isChoice =
      neutral && choice?.type === 'boolean_operator' && sameNode(field(choice, 'left'), operation)
    if (isChoice && field(choice, 'operator')?.type === 'or' && isTrue(right, context))
      context.remove({ start: operation.endIndex, end: choice.endIndex })
  } else if (decide(right, context) === neutral && isTested(operation))
    context.remove({ start: left.endIndex, end: operation.endIndex })
}

/** Whether a value is surely true: text that is not empty, or a class of Python's. */
function isTrue(value: Node, context: Context): boolean {
  return value.type === 'string'
    ? value.namedChildren.some(({ type }) => type === 'string_content')
    : /^builtins\.(?:str|bytes|int|float|list|dict|range|map|filter|zip|input|chr)$/.test(
        context.qualifiedName(value) ?? '',
      )
}

/** Whether only the truth of an expression counts. */
function isTested(node: Node): boolean {
  let at = node
  for (let up = parentOf(at); up; at = up, up = parentOf(up)) {
    if (/^(?:not_operator|if_clause|assert_statement)$/.test(up.type))
      return sameNode(up.firstNamedChild, at) || up.type !== 'assert_statement'
    if (/^(?:boolean_operator|parenthesized_expression)$/.test(up.type)) continue
    return (
      sameNode(field(up, 'condition'), at) ||
      (up.type === 'conditional_expression' && sameNode(up.namedChildren[1], at))
    )
  }
  return false
}
