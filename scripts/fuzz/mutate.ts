import { field, type Node, type Span } from '../../src/python/node.ts'
import { parse } from '../../src/python/tree.ts'

/** One change to a text, and the two numbers that say where. */
export interface Mutation {
  readonly kind: keyof typeof KINDS
  readonly at: number
  readonly other: number
}

const EXPRESSIONS = [
  'attribute',
  'binary_operator',
  'boolean_operator',
  'call',
  'comparison_operator',
  'conditional_expression',
  'dictionary',
  'identifier',
  'integer',
  'list',
  'list_comprehension',
  'not_operator',
  'parenthesized_expression',
  'string',
  'subscript',
  'tuple',
]
const SIMPLE = [
  'assert_statement',
  'expression_statement',
  'import_from_statement',
  'import_statement',
  'raise_statement',
  'return_statement',
]
const BRACKETS = ['argument_list', 'dictionary', 'list', 'parenthesized_expression', 'subscript', 'tuple']
/** Names whose meaning transforms rely on. */
const NAMES =
  'List Optional Union annotations bytes dict int len list object open os print property range self set six str super sys tuple type typing unicode zip'.split(
    ' ',
  )

type Edit = (text: string, at: number, other: number) => string | undefined

/** How a text is changed; each gives undefined where it does not apply. */
export const KINDS = {
  swapExpressions: (text, at, other) => {
    const nodes = all(text, EXPRESSIONS)
    const [a, b] = [pick(nodes, at), pick(nodes, other)]
    if (!a || !b) return undefined
    const [first, second] = a.startIndex <= b.startIndex ? [a, b] : [b, a]
    if (second.startIndex < first.endIndex) return replaced(text, first, second.text)
    return replaced(replaced(text, second, first.text), first, second.text)
  },
  copyExpression: (text, at, other) => {
    const nodes = all(text, EXPRESSIONS)
    const [to, from] = [pick(nodes, at), pick(nodes, other)]
    return to && from && replaced(text, to, from.text)
  },
  parenthesize: (text, at) => {
    const node = pick(all(text, EXPRESSIONS), at)
    return node && replaced(text, node, `(${node.text})`)
  },
  breakLine: (text, at, other) => {
    const bracket = pick(all(text, BRACKETS), at)
    const child = bracket && pick(bracket.children, other)
    return child && insert(text, child.startIndex, '\n        ')
  },
  comment: (text, at, other) => {
    const bracket = pick(all(text, BRACKETS), at)
    const child = bracket && pick(bracket.children, other)
    return child && insert(text, child.startIndex, '  # why\n        ')
  },
  commentStatement: (text, at) => {
    const statement = pick(all(text, SIMPLE), at)
    return statement && insert(text, statement.endIndex, '  # noqa')
  },
  continueLine: (text, at) => {
    const node = pick(all(text, ['binary_operator', 'assignment', 'attribute', 'comparison_operator']), at)
    const child = node?.children[1]
    return child && insert(text, child.startIndex, '\\\n    ')
  },
  trailingComma: (text, at) => {
    const bracket = pick(all(text, ['argument_list', 'list', 'tuple', 'dictionary', 'parameters']), at)
    return bracket && insert(text, bracket.endIndex - 1, ',')
  },
  duplicateStatement: (text, at) => {
    const statement = pick(all(text, SIMPLE), at)
    return statement && insert(text, statement.startIndex, `${statement.text}; `)
  },
  removeStatement: (text, at) => {
    const statement = pick(all(text, SIMPLE), at)
    return statement && replaced(text, statement, 'pass')
  },
  shadow: (text, at, other) => {
    const statement = pick(all(text, SIMPLE), at)
    const name = NAMES[other % NAMES.length] ?? 'list'
    return statement && insert(text, statement.startIndex, `${name} = ${(other >> 5) % 2 ? 'None' : name}; `)
  },
  parameter: (text, at, other) => {
    const parameters = pick(all(text, ['parameters']), at)
    return parameters && insert(text, parameters.endIndex - 1, `, *, ${NAMES[other % NAMES.length]}=None`)
  },
  importAs: (text, at, other) => {
    const statement = pick(all(text, ['import_from_statement', 'import_statement']), at)
    const name = statement && pick(statement.childrenForFieldName('name'), other)
    return name?.type === 'dotted_name'
      ? insert(text, name.endIndex, ` as ${name.text.replaceAll('.', '_')}`)
      : undefined
  },
  guard: (text, at, other) => {
    const statement = pick(all(text, ['import_from_statement', 'import_statement']), at)
    if (!statement || !startsLine(text, statement)) return undefined
    const indent = ' '.repeat(statement.startPosition.column)
    return replaced(
      text,
      statement,
      other % 2
        ? `try:\n${indent}    ${statement.text}\n${indent}except ImportError:\n${indent}    pass`
        : `if True:\n${indent}    ${statement.text}`,
    )
  },
  oneLine: (text, at) => {
    const holder = pick(
      all(text, ['if_statement', 'function_definition', 'for_statement', 'while_statement']),
      at,
    )
    const body = holder && (field(holder, 'body') ?? field(holder, 'consequence'))
    const only = body?.namedChildCount === 1 ? body.firstNamedChild : undefined
    const colon = holder?.children.find(({ type }) => type === ':')
    if (!only || !colon || !SIMPLE.includes(only.type)) return undefined
    return replaced(text, { start: colon.endIndex, end: only.startIndex }, ' ')
  },
  makeAsync: (text, at) => {
    const definition = pick(all(text, ['function_definition']), at)
    return definition && insert(text, definition.startIndex, 'async ')
  },
  inFString: (text, at) => {
    const node = pick(all(text, ['attribute', 'call', 'identifier', 'subscript']), at)
    return node && !/["'\n\\]/.test(node.text) ? replaced(text, node, `f"{${node.text}}"`) : undefined
  },
  windowsLines: (text) => (text.includes('\r') ? undefined : text.replaceAll('\n', '\r\n')),
  tabs: (text) =>
    text.includes('\t') ? undefined : text.replace(/^( {4})+/gm, (run) => '\t'.repeat(run.length / 4)),
  noFinalNewline: (text) => (text.endsWith('\n') ? text.slice(0, -1) : undefined),
} as const satisfies Readonly<Record<string, Edit>>

/** `text` with the mutations that apply, one after the other. */
export function mutate(text: string, mutations: readonly Mutation[]): string {
  let current = text
  for (const { kind, at, other } of mutations) {
    const edit: Edit = KINDS[kind]
    current = edit(current, at, other) ?? current
  }
  return current
}

function all(text: string, types: readonly string[]): Node[] {
  return parse(text).root.descendantsOfType([...types])
}

function pick<T>(list: readonly T[], number: number): T | undefined {
  return list.length === 0 ? undefined : list[number % list.length]
}

function replaced(text: string, at: Node | Span, by: string): string {
  const [start, end] = 'startIndex' in at ? [at.startIndex, at.endIndex] : [at.start, at.end]
  return text.slice(0, start) + by + text.slice(end)
}

function insert(text: string, index: number, by: string): string {
  return text.slice(0, index) + by + text.slice(index)
}

function startsLine(text: string, node: Node): boolean {
  return /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', node.startIndex - 1) + 1, node.startIndex))
}
