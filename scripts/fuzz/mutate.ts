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
  nestedFString: (text, at) => {
    const node = pick(all(text, ['call', 'binary_operator', 'string', 'subscript']), at)
    return node && !node.text.includes('\n')
      ? replaced(text, node, `f"{f'{${node.text}}'!s:>{3}}"`)
      : undefined
  },
  lambda: (text, at) => {
    const node = pick(all(text, EXPRESSIONS), at)
    return node && replaced(text, node, `(lambda: ${node.text})()`)
  },
  walrus: (text, at, other) => {
    const node = pick(all(text, EXPRESSIONS), at)
    return node && replaced(text, node, `(${NAMES[other % NAMES.length]} := ${node.text})`)
  },
  comprehension: (text, at, other) => {
    const node = pick(all(text, EXPRESSIONS), at)
    return node && replaced(text, node, `[${node.text} for ${NAMES[other % NAMES.length]} in ()]`)
  },
  starArgument: (text, at, other) => {
    const list = pick(all(text, ['argument_list']), at)
    return list && insert(text, list.startIndex + 1, other % 2 ? '*(), ' : '**{}, ')
  },
  commentAnywhere: (text, at, other) => {
    const bracket = pick(all(text, BRACKETS), at)
    const inside =
      bracket &&
      pick(
        all(text, EXPRESSIONS).filter(
          (node) => bracket.startIndex < node.startIndex && node.endIndex < bracket.endIndex,
        ),
        other,
      )
    return inside && insert(text, other % 3 ? inside.endIndex : inside.startIndex, '  # why é😀\n        ')
  },
  continueAnywhere: (text, at, other) => {
    const node = pick(all(text, EXPRESSIONS), at)
    const child = node && pick(node.children.slice(1), other)
    return child && insert(text, child.startIndex, ' \\\n  ')
  },
  inFunction: (text, at, other) =>
    wrapped(text, at, other % 2 ? 'def wrapped(self, list=None):' : 'async def wrapped():'),
  inClass: (text, at, other) => wrapped(text, at, other % 2 ? 'class Wrapped(list):' : 'class type:'),
  inBlock: (text, at, other) =>
    wrapped(
      text,
      at,
      pick(
        [
          'if TYPE_CHECKING:',
          'while True:',
          'with open(x) as f:',
          'for str in ():',
          'if sys.version_info < (3,):',
        ],
        other,
      ) ?? '',
    ),
  inTry: (text, at, other) => {
    const inside = wrapped(text, at, 'try:')
    return inside?.replace(
      /(\n([ \t]*)try:(?:\n\2[ \t]+.*)+)/,
      `$1\n$2${other % 2 ? 'finally' : 'except NameError'}:\n$2    pass`,
    )
  },
  joinStatements: (text, at) => {
    const statements = all(text, SIMPLE)
    const index = statements.length === 0 ? 0 : at % statements.length
    const [first, second] = [statements[index], statements[index + 1]]
    if (!first || !second || first.startPosition.column !== second.startPosition.column) return undefined
    return replaced(text, { start: first.endIndex, end: second.startIndex }, '; ')
  },
  emojiBefore: (text, at, other) => {
    const statement = pick(all(text, SIMPLE), at)
    return statement && insert(text, statement.startIndex, other % 2 ? '"😀é\u2028"; ' : 'ñ𝐱 = "\u{1f600}"; ')
  },
  formFeed: (text, at) => {
    const statement = pick(all(text, [...SIMPLE, 'function_definition', 'class_definition']), at)
    return statement && startsLine(text, statement)
      ? insert(text, text.lastIndexOf('\n', statement.startIndex) + 1, '\f')
      : undefined
  },
  spaces: (text, at, other) => {
    const node = pick(all(text, [...EXPRESSIONS, 'argument_list', 'import_from_statement']), at)
    const child = node && pick(node.children.slice(1), other)
    return child && insert(text, child.startIndex, other % 2 ? '   ' : '\t')
  },
  ownComment: (text, at, other) => {
    const statement = pick(all(text, SIMPLE), at)
    if (!statement || !startsLine(text, statement)) return undefined
    const line = text.lastIndexOf('\n', statement.startIndex) + 1
    return insert(
      text,
      line,
      `${' '.repeat(other % 9)}# ${pick(['why', 'type: ignore', 'fmt: off', 'noqa', 'é😀'], other)}\n`,
    )
  },
  deleteName: (text, at, other) => {
    const statement = pick(all(text, SIMPLE), at)
    return (
      statement &&
      insert(text, statement.startIndex, `${other % 2 ? 'global' : 'del'} ${NAMES[other % NAMES.length]}; `)
    )
  },
  otherQuotes: (text, at, other) => {
    const node = pick(all(text, ['string']), at)
    if (!node || !/^["'][^"'\\\n{}]*["']$/.test(node.text)) return undefined
    const inner = node.text.slice(1, -1)
    return replaced(
      text,
      node,
      pick(
        [
          `"""${inner}\n"""`,
          `r'${inner}'`,
          `'${inner}' "${inner}"`,
          `u"${inner}"`,
          `("${inner}"\n  '')`,
          `"\\N{BULLET}${inner}\\\n"`,
        ],
        other,
      ) ?? '',
    )
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

/** One statement, and those of its list behind it up to three, below a head. */
function wrapped(text: string, at: number, head: string): string | undefined {
  const statement = pick(
    all(text, [...SIMPLE, 'if_statement', 'for_statement', 'function_definition', 'try_statement']),
    at,
  )
  if (!statement || !startsLine(text, statement)) return undefined
  const start = text.lastIndexOf('\n', statement.startIndex - 1) + 1
  const indent = text.slice(start, statement.startIndex)
  let last: Node = statement
  for (let more = at % 3; more > 0 && last.nextNamedSibling; more--) last = last.nextNamedSibling
  const newline = text.indexOf('\n', last.endIndex)
  const end = newline < 0 ? text.length : newline
  const lines = text.slice(start, end).replace(/^(?=.)/gm, '    ')
  return `${text.slice(0, start)}${indent}${head}\n${lines}${text.slice(end)}`
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
