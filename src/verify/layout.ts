import { columnsOf, isJoined, lineStart } from '../python/layout.ts'
import { field, type Node, type Span, withoutComments } from '../python/node.ts'
import { countWhile } from '../python/spans.ts'
import { parentOf, type SyntaxTree } from '../python/tree.ts'

/** Something wrong at an index of the new text. */
export interface Problem {
  readonly message: string
  readonly index: number
}

/**
 * Blocks around new text that Python would refuse and the parser does not: empty ones, and lines that stand deeper or
 * less deep than the others of their block.
 * @param inserted ascending
 */
export function layoutProblem(tree: SyntaxTree, inserted: readonly Span[]): Problem | undefined {
  for (const block of [tree.root, ...blocksAround(tree.root, inserted)]) {
    const problem = problemOf(block, tree.text)
    if (problem) return problem
  }
  return undefined
}

/** The blocks below `node` that a span lies in or touches. */
function* blocksAround(node: Node, spans: readonly Span[]): Generator<Node> {
  for (const child of node.children) {
    const first = countWhile(spans, ({ end }) => end + 1 < child.startIndex)
    const span = spans[first]
    if (!span || span.start > child.endIndex + 1) continue
    if (child.type === 'block') yield child
    yield* blocksAround(child, spans)
  }
}

function problemOf(block: Node, text: string): Problem | undefined {
  const statements = withoutComments(block)
  const header = block.type === 'module' ? undefined : parentOf(block)
  if (header && statements.length === 0)
    return { message: 'a block without a statement', index: header.startIndex }
  const indents = statements.flatMap((statement) => {
    const before = blankBefore(text, statement.startIndex)
    return before === undefined ? [] : [{ indent: before.replace(/^.*\f/, ''), statement }]
  })
  const [first] = indents
  if (!first) return undefined
  const outer = header && indentOfLine(text, headerOf(header))
  if (outer === undefined ? first.indent !== '' : !isDeeper(first.indent, outer))
    return { message: 'a line that is not indented as its block', index: first.statement.startIndex }
  const odd = indents.find(({ indent }) => indent !== first.indent)
  return (
    odd && {
      message: 'a line that is not indented as the others of its block',
      index: odd.statement.startIndex,
    }
  )
}

/** The white space before `index` on its line; undefined when there is more than that, or the line before goes on here. */
function blankBefore(text: string, index: number): string | undefined {
  let start = index
  while (' \t\f'.includes(text[start - 1] ?? '\n')) start--
  const isFirst = start === 0 || text[start - 1] === '\n'
  return isFirst && !isJoined(text, start) ? text.slice(start, index) : undefined
}

/** What a clause's block is measured by: `else:` stands where its `if` does. */
function headerOf(header: Node): Node {
  return field(header, 'definition') ?? header
}

function indentOfLine(text: string, node: Node): string {
  return /^[ \t\f]*/.exec(text.slice(lineStart(text, node.startIndex)))?.[0].replace(/^.*\f/, '') ?? ''
}

function isDeeper(indent: string, outer: string): boolean {
  return columnsOf(indent) > columnsOf(outer)
}
