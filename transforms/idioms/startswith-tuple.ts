import {
  type Context,
  checkWidth,
  defineTransform,
  type Edit,
  field,
  type Node,
  parenthesesAround,
  parentOf,
  reviewProperty,
  withoutComments,
} from '#transform'
import { isInstanceOf, isPath } from './_instances.ts'
import { mayBeTuple } from './_kinds.ts'

interface Test {
  readonly node: Node
  readonly text: Node
  readonly method: string
  readonly affix: Node
}

export default defineTransform({
  summary:
    'Write x.startswith(a) or x.startswith(b) as x.startswith((a, b)), likewise with not and and, and endswith',
  since: 'any',
  safety: 'safe',
  sameAs: ['PIE810', 'combine-startswith-endswith'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#str.startswith',
  drops: ['names', 'negations'],
  query: '(boolean_operator) @site',
  anchors: ['.startswith(', '.endswith(', '.startswith (', '.endswith ('],
  rewrite({ site }, context) {
    const operator = operatorOf(site)
    if (operator === undefined || operatorOf(parentOf(site)) === operator) return
    const tests = termsOf(site, operator).map((term) => testOf(term, operator))
    const runs: Test[][] = []
    let run: Test[] = []
    for (const test of tests) {
      const [first] = run
      if (test && first && first.method === test.method && first.text.text === test.text.text) run.push(test)
      else {
        runs.push(run)
        run = test ? [test] : []
      }
    }
    // A call needs no brackets that an `or` needed; what remains of an `and` still begins with `not`.
    const isWhole = operator === 'or' && tests.length === run.length
    const around = isWhole ? parenthesesAround(context, site) : []
    for (const several of [...runs, run]) if (several.length > 1) join(context, several, around)
  },
})

/** `a or b or c` is `(a or b) or c`. */
function operatorOf(node: Node | undefined): string | undefined {
  return node?.type === 'boolean_operator' ? field(node, 'operator')?.type : undefined
}

function termsOf(node: Node, operator: string): Node[] {
  const [left, right] = operatorOf(node) === operator ? [field(node, 'left'), field(node, 'right')] : []
  return left && right ? [...termsOf(left, operator), ...termsOf(right, operator)] : [node]
}

/** The test that a term of an `or` is, or that one of an `and` negates. */
function testOf(term: Node, operator: string): Test | undefined {
  const isNegated = term.type === 'not_operator'
  const node = isNegated ? field(term, 'argument') : term
  if (isNegated !== (operator === 'and')) return undefined
  const callee = node?.type === 'call' ? field(node, 'function') : undefined
  const [affix, more] = (node && field(node, 'arguments')?.namedChildren) ?? []
  const text = callee && field(callee, 'object')
  const method = callee && field(callee, 'attribute')?.text
  if (!text || !affix || more || (method !== 'startswith' && method !== 'endswith')) return undefined
  if (/splat|keyword|comment|yield|generator/.test(affix.type)) return undefined
  return { node: term, text, method, affix }
}

/** What may do something, or fail. */
const WORKED_OUT = ['await', 'binary_operator', 'call', 'interpolation', 'subscript']

/** @param around edits that drop the brackets that only the `or` needed */
function join(context: Context, tests: readonly Test[], around: readonly Edit[]): void {
  const [first, last] = [tests[0], tests.at(-1)]
  if (!first || !last) return
  if (!isPath(first.text)) context.skip('what is evaluated more than once may differ each time')
  const span = { start: first.affix.startIndex, end: last.affix.endIndex }
  const between = tests
    .slice(1)
    .map((test, i) => [tests[i]?.affix.endIndex ?? 0, test.affix.startIndex] as const)
  if (between.some(([start, end]) => context.text.slice(start, end).includes('#')))
    context.skip('a comment between them would be lost')
  reviewProperty(context, first.text)
  context.refuseOwn(first.text, [first.method])
  if (tests.some(({ affix }) => affix.type !== 'tuple' && mayBeTuple(context, affix)))
    context.skip('an argument is a tuple itself, and would be nested')
  const isText = isInstanceOf(context, first.text, ['builtins.str', 'builtins.bytes'])
  const isSure = tests.every(({ affix }) => /^(?:string|concatenated_string|tuple)$/.test(affix.type))
  if (!isText) context.review('only str, bytes and bytearray are known to take a tuple')
  else if (!isSure) context.review('an argument that is a tuple itself would be nested')
  const isWorkedOut = tests.slice(1).some(({ affix }) => affix.descendantsOfType(WORKED_OUT).length > 0)
  if (isWorkedOut) context.review('all arguments are worked out, even where the first one is it')
  const edits: Edit[] = [{ start: span.start, end: span.start, text: '(' }]
  for (const { affix } of tests) {
    if (affix.type !== 'tuple') continue
    const inner = withoutComments(affix)
    const [head, tail] = [inner[0], inner.at(-1)]
    if (!head || !tail) context.skip('a test for nothing is always false: drop it')
    edits.push({ start: affix.startIndex, end: head.startIndex, text: '' })
    edits.push({ start: tail.endIndex, end: affix.endIndex, text: '' })
  }
  for (const [start, end] of between) edits.push({ start, end, text: ', ' })
  edits.push({ start: span.end, end: closedEarly(context, first, last) ?? span.end, text: ')' })
  if (!context.text.slice(first.node.startIndex, last.node.endIndex).includes('\n')) edits.push(...around)
  checkWidth(context, { start: first.node.startIndex, end: last.node.endIndex }, edits)
  context.edit(edits)
}

/** Where the last call closes, if it does so in a line of its own and the first does not open with one. */
function closedEarly({ text }: Context, first: Test, last: Test): number | undefined {
  const end = last.node.endIndex - 1
  const isOpen = /\n/.test(text.slice(first.node.startIndex, first.affix.startIndex))
  return !isOpen && /^,?\s*\n\s*$/.test(text.slice(last.affix.endIndex, end)) ? end : undefined
}
