import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  leaveFallbacks,
  type Node,
  parentOf,
  sameNode,
  table,
} from '#transform'

/** The test of the value that goes with each class, and the attribute that was its value. */
const CLASSES: Readonly<Record<string, { readonly test: string; readonly attribute?: string }>> = table({
  'ast.Str': { test: 'isinstance($, str)', attribute: 's' },
  'ast.Bytes': { test: 'isinstance($, bytes)', attribute: 's' },
  'ast.Num': { test: 'isinstance($, (int, float, complex)) and not isinstance($, bool)', attribute: 'n' },
  'ast.NameConstant': { test: 'isinstance($, (bool, type(None)))', attribute: 'value' },
  'ast.Ellipsis': { test: '$ is ...' },
})

export default defineTransform({
  summary: 'Replace ast.Str, Num, Bytes, NameConstant and Ellipsis with ast.Constant',
  since: '3.8',
  // The test for numbers says that True is none.
  drops: ['negations'],
  safety: 'review',
  docs: 'https://docs.python.org/3/library/ast.html#ast.Constant',
  query: '(attribute) @name (identifier) @name',
  where: { name: Object.keys(CLASSES) },
  rewrite({ name }, context) {
    const qualified = (name && context.qualifiedName(name)) ?? ''
    const row = CLASSES[qualified]
    const parent = name && parentOf(name)
    if (!name || !row || !parent || /^(?:dotted_name|aliased_import|assignment)$/.test(parent.type)) return
    leaveFallbacks(context, name)
    context.review('code that visits or makes the old classes elsewhere has to change along')
    const args = parent.type === 'call' ? argumentsOf(parent) : []
    if (parent.type === 'call' && sameNode(field(parent, 'function'), name)) {
      context.replace(name, constant(context, name))
      const [value] = args
      const keyword = value?.type === 'keyword_argument' ? field(value, 'name') : undefined
      if (qualified === 'ast.Ellipsis' && args.length === 0) context.insert(parent.endIndex - 1, '...')
      else if (hasSplat(args) || args.length === 0) context.skip('rewrite this call by hand')
      else if (keyword?.text === row.attribute && keyword) context.replace(keyword, 'value')
      return
    }
    const call = parent.type === 'argument_list' ? parentOf(parent) : undefined
    const callee = call && field(call, 'function')
    const [node, tested] = call ? argumentsOf(call) : []
    const isTest =
      call &&
      callee &&
      node &&
      sameNode(tested, name) &&
      context.qualifiedName(callee) === 'builtins.isinstance'
    if (!isTest || !/^[\w.]+$/.test(node.text)) return context.skip('use ast.Constant and look at its value')
    const text = `isinstance(${node.text}, ${constant(context, name)}) and ${row.test.replaceAll('$', () => `${node.text}.value`)}`
    const around = parentOf(call)?.type ?? ''
    const isOpen = /^(?:not_operator|comparison_operator|binary_operator|unary_operator)$/.test(around)
    context.replace(call, isOpen ? `(${text})` : text)
    renameAttribute(context, call, `${node.text}.${row.attribute ?? ''}`)
  },
})

function constant(context: Context, name: Node): string {
  const object = field(name, 'object')
  return object ? `${object.text}.Constant` : context.import('ast', 'Constant', name)
}

/** Where the test is what an `if` or a condition is about, the value behind it has another name, too. */
function renameAttribute(context: Context, test: Node, access: string): void {
  let around = parentOf(test)
  while (around && !/^(?:if_statement|conditional_expression|\w+_statement|block)$/.test(around.type))
    around = parentOf(around)
  for (const attribute of around?.descendantsOfType('attribute') ?? []) {
    const name = field(attribute, 'attribute')
    if (
      name &&
      attribute.text === access &&
      (attribute.startIndex > test.endIndex || attribute.endIndex < test.startIndex)
    )
      context.replace(name, 'value')
  }
}
