import {
  commentsIn,
  dedentBlocks,
  defineTransform,
  field,
  indentOf,
  isFirstOnLine,
  isForTools,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  nextLine,
  parentOf,
  spanOf,
  statementsOf,
} from '#transform'
import { dedentedLines } from './_alignment.ts'

/** What has an empty line above it. */
const DEFINITION = /^(?:function|class|decorated)_definition$/
const JUMPS = /^(?:return|raise|continue|break)_statement$/

export default defineTransform({
  summary: 'Write no elif after return, raise, continue or break, and dedent what is in an else',
  since: 'any',
  safety: 'review',
  sameAs: ['RET505', 'RET506', 'RET507', 'RET508'],
  // An else that is gone cannot go with the branch that a version decides: it would stay, and never run.
  phase: 'last',
  docs: 'https://peps.python.org/pep-0008/#programming-recommendations',
  query: `
    (if_statement alternative: (else_clause body: (block) @body) @else)
    (elif_clause) @elif`,
  anchors: ['else', 'elif'],
  rewrite({ elif, else: clause, body }, context) {
    const { text } = context
    const here = elif ?? clause
    const statement = here && parentOf(here)
    if (statement?.type !== 'if_statement' || here.startIndex > jumpsUntil(statement)) return
    if (elif) {
      context.review('only the layout changes')
      context.remove({ start: elif.startIndex, end: elif.startIndex + 'el'.length })
      const condition = field(elif, 'condition')
      if (!condition) return
      const column = condition.startIndex - lineStart(text, condition.startIndex)
      return context.edit(dedentedLines(context, spanOf(condition), column, 'el'.length))
    }
    if (!clause || !body) return
    const [first] = statementsOf(body)
    const line = lineStart(text, clause.startIndex)
    if (!first || !isFirstOnLine(text, clause.startIndex)) return
    if (lineEnd(text, clause.startIndex) > first.startIndex) return context.skip('the else is on one line')
    const outer = indentOf(text, clause.startIndex)
    const inner = indentOf(text, first.startIndex)
    if (!inner.startsWith(outer) || inner === outer) return
    const header = { start: line, end: lineStart(text, first.startIndex) }
    const end = lineEnd(text, clause.startIndex)
    const beside = commentsIn(context.module.tree, header).find(({ startIndex }) => startIndex < end)
    if (beside && isForTools(beside.text)) return context.skip('a comment for tools stands beside the else')
    context.review('only the layout changes')
    const below = nextLine(text, clause.startIndex)
    const blank = /^(?:[ \t]*\r?\n)*/.exec(text.slice(below))?.[0].length ?? 0
    // Blank lines above the else and below it would meet.
    const isApart = /\n[ \t]*\r?\n$/.test(text.slice(0, line))
    const start = !beside && isApart ? below + blank : below
    // What is said beside the else is about what stood in it.
    if (beside) context.remove({ start: clause.startIndex, end: beside.startIndex })
    else if (DEFINITION.test(first.type) && !isApart && blank === 0)
      context.replace({ start: line, end: start }, newlineAt(text, line))
    else context.remove({ start: line, end: start })
    dedentBlocks(context, [{ body, from: start, outer, inner }])
  },
})

const known = new WeakMap<Node, number>()

/** The start of the first branch that does not end in a jump. Each branch after it asks. */
function jumpsUntil(statement: Node): number {
  let until = known.get(statement)
  if (until === undefined) {
    const branches = [statement, ...statement.childrenForFieldName('alternative')]
    until = branches.find((branch) => !endsInJump(field(branch, 'consequence')))?.startIndex ?? Infinity
    known.set(statement, until)
  }
  return until
}

function endsInJump(block: Node | undefined): boolean {
  const last = block && statementsOf(block).at(-1)
  return last !== undefined && JUMPS.test(last.type)
}
