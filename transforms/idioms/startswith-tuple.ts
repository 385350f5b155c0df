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
  summary: 'Write x.startswith(a) or x.startswith(b) as x.startswith((a, b)), likewise endswith',
  since: 'any',
  safety: 'safe',
  sameAs: ['PIE810', 'combine-startswith-endswith'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#str.startswith',
  drops: ['names'],
  query: '(boolean_operator operator: "or") @site',
  anchors: ['.startswith(', '.endswith(', '.startswith (', '.endswith ('],
  rewrite({ site }, context) {
    if (isPartOfLonger(site)) return
    const terms = termsOf(site).map((term) => ({ term, test: testOf(term) }))
    const runs: Test[][] = []
    let run: Test[] = []
    for (const { test } of terms) {
      const [first] = run
      if (test && first && first.method === test.method && first.text.text === test.text.text) run.push(test)
      else {
        runs.push(run)
        run = test ? [test] : []
      }
    }
    const around = terms.length === run.length ? parenthesesAround(context, site) : []
    for (const tests of [...runs, run]) if (tests.length > 1) join(context, tests, around)
  },
})

/** `a or b or c` is `(a or b) or c`. */
function isPartOfLonger(site: Node): boolean {
  const parent = parentOf(site)
  return parent?.type === 'boolean_operator' && field(parent, 'operator')?.type === 'or'
}

function termsOf(node: Node): Node[] {
  if (node.type !== 'boolean_operator' || field(node, 'operator')?.type !== 'or') return [node]
  const [left, right] = [field(node, 'left'), field(node, 'right')]
  return left && right ? [...termsOf(left), ...termsOf(right)] : [node]
}

function testOf(node: Node): Test | undefined {
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  const [affix, more] = field(node, 'arguments')?.namedChildren ?? []
  const text = callee && field(callee, 'object')
  const method = callee && field(callee, 'attribute')?.text
  if (!text || !affix || more || (method !== 'startswith' && method !== 'endswith')) return undefined
  if (/splat|keyword|comment|yield|generator/.test(affix.type)) return undefined
  return { node, text, method, affix }
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
