import { describe, expect, it } from 'vitest'
import type { Node } from '../../src/python/node.ts'
import { reparse } from '../../src/python/reparse.ts'
import { parse } from '../../src/python/tree.ts'

/** Kinds and places of all nodes. */
function shape(node: Node): string {
  const { row, column } = node.startPosition
  const own = `${node.type} ${node.startIndex}-${node.endIndex} ${row}:${column}`
  return [own, ...node.children.map(shape)].join('\n')
}

function edited(text: string, edits: readonly { start: number; end: number; text: string }[]): string {
  let result = ''
  let from = 0
  for (const edit of edits) {
    result += text.slice(from, edit.start) + edit.text
    from = edit.end
  }
  return result + text.slice(from)
}

const filler = Array.from({ length: 200 }, (_, i) => `def f${i}(x):\n    return [x, "é", ${i}]\n`).join('\n')

function check(text: string, replacements: readonly [string, string][]): void {
  const edits = replacements
    .map(([old, text_]) => ({ start: text.indexOf(old), end: text.indexOf(old) + old.length, text: text_ }))
    .sort((a, b) => a.start - b.start)
  const after = edited(text, edits)
  const tree = parse(text)
  // Nodes that were handed out must not be told of the edits.
  const leaf = tree.nodeAt(text.indexOf('f100'))
  const before = leaf.startIndex
  expect(shape(reparse(tree, edits, after).root)).toBe(shape(parse(after).root))
  expect(leaf.startIndex).toBe(before)
}

describe('reparse', () => {
  it('gives the tree that a parse from scratch gives', () => {
    check(filler, [
      ['def f3(', 'def much_longer(('.slice(0, -1)],
      ['return [x, "é", 77]', 'pass'],
      ['def f150(x):\n    return [x, "é", 150]\n', ''],
    ])
  })

  it('follows inserted lines, and indentation that changes', () => {
    check(filler, [
      ['def f10(x):\n', 'if True:\n    def f10(x):\n    '],
      ['def f20(', 'import os\n\n\ndef f20('],
    ])
  })

  it('sees what an edit breaks', () => {
    const at = filler.indexOf('def f42(')
    const after = edited(filler, [{ start: at, end: at + 3, text: 'dfe' }])
    expect(reparse(parse(filler), [{ start: at, end: at + 3, text: 'dfe' }], after).root.hasError).toBe(true)
  })

  it('takes quotes that open into account', () => {
    check(filler, [['"é", 5]', '"""é\n", 5]""", ""]']])
  })
})
