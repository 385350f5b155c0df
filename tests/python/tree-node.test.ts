import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type Parser from 'tree-sitter'
import { expect, test } from 'vitest'
import type { Node } from '../../src/python/node.ts'
import { parse } from '../../src/python/tree.ts'

const folder = join(import.meta.dirname, '../../fixtures/corpus')
/** The parser looks for each sibling from the first one on: a large file would take minutes. */
const LARGEST = 20_000
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.py') && statSync(join(folder, path)).size < LARGEST,
)
const FIELDS = [
  'name',
  'left',
  'right',
  'body',
  'alternative',
  'type',
  'value',
  'key',
  'argument',
  'condition',
]

const told = (node: { type: string; startIndex: number; endIndex: number } | null) =>
  node && `${node.type} ${node.startIndex}-${node.endIndex}`

/** What the parser says, but for backslashes that join lines: only to it they have a name. */
function rawFacts(node: Parser.SyntaxNode): ReturnType<typeof facts> {
  const isNamed = (one: Parser.SyntaxNode) => one.isNamed && one.type !== 'line_continuation'
  const withName = (from: Parser.SyntaxNode | null, step: (at: Parser.SyntaxNode) => typeof from) => {
    let at = from
    while (at && !isNamed(at)) at = step(at)
    return at
  }
  const named = node.namedChildren.filter(isNamed)
  const next = withName(node.nextSibling, (at) => at.nextSibling)
  const previous = withName(node.previousSibling, (at) => at.previousSibling)
  return {
    ...facts(node),
    isNamed: isNamed(node),
    named: named.map(told),
    counts: [node.childCount, named.length],
    ends: [node.firstChild, node.lastChild, named[0] ?? null, named.at(-1) ?? null].map(told),
    siblings: [node.nextSibling, next, node.previousSibling, previous].map(told),
  }
}

/** Everything that both say about a node. */
function facts(node: Node | Parser.SyntaxNode) {
  return {
    self: told(node),
    isNamed: node.isNamed,
    hasError: node.hasError,
    isMissing: node.isMissing,
    start: { ...node.startPosition },
    end: { ...node.endPosition },
    children: node.children.map(told),
    named: node.namedChildren.map(told),
    counts: [node.childCount, node.namedChildCount],
    ends: [node.firstChild, node.lastChild, node.firstNamedChild, node.lastNamedChild].map(told),
    siblings: [node.nextSibling, node.nextNamedSibling, node.previousSibling, node.previousNamedSibling].map(
      told,
    ),
    // The clauses of a match statement are its block's: the parser gives the first to the statement too.
    fields: FIELDS.filter((name) => node.type !== 'match_statement' || name !== 'alternative').map((name) => [
      told(node.childForFieldName(name)),
      ...node.childrenForFieldName(name).map(told),
    ]),
  }
}

test.each(files)('%s: nodes say what those of the parser say', (file) => {
  const tree = parse(readFileSync(join(folder, file), 'latin1'))
  const pairs: [Node, Parser.SyntaxNode][] = [[tree.root, tree.raw.rootNode]]
  for (const [own, raw] of pairs) {
    expect(facts(own)).toEqual(rawFacts(raw))
    expect(told(tree.rawNode(own) as never)).toBe(told(raw))
    own.children.forEach((child, index) => {
      const other = raw.children[index]
      if (other) pairs.push([child, other])
    })
  }
  expect(pairs.length).toBe(tree.raw.rootNode.descendantCount)
})

test.each(files)('%s: what covers a place is what the parser finds', (file) => {
  const text = readFileSync(join(folder, file), 'latin1')
  const tree = parse(text)
  for (let start = 0; start < text.length; start += 7)
    for (const end of [start, start + 1, start + 9])
      expect(told(tree.root.descendantForIndex(start, end))).toBe(
        told(tree.raw.rootNode.descendantForIndex(start, end)),
      )
  for (const kinds of [['comment'], ['identifier', 'block'], ['string_content', 'not in']])
    expect(tree.root.descendantsOfType(kinds).map(told)).toEqual(
      tree.raw.rootNode.descendantsOfType(kinds).map(told),
    )
})
