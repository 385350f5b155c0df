import {
  type Context,
  decoratorsOf,
  defineTransform,
  field,
  isPath,
  type Node,
  parentOf,
  sameNode,
  withoutComments,
  withoutParentheses,
} from '#transform'
import { textOf } from './_text.ts'

export default defineTransform({
  summary:
    'Report tests of what is always true, or never: tuples, texts, functions that are not called, x or True, x and not x',
  since: 'any',
  safety: 'report',
  sameAs: ['F631', 'F634', 'PLW0129', 'SIM220', 'SIM221', 'SIM222', 'SIM223', 'fix-assert-tuple'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#truth-value-testing',
  query: `
    (assert_statement . (_) @test)
    (if_statement condition: (_) @test)
    (elif_clause condition: (_) @test)
    (while_statement condition: (_) @test)
    (if_clause (_) @test)
    (boolean_operator) @value`,
  anchors: ['assert', 'if', 'elif', 'while', 'and', 'or'],
  rewrite({ test, value }, context) {
    if (value) return reportValue(context, value)
    if (!test) return
    const bare = withoutParentheses(test)
    const why = whyTrue(context, bare)
    if (why) return context.report(`${why} is always true`, test)
    const answer = answerOf(context, bare)
    if (answer !== undefined) context.report(`the test is ${answer ? 'always' : 'never'} true`, test)
  },
})

/** What a test with and or or answers whatever is asked: `x or True`, `x and not x`. */
function answerOf(context: Context, test: Node): boolean | undefined {
  if (test.type !== 'boolean_operator') return undefined
  const isOr = field(test, 'operator')?.text === 'or'
  const sides = ['left', 'right'].flatMap((name) => {
    const side = field(test, name)
    return side ? [withoutParentheses(side)] : []
  })
  const [left, right] = sides
  const isSettled = sides.some((side) => truthOf(context, side) === isOr || answerOf(context, side) === isOr)
  const isOpposite = !!left && !!right && (isNotOf(left, right) || isNotOf(right, left))
  return isSettled || isOpposite ? isOr : undefined
}

function reportValue(context: Context, value: Node): void {
  const around = parentOf(outermost(value))
  if (!around || around.type === 'boolean_operator' || TESTS.test(around.type)) return
  const isCondition =
    around.type === 'conditional_expression' && sameNode(around.namedChildren[1], outermost(value))
  const answer = isCondition ? answerOf(context, value) : undefined
  const message = isCondition
    ? answer !== undefined && `the test is ${answer ? 'always' : 'never'} true`
    : oddity(context, value)
  if (message) context.report(message, value)
}

/** What is odd where no test asks for the truth: `x or True` gives x or a default, the rest is as odd as in a test. */
function oddity(context: Context, value: Node): string | undefined {
  const isOr = field(value, 'operator')?.text === 'or'
  const operands = operandsOf(value, isOr ? 'or' : 'and')
  const end = operands.slice(0, -1).find((one) => truthOf(context, one) === isOr)
  if (end) return `what stands behind ${/^.{1,30}$/.test(end.text) ? end.text : 'a literal'} is never asked`
  const isOpposite = operands.some((one, i) =>
    operands.slice(0, i).some((other) => isNotOf(one, other) || isNotOf(other, one)),
  )
  return isOpposite ? `this is ${isOr ? 'always' : 'never'} true` : undefined
}

/** Whether a literal is true; undefined for what is none, or cannot be told. */
function truthOf(context: Context, node: Node): boolean | undefined {
  switch (node.type) {
    case 'true':
      return true
    case 'false':
    case 'none':
      return false
    case 'integer':
      return !/^0[xob]?[0_]*$/i.test(node.text)
    case 'string': {
      const text = textOf(context, node)?.value
      return text === undefined ? undefined : text !== ''
    }
    case 'list':
    case 'tuple':
    case 'set':
    case 'dictionary': {
      const items = withoutComments(node)
      return items.some(({ type }) => !type.endsWith('_splat'))
        ? true
        : items.length === 0
          ? false
          : undefined
    }
    default:
      return undefined
  }
}

/** What the query takes as tests. */
const TESTS = /^(?:assert_statement|if_statement|elif_clause|while_statement|if_clause)$/

/** The parentheses around an expression, and a `not` before it. */
function outermost(node: Node): Node {
  const parent = parentOf(node)
  return parent && /^(?:parenthesized_expression|not_operator)$/.test(parent.type) ? outermost(parent) : node
}

function operandsOf(node: Node, operator: string): Node[] {
  const bare = withoutParentheses(node)
  if (bare.type !== 'boolean_operator' || field(bare, 'operator')?.text !== operator) return [bare]
  return ['left', 'right'].flatMap((name) => {
    const side = field(bare, name)
    return side ? operandsOf(side, operator) : []
  })
}

/** Whether one asks for the opposite of a name or attribute that the other asks for. */
function isNotOf(negation: Node, other: Node): boolean {
  const asked = negation.type === 'not_operator' ? field(negation, 'argument') : undefined
  return !!asked && isPath(other) && withoutParentheses(asked).text === other.text
}

function whyTrue(context: Context, test: Node): string | undefined {
  switch (test.type) {
    case 'tuple':
      return withoutComments(test).some(({ type }) => type !== 'list_splat')
        ? 'a tuple that holds something'
        : undefined
    case 'string':
    case 'concatenated_string':
      return textOf(context, test)?.value ? 'a text' : undefined
    case 'lambda':
    case 'generator_expression':
      return `a ${test.type.replace('_', ' ')}`
    case 'not_operator':
      return undefined
    case 'boolean_operator': {
      const isOr = field(test, 'operator')?.text === 'or'
      // `assert x and "text"` is a way to give the message.
      return [field(test, 'left'), field(test, 'right')]
        .map((part) => part && withoutParentheses(part))
        .filter((part) => part && (isOr || !/string$/.test(part.type)))
        .map((part) => part && whyTrue(context, part))
        .find((why) => why !== undefined)
    }
    case 'identifier': {
      const [binding, more] = context.module.bindingsOf(test)
      if (binding?.kind !== 'function' || more || binding.context !== 'plain') return undefined
      return decoratorsOf(binding.owner).length === 0
        ? `the function ${test.text}, which is not called,`
        : undefined
    }
    default:
      return undefined
  }
}
