import {
  argumentsOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  functionAround,
  hasSplat,
  holdsTogether,
  isTriedFor,
  leaveChoices,
  type Node,
  parentOf,
  signsOf,
  spanOf,
  table,
  withoutComments,
} from '#transform'
import { isSteady } from './_sides.ts'
import { bindsUnseen, isUnbound } from './_unbound.ts'

/** What a dot, or an opening parenthesis, may follow. */
const PRIMARY = /^(?:attribute|call|identifier|parenthesized_expression|subscript)$/
/** What binds looser than a comparison, or as tight. */
const LOOSE =
  /^(?:lambda|conditional_expression|boolean_operator|not_operator|comparison_operator|named_expression|yield)$/
/** Where an arithmetic expression needs no parentheses of its own. */
const FREE =
  /^(?:argument_list|assignment|augmented_assignment|boolean_operator|comparison_operator|conditional_expression|dictionary|expression_list|expression_statement|if_statement|keyword_argument|lambda|list|not_operator|pair|parenthesized_expression|return_statement|subscript|tuple)$/

/** How two values compare where cmp gave something that compares so with a number. */
const WITH_NUMBER: Readonly<Record<string, string>> = table({
  '== 0': '==',
  '!= 0': '!=',
  '< 0': '<',
  '<= 0': '<=',
  '> 0': '>',
  '>= 0': '>=',
  '== 1': '>',
  '== -1': '<',
})

export default defineTransform({
  summary: 'Replace calls of apply, cmp and execfile, which Python 2 had as builtins',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/whatsnew/3.0.html#removed-syntax',
  drops: ['constants', 'names'],
  query: `
    (call
      function: (identifier) @callee (#match? @callee "^(?:apply|cmp|execfile)$")
      arguments: (argument_list) @list) @call`,
  anchors: [/\b(?:apply|cmp|execfile)\b(?<![.](?:apply|cmp|execfile))(?=[ \t]*\()/],
  rewrite({ callee, list, call }, context) {
    if (!callee || !list || !call) return
    if (context.module.isStub || !isUnbound(context, callee) || bindsUnseen(context)) return
    const args = argumentsOf(call)
    leaveChoices(context, callee)
    if (isTriedFor(callee, /\bNameError\b/))
      context.skip(`a handler around may be there because nothing binds ${callee.text}`)
    if (hasSplat(args) || args.some(({ type }) => type === 'keyword_argument'))
      return context.skip('which arguments it is given is not written out')
    if (commentsIn(context.module.tree, spanOf(list)).length > 0)
      return context.skip('a comment stands between the arguments')
    if (callee.text === 'cmp') writeComparison(context, call, args)
    else if (callee.text === 'apply') writeCall(context, callee, args)
    else writeExec(context, call, args)
  },
})

/** `apply(function, args, kwargs)` */
function writeCall(context: Context, callee: Node, [called, values, named]: readonly Node[]): void {
  if (!called) return
  context.replace(
    callee,
    PRIMARY.test(called.type) && holdsTogether(called) ? called.text : `(${called.text})`,
  )
  const items = values && /^(?:list|tuple)$/.test(values.type) ? withoutComments(values) : undefined
  const first = items?.[0] ?? values
  const last = items?.at(-1) ?? values
  if (values && first && last && items?.length !== 0) {
    context.remove({ start: called.startIndex, end: first.startIndex })
    if (!items) context.insert(first.startIndex, '*')
    // Its brackets, and the comma before them.
    if (items) context.remove({ start: last.endIndex, end: values.endIndex })
  } else if (called)
    context.remove({
      start: called.startIndex,
      end: (named ?? values ?? called)[named ? 'startIndex' : 'endIndex'],
    })
  if (named) context.insert(named.startIndex, '**')
}

/** `cmp(a, b)`, and `cmp(a, b) == 0` */
function writeComparison(context: Context, call: Node, [left, right, more]: readonly Node[]): void {
  if (more) context.skip('cmp took two values')
  if (!left || !right) return
  const [a, b] = [operand(left), operand(right)]
  context.review('what cannot be compared raises TypeError, and None is no longer less than everything')
  const asked = comparisonWithNumber(call)
  if (asked) {
    const text = `${a} ${asked.operator} ${b}`
    context.replace(asked.node, isLonely(asked.node) ? text : `(${text})`)
    return
  }
  if (!isSteady(context, left) || !isSteady(context, right))
    context.skip('it takes each value twice on Python 3: keep them in names first')
  const text = `(${a} > ${b}) - (${a} < ${b})`
  context.replace(call, FREE.test(parentOf(call)?.type ?? '') && isFree(call) ? text : `(${text})`)
}

/** A subscript is free in its brackets alone. */
function isFree(node: Node): boolean {
  const parent = parentOf(node)
  return parent?.type !== 'subscript' || field(parent, 'value')?.id !== node.id
}

/** Whether a comparison may stand in its place without parentheses. */
function isLonely(node: Node): boolean {
  return !/^(?:attribute|await|binary_operator|comparison_operator|subscript|unary_operator)$/.test(
    parentOf(node)?.type ?? '',
  )
}

/** The comparison of what cmp gives with a number that says it in another way. */
function comparisonWithNumber(call: Node): { readonly node: Node; readonly operator: string } | undefined {
  const node = parentOf(call)
  if (node?.type !== 'comparison_operator') return undefined
  const [left, right, ...more] = node.namedChildren
  const [sign, ...others] = signsOf(node)
  if (!right || !sign || left?.id !== call.id || more.length > 0 || others.length > 0) return undefined
  const operator = WITH_NUMBER[`${sign.text} ${right.text}`]
  return operator === undefined ? undefined : { node, operator }
}

function operand(node: Node): string {
  return LOOSE.test(node.type) || !holdsTogether(node) ? `(${node.text})` : node.text
}

/** `execfile(path)` */
function writeExec(context: Context, call: Node, args: readonly Node[]): void {
  const [path, ...spaces] = args
  if (spaces.length > 2) context.skip('execfile took a path and two dicts')
  if (!path) return
  if (spaces.length === 0 && functionAround(call))
    context.skip('the names that the file binds are not seen in a function: give it a dict')
  if (!isPathText(context, path)) context.skip('it takes the path twice on Python 3: keep it in a name')
  if (!['exec', 'compile'].every((name) => context.isBuiltin(name, call)))
    context.skip('exec or compile is not the builtin here')
  context.review('it is read as UTF-8 where nothing in it says otherwise, and has to be of Python 3')
  const source = `${context.import('pathlib', 'Path', call)}(${path.text}).read_bytes()`
  const more = spaces.map(({ text }) => `, ${text}`).join('')
  context.replace(call, `exec(compile(${source}, ${path.text}, "exec")${more})`)
}

/** Whether a path may be worked out twice: os.path only looks at text. */
function isPathText(context: Context, node: Node): boolean {
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  if (!callee) return isSteady(context, node)
  return (
    /^(?:posixpath|ntpath|os\.path)\.\w+$/.test(context.qualifiedName(callee) ?? '') &&
    argumentsOf(node).every((one) => isPathText(context, one))
  )
}
