import { type Context, defineTransform, field, type Node, parentOf, sameNode, scopeOf } from '#transform'

/** What reads a file that it is given, or writes to it, and leaves it open. */
const READERS: ReadonlySet<string> = new Set([
  'json.load',
  'pickle.load',
  'csv.reader',
  'csv.DictReader',
  'builtins.list',
  'builtins.enumerate',
  'yaml.safe_load',
  'yaml.load',
])
const METHODS = /^(?:read|readline|readlines|readinto|write|writelines|seek|tell|truncate|flush)$/

export default defineTransform({
  summary: 'Report files that nothing closes',
  since: 'any',
  safety: 'report',
  sameAs: ['SIM115'],
  docs: 'https://docs.python.org/3/tutorial/inputoutput.html#reading-and-writing-files',
  query: '(call function: (_) @callee) @open',
  where: { callee: ['builtins.open', 'io.open', 'codecs.open', 'gzip.open', 'bz2.open', 'lzma.open'] },
  rewrite({ open }, context) {
    const place = parentOf(open)
    if (!place) return
    if (isUsedUp(context, open))
      return context.report('nothing closes this file: open it in a with statement', open)
    const name = place.type === 'assignment' && !field(place, 'type') ? field(place, 'left') : undefined
    if (name?.type !== 'identifier' || !sameNode(field(place, 'right'), open)) return
    if (parentOf(place)?.type !== 'expression_statement' || !isLeftOpen(context, name)) return
    context.report(`nothing closes ${name.text}: open it in a with statement`, open)
  },
})

/** Whether a variable of a function is all that holds the file, and nothing that is done with it closes it. */
function isLeftOpen(context: Context, name: Node): boolean {
  const { names } = context.module
  const scope = scopeOf(name)
  const own = names.bindings(name.text).filter((one) => one.scope === scope)
  if (scope.kind !== 'function' || own.length !== 1) return false
  // Others may close what they are given, or keep it on purpose.
  const uses = names.occurrences(name.text).filter(({ node }) => {
    const meant = names.resolve(name.text, node)
    return !sameNode(node, name) && (meant.kind !== 'bound' || meant.scope === scope)
  })
  // A function that is made here may live longer.
  return uses.every(
    ({ role, node }) =>
      role === 'load' &&
      (scopeOf(node) === scope || scopeOf(node).kind === 'comprehension') &&
      isUsedUp(context, node),
  )
}

/** Whether what stands around takes the file, does something with it, and lets it go. */
function isUsedUp(context: Context, file: Node): boolean {
  const around = parentOf(file)
  if (around?.type === 'attribute')
    return METHODS.test(field(around, 'attribute')?.text ?? '') && parentOf(around)?.type === 'call'
  if (around?.type === 'for_statement' || around?.type === 'for_in_clause')
    return sameNode(field(around, 'right'), file)
  if (around?.type !== 'argument_list') return false
  const call = parentOf(around)
  const callee = call && field(call, 'function')
  return !!callee && READERS.has(context.qualifiedName(callee) ?? '')
}
