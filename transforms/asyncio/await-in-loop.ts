import { defineTransform, field, functionAround, isTestFile, type Node, parentOf, sameNode } from '#transform'

/** What has to happen in order, or one at a time: streams, queues, connections to databases, locks. */
const IN_ORDER =
  /session|conn\b|connection|cursor|\bdb\b|database|transaction|\btx\b|reader|stream|queue|lock|channel|websocket|\bws\b|cache|page|driver|browser|sleep|recv|\bread\w*\(|write|acquire|anext|\bnext\w*\(|checkpoint|prisma|rotate|migrat/i

export default defineTransform({
  summary: 'Report results that are awaited one after the other although none needs the one before',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/asyncio-task.html#running-tasks-concurrently',
  query: `
    (list_comprehension body: (await . (call) @call .) . (for_in_clause) @clause .)
    (for_statement body: (block . (expression_statement . (call function: (attribute object: (_) @target attribute: (identifier) @method) arguments: (argument_list . (await . (call) @call .) .)) .) .)) @loop
    (for_statement body: (block . (expression_statement . (assignment left: (subscript) @target right: (await . (call) @call .)) .) .)) @loop`,
  anchors: ['await'],
  rewrite({ call, clause, loop, target, method }, context) {
    if (isTestFile(context.module.path) || (method && !/^(?:append|add)$/.test(method.text))) return
    const over = clause ?? loop
    const left = over && field(over, 'left')
    if (!over || !left || over.text.startsWith('async') || IN_ORDER.test(call.text)) return
    // What walks a tree waits for its branches.
    const around = functionAround(call)
    if (around && field(around, 'name')?.text === field(call, 'function')?.text) return
    const right = field(over, 'right')
    if (!right || /^(?:list|tuple|set)$|^range\(\d{1,2}\)$/.test(right.type) || !reads(call, left)) return
    // What was found so far is asked for again.
    if (target && call.descendantsOfType('identifier').some(({ text }) => text === rootOf(target))) return
    context.report(
      'each waits for the one before: let them run at the same time with asyncio.gather or a TaskGroup, as many as the other side bears',
      call,
    )
  },
})

/** Whether the arguments of a call have something of the item, and the call is not one of the item's own. */
function reads(call: Node, left: Node): boolean {
  const names = new Set(
    left.type === 'identifier' ? [left.text] : left.descendantsOfType('identifier').map(({ text }) => text),
  )
  const uses = call.descendantsOfType('identifier').filter((one) => names.has(one.text))
  return uses.some((one) => !sameNode(parentOf(one), call))
}

function rootOf(target: Node): string {
  return /^\w+/.exec(target.text)?.[0] ?? ''
}
