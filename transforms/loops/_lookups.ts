import {
  ancestorsOf,
  argumentsOf,
  type Context,
  field,
  type Node,
  parentOf,
  roleOf,
  sameNode,
  scopeOf,
} from '#transform'

/** Methods that only read. */
const READING = /^(?:copy|count|get|index|items|keys|values)$/
/** What is made on the spot. */
const MADE = /^(?:list|set|dictionary|list_comprehension|set_comprehension|dictionary_comprehension)$/
const LATER = /^(?:function_definition|lambda|generator_expression)$/

/** What a loop or comprehension does with the items of a container by their key. */
export interface Lookups {
  /** The `d[k]` that are read in the very turn. */
  readonly reads: readonly Node[]
  /** Whether something is called, or set under another name, that might change the container meanwhile. */
  readonly mayChange: boolean
}

/** A loop or comprehension, and the parts of it that run once for each turn. */
export interface Turns {
  readonly owner: Node
  readonly parts: readonly Node[]
}

/** What runs in each turn of a `for` statement or of the first `for` of a list, set or dict comprehension. */
export function turnsOf(clause: Node): Turns | undefined {
  if (clause.type === 'for_statement') {
    const body = field(clause, 'body')
    return body && clause.firstChild?.type !== 'async' ? { owner: clause, parts: [body] } : undefined
  }
  const owner = parentOf(clause)
  if (!owner || !/^(?:list|set|dictionary)_comprehension$/.test(owner.type)) return undefined
  const [first] = owner.namedChildren.filter(({ type }) => type === 'for_in_clause')
  if (!sameNode(first, clause) || clause.firstChild?.type === 'async') return undefined
  return { owner, parts: owner.namedChildren.filter((part) => !sameNode(part, clause)) }
}

/**
 * Where the turns read `container[key]`; none where they do not.
 * Skips the site where the container, or one of these names, may become something else meanwhile.
 * @param bound the names that the loop binds, that of the key among them
 */
