import {
  type Context,
  checkWidth,
  commentsIn,
  dedentBlock,
  defineTransform,
  field,
  indentOf,
  lineEnd,
  lineStart,
  type Node,
  nextLine,
  parentOf,
  sameNode,
  trueEnd,
} from '#transform'
import { clausesOf } from './_arms.ts'
import { ALONE, BINDS, written } from './_expressions.ts'

export default defineTransform({
  summary: 'Write an if that holds only an if as one with and, and an else that holds only an if as elif',
  since: 'any',
  safety: 'safe',
  sameAs: ['SIM102', 'PLR5501'],
  docs: 'https://docs.python.org/3/reference/compound_stmts.html#the-if-statement',
  drops: ['negations'],
  query: '(block . (if_statement) @nested .) @block',
  anchors: [/\bif\b(?<=:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*if)/],
  rewrite({ nested, block }, context) {
    const owner = parentOf(block)
    const statement = owner?.type === 'if_statement' ? owner : owner && parentOf(owner)
    if (!owner || statement?.type !== 'if_statement') return
    if (owner.type === 'else_clause') return writeElif(context, owner, nested, block)
    const isLast = owner.type === 'elif_clause' && sameNode(clausesOf(statement).at(-1), owner)
    const isAlone = owner.type === 'if_statement' && clausesOf(owner).length === 0
    if ((isLast || isAlone) && clausesOf(nested).length === 0) join(context, owner, nested)
  },
})

function join(context: Context, owner: Node, nested: Node): void {
  const { text } = context
  const [outer, inner, body] = [
    field(owner, 'condition'),
    field(nested, 'condition'),
    field(nested, 'consequence'),
  ]
  if (!outer || !inner || !body) return
  if (ALONE.test(outer.text)) context.skip('the outer test is one that tools look for')
  refuseComments(context, owner.startIndex, inner.endIndex)
  if ([outer, inner].some((one) => one.text.includes('\n'))) context.skip('a condition takes several lines')
  const both = `${written(outer, BINDS.and)} and ${written(inner, BINDS.and)}`
  const edit = { start: outer.startIndex, end: inner.endIndex, text: both }
  checkWidth(context, { start: owner.startIndex, end: lineEnd(text, inner.endIndex) }, [edit])
  context.edit([edit])
  dedent(context, owner, nested, inner.endIndex, body)
}

/** The same tree, but for where things stand. */
function writeElif(context: Context, owner: Node, nested: Node, block: Node): void {
  const { text } = context
  if (text.slice(lineStart(text, owner.startIndex), owner.startIndex).trim() !== '') return
  refuseComments(context, owner.startIndex, nested.startIndex)
  context.replace({ start: owner.startIndex, end: nested.startIndex + 'if'.length }, 'elif')
  const condition = field(nested, 'condition')
  if (condition) indentAligned(context, condition)
  dedent(context, owner, nested, nested.startIndex, block)
}

function refuseComments(context: Context, start: number, end: number): void {
  const { text } = context
  if (
    commentsIn(context.module.tree, { start, end: lineEnd(text, end) }).some(
      ({ startIndex }) => startIndex < end,
    )
  )
    context.skip('a comment stands between them')
}

function dedent(context: Context, owner: Node, nested: Node, from: number, body: Node): void {
  const { text } = context
  const start = nextLine(text, from)
  if (start >= trueEnd(nested)) return
  const [outer, inner] = [indentOf(text, owner.startIndex), indentOf(text, nested.startIndex)]
  dedentBlock(context, body, start, { outer, inner })
}

/** Lines aligned with the condition go with it: `elif` is longer than `if`. */
function indentAligned(context: Context, condition: Node): void {
  const { text } = context
  const column = condition.startIndex - lineStart(text, condition.startIndex)
  const starts: number[] = []
  for (let at = nextLine(text, condition.startIndex); at < condition.endIndex; at = nextLine(text, at)) {
    const indent = indentOf(text, at)
    if (text.slice(at, lineEnd(text, at)).trim() === '') continue
    if (indent.length < column || /[^ ]/.test(indent)) return
    starts.push(at + indent.length)
  }
  for (const at of starts) context.insert(at, '  ')
}
