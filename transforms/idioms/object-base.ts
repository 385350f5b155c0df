import { type Context, commentsIn, defineTransform, field, type Node, withoutComments } from '#transform'

export default defineTransform({
  summary: 'Drop object from the bases of classes, metaclass=type, and parentheses that hold nothing',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP004', 'UP039', 'UP050'],
  docs: 'https://docs.python.org/3/reference/compound_stmts.html#class-definitions',
  query: '(class_definition superclasses: (argument_list) @list) @class',
  anchors: [
    /\bobject\b(?=[\s\\]*[,)#])/,
    /\bmetaclass\b *= *type\b/,
    /\bclass\b [ \t]*\w+[ \t]*(?:\[.*\])?\(\s*\)/,
  ],
  drops: ['names'],
  rewrite({ list, class: definition }, context) {
    const { tree } = context.module
    const items = withoutComments(list)
    const object = items.find((item) => isDefault(item, context))
    if (items.length > 0 && !object) {
      const other = items.find(({ text }) => text === 'object')
      const meaning = other && context.module.qualify(other)
      if (meaning?.kind === 'uncertain')
        return context.skip(`object may not be the builtin: ${meaning.reason}`)
      return other && context.skip('object is not the builtin here')
    }
    const others = items.filter((item) => item !== object)
    if (others.some(({ type }) => type === 'call' || type === 'list_splat'))
      return context.skip('the other bases are only known at run time')
    heedMetaclass(others, context)
    const index = object ? items.indexOf(object) : 0
    const [before, after] = [items[index - 1], items[index + 1]]
    const name = field(definition, 'type_parameters') ?? field(definition, 'name')
    let span = { start: name?.endIndex ?? list.startIndex, end: list.endIndex }
    if (object && after) span = { start: object.startIndex, end: after.startIndex }
    else if (object && before) span = { start: before.endIndex, end: object.endIndex }
    if (commentsIn(tree, span).length > 0)
      return context.skip('a comment between the parentheses would be lost')
    context.remove(span)
  },
})

/** Whether every class has that base, or metaclass, without a word. */
function isDefault(item: Node, context: Context): boolean {
  if (item.type !== 'keyword_argument') return context.qualifiedName(item) === 'builtins.object'
  const value = field(item, 'value')
  return (
    field(item, 'name')?.text === 'metaclass' && !!value && context.qualifiedName(value) === 'builtins.type'
  )
}

/** A metaclass gets to see the bases as they are written: that of the class, or of one of its bases. */
function heedMetaclass(
  items: readonly Node[],
  context: Context,
  seen: ReadonlySet<string> = new Set(),
): void {
  for (const item of items) {
    const isKeyword = item.type === 'keyword_argument'
    const value = isKeyword ? field(item, 'value') : item
    if (!value || (isKeyword && field(item, 'name')?.text !== 'metaclass') || seen.has(value.text)) continue
    const owner = context.module.bindingsOf(value)[0]?.owner
    if (owner?.type !== 'class_definition') continue
    if (isKeyword && looksAtBases(owner))
      context.skip('the metaclass looks at the bases: see whether it can do without object')
    const list = field(owner, 'superclasses')
    if (list) heedMetaclass(withoutComments(list), context, new Set([...seen, value.text]))
  }
}

/** Whether a method of a metaclass takes the bases apart, counts or compares them. To go through them finds nothing in object. */
function looksAtBases(metaclass: Node): boolean {
  return metaclass.descendantsOfType('function_definition').some((method) => {
    if (!/^__(?:call|init|new|prepare)__$/.test(field(method, 'name')?.text ?? '')) return false
    const bases = field(method, 'parameters')?.namedChildren[2]?.text ?? ''
    if (!/^\w+$/.test(bases)) return false
    const before = String.raw`(?:[=!]=|\b(?:and|if|is|not|or|while)|(?<!\bfor\s+[\w, ]+\s)\bin|\blen\s*\()\s*`
    const behind = String.raw`\s*(?:\[|[=!]=|:=|\bis\b)`
    return new RegExp(`${before}\\b${bases}\\b|\\b${bases}\\b${behind}`).test(
      field(method, 'body')?.text ?? '',
    )
  })
}
