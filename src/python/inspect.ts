import type { Node } from './node.ts'
import { type Captures, compileQuery } from './query.ts'
import { parse, type SyntaxTree } from './tree.ts'

/** A pattern that does not compile; the message says where and why on one line. */
export class QueryError extends Error {
  override readonly name = 'QueryError'
}

/** Deeper levels are not indented further: the tree stays readable, and the output linear in the file. */
const DEEPEST_INDENT = 60
const LONGEST_TEXT = 60

/**
 * The syntax tree of `text` for people, one named node a line: field name, kind, span as `line:column-line:column`
 * (from 1, columns in UTF-16 units), and the text of leaves. Anonymous nodes are shown where a field names them.
 */
export function printTree(text: string): string {
  const { raw } = parse(text)
  const lines: string[] = []
  const cursor = raw.rootNode.walk()
  for (let depth = 0; ; ) {
    const name = cursor.currentFieldName as string | undefined
    if (cursor.nodeIsNamed || name || cursor.nodeIsMissing) {
      const node = cursor.currentNode as unknown as Node
      const label = name ? `${name}: ` : ''
      const kind = cursor.nodeIsNamed ? `(${cursor.nodeType})` : JSON.stringify(cursor.nodeType)
      const missing = cursor.nodeIsMissing ? ' MISSING' : ''
      const leaf = cursor.nodeIsNamed && node.namedChildCount === 0 ? ` ${excerpt(node.text)}` : ''
      lines.push(
        `${'  '.repeat(Math.min(depth, DEEPEST_INDENT))}${label}${kind}${missing} ${spanText(node)}${leaf}`,
      )
    }
    if (cursor.gotoFirstChild()) {
      depth++
      continue
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return `${lines.join('\n')}\n`
      depth--
    }
  }
}

/**
 * What `pattern` finds in `text`, for people: each match with its captures.
 * @param meaningOf makes of the tree a function that gives the qualified name of a node, or undefined
 * @throws QueryError naming the row and column of the pattern
 */
export function printMatches(
  text: string,
  pattern: string,
  meaningOf: (tree: SyntaxTree) => Meaning = () => () => undefined,
): string {
  const query = compile(pattern)
  const tree = parse(text)
  const matches = query.matchesIn(tree.root)
  if (matches.length === 0) return 'no match\n'
  const meaning = meaningOf(tree)
  return matches.map((captures, index) => `match ${index + 1}\n${captureLines(captures, meaning)}`).join('')
}

type Meaning = (node: Node) => string | undefined

function captureLines(captures: Captures, meaning: Meaning): string {
  const entries = Object.entries(captures)
  if (entries.length === 0) return '  (no captures: add `@name` behind a node)\n'
  return entries
    .map(([name, node]) => {
      const means = meaning(node)
      const what = means === undefined ? '' : ` means ${means}`
      return `  @${name} (${node.type}) ${spanText(node)} ${excerpt(node.text)}${what}\n`
    })
    .join('')
}

function compile(pattern: string) {
  if (pattern.trim() === '') throw new QueryError('query:1:1: it is empty')
  try {
    return compileQuery(pattern)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const { kind, offset } = /TSQueryError(?<kind>\w+) at position (?<offset>\d+)/.exec(message)?.groups ?? {}
    if (kind === undefined) {
      const predicate = /`(#[\w-]+[?!])`/.exec(message)?.[1] ?? ''
      throw new QueryError(`${placeIn(pattern, Math.max(0, pattern.indexOf(predicate)))}: ${message}`)
    }
    // The position counts bytes.
    const index = Buffer.from(pattern).subarray(0, Number(offset)).toString('utf8').length
    const word = /^[\w.-]*/.exec(pattern.slice(index))?.[0] ?? ''
    throw new QueryError(`${placeIn(pattern, index)}: ${explain(kind, word)}`)
  }
}

function explain(kind: string, word: string): string {
  if (kind === 'NodeType') return `there is no node kind \`${word}\` in the Python grammar`
  if (kind === 'Field') return `there is no field \`${word}\` in the Python grammar`
  if (kind === 'Capture') return `the capture \`@${word}\` is used before it is made`
  if (kind === 'Structure')
    return 'no Python code can have this shape: a node of this kind never has such a child'
  return 'the pattern is not valid here: look for a missing parenthesis, bracket or capture name'
}

function placeIn(pattern: string, index: number): string {
  const before = pattern.slice(0, index).split('\n')
  return `query:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
}

function spanText(node: Node): string {
  const { startPosition: start, endPosition: end } = node
  return `${start.row + 1}:${start.column + 1}-${end.row + 1}:${end.column + 1}`
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text)
}
