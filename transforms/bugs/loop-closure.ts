import {
  ancestorsOf,
  argumentsOf,
  type Context,
  decoratorsOf,
  defineTransform,
  field,
  isWithin,
  type Node,
  parentOf,
  roleOf,
  sameNode,
  scopeOf,
  statementOf,
  statementsOf,
} from '#transform'

export default defineTransform({
  summary: 'Report functions that are kept from turns of a loop and read what its last turn leaves',
  since: 'any',
  safety: 'report',
  sameAs: ['B023'],
  docs: 'https://docs.python.org/3/faq/programming.html#why-do-lambdas-defined-in-a-loop-with-different-values-all-return-the-same-result',
  query: `
    (lambda) @closure
    (function_definition) @closure`,
  anchors: ['lambda', 'def'],
  needs: /\b(?:for|while)\b/,
  rewrite({ closure }, context) {
    if (!closure) return
    const late = loopsAround(closure)
      .filter((loop) => isKept(context, closure, loop))
      .map((loop) => lateName(context, closure, loop))
      .find((name) => name !== undefined)
    if (!late) return
    context.report(
      `${late.text} is read when this is called, after the loop has gone on: bind it with a default, ${late.text}=${late.text}`,
      late,
    )
  },
})

/** The loops and comprehensions, of the same function, in each turn of which a closure is made anew. */
function loopsAround(closure: Node): Node[] {
  const loops: Node[] = []
  let child = closure
  for (const up of ancestorsOf(closure)) {
    // What a generator gives is mostly done with before it is asked for the next.
    if (/^(?:function_definition|lambda|class_definition|generator_expression)$/.test(up.type)) break
    if (/^(?:for|while)_statement$/.test(up.type) && sameNode(field(up, 'body'), child)) loops.push(up)
    if (/^(?:list|set|dictionary)_comprehension$/.test(up.type) && child.type !== 'for_in_clause')
      loops.push(up)
    child = up
  }
  return loops
}

/** What keeps its argument to call it some time later. */
const KEEPERS =
  /^(?:append|appendleft|insert|add|put|put_nowait|push|add_done_callback|call_later|call_soon|call_at|call_soon_threadsafe|submit|connect|addCleanup|callback|register|Timer|Thread|after|after_idle|trace_add|clicked|triggered|setdefault)$/

/** Whether a closure outlives its turn of the loop, as far as that is plain to see. */
function isKept(context: Context, closure: Node, loop: Node): boolean {
  if (closure.type === 'function_definition') {
    const name = field(closure, 'name')
    if (!name || decoratorsOf(closure).length > 0) return false
    const scope = scopeOf(closure)
    const { names } = context.module
    return names
      .loads(name.text)
      .some(
        (load) => load.scope === scope && isWithin(load.node, loop) && isHandedOver(context, load.node, loop),
      )
  }
  return isHandedOver(context, closure, loop)
}

function isHandedOver(context: Context, value: Node, loop: Node): boolean {
  let child = value
  for (const up of ancestorsOf(value)) {
    if (sameNode(up, loop)) {
      // The element of a comprehension; the condition of one is done with at once.
      return /_comprehension$/.test(loop.type) && sameNode(field(loop, 'body'), child)
    }
    switch (up.type) {
      case 'parenthesized_expression':
      case 'tuple':
      case 'list':
      case 'dictionary':
      case 'pair':
      case 'conditional_expression':
        break
      case 'argument_list':
      case 'keyword_argument':
        break
      case 'call':
        if (!isWrapped(up)) return keeps(context, up, child, loop) && !leavesLoop(up, loop)
        break
      case 'assignment': {
        const left = field(up, 'left')
        return (
          left?.type === 'subscript' &&
          sameNode(field(up, 'right'), child) &&
          outlives(context, field(left, 'value'), loop) &&
          !isTakenBack(left, loop) &&
          !leavesLoop(up, loop)
        )
      }
      default:
        return false
    }
    child = up
  }
  return false
}

/** Whether a call keeps what it is given in something that is there before the loop. */
function keeps(context: Context, call: Node, list: Node, loop: Node): boolean {
  const callee = field(call, 'function')
  if (!callee || !sameNode(field(call, 'arguments'), list)) return false
  const name = callee.type === 'attribute' ? field(callee, 'attribute')?.text : callee.text
  if (!KEEPERS.test(name ?? '')) return false
  if (/^(?:Thread|Timer)$/.test(name ?? '')) return argumentsOf(call).length > 0
  return callee.type === 'attribute' && outlives(context, field(callee, 'object'), loop)
}

/** Whether a call makes something of its arguments that holds them: an object of a class, a `partial`. */
function isWrapped(call: Node): boolean {
  const callee = field(call, 'function')
  const name = callee?.type === 'attribute' ? field(callee, 'attribute')?.text : callee?.text
  return /^(?:partial|[A-Z]\w*[a-z]\w*)$/.test(name ?? '') && !/^(?:Thread|Timer)$/.test(name ?? '')
}

/** Whether what an expression begins with is not made anew in each turn. */
function outlives(context: Context, expression: Node | undefined, loop: Node): boolean {
  let root = expression
  while (root && /^(?:attribute|subscript|call)$/.test(root.type))
    root = field(root, root.type === 'attribute' ? 'object' : root.type === 'call' ? 'function' : 'value')
  if (root?.type !== 'identifier') return false
  return context.module.bindingsOf(root).every(({ node }) => !isWithin(node, loop))
}

/** `stack[key] = f` that is deleted, or popped, in the same turn. */
function isTakenBack(target: Node, loop: Node): boolean {
  const holder = field(target, 'value')?.text ?? ''
  return loop.text.includes(`del ${holder}`) || loop.text.includes(`${holder}.pop(`)
}

/** Whether the loop ends with the turn: behind the statement, or one around it, it is left for good. */
function leavesLoop(node: Node, loop: Node): boolean {
  let statement = statementOf(node)
  while (isWithin(statement, loop) && !sameNode(statement, loop)) {
    const block = parentOf(statement)
    const rest = block
      ? statementsOf(block).filter(({ startIndex }) => startIndex >= statement.startIndex)
      : []
    if (rest.some(({ type }) => /^(?:break|return|raise)_statement$/.test(type))) return true
    const up = block && parentOf(block)
    if (!up || sameNode(up, loop)) return false
    statement = statementOf(up)
  }
  return false
}

/** The first name that the closure reads and each turn of the loop binds anew. */
function lateName(context: Context, closure: Node, loop: Node): Node | undefined {
  const body = field(closure, 'body')
  const seen = new Map<string, boolean>()
  return body
    ?.descendantsOfType('identifier')
    .concat(body.type === 'identifier' ? [body] : [])
    .find((name) => {
      if (roleOf(name)?.role !== 'load') return false
      const { names } = context.module
      const meant = names.resolve(name.text, name)
      if (meant.kind !== 'bound' || isWithin(meant.scope.node, closure)) return false
      const known = seen.get(name.text)
      if (known !== undefined) return known
      const isLate =
        meant.bindings.some(
          ({ node, kind }) => kind !== 'import' && isWithin(node, loop) && !isWithin(node, closure),
        ) && meant.bindings.every(({ kind }) => kind !== 'parameter')
      seen.set(name.text, isLate)
      return isLate
    })
}