export function lookupsIn(
  context: Context,
  turns: Turns,
  container: Node,
  key: Node,
  bound: readonly Node[],
): Lookups {
  const { owner, parts } = turns
  const uses = parts.flatMap((part) => usesIn(part, container))
  const reads = uses.flatMap((use) => {
    const item = itemOf(use, key)
    return item && isOwn(context, item, key, owner) ? [item] : []
  })
  if (reads.length === 0) return { reads, mayChange: false }
  for (const use of uses) if (!isHarmless(context, use)) context.skip(`the loop may change ${container.text}`)
  const root = container.descendantsOfType('identifier')[0] ?? container
  for (const name of [...bound, root]) heedBindings(context, name, owner)
  for (const { text } of reads.map((read) => parentOf(read) ?? read))
    if (/^\{[^{]*=\s*(?:![rsa]\s*)?(?::[^{]*)?\}$/.test(text))
      context.skip('the text of the expression is printed, too')
  const active = parts.flatMap((part) => part.descendantsOfType(['call', 'await', 'with_item', 'yield']))
  return {
    reads,
    mayChange:
      active.some((one) => !isKnown(context, one, container)) ||
      parts.some((part) => setsElsewhere(context, part, [container, ...bound])),
  }
}

/** Whether items of something else are set that may be the container under another name. */
function setsElsewhere(context: Context, part: Node, names: readonly Node[]): boolean {
  const own = new Set(names.map(({ text }) => text))
  return part.descendantsOfType('subscript').some((item) => {
    if (!isTarget(item)) return false
    let object = field(item, 'value')
    if (object?.type === 'identifier' && isOnlyHere(context, object)) return false
    while (object?.type === 'subscript' && !own.has(object.text)) object = field(object, 'value')
    return !object || !own.has(object.text)
  })
}

/** Whether what a name holds was made for it, and nothing else is told of it up to here. */
function isOnlyHere({ module }: Context, name: Node): boolean {
  const bindings = module.bindingsOf(name)
  const isMade = bindings.every(({ node, kind }) => {
    const assignment = parentOf(node)
    const value = assignment?.type === 'assignment' ? field(assignment, 'right') : undefined
    return kind === 'assignment' && !!value && MADE.test(value.type)
  })
  if (bindings.length === 0 || !isMade) return false
  return module.names.loads(name.text).every(({ node }) => {
    if (node.startIndex > name.startIndex) return true
    if (!module.bindingsOf(node).some((one) => bindings.includes(one))) return true
    return /^(?:subscript|attribute)$/.test(parentOf(node)?.type ?? '')
  })
}

/** Whether the turns of a loop read `container[key]` anywhere. */
export function isLookedUp(clause: Node, container: Node, key: Node): boolean {
  const parts = turnsOf(clause)?.parts ?? []
  return parts.some((part) => usesIn(part, container).some((use) => itemOf(use, key)))
}

/** The places where a part of a loop names the container, or what it hangs on. */
function usesIn(part: Node, container: Node): Node[] {
  return part
    .descendantsOfType(['identifier', 'attribute'])
    .filter(
      (node) =>
        node.text === container.text || (isTarget(node) && container.text.startsWith(`${node.text}.`)),
    )
    .filter((node) => node.type === 'attribute' || roleOf(node) !== undefined)
}

/** The `d[k]` of a `d`. */
function itemOf(use: Node, key: Node): Node | undefined {
  const item = parentOf(use)
  if (item?.type !== 'subscript' || !sameNode(field(item, 'value'), use) || isTarget(item)) return undefined
  const [index, more] = item.childrenForFieldName('subscript')
  return index?.type === 'identifier' && index.text === key.text && !more ? item : undefined
}

/** Whether an item is read in the turn whose key it names. */
function isOwn({ module }: Context, item: Node, key: Node, owner: Node): boolean {
  const index = field(item, 'subscript')
  for (const up of ancestorsOf(item)) {
    if (sameNode(up, owner)) break
    if (LATER.test(up.type)) return false
  }
  return !!index && module.bindingsOf(index).some(({ node }) => sameNode(node, key))
}

function isTarget(node: Node): boolean {
  let child = node
  for (const up of ancestorsOf(node)) {
    if (up.type === 'delete_statement') return true
    if (/^(?:assignment|augmented_assignment|for_statement|for_in_clause)$/.test(up.type))
      return sameNode(field(up, 'left'), child)
    if (up.type === 'as_pattern_target') return true
    if (
      !/^(?:pattern_list|tuple_pattern|list_pattern|list_splat_pattern|expression_list|tuple|list)$/.test(
        up.type,
      )
    )
      return false
    child = up
  }
  return false
}

/** Whether a use of the container leaves it as it is. */
function isHarmless(context: Context, use: Node): boolean {
  if (isTarget(use)) return false
  const parent = parentOf(use)
  switch (parent?.type) {
    case 'subscript':
      return sameNode(field(parent, 'value'), use) ? !isTarget(parent) : true
    case 'attribute':
      return READING.test(field(parent, 'attribute')?.text ?? '')
    case 'comparison_operator':
    case 'not_operator':
    case 'boolean_operator':
      return true
    case 'argument_list': {
      const callee = parentOf(parent) && field(parentOf(parent) ?? parent, 'function')
      return !!callee && context.qualifiedName(callee) === 'builtins.len'
    }
    default:
      return false
  }
}

function heedBindings(context: Context, name: Node, owner: Node): void {
  const scope = scopeOf(owner)
  const bindings = context.module.names
    .bindings(name.text)
    .filter(
      ({ node }) =>
        !sameNode(node, name) && node.startIndex >= owner.startIndex && node.endIndex <= owner.endIndex,
    )
  if (bindings.some((one) => one.scope === scope || one.scope.kind === 'comprehension'))
    context.skip(`${name.text} is given another value in the loop`)
}

/** Whether a call is one of a function of Python's own, or only reads the container. */
function isKnown(context: Context, call: Node, container: Node): boolean {
  const callee = call.type === 'call' ? field(call, 'function') : undefined
  if (!callee) return false
  const name = context.qualifiedName(callee)
  if (name?.startsWith('builtins.') && !/\.(?:eval|exec|next|setattr|delattr)$/.test(name)) return true
  return (
    callee.type === 'attribute' &&
    field(callee, 'object')?.text === container.text &&
    argumentsOf(call).length < 3
  )
}
