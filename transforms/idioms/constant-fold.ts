import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  holdsTogether,
  type Node,
  parenthesesAround,
  withoutComments,
} from '#transform'

export default defineTransform({
  summary:
    'Drop classes named twice in isinstance, issubclass and except, and the brackets of one alone; join two calls of isinstance',
  since: 'any',
  safety: 'safe',
  sameAs: ['B013', 'B014', 'SIM101', 'combine-isinstance-issubclass'],
  docs: 'https://docs.python.org/3/library/functions.html#isinstance',
  query: `
    (call function: (identifier) @callee arguments: (argument_list . (_) . (tuple) @classes .))
    (boolean_operator) @either
    (except_clause . (tuple) @classes)
    (except_clause . (as_pattern . (tuple) @classes))`,
  anchors: ['isinstance', 'issubclass', 'except (', 'except('],
  rewrite({ callee, classes, either }, context) {
    if (either) return joinCalls(context, either)
    if (
      !classes ||
      (callee && !/^builtins\.is(?:instance|subclass)$/.test(context.qualifiedName(callee) ?? ''))
    )
      return
    const items = withoutComments(classes)
    const [single, second] = items
    if (!callee && single && !second && single.type !== 'list_splat') return unwrap(context, classes, single)
    // A name or attribute gives the same thing twice; anything else may not.
    if (items.length < 2 || items.some(({ type }) => type === 'list_splat')) return
    const seen = new Set<string>()
    const kept = items.filter((item) => {
      const isPlain = item.type === 'identifier' || isPlainAttribute(item)
      const isNew = !isPlain || !seen.has(item.text)
      seen.add(item.text)
      return isNew
    })
    if (kept.length === items.length) return
    const [only] = kept
    if (kept.length === 1 && only) return unwrap(context, classes, only)
    dropRepeated(context, items, kept)
  },
})

/** `except (E,):` catches what `except E:` does. */
function unwrap(context: Context, classes: Node, only: Node): void {
  const space = /\w/.test(context.text.charAt(classes.startIndex - 1)) ? ' ' : ''
  context.replace(classes, space + (isWhole(only) ? only.text : `(${only.text})`))
}

function isWhole(node: Node): boolean {
  return (
    /^(?:identifier|attribute|call|subscript|parenthesized_expression)$/.test(node.type) &&
    holdsTogether(node)
  )
}

function isPlainAttribute(node: Node): boolean {
  const object = node.type === 'attribute' ? field(node, 'object') : undefined
  return object !== undefined && (object.type === 'identifier' || isPlainAttribute(object))
}

function dropRepeated(context: Context, items: readonly Node[], kept: readonly Node[]): void {
  items.forEach((item, i) => {
    const before = items[i - 1]
    if (!kept.includes(item) && before) context.remove({ start: before.endIndex, end: item.endIndex })
  })
}

/** `isinstance(x, A) or isinstance(x, B)` */
function joinCalls(context: Context, either: Node): void {
  const left = field(either, 'left')
  const first = left?.type === 'boolean_operator' && isOr(left) ? field(left, 'right') : left
  const [a, b] = [checkOf(context, first), checkOf(context, field(either, 'right'))]
  if (!isOr(either) || !a || !b || a.name !== b.name || a.value.text !== b.value.text) return
  if (a.value.type !== 'identifier' && !isPlainAttribute(a.value)) return
  if (![a.classes, b.classes].every(isListed)) return
  const classes = [...listed(a.classes), ...listed(b.classes)]
  const isBuiltin = classes.every((one) => context.qualifiedName(one)?.startsWith('builtins.'))
  if (!isBuiltin) context.review('the second class is looked up in any case')
  const texts = new Set(classes.map(({ text }) => text))
  context.replace(
    { start: a.call.startIndex, end: b.call.endIndex },
    `${a.name}(${a.value.text}, (${[...texts].join(', ')}${texts.size === 1 ? ',' : ''}))`,
  )
  if (a.call.startIndex === either.startIndex) context.edit(parenthesesAround(context, either))
}

function isOr(node: Node): boolean {
  return field(node, 'operator')?.type === 'or'
}

interface Check {
  readonly call: Node
  readonly name: string
  readonly value: Node
  readonly classes: Node
}

function checkOf(context: Context, call: Node | undefined): Check | undefined {
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (!call || !callee || !/^builtins\.is(?:instance|subclass)$/.test(context.qualifiedName(callee) ?? ''))
    return undefined
  const [value, classes, ...more] = argumentsOf(call)
  return value && classes && more.length === 0 ? { call, name: callee.text, value, classes } : undefined
}

function isListed(classes: Node): boolean {
  return listed(classes).every((one) => one.type === 'identifier' || isPlainAttribute(one))
}

/** The classes of a tuple or a union. */
function listed(classes: Node): readonly Node[] {
  if (classes.type === 'tuple') return classes.namedChildren
  const isUnion = classes.type === 'binary_operator' && field(classes, 'operator')?.text === '|'
  return isUnion ? classes.namedChildren.flatMap(listed) : [classes]
}
