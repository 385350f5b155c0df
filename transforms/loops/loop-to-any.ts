import {
  ancestorsOf,
  blockOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  heedScope,
  isWithin,
  laidOut,
  type Node,
  placeAmong,
  scopeOf,
  statementsOf,
  trueEnd,
  withoutParentheses,
} from '#transform'
import { clauseOf, headerOf, itemsOf, opposite, textOf } from './_clause.ts'

export default defineTransform({
  summary: 'Return any(…) or all(…) instead of True or False from a loop',
  since: 'any',
  safety: 'review',
  sameAs: ['SIM110'],
  docs: 'https://docs.python.org/3/library/functions.html#any',
  drops: ['names', 'constants', 'statements', 'negations'],
  query: `
    (for_statement
      body: (block (if_statement condition: (_) @condition
        consequence: (block (return_statement (_) @found)) @consequence !alternative)) @body) @loop`,
  anchors: [/\breturn\s+(?:True|False)\b/],
  needs: /:(?:[ \t]*#[^\n]*)?\s*return\s+(?:True|False)\b/,
  rewrite({ condition, found, consequence, body, loop }, context) {
    if (!/^(?:true|false)$/.test(found.type)) return
    if (statementsOf(body).length > 1 || statementsOf(consequence).length > 1) return
    const last = otherReturn(loop, found.type === 'true' ? 'false' : 'true')
    const header = headerOf(loop)
    if (!last || !header) return
    if (header.isAsync) return context.skip('any() and all() do not go through what is asynchronous')
    const span = { start: loop.startIndex, end: trueEnd(last) }
    if (commentsIn(context.module.tree, span).length > 0) return context.skip('a comment would be lost')
    heedScope(context, condition, header.items)
    if (/\bawait\b/.test(condition.text)) return context.skip('any() and all() do not await')
    heedLateReads(context, header.names, loop)
    const { name, test, isNegated } = testOf(context, condition, found.type === 'true')
    if (!context.isBuiltin(name)) return context.skip(`${name} means something else here`)
    const head = `return ${isNegated ? 'not ' : ''}${name}(`
    context.note('a StopIteration in the condition is an error in a generator')
    const parts = test === header.target.text ? [itemsOf(context, header)] : [test, clauseOf(context, header)]
    context.replace(span, laidOut(context, span.start, head, parts, ')'))
  },
})

/** The `return` behind the loop, or in its else, where that is all there is, and it returns the other value. */
function otherReturn(loop: Node, type: 'true' | 'false'): Node | undefined {
  const block = blockOf(loop)
  const clause = field(loop, 'alternative')
  const inElse = clause && field(clause, 'body')
  const rest = inElse
    ? statementsOf(inElse)
    : block
      ? statementsOf(block).slice(placeOf(block, loop) + 1)
      : []
  const [next, more] = rest
  const [value] = next?.type === 'return_statement' ? next.namedChildren : []
  return value?.type === type && (!inElse || !more) ? next : undefined
}

function placeOf(block: Node, loop: Node): number {
  return placeAmong(statementsOf(block), loop)
}

/** Behind the loop the function is at its end: only what runs even later can see the variables. */
function heedLateReads(context: Context, names: readonly string[], loop: Node): void {
  const scope = scopeOf(loop)
  for (const name of names) {
    const bindings = context.module.names.bindings(name).filter((one) => one.scope === scope)
    if (bindings.length === 0) context.skip(`${name} is not local to the function`)
    for (const { node } of context.module.names.loads(name)) {
      if (isWithin(node, loop)) continue
      if (!context.module.bindingsOf(node).some((one) => bindings.includes(one))) continue
      const isLater =
        scopeOf(node) !== scope ||
        (node.startIndex > loop.endIndex &&
          [...ancestorsOf(node)].some(({ type }) => type === 'finally_clause'))
      if (isLater) context.skip(`${name} is used outside of the loop, too`)
    }
  }
}

/** Which function gives the same, of which test, and whether `not` stands before it. */
function testOf(
  context: Context,
  condition: Node,
  found: boolean,
): { readonly name: 'any' | 'all'; readonly test: string; readonly isNegated: boolean } {
  const bare = withoutParentheses(condition)
  if (found) return { name: 'any', test: textOf(context, bare), isNegated: false }
  const denied = bare.type === 'not_operator' ? field(bare, 'argument') : undefined
  if (denied) return { name: 'all', test: textOf(context, withoutParentheses(denied)), isNegated: false }
  const turned = opposite(context, bare, { '!=': '==' })
  if (turned) return { name: 'all', test: turned, isNegated: false }
  return { name: 'any', test: textOf(context, bare), isNegated: true }
}
