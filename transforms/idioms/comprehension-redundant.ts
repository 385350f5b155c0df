import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  type Node,
  parentOf,
  sameNode,
  table,
  withoutParentheses,
} from '#transform'
import { isInstanceOf } from './_instances.ts'
import { closeUp, spaceBefore } from './_literals.ts'

const BUILTIN: Readonly<Record<string, string>> = table({
  list_comprehension: 'list',
  set_comprehension: 'set',
  dictionary_comprehension: 'dict',
})

export default defineTransform({
  summary: 'Write [x for x in y] as list(y), likewise for sets and dicts',
  since: 'any',
  safety: 'safe',
  sameAs: ['C416'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#list',
  drops: ['names'],
  query: '[(list_comprehension) (set_comprehension) (dictionary_comprehension)] @comprehension',
  anchors: [
    /\bfor\b(?<=[[{]\s*\(*(\w+)\)*\s+for)\s+\1\s+in\b/,
    /\bfor\b(?<=\(\s*(\w+)\s*,\s*(\w+)\s*\)\s+for)\s+\(?\1\s*,\s*\2\s*\)?\s+in\b/,
    /\bfor\b(?<=\{\s*\(?(\w+)\)?\s*:\s*\(?(\w+)\)?\s+for)\s+\(?\1\s*,\s*\2\s*\)?\s+in\b/,
  ],
  rewrite({ comprehension }, context) {
    if (!comprehension) return
    const [body, clause, more] = comprehension.namedChildren
    if (body?.type === 'comment' || clause?.type !== 'for_in_clause' || more) return
    const target = field(clause, 'left')
    const iterable = field(clause, 'right')
    if (!body || !target || !iterable || clause.text.startsWith('async')) return
    if (comprehension.type === 'dictionary_comprehension') {
      const names = target.namedChildren
      const isCopied =
        /^(?:pattern_list|tuple_pattern)$/.test(target.type) &&
        names.length === 2 &&
        isName(field(body, 'key'), names[0]) &&
        isName(field(body, 'value'), names[1]) &&
        names[0]?.text !== names[1]?.text
      if (!isCopied) return
      if (!givesPairs(iterable))
        context.review('dict() would copy a mapping, where the comprehension takes its keys apart')
    } else if (isTupleOf(body, target)) {
      if (!givesTuples(context, iterable)) return
    } else if (!isName(body, target)) return
    // list() asks for the length first, which the object may find by going through itself.
    if (isReceiver(context, iterable)) context.skip('its own length may be found by this very loop')
    if (comprehension.type === 'list_comprehension') {
      if (parentOf(comprehension)?.type === 'expression_statement')
        context.skip('it is there to go through all items: list() asks for their number first')
      context.refuseOwn(iterable, ['__len__', '__length_hint__'])
    }
    if (isForDict(context, comprehension) && givesPairs(iterable))
      return context.replace(comprehension, iterable.text)
    if (isJoined(context, comprehension)) return context.replace(comprehension, iterable.text)
    const name = BUILTIN[comprehension.type] ?? ''
    if (!context.isBuiltin(name)) context.skip(`${name} means something else here`)
    if (name !== 'list') closeUp(context, comprehension)
    const { startIndex: start, endIndex: end } = comprehension
    context.replace({ start, end: iterable.startIndex }, `${spaceBefore(context.text, start)}${name}(`)
    context.replace({ start: iterable.endIndex, end }, ')')
  },
})

/** Whether text joins the list, which makes one of any iterable by itself. */
function isJoined(context: Context, list: Node): boolean {
  const given = parentOf(list)
  const call = given && parentOf(given)
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const text = callee && field(callee, 'attribute')?.text === 'join' ? field(callee, 'object') : undefined
  return (
    list.type === 'list_comprehension' &&
    given?.namedChildCount === 1 &&
    !!text &&
    isInstanceOf(context, text, ['builtins.str', 'builtins.bytes'])
  )
}

function isName(given: Node | undefined, target: Node | undefined): boolean {
  const node = given && withoutParentheses(given)
  return node?.type === 'identifier' && target?.type === 'identifier' && node.text === target.text
}

/** Whether a pair is taken apart and put together again. */
function isTupleOf(body: Node, target: Node): boolean {
  const names = target.namedChildren
  return (
    body.type === 'tuple' &&
    /^(?:pattern_list|tuple_pattern)$/.test(target.type) &&
    names.length === 2 &&
    names[0]?.text !== names[1]?.text &&
    body.namedChildCount === 2 &&
    body.namedChildren.every((item, index) => isName(item, names[index]))
  )
}

/** Whether what is gone through surely gives tuples of two. */
function givesTuples(context: Context, iterable: Node): boolean {
  const callee = iterable.type === 'call' ? field(iterable, 'function') : undefined
  const args = field(iterable, 'arguments')?.namedChildren ?? []
  if (!callee || args.some(({ type }) => /splat|comment/.test(type))) return false
  const name = context.qualifiedName(callee)
  if (name === 'builtins.enumerate') return args.length > 0
  if (name === 'builtins.zip') return args.filter(({ type }) => type !== 'keyword_argument').length === 2
  const owner = field(callee, 'object')
  if (!owner || field(callee, 'attribute')?.text !== 'items' || args.length > 0) return false
  return isInstanceOf(context, owner, ['builtins.dict', 'collections.OrderedDict', 'collections.defaultdict'])
}

/** Whether what is gone through surely has no keys of its own. */
function givesPairs(iterable: Node): boolean {
  const callee = iterable.type === 'call' ? field(iterable, 'function') : undefined
  return (
    /^(?:list|list_comprehension|tuple|generator_expression)$/.test(iterable.type) ||
    (callee?.type === 'attribute' &&
      /^(?:items|most_common|findall)$/.test(field(callee, 'attribute')?.text ?? '')) ||
    (callee?.type === 'identifier' && /^(?:zip|enumerate|sorted)$/.test(callee.text))
  )
}

/** Whether the comprehension is a list that only `dict()` goes through. */
function isForDict(context: Context, comprehension: Node): boolean {
  const list = parentOf(comprehension)
  const call = list?.type === 'argument_list' && list.namedChildCount === 1 ? parentOf(list) : undefined
  const callee = call && field(call, 'function')
  return (
    comprehension.type === 'list_comprehension' &&
    callee !== undefined &&
    context.qualifiedName(callee) === 'builtins.dict'
  )
}

/** Whether the expression is the first parameter of a function in a class: `self` as a rule. */
function isReceiver(context: Context, expression: Node): boolean {
  if (expression.type !== 'identifier') return false
  return context.module
    .bindingsOf(expression)
    .some(
      ({ kind, owner, node }) =>
        kind === 'parameter' &&
        sameNode(field(owner, 'parameters')?.firstNamedChild, node) &&
        [...ancestorsOf(owner)].find(({ type }) => /^(?:class|function)_definition$/.test(type))?.type ===
          'class_definition',
    )
}
