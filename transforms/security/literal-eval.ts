import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isTestFile,
  type Node,
  piecesOf,
  withoutParentheses,
} from '#transform'

/** What people and other programs say. */
const SAID = new Set([
  'builtins.input',
  'os.environ',
  'os.environ.get',
  'os.getenv',
  'sys.argv',
  'sys.stdin.readline',
])
const TEXT_METHODS = /^(?:l|r)?strip$/

export default defineTransform({
  summary: 'Read data with ast.literal_eval instead of eval, which runs any code that it is given',
  since: 'any',
  safety: 'review',
  sameAs: ['S307'],
  docs: 'https://docs.python.org/3/library/ast.html#ast.literal_eval',
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  where: { callee: 'builtins.eval' },
  rewrite({ callee, call }, context) {
    const [source, ...namespaces] = argumentsOf(call)
    if (!source || source.type.endsWith('splat') || isTestFile(context.module.path)) return
    if (isWritten(context, source)) return
    if (namespaces.length > 0 || !isData(context, source))
      return context.report('this runs whatever code the text holds; data are read by ast.literal_eval')
    context.replace(callee, context.import('ast', 'literal_eval'))
    context.note('what is more than a literal, such as a sum or a name, raises ValueError now')
  },
})

/** Whether all that is evaluated stands here. */
function isWritten(context: Context, source: Node): boolean {
  const bare = withoutParentheses(source)
  const pieces = piecesOf(bare)
  if (pieces) return pieces.every(({ isFormatted }) => !isFormatted)
  const callee = bare.type === 'call' ? field(bare, 'function') : undefined
  return !!callee && context.qualifiedName(callee) === 'builtins.compile'
}

/** Whether a text is what a person, the environment or a file says. A name is followed to its only value. */
function isData(context: Context, source: Node, isFollowed = false): boolean {
  const node = withoutParentheses(source)
  if (node.type === 'identifier' && !isFollowed) {
    const [only, ...more] = context.module.bindingsOf(node)
    const value = only?.kind === 'assignment' && more.length === 0 ? field(only.owner, 'right') : undefined
    const isWhole = only && field(only.owner, 'left')?.id === only.node.id
    return !!value && !!isWhole && isData(context, value, true)
  }
  if (node.type === 'subscript') {
    const owner = field(node, 'value')
    return !!owner && SAID.has(context.qualifiedName(owner) ?? '')
  }
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  if (!callee) return false
  if (SAID.has(context.qualifiedName(callee) ?? '')) return true
  const object = callee.type === 'attribute' ? field(callee, 'object') : undefined
  const method = field(callee, 'attribute')?.text ?? ''
  if (object && TEXT_METHODS.test(method)) return isData(context, object, isFollowed)
  // What read() gives may be bytes, which literal_eval() does not take.
  return method === 'read_text'
}
