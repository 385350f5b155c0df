import type { Node } from '../../src/python/node.ts'
import { parse } from '../../src/python/tree.ts'

const IMPORTS = ['import_statement', 'import_from_statement', 'future_import_statement']
const DEFINITIONS = ['function_definition', 'class_definition', 'decorated_definition']

/** A statement of a file as a file of its own. */
export interface Part {
  /** `alone`: with the imports that it names. `defined`: with what the file defines of what it names, too. */
  readonly kind: 'alone' | 'defined'
  readonly text: string
  /** Where the statement starts in the whole file, and its length. */
  readonly start: number
  readonly length: number
}

/** Every statement of `text`, however deep, with the heads of what it stands in and nothing else of it. */
export function partsOf(text: string): Part[] {
  const { root } = parse(text)
  const top = statementsOf(root)
  const imports = top.filter(isImport)
  const parts = new Map<string, Part>()
  for (const statement of top) {
    if (isImport(statement)) continue
    for (const { inner, body } of slices(text, statement)) {
      const needed = closure(body, top, text, inner)
      for (const kind of ['alone', 'defined'] as const) {
        const others = kind === 'alone' ? [] : needed
        const whole = [...others.map((node) => lines(text, node)), body].join('\n')
        const words = new Set(whole.match(/\w+/g))
        const heads = imports.filter((node) => isNeeded(node, words)).map((node) => lines(text, node))
        const made = [...heads, whole].join('\n').replace(/\n*$/, '\n')
        if (made !== text && !parts.has(made))
          parts.set(made, {
            kind,
            text: made,
            start: inner.startIndex,
            length: inner.endIndex - inner.startIndex,
          })
      }
    }
  }
  return [...parts.values()]
}

function statementsOf(block: Node): Node[] {
  return block.namedChildren.filter(({ type }) => type !== 'comment')
}

function isImport(node: Node): boolean {
  if (IMPORTS.includes(node.type)) return true
  if (node.type !== 'try_statement' && node.type !== 'if_statement') return false
  const found = node.descendantsOfType(['block'])
  return (
    found.length > 0 &&
    found.every((block) =>
      block.namedChildren.every(({ type }) => IMPORTS.includes(type) || type === 'pass_statement'),
    )
  )
}

function isNeeded(node: Node, words: ReadonlySet<string>): boolean {
  if (node.type === 'future_import_statement' || node.text.includes('*')) return true
  return (node.text.match(/\w+/g) ?? []).some((word) => words.has(word))
}

/** A statement with its line's indentation, and what its line holds behind it. */
function lines(text: string, node: Node): string {
  const end = text.indexOf('\n', node.endIndex)
  return text.slice(node.startIndex, end === -1 ? text.length : end)
}

/** The statement itself, and each below it with only the heads around it. */
function slices(text: string, statement: Node): { inner: Node; body: string }[] {
  const found = [{ inner: statement, body: lines(text, statement) }]
  const visit = (node: Node, cuts: readonly (readonly [number, number])[]) => {
    for (const block of node.type === 'block' ? [node] : blocksIn(node)) {
      const children = statementsOf(block)
      const lineStart = text.lastIndexOf('\n', block.startIndex - 1) + 1
      if (!/^\s*$/.test(text.slice(lineStart, block.startIndex))) continue
      for (const child of children) {
        const from = text.lastIndexOf('\n', child.startIndex - 1) + 1
        if (!/^\s*$/.test(text.slice(from, child.startIndex))) continue
        const newline = text.indexOf('\n', child.endIndex)
        const to = newline === -1 ? text.length : newline
        if (to < block.endIndex && !/^\s*(?:#.*)?$/.test(text.slice(child.endIndex, to))) continue
        const mine = [...cuts]
        if (children.length > 1) {
          if (lineStart < from) mine.push([lineStart, from])
          if (to < block.endIndex) mine.push([to, block.endIndex])
          found.push({ inner: child, body: without(text, statement, mine) })
        }
        visit(child, mine)
      }
    }
  }
  visit(statement, [])
  return found
}

/** The blocks right below a statement: of its clauses, too. */
function blocksIn(node: Node): Node[] {
  return node.namedChildren.flatMap((child) =>
    child.type === 'block'
      ? [child]
      : /_clause$/.test(child.type) || DEFINITIONS.includes(child.type)
        ? blocksIn(child)
        : [],
  )
}

function without(text: string, statement: Node, cuts: readonly (readonly [number, number])[]): string {
  let made = ''
  let at = statement.startIndex
  for (const [from, to] of [...cuts].sort((a, b) => a[0] - b[0])) {
    made += text.slice(at, Math.max(at, from))
    at = Math.max(at, to)
  }
  const end = text.indexOf('\n', statement.endIndex)
  return made + text.slice(at, Math.max(at, end === -1 ? text.length : end))
}

/** The statements of the file that bind what `body` names, and what these name, in the file's order. */
function closure(body: string, top: readonly Node[], text: string, inner: Node): Node[] {
  const others = top.filter(
    (node) => !isImport(node) && !(node.startIndex <= inner.startIndex && inner.endIndex <= node.endIndex),
  )
  const taken = new Set<Node>()
  let words = new Set(body.match(/\w+/g))
  for (let more = true; more; ) {
    more = false
    for (const node of others) {
      if (taken.has(node) || !boundBy(node).some((name) => words.has(name))) continue
      taken.add(node)
      words = new Set([...words, ...(lines(text, node).match(/\w+/g) ?? [])])
      more = true
    }
  }
  return others.filter((node) => taken.has(node))
}

function boundBy(node: Node): string[] {
  const definition = node.type === 'decorated_definition' ? node.childForFieldName('definition') : node
  const name = definition?.childForFieldName('name')
  if (name) return [name.text]
  if (node.type !== 'expression_statement') return []
  const left =
    node.firstNamedChild?.type === 'assignment' ? node.firstNamedChild.childForFieldName('left') : undefined
  return left?.text.match(/[A-Za-z_]\w*/g) ?? []
}
