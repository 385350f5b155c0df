import {
  ancestorsOf,
  argumentsOf,
  type Context,
  field,
  hasSplat,
  type Node,
  parentOf,
  replaceCallee,
  sameNode,
  table,
} from '#transform'
import type { Piece } from './_layout.ts'
import { NOT_PLAIN, writeRaisesBlock } from './_raises-block.ts'

const TO: Readonly<Record<string, string>> = table({
  assertRaises: 'raises',
  assertRaisesRegex: 'raises',
  assertWarns: 'warns',
  assertWarnsRegex: 'warns',
})
export const EXPECTATIONS = Object.keys(TO)

/**
 * Rewrites a call of one of `EXPECTATIONS` in a with statement, or one that is a statement.
 * @param methodOf tells which method of unittest another call is of, or does the same as
 */
export function expectException(
  context: Context,
  method: string,
  call: Node,
  methodOf: (other: Node) => string | undefined,
): void {
  refuseExpectedFailure(context, call)
  const { item, alias } = itemOf(call)
  if (item) {
    if (alias) renameResult(context, alias, item, methodOf)
    else rewriteItem(context, method, call)
    return
  }
  const statement = parentOf(call)
  if (statement?.type !== 'expression_statement' || statement.childCount !== 1)
    context.skip('what the call gives is used: write a with statement')
  writeBlock(context, method, call, statement)
}

/** The with_item that a call is the value of, and the name that it gets. */
function itemOf(call: Node): { item?: Node; alias?: Node } {
  const parent = parentOf(call)
  const up = parent?.type === 'as_pattern' ? parentOf(parent) : parent
  if (up?.type !== 'with_item' || !parent) return {}
  const alias = parent.type === 'as_pattern' ? field(parent, 'alias')?.firstNamedChild : undefined
  return alias ? { item: up, alias } : { item: up }
}

/** `with self.assertRaises(E)` */
function rewriteItem(context: Context, method: string, call: Node): void {
  const args = argumentsOf(call)
  const callee = field(call, 'function')
  const [expected, pattern, ...more] = args
  const hasPattern = method.endsWith('Regex')
  if (!callee || !expected || hasSplat(args) || more.length > 0 || (pattern !== undefined) !== hasPattern)
    context.skip(`pytest.${TO[method]} takes other arguments than these`)
  if (expected.type === 'keyword_argument') context.skip('the exception is given by name: write it without')
  replaceCallee(context, callee, `${context.importModule('pytest')}.${TO[method]}`)
  if (pattern?.type === 'keyword_argument') {
    const name = field(pattern, 'name')
    if (name?.text !== 'expected_regex') context.skip(`pytest.${TO[method]} takes no ${name?.text}`)
    context.replace(name, 'match')
  } else if (pattern) context.insert(pattern.startIndex, 'match=')
}

/** All `with self.assertRaises(E) as name` of a function, and what is read of the name. */
function renameResult(
  context: Context,
  alias: Node,
  item: Node,
  methodOf: (other: Node) => string | undefined,
): void {
  const { names } = context.module
  if (alias.type !== 'identifier') context.skip('what it gives is kept in more than a name')
  const bindings = context.module.bindingsOf(alias)
  if (!bindings.some(({ owner }) => sameNode(owner, item)))
    context.skip(`${alias.text} is not certain to be what the with statement gives`)
  for (const { owner, kind } of bindings) {
    const value = kind === 'with' ? field(owner, 'value') : undefined
    const call = value?.type === 'as_pattern' ? value.firstNamedChild : value
    const method = call?.type === 'call' ? methodOf(call) : undefined
    if (!call || !method || !/^assertRaises(?:Regex)?$/.test(method))
      context.skip(`${alias.text} is also something else than the exception`)
    rewriteItem(context, method, call)
  }
  for (const { node } of names.loads(alias.text)) {
    const meant = context.module.bindingsOf(node)
    if (!meant.some((binding) => bindings.includes(binding))) continue
    const access = parentOf(node)
    const attribute = access?.type === 'attribute' ? field(access, 'attribute') : undefined
    if (!meant.every((binding) => bindings.includes(binding)) || attribute?.text !== 'exception')
      context.skip(`more is read of ${alias.text} than its exception`)
    context.replace(attribute, 'value')
  }
}

/** `self.assertRaises(E, f, x)` becomes a with statement. */
function writeBlock(context: Context, method: string, call: Node, statement: Node): void {
  const args = argumentsOf(call)
  const [expected, ...others] = args
  const pattern = method.endsWith('Regex') ? others.shift() : undefined
  const [work, ...passed] = others
  if (!expected || !work || work.type === 'keyword_argument' || work.type === 'none')
    context.skip('it is called by itself, and asserts nothing')
  if ([expected, pattern].some((arg) => arg && NOT_PLAIN.test(arg.type)))
    context.skip('which of the arguments is called is not written out')
  const header: Piece[] = [`${context.importModule('pytest')}.${TO[method]}(`, { node: expected }]
  if (pattern) header.push(', match=', { node: pattern })
  writeRaisesBlock(context, { call, statement, header: [...header, ')'], work, passed })
}

/** pytest fails with something that is no AssertionError, which code around may wait for. */
export function refuseExpectedFailure(context: Context, call: Node): void {
  for (const up of ancestorsOf(call)) {
    if (/^(?:function|class)_definition$/.test(up.type)) return
    const isCaught =
      up.type === 'try_statement' &&
      up.namedChildren.some(
        (clause) =>
          clause.type === 'except_clause' &&
          clause.startIndex > call.startIndex &&
          /^except\s*:|\b(?:AssertionError|Exception|failureException)\b/.test(headerOf(clause)),
      )
    const clause = up.type === 'with_statement' ? withClause(up) : undefined
    const isExpected =
      clause !== undefined &&
      clause.endIndex <= call.startIndex &&
      /\b(?:AssertionError|Exception|failureException)\b/.test(clause.text)
    if (isCaught || isExpected)
      context.skip('the failure itself is expected around it, and that of pytest is no AssertionError')
  }
}

function headerOf(clause: Node): string {
  return clause.text.split('\n', 1)[0] ?? ''
}

function withClause(statement: Node): Node | undefined {
  return statement.namedChildren.find(({ type }) => type === 'with_clause')
}
