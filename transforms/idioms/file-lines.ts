import { ancestorsOf, type Context, defineTransform, field, type Node, parentOf } from '#transform'
import { isOpenFile, opensFile, otherUses } from './_files.ts'

export default defineTransform({
  summary: 'Write for line in f.readlines() as for line in f',
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB129'],
  docs: 'https://docs.python.org/3/library/io.html#io.IOBase',
  query: `
    (for_statement right: (call function: (attribute object: [(identifier) (call)] @file attribute: (identifier) @method)
      arguments: (argument_list) @arguments) @call) @loop
    (for_in_clause right: (call function: (attribute object: [(identifier) (call)] @file attribute: (identifier) @method)
      arguments: (argument_list) @arguments) @call) @loop`,
  anchors: ['.readlines()'],
  rewrite({ file, method, arguments: list, call, loop }, context) {
    if (!file || !call || !loop || method?.text !== 'readlines' || list?.namedChildCount !== 0) return
    if (/\bopen\(/.test(field(loop, 'body')?.text ?? ''))
      return context.skip('the loop opens files, perhaps this one to write to it')
    if (file.type === 'call') {
      if (opensFile(context, file)) context.remove({ start: file.endIndex, end: call.endIndex })
      return
    }
    if (!isOpenFile(context, file))
      return context.skip('only a file that a with statement opened is known to give lines')
    if (isLazy(context, loop)) return context.skip('a generator may read on when the file is closed')
    const around = loop.type === 'for_statement' ? loop : [...ancestorsOf(loop)][0]
    const uses = otherUses(context, file)
    if (uses.some((use) => use.startIndex > loop.startIndex && use.endIndex <= (around ?? loop).endIndex))
      return context.skip('the file is used inside of the loop, too')
    const stops = field(loop, 'body')?.descendantsOfType('break_statement') ?? []
    if (stops.length > 0 && uses.some((use) => use.startIndex > loop.endIndex))
      return context.skip('the loop may end early, and the file is used after it')
    context.remove({ start: file.endIndex, end: call.endIndex })
  },
})

/** Whether the loop is one of a generator expression that is not used up where it stands. */
function isLazy(context: Context, loop: Node): boolean {
  const generator = parentOf(loop)
  if (generator?.type !== 'generator_expression') return false
  const around = parentOf(generator)
  const call = around?.type === 'argument_list' ? parentOf(around) : around
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (callee && field(callee, 'attribute')?.text === 'join') return false
  const name = callee && context.qualifiedName(callee)
  return !/^builtins\.(?:all|any|dict|frozenset|list|max|min|set|sorted|sum|tuple)$/.test(name ?? '')
}
