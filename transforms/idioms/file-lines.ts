import { type Context, defineTransform, field, type Node, parentOf } from '#transform'
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
  anchors: ['readlines'],
  rewrite({ file, method, arguments: list, call, loop }, context) {
    if (!file || !call || !loop || method?.text !== 'readlines' || list?.namedChildCount !== 0) return
    if (/\bopen\(/.test(field(loop, 'body')?.text ?? ''))
      return context.skip('the loop opens files, perhaps this one to write to it')
    if (file.type === 'call') {
      if (!opensFile(context, file)) return
      heedOtherCode(context, wholeOf(loop), field(loop, 'left'), call)
      return context.remove({ start: file.endIndex, end: call.endIndex })
    }
    if (!isOpenFile(context, file))
      return context.skip('only a file that a with statement opened is known to give lines')
    if (isLazy(context, loop)) return context.skip('a generator may read on when the file is closed')
    const around = wholeOf(loop)
    const uses = otherUses(context, file)
    if (uses.some((use) => use.startIndex > loop.startIndex && use.endIndex <= around.endIndex))
      return context.skip('the file is used inside of the loop, too')
    const stops = field(loop, 'body')?.descendantsOfType('break_statement') ?? []
    if (stops.length > 0 && uses.some((use) => use.startIndex > loop.endIndex))
      return context.skip('the loop may end early, and the file is used after it')
    heedOtherCode(context, around, field(loop, 'left'), call)
    context.remove({ start: file.endIndex, end: call.endIndex })
  },
})

/** Modules whose functions neither write files nor call anything that does. */
const HARMLESS =
  /^(?:re|json|ast|math|string|struct|itertools|os\.path)\.|^builtins\.(?!(?:open|eval|exec|map|filter)$)/

/** What runs between two lines might write to the file, which readlines() had read whole by then. */
function heedOtherCode(context: Context, loop: Node, target: Node | undefined, lines: Node): void {
  const names = target?.type === 'identifier' ? target.text : undefined
  const isHarmless = (call: Node): boolean => {
    const callee = field(call, 'function')
    if (!callee) return false
    if (HARMLESS.test(context.qualifiedName(callee) ?? '')) return true
    const receiver = field(callee, 'object')
    if (!receiver) return false
    if (rootOf(receiver).text === names) return true
    const type = context.typeOf(receiver)
    return type?.kind === 'instance' && typeof type.of === 'string' && type.of.startsWith('builtins.')
  }
  const isIn = (node: Node) => node.startIndex < lines.endIndex && node.startIndex >= lines.startIndex
  const other = loop
    .descendantsOfType(['call', 'yield', 'await'])
    .find((node) => !isIn(node) && (node.type !== 'call' || !isHarmless(node)))
  if (other) context.review('what runs in the loop may write to the file, which was read whole before')
}

/** The loop, or the comprehension that it is of. */
function wholeOf(loop: Node): Node {
  return loop.type === 'for_statement' ? loop : (parentOf(loop) ?? loop)
}

/** What a chain of calls and attributes begins with. */
function rootOf(node: Node): Node {
  const inner = field(
    node,
    node.type === 'call' ? 'function' : node.type === 'subscript' ? 'value' : 'object',
  )
  return inner ? rootOf(inner) : node
}

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
