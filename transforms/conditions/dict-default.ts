import {
  argumentsOf,
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  type Edit,
  field,
  isInstanceOf,
  isPath,
  lineEnd,
  type Node,
  type Span,
  statementsOf,
  trueEnd,
  withoutParentheses,
} from '#transform'
import { clausesOf, followerOf, outcomeOf } from './_arms.ts'
import { BINDS, comparisonOf, operatorText, tightnessOf, written } from './_expressions.ts'
import { heedMapping, isItemOf, isSteadyKey } from './_mappings.ts'
import { isLiteral, isSteadyValue } from './_order.ts'

const CONTAINER = /^(?:builtins\.(?:dict|list|set)|collections\.(?:Counter|OrderedDict|defaultdict|deque))$/
/** Values that stand behind a plus without parentheses, and are added as one. */
const TERM = /^(?:\*|\/|\/\/|%|@|\*\*)$/

export default defineTransform({
  summary:
    'Write if key not in d: d[key] = [] before d[key].append(x) as d.setdefault(key, []).append(x), and count with get()',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/library/stdtypes.html#dict.setdefault',
  drops: ['names', 'constants', 'statements', 'negations'],
  query: '(if_statement condition: (_) @condition consequence: (block) @block) @statement',
  anchors: [/\bin\b(?=[^\n:]{0,200}:\s*[\w.]{1,100}\[)/],
  rewrite({ condition, block, statement }, context) {
    const comparison = comparisonOf(withoutParentheses(condition))
    const word = comparison && operatorText(comparison.operator)
    if (!comparison || (word !== 'in' && word !== 'not in')) return
    const test = { key: comparison.left, mapping: comparison.right }
    const [clause, ...more] = clausesOf(statement)
    if (more.length > 0 || (clause && clause.type !== 'else_clause')) return
    const other = clause && field(clause, 'body')
    if (other) return join(context, test, statement, word === 'in' ? [block, other] : [other, block])
    if (word === 'not in') lead(context, test, statement, block)
  },
})

interface Test {
  readonly key: Node
  readonly mapping: Node
}

/** `if key not in d: d[key] = []`, and behind it a statement that begins with `d[key]`. */
function lead(context: Context, test: Test, statement: Node, block: Node): void {
  const preset = presetIn(block, test)
  const next = preset && followerOf(statement)
  const span = next && { start: statement.startIndex, end: trueEnd(next) }
  if (!preset || !span || !isPlain(context, preset)) return
  const counted = next.firstNamedChild
  const isCount =
    counted?.type === 'augmented_assignment' && isItemOf(field(counted, 'left'), test.mapping, test.key)
  if (isCount) {
    if (!isNumber(context, preset)) return
    heed(context, test, span)
    count(context, test, { span, counted, preset: preset.text })
    return
  }
  const read = firstItem(context, next, test)
  if (!read) return
  heed(context, test, { ...span, end: next.startIndex })
  heedMapping(context, test.mapping, 'setdefault')
  const edits = [
    { start: statement.startIndex, end: next.startIndex, text: '' },
    { start: read.startIndex, end: read.endIndex, text: setdefault(test, preset.text) },
  ]
  checkWidth(context, span, edits)
  context.edit(edits)
}

/** `d[key].append(x)` where the key is there, else `d[key] = [x]`. */
function join(context: Context, test: Test, statement: Node, [there, missing]: readonly Node[]): void {
  const made = missing && presetIn(missing, test)
  const [only, ...more] = there ? statementsOf(there) : []
  const done = only?.type === 'expression_statement' && more.length === 0 ? only.firstNamedChild : undefined
  if (!made || !done) return
  const span = { start: statement.startIndex, end: trueEnd(statement) }
  if (done.type === 'augmented_assignment') {
    if (!isItemOf(field(done, 'left'), test.mapping, test.key)) return
    // Taking away begins with less than nothing.
    if (field(done, 'operator')?.text !== '+=' || field(done, 'right')?.text !== made.text) return
    if (!isNumber(context, made)) return
    heed(context, test, span)
    count(context, test, { span, counted: done, preset: '0' })
    return
  }
  const callee = done.type === 'call' ? field(done, 'function') : undefined
  const item = callee?.type === 'attribute' ? field(callee, 'object') : undefined
  const [value, ...others] = argumentsOf(done)
  const [first, ...rest] = made.namedChildren
  const method = callee && field(callee, 'attribute')?.text
  const kind =
    made.type === 'list' && method === 'append'
      ? 'list'
      : made.type === 'set' && method === 'add'
        ? 'set'
        : undefined
  if (!kind || !isItemOf(item, test.mapping, test.key) || !value || others.length > 0) return
  if (first?.text !== value.text || rest.length > 0 || /splat|keyword|yield/.test(value.type)) return
  heed(context, test, span)
  if (/\b(?:await|yield)\b|:=/.test(value.text)) context.skip('what is put in is more than a value')
  heedOwn(context, test, value)
  if (kind === 'set' && !context.isBuiltin('set')) context.skip('set means something else here')
  heedMapping(context, test.mapping, 'setdefault')
  if (!isSteadyValue(value))
    context.review(`the key gets an empty ${kind} before ${value.text} is worked out`)
  const text = `${setdefault(test, kind === 'list' ? '[]' : 'set()')}.${method}(${value.text})`
  write(context, span, text)
}

/** `d[key] = d.get(key, 0) + n`. */
function count(
  context: Context,
  test: Test,
  { span, counted, preset }: { readonly span: Span; readonly counted: Node; readonly preset: string },
): void {
  const operator = field(counted, 'operator')?.text
  const value = field(counted, 'right')
  if (
    (operator !== '+=' && operator !== '-=') ||
    !value ||
    /^(?:yield|expression_list|assignment)$/.test(value.type)
  )
    context.skip('only what is added or taken away is counted')
  heedOwn(context, test, value)
  heedMapping(context, test.mapping, 'get')
  context.review('what += changes in place, unlike a number, is made anew')
  const isTerm = value.type !== 'binary_operator' || TERM.test(field(value, 'operator')?.text ?? '')
  const added =
    isTerm && tightnessOf(value) >= BINDS.operand ? written(value, BINDS.operand) : `(${value.text})`
  const { key, mapping } = test
  const get = `${mapping.text}.get(${key.text}, ${preset})`
  const text = `${mapping.text}[${key.text}] = ${get} ${operator.charAt(0)} ${added}`
  write(context, span, text)
}

function write(context: Context, span: Span, text: string): void {
  const edits: Edit[] = [{ ...span, text }]
  checkWidth(context, span, edits)
  context.edit(edits)
}

/** Skips the site where something would be worked out anew, or a comment be lost. */
function heed(context: Context, { key, mapping }: Test, span: Span): void {
  const isSteady = isSteadyKey(key) || (key.type === 'tuple' && key.namedChildren.every(isSteadyKey))
  if (!isPath(mapping) || !isSteady) context.skip('what is evaluated twice may differ the second time')
  if (commentsIn(context.module.tree, { ...span, end: lineEnd(context.text, span.end) }).length > 0)
    context.skip('a comment would be lost')
}

/** Skips the site where a value depends on what it goes into: it would see another number of keys. */
function heedOwn(context: Context, { mapping }: Test, value: Node): void {
  if (value.text.includes(mapping.text)) context.skip('the value is worked out from what it would go into')
}

/** The value that a block gives `d[key]`, where that is all it does. */
function presetIn(block: Node | undefined, { key, mapping }: Test): Node | undefined {
  const outcome = outcomeOf(block)
  return outcome?.target && isItemOf(outcome.target, mapping, key) ? outcome.value : undefined
}

/** Whether making a value does nothing else, and takes no time worth speaking of. */
function isPlain(context: Context, value: Node): boolean {
  if (value.text.includes('\n') || value.text.length > 60) return false
  if (/^(?:list|tuple|set|dictionary|pair)$/.test(value.type))
    return value.namedChildren.every((part) => isPlain(context, part))
  if (value.type === 'call') {
    const callee = field(value, 'function')
    const isEmpty = callee && CONTAINER.test(context.qualifiedName(callee) ?? '')
    return !!isEmpty && argumentsOf(value).every(({ type }) => type === 'identifier')
  }
  return value.type === 'none' || isLiteral(value)
}

function isNumber(context: Context, value: Node): boolean {
  return value.type === 'integer' || isInstanceOf(context, value, ['builtins.int'])
}

/** The `d[key]` with which a statement begins to do something, and through which alone it changes `d`. */
function firstItem(context: Context, statement: Node, { key, mapping }: Test): Node | undefined {
  const inner = statement.firstNamedChild ?? undefined
  if (statement.type === 'return_statement') return itemAt(inner, key, mapping)
  if (statement.type !== 'expression_statement' || statement.namedChildCount !== 1 || !inner) return undefined
  if (inner.type === 'call') return itemAt(inner, key, mapping)
  const [left, right] = [field(inner, 'left'), field(inner, 'right')]
  const read = itemAt(left, key, mapping)
  if (!read) return inner.type === 'assignment' ? itemAt(right, key, mapping) : undefined
  if (!left || !right || isItemOf(left, mapping, key)) return undefined
  if (inner.type === 'assignment' && !isSteadyValue(right)) {
    heedOwn(context, { key, mapping }, right)
    context.review('the value is worked out before the key gets its own')
  }
  return read
}

/** `d[key]`, where that is what an expression works out first. */
function itemAt(expression: Node | undefined, key: Node, mapping: Node): Node | undefined {
  for (let here = expression; here; ) {
    if (isItemOf(here, mapping, key)) return here
    if (!/^(?:attribute|call|subscript)$/.test(here.type)) return undefined
    here = field(here, 'object') ?? field(here, 'function') ?? field(here, 'value')
  }
  return undefined
}

function setdefault({ key, mapping }: Test, preset: string): string {
  return `${mapping.text}.setdefault(${key.text}, ${preset})`
}
