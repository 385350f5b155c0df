import {
  ancestorsOf,
  type Context,
  countWhile,
  field,
  jumpOut,
  type Node,
  parentOf,
  roleOf,
  type Span,
  sameNode,
} from '#transform'

/** Attributes of a file that hold nothing of it. */
const PLAIN = /^(?:name|mode|closed|encoding|errors|newlines)$/
/** Methods that keep what they are given. */
const KEEPERS =
  /^(?:add\w*|append\w*|callback|connect|enter_context|extend|insert|push\w*|put\w*|register|set\w*|submit|update)$/
/** What only asks whether there is a file. */
const TESTS = /^(?:assert|if|while)_statement$|^(?:boolean|comparison|not)_operator$|^elif_clause$/
const FUNCTIONS = /^(?:function_definition|lambda)$/

/** Why the file that `name` is bound to may be in use after the statements of `span` are left early; undefined when it is not. */
export function whyKept(context: Context, name: Node, span: Span): string | undefined {
  const rebound = whyRebound(context, name, span)
  if (rebound !== undefined) return rebound
  for (const node of usesIn(context, name, span)) {
    const reason = whyKeptAt(node, span)
    if (reason !== undefined) return reason
  }
  return undefined
}

/** Why a `return` in `span` may hand out what still reads the file. */
export function whyReturned(context: Context, statements: readonly Node[], span: Span): string | undefined {
  const { names } = context.module
  for (const statement of statements)
    for (const jump of [statement, ...statement.descendantsOfType('return_statement')]) {
      if (jump.type !== 'return_statement' || isInFunction(jump, span)) continue
      for (const name of jump.descendantsOfType('identifier')) {
        const meant = roleOf(name)?.role === 'load' ? names.resolve(name.text, name) : undefined
        const isMade =
          meant?.kind === 'bound' &&
          meant.bindings.some(({ node }) => node.startIndex >= span.start && node.startIndex < span.end)
        if (isMade) return `${name.text} is returned before it is closed, and may still need it`
      }
    }
  return undefined
}

/** Why the block may be left with the file open, for what comes later. */
export function whyLeftOpen(
  context: Context,
  name: Node,
  statements: readonly Node[],
  close: Node,
): string | undefined {
  const jump = jumpOut(statements, ['break_statement', 'continue_statement'])
  const isUsed =
    jump &&
    context.module.names.loads(name.text).some(({ node }) => {
      const isInside = node.startIndex > name.startIndex && node.startIndex < close.endIndex
      return !isInside && context.module.bindingsOf(node).some((one) => sameNode(one.node, name))
    })
  return isUsed ? `${jump.text} leaves it open, and it is used later` : undefined
}

/** Why the name may not mean the same file all through `span`. */
export function whyRebound(context: Context, name: Node, span: Span): string | undefined {
  const home = context.module.names.resolve(name.text, name)
  if (home.kind !== 'bound') return 'what the name means is not sure'
  const isGlobal =
    home.scope.kind === 'module' && [...ancestorsOf(name)].some(({ type }) => FUNCTIONS.test(type))
  if (isGlobal) return 'it is global, and may be used elsewhere'
  const others = inSpan(home.bindings, { start: span.start + 1, end: span.end })
  if (others.some(({ node }) => !sameNode(node, name)))
    return `${name.text} is given another value before it is closed`
  return undefined
}

/** Reads of the name in `span`, in functions defined there, too. */
function usesIn(context: Context, name: Node, span: Span): Node[] {
  const { names } = context.module
  const home = names.resolve(name.text, name)
  return inSpan(names.loads(name.text), span)
    .map(({ node }) => node)
    .filter((node) => {
      const meant = names.resolve(name.text, node)
      return meant.kind === 'bound' && home.kind === 'bound' && meant.scope === home.scope
    })
}

/** Those that begin in the span, of what is in the order of the text. */
function inSpan<Item extends { readonly node: Node }>(
  items: readonly Item[],
  { start, end }: Span,
): readonly Item[] {
  const before = (index: number) => countWhile(items, ({ node }) => node.startIndex < index)
  return items.slice(before(start), before(end))
}

function whyKeptAt(use: Node, span: Span): string | undefined {
  const parent = parentOf(use)
  if (isInFunction(use, span)) return 'a function uses it, perhaps later'
  switch (parent?.type) {
    case 'attribute': {
      const method = field(parent, 'attribute')?.text ?? ''
      if (method === 'detach') return 'what is below it is taken out'
      return PLAIN.test(method) || isPassedThrough(parent) ? undefined : `${use.text}.${method} is kept`
    }
    case 'argument_list':
      return whyKeptBy(parentOf(parent))
    case 'keyword_argument': {
      const list = parentOf(parent)
      return whyKeptBy(list && parentOf(list))
    }
    case 'for_statement':
    case 'for_in_clause':
    case 'yield':
      return undefined
  }
  return parent && TESTS.test(parent.type) ? undefined : 'it is kept, or handed on'
}

/** Whether an attribute is called, set, or only on the way to what is: `s.headers["a"] = b`, `s.headers.update(…)`. */
function isPassedThrough(attribute: Node): boolean {
  let node = attribute
  for (let up = parentOf(node); up; up = parentOf(node)) {
    if (up.type === 'call') return sameNode(field(up, 'function'), node)
    if (/^(?:augmented_)?assignment$/.test(up.type)) return sameNode(field(up, 'left'), node)
    const isPart = /^(?:attribute|subscript)$/.test(up.type) && sameNode(up.firstNamedChild, node)
    if (!isPart) return false
    node = up
  }
  return false
}

/** Whether a function that is defined in `span` holds the node. */
function isInFunction(node: Node, span: Span): boolean {
  for (const up of ancestorsOf(node)) {
    if (up.startIndex < span.start) return false
    if (FUNCTIONS.test(up.type)) return true
  }
  return false
}

/** Why a call may keep the file that it is given. */
function whyKeptBy(call: Node | undefined): string | undefined {
  const callee = call && field(call, 'function')
  const method = callee?.type === 'attribute' ? (field(callee, 'attribute')?.text ?? '') : ''
  if (KEEPERS.test(method)) return `${method} may keep it`
  for (let up = call && parentOf(call); up; up = parentOf(up)) {
    if (up.type === 'return_statement') return 'what is made of it is returned'
    if (up.type === 'assignment')
      return /^(?:attribute|subscript)$/.test(field(up, 'left')?.type ?? '')
        ? 'what is made of it is stored'
        : undefined
    if (/_statement$|^block$/.test(up.type)) return undefined
  }
  return undefined
}
