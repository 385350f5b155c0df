import {
  argumentsOf,
  blockOf,
  type Context,
  defineTransform,
  field,
  functionAround,
  hasSplat,
  isFirstOnLine,
  leaveFallbacks,
  type Node,
  parentOf,
  removeStatement,
  statementOf,
  statementsOf,
  treeOf,
  withoutComments,
} from '#transform'

/** What takes the loop of the thread where none runs: that is not the one that asyncio.run makes. */
const TAKES_LOOP = /^asyncio\.(?:as_completed|ensure_future|gather|shield|wrap_future|Future)$/

const LOOPS = /^asyncio\.(?:get_event_loop|new_event_loop)$/

export default defineTransform({
  summary: 'Replace loop.run_until_complete(main()) with asyncio.run(main())',
  since: '3.7',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/asyncio-runner.html#asyncio.run',
  drops: ['names', 'statements'],
  query: '(call function: (attribute object: (_) @loop attribute: (identifier) @method) @callee) @call',
  anchors: ['run_until_complete'],
  rewrite({ loop, method, callee, call }, context) {
    const [main, ...more] = argumentsOf(call)
    if (method.text !== 'run_until_complete' || !main || more.length > 0 || hasSplat([main])) return
    const assignment = loop.type === 'identifier' ? assignmentOf(context, loop) : undefined
    const source = assignment ? field(assignment, 'right') : loop
    const getter = source?.type === 'call' ? field(source, 'function') : undefined
    if (!getter || !LOOPS.test(context.qualifiedName(getter) ?? ''))
      return context.skip('the loop comes from elsewhere')
    leaveFallbacks(context, callee)
    if (main.type !== 'call' || !isCoroutine(context, main))
      return context.skip('asyncio.run takes a coroutine: call an async def here')
    const taker = takesLoop(context, call)
    if (taker) return context.skip(`${taker.text} takes the loop before it runs`)
    if (assignment && !dropLoop(context, loop, assignment, call))
      return context.skip('the loop is also used for other things')
    context.review(
      'asyncio.run makes a loop of its own, closes it, and cancels the tasks that are left; get_event_loop() finds none behind it',
    )
    context.replace(callee, `${context.import('asyncio', undefined, callee)}.run`)
  },
})

/** What is called in the same scope and takes the loop there. */
function takesLoop(context: Context, call: Node): Node | undefined {
  const around = functionAround(call)
  return (around ?? treeOf(call).root)
    .descendantsOfType('call')
    .map((other) => field(other, 'function'))
    .find(
      (callee) =>
        callee &&
        functionAround(callee)?.id === around?.id &&
        TAKES_LOOP.test(context.qualifiedName(callee) ?? ''),
    )
}

function isCoroutine(context: Context, call: Node): boolean {
  const callee = field(call, 'function')
  if (!callee) return false
  if (callee.type !== 'identifier') return false
  const [binding, ...others] = context.module.bindingsOf(callee)
  return binding?.kind === 'function' && others.length === 0 && /^async\b/.test(binding.owner.text)
}

function assignmentOf(context: Context, name: Node): Node | undefined {
  const [binding, ...others] = context.module.bindingsOf(name)
  return binding?.kind === 'assignment' && others.length === 0 ? binding.owner : undefined
}

/**
 * Takes away the statements that make and close the loop.
 * @returns whether there is nothing else that uses it, apart from `call`
 */
function dropLoop(context: Context, name: Node, assignment: Node, call: Node): boolean {
  const { names, tree } = context.module
  const target = field(assignment, 'left')
  const made = statementOf(assignment)
  const gone = [made]
  for (const { node } of names.loads(name.text)) {
    if (!context.module.bindingsOf(node).some(({ node: own }) => own.id === target?.id)) continue
    // The coroutine may be given the loop, too.
    if (node.id === name.id) continue
    const statement = statementOf(node)
    const isClose = new RegExp(
      `^(?:${name.text}\\.close ?\\(\\)|[\\w.]*set_event_loop ?\\(${name.text}\\))$`,
    ).test(statement.text)
    if (!isClose) return false
    gone.push(statement)
  }
  const run = statementOf(call)
  // What shares a line goes with the semicolons between.
  if (new Set([...gone, run].map(({ startPosition }) => startPosition.row)).size <= gone.length) return false
  for (const statement of gone) {
    const around = parentOf(blockOf(statement) ?? statement)
    // try: loop.run_until_complete(…) finally: loop.close()
    if (around?.type === 'finally_clause') {
      if (!unwrapTry(context, parentOf(around), around, run)) return false
      continue
    }
    if (
      blockOf(statement)?.id !== blockOf(run)?.id &&
      around?.type !== 'finally_clause' &&
      !isInTryOf(run, statement)
    )
      return false
    const removal = removeStatement(tree, statement)
    if (!removal || removal.droppedComments.length > 0) return false
    context.edit(removal.edits)
  }
  return true
}

/** Whether `run` is alone in a try that stands in the same block as `statement`. */
function isInTryOf(run: Node, statement: Node): boolean {
  const owner = parentOf(blockOf(run) ?? run)
  return owner?.type === 'try_statement' && blockOf(owner)?.id === blockOf(statement)?.id
}

function unwrapTry(context: Context, owner: Node | undefined, clause: Node, run: Node): boolean {
  const body = owner && field(owner, 'body')
  if (!owner || !body || statementsOf(body).length !== 1 || blockOf(run)?.id !== body.id) return false
  const inFinally = clause.namedChildren.flatMap((child) =>
    child.type === 'block' ? statementsOf(child) : [],
  )
  const parts = withoutComments(owner)
  if (inFinally.length !== 1 || parts.length !== 2 || run.text.includes('\n')) return false
  const { text } = context
  context.remove({ start: owner.startIndex, end: run.startIndex })
  context.remove({ start: run.endIndex, end: clause.endIndex })
  return isFirstOnLine(text, owner.startIndex)
}
