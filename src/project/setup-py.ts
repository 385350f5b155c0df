import type { Node, Span } from '../python/node.ts'
import { field } from '../python/node.ts'
import { parentOf, parse, type SyntaxTree } from '../python/tree.ts'

/**
 * The `python_requires` of a `setup.py`, where it is a literal: a keyword argument or a dict entry of that name whose
 * value is a string or a module-level constant that is one. Nothing is executed.
 */
export function pythonRequiresOf(text: string): { value: string; line: number } | undefined {
  if (!text.includes('python_requires') || text.length > 1_000_000) return undefined
  let tree: SyntaxTree | undefined
  for (let at = text.indexOf('python_requires'); at >= 0; at = text.indexOf('python_requires', at + 1)) {
    tree ??= parse(text)
    const leaf = tree.nodeAt(at, at + 'python_requires'.length)
    const value = valueFor(leaf)
    const literal = value && literalOf(value, tree)
    if (value && literal !== undefined) return { value: literal, line: value.startPosition.row + 1 }
  }
  return undefined
}

/** The span of what `pythonRequiresOf` reads, where it stands in one plain string. */
export function pythonRequiresSpan(text: string): Span | undefined {
  const tree = text.includes('python_requires') ? parse(text) : undefined
  for (
    let at = text.indexOf('python_requires');
    tree && at >= 0;
    at = text.indexOf('python_requires', at + 1)
  ) {
    const value = valueFor(tree.nodeAt(at, at + 'python_requires'.length))
    const string = value?.type === 'identifier' ? constantOf(value, tree) : value
    const content = string?.type === 'string' ? plainString(string) : undefined
    if (!string || content === undefined) continue
    const start = string.startIndex + string.text.lastIndexOf(content)
    return { start, end: start + content.length }
  }
  return undefined
}

function valueFor(leaf: Node): Node | undefined {
  const key = leaf.type === 'identifier' || leaf.type === 'string' ? leaf : parentOf(leaf)
  const holder = key && parentOf(key)
  if (!key || !holder) return undefined
  if (holder.type === 'keyword_argument' && field(holder, 'name')?.id === key.id)
    return field(holder, 'value')
  if (holder.type === 'pair' && field(holder, 'key')?.id === key.id) return field(holder, 'value')
  return undefined
}

function literalOf(node: Node, tree: SyntaxTree): string | undefined {
  if (node.type === 'string') return plainString(node)
  if (node.type === 'parenthesized_expression' && node.firstNamedChild)
    return literalOf(node.firstNamedChild, tree)
  if (node.type === 'concatenated_string') {
    const parts = node.namedChildren.filter((child) => child.type === 'string').map(plainString)
    return parts.every((part) => part !== undefined) ? parts.join('') : undefined
  }
  const value = node.type === 'identifier' ? constantOf(node, tree) : undefined
  return value?.type === 'string' ? plainString(value) : undefined
}

/** The value of a module-level name that is assigned once. */
function constantOf(node: Node, tree: SyntaxTree): Node | undefined {
  const values = tree.root.namedChildren
    .map((statement) => (statement.type === 'expression_statement' ? statement.firstNamedChild : null))
    .filter((child) => child?.type === 'assignment' && field(child, 'left')?.text === node.text)
  return values.length === 1 && values[0] ? field(values[0], 'right') : undefined
}

/** The content of a string literal without interpolation; a specifier needs no escapes. */
function plainString(node: Node): string | undefined {
  const match = /^[rRuU]?("""|'''|"|')([^\\]*)\1$/s.exec(node.text)
  return match?.[2]
}
