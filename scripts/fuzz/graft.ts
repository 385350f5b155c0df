import type { Node } from '../../src/python/node.ts'
import { parse } from '../../src/python/tree.ts'
import { type allFixtures, planFixture } from '../../tests/support/fixture.ts'
import { registry } from '../../transforms/index.ts'

/** What some transform rewrites, taken out of its case. */
export interface Donor {
  readonly text: string
  readonly imports: string
  readonly isExpression: boolean
}

/** Which donor is put where, and how. */
export interface Graft {
  readonly donor: number
  readonly at: number
  readonly how: number
}

const IMPORTS = ['import_statement', 'import_from_statement']
const EXPRESSION =
  /^(?:attribute|await|binary_operator|boolean_operator|call|comparison_operator|conditional_expression|dictionary|dictionary_comprehension|generator_expression|lambda|list|list_comprehension|not_operator|set|set_comprehension|string|concatenated_string|subscript|tuple|unary_operator)$/
const STATEMENT = /_statement$|_definition$/

/** The sites of all cases that their own transforms change. */
export function donorsOf(fixtures: ReturnType<typeof allFixtures>): Donor[] {
  const donors = new Map<string, Donor>()
  for (const fixture of fixtures) {
    const reviewed = { ...fixture, options: { ...fixture.options, review: 'true' } }
    const outcome = fixture.file.endsWith('.pyi') ? undefined : planFixture(reviewed, registry)
    if (outcome?.status !== 'changed') continue
    const { root } = parse(outcome.before)
    const all = root.descendantsOfType(IMPORTS)
    for (const { start, end } of outcome.changes) {
      const node = covering(root, start, end)
      if (!node || IMPORTS.includes(node.type)) continue
      const isExpression = EXPRESSION.test(node.type)
      const text = outdented(outcome.before, node)
      const words = new Set(text.match(/\w+/g))
      const imports = all
        .filter(
          (one) => !one.text.includes('__future__') && /^[^.]*$/.test(one.text.split(' import')[0] ?? ''),
        )
        .filter((one) => (one.text.match(/\w+/g) ?? []).some((word) => words.has(word)))
        .map((one) => one.text)
      if (text.length < 600)
        donors.set(text, { text, imports: imports.map((one) => `${one}\n`).join(''), isExpression })
    }
  }
  return [...donors.values()]
}

/** The smallest expression or statement around a span. */
function covering(root: Node, start: number, end: number): Node | undefined {
  const path: Node[] = []
  for (let node: Node | undefined = root; node; ) {
    path.push(node)
    node = node.namedChildren.find((child) => child.startIndex <= start && end <= child.endIndex)
  }
  return path.reverse().find(({ type }) => EXPRESSION.test(type) || STATEMENT.test(type))
}

function outdented(text: string, node: Node): string {
  const indent = ' '.repeat(node.startPosition.column)
  return text.slice(node.startIndex, node.endIndex).replaceAll(`\n${indent}`, '\n')
}

/** A text with a donor in it; the text itself where there is no place for it. */
export function grafted(text: string, donors: readonly Donor[], { donor, at, how }: Graft): string {
  const given = donors[donor % donors.length]
  if (!given) return text
  const { root } = parse(text)
  const nodes = root.descendantsOfType(given.isExpression ? TAKING : BLOCKS)
  const node = nodes[at % Math.max(nodes.length, 1)]
  if (!node) return text
  const made = given.isExpression
    ? inExpression(text, node, given.text, how)
    : inBlock(text, node, given.text, how)
  return withImports(made, given.imports)
}

const TAKING = [
  'attribute',
  'binary_operator',
  'call',
  'comparison_operator',
  'identifier',
  'integer',
  'string',
  'subscript',
]
const BLOCKS = [
  'expression_statement',
  'return_statement',
  'assert_statement',
  'raise_statement',
  'if_statement',
  'for_statement',
  'pass_statement',
]

function inExpression(text: string, node: Node, donor: string, how: number): string {
  const one = donor.includes('\n') ? `(${donor})` : donor
  const forms = [
    `(${donor})`,
    one,
    `(lambda: ${one})`,
    `[${one} for each in (1, 2)]`,
    `(${one} if ${one} else ${node.text})`,
    `(${node.text} and ${one})`,
    `(not ${one})`,
    `f"{${one}}"`,
    `f"{(${one})!r:>10}"`,
    `{${one}: ${node.text}}`,
    `print(*(${one}), key=${one})`,
    `(taken := ${one})`,
    `(${one})[${node.text}]`,
    `(${one}).strip()`,
    `[${node.text} for each in ${one} if ${one}]`,
    `-(${one})`,
    `((${one}) == (${node.text}))`,
  ]
  return text.slice(0, node.startIndex) + forms[how % forms.length] + text.slice(node.endIndex)
}

function inBlock(text: string, node: Node, donor: string, how: number): string {
  const from = text.lastIndexOf('\n', node.startIndex - 1) + 1
  const indent = text.slice(from, node.startIndex)
  if (indent.trim() !== '') return text
  const newline = text.indexOf('\n', node.endIndex)
  const to = newline < 0 ? text.length : newline
  const own = text.slice(node.startIndex, to).replaceAll(`\n${indent}`, '\n')
  const deep = (code: string) => code.replace(/^(?=.)/gm, '    ')
  const forms = [
    `${donor}\n${own}`,
    `${own}\n${donor}`,
    `if x:\n${deep(donor)}\nelse:\n${deep(own)}`,
    `if x:\n${deep(own)}\nelif y:\n${deep(donor)}`,
    `try:\n${deep(own)}\nexcept ValueError:\n${deep(donor)}`,
    `try:\n${deep(donor)}\nfinally:\n${deep(own)}`,
    `try:\n${deep(donor)}\nexcept ImportError:\n${deep(own)}\nelse:\n${deep(donor)}`,
    `with x as y:\n${deep(`${own}\n${donor}`)}`,
    `for each in x:\n${deep(`${donor}\n${own}`)}`,
    `for each in x:\n${deep(own)}\nelse:\n${deep(donor)}`,
    `while x:\n${deep(`${donor}\n${own}`)}`,
    `class Holder:\n${deep(`${own}\n${donor}`)}`,
    `def holder(self, x, y):\n${deep(`${donor}\n${own}`)}`,
    `async def holder():\n${deep(`${own}\n${donor}`)}`,
    `match x:\n    case 1:\n${deep(deep(donor))}\n    case _:\n${deep(deep(own))}`,
  ]
  const made = (forms[how % forms.length] ?? own).replaceAll('\n', `\n${indent}`)
  return text.slice(0, node.startIndex) + made + text.slice(to)
}

/** The imports behind the docstring and what is imported from the future. */
function withImports(text: string, imports: string): string {
  if (imports === '') return text
  const first = parse(text).root.namedChildren.find(
    (node, index) =>
      node.type !== 'comment' &&
      node.type !== 'future_import_statement' &&
      !(index === 0 && node.type === 'expression_statement' && node.firstNamedChild?.type === 'string'),
  )
  const at = first ? text.lastIndexOf('\n', first.startIndex - 1) + 1 : text.length
  return text.slice(0, at) + imports + text.slice(at)
}
