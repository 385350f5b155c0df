import {
  ancestorsOf,
  type Context,
  classAround,
  decoratorNames,
  defineTransform,
  field,
  headOf,
  isStubBody,
  type Node,
  parentOf,
  sameNode,
  table,
} from '#transform'
import { isInherited } from './_overrides.ts'

const CONCRETE: Readonly<Record<string, 'list' | 'dict' | 'set'>> = table({
  'builtins.list': 'list',
  'builtins.dict': 'dict',
  'builtins.set': 'set',
  'typing.List': 'list',
  'typing.Dict': 'dict',
  'typing.Set': 'set',
})
/** Builtins that only go through what they are given. */
const READERS =
  /^builtins\.(?:all|any|dict|enumerate|filter|frozenset|iter|list|map|max|min|set|sorted|sum|tuple|zip)$/
const HARMLESS = /^(?:builtins\.(?:staticmethod|classmethod)|functools\.\w+|contextlib\.\w+)$/

/** What a use takes of the value. */
type Need = 'items' | 'size' | 'order' | 'mapping'

export default defineTransform({
  summary: 'Report parameters that ask for a list, dict or set and only read it',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/typing.html#typing.List',
  query: `
    (typed_parameter . (identifier) @name type: (type) @annotation)
    (typed_default_parameter name: (identifier) @name type: (type) @annotation)`,
  anchors: ['list', 'dict', 'set', 'List', 'Dict', 'Set'],
  rewrite({ name, annotation }, context) {
    const written = annotation?.firstNamedChild
    const head = written ? headOf(written) : undefined
    const kind = head && CONCRETE[context.qualifiedName(head) ?? '']
    const definition = [...ancestorsOf(name)].find(({ type }) =>
      /^(?:function_definition|lambda)$/.test(type),
    )
    if (!kind || !head || !written || definition?.type !== 'function_definition') return
    if (isFixed(context, definition)) return
    const needs = needsOf(context, name, definition)
    if (!needs || needs.length === 0) return
    const wanted = wantedFor(kind, needs)
    if (wanted === undefined) return
    const rest = written.text.slice(head.endIndex - written.startIndex)
    context.report(`${name.text} is only read: ${wanted}${rest} takes more than a ${kind}`, annotation)
  },
})

/** Whether somebody else says what the parameters are: a class above, a framework, or nobody yet. */
function isFixed(context: Context, definition: Node): boolean {
  const body = field(definition, 'body')
  const owner = classAround(definition)
  if (!body || isStubBody(body)) return true
  if (decoratorNames(context, definition).some((one) => !HARMLESS.test(one ?? ''))) return true
  return owner !== undefined && isInherited(context, owner, field(definition, 'name')?.text ?? '') !== 'no'
}

/** What the body takes of a parameter; undefined when it may change it, hand it on or keep it. */
function needsOf(context: Context, name: Node, definition: Node): Need[] | undefined {
  const { names } = context.module
  const home = names.resolve(name.text, field(definition, 'body') ?? name)
  if (home.kind !== 'bound' || home.bindings.length !== 1 || !sameNode(home.scope.node, definition))
    return undefined
  const needs: Need[] = []
  for (const { node } of names.loads(name.text)) {
    const meant = names.resolve(name.text, node)
    if (meant.kind !== 'bound' || meant.scope !== home.scope) continue
    const need = needAt(context, node)
    if (!need) return undefined
    needs.push(need)
    // Going through it twice takes more than an iterator.
    const isRepeated = [...ancestorsOf(readerOf(node))].some(({ type }) =>
      /^(?:for|while)_statement$|_comprehension$/.test(type),
    )
    if (need === 'items' && (isRepeated || needs.filter((one) => one === 'items').length > 1))
      needs.push('size')
  }
  return needs
}

/** The loop or comprehension that goes through the value, or else what is around it. */
function readerOf(use: Node): Node {
  const parent = parentOf(use) ?? use
  return parent.type === 'for_in_clause' ? (parentOf(parent) ?? parent) : parent
}

function needAt(context: Context, use: Node): Need | undefined {
  const parent = parentOf(use)
  switch (parent?.type) {
    case 'for_statement':
    case 'for_in_clause':
    case 'list_splat':
      return 'items'
    case 'dictionary_splat':
      return 'mapping'
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
    case 'not_operator':
      return 'size'
    case 'comparison_operator':
      return parent.namedChildCount === 2 &&
        sameNode(parent.lastNamedChild, use) &&
        /\bin\b/.test(parent.text)
        ? 'size'
        : undefined
    case 'subscript':
      return sameNode(field(parent, 'value'), use) && !isTarget(parent) ? 'order' : undefined
    case 'argument_list':
      return needOfCall(context, parentOf(parent))
    case 'attribute': {
      const call = parentOf(parent)
      const method = field(parent, 'attribute')?.text ?? ''
      if (call?.type !== 'call' || !sameNode(field(call, 'function'), parent)) return undefined
      if (/^(?:get|items|keys|values)$/.test(method)) return 'mapping'
      return /^(?:index|count)$/.test(method) ? 'order' : undefined
    }
  }
  return undefined
}

function needOfCall(context: Context, call: Node | undefined): Need | undefined {
  const callee = call && field(call, 'function')
  const name = (callee && context.qualifiedName(callee)) ?? ''
  if (name === 'builtins.len') return 'size'
  if (name === 'builtins.reversed') return 'order'
  return READERS.test(name) ? 'items' : undefined
}

function isTarget(subscript: Node): boolean {
  const parent = parentOf(subscript)
  return (
    /^(?:delete_statement|pattern_list|tuple_pattern)$/.test(parent?.type ?? '') ||
    (/assignment$/.test(parent?.type ?? '') && sameNode(parent && field(parent, 'left'), subscript))
  )
}

function wantedFor(kind: 'list' | 'dict' | 'set', needs: readonly Need[]): string | undefined {
  if (kind === 'dict') return 'Mapping'
  if (needs.includes('mapping')) return undefined
  if (needs.includes('order')) return kind === 'list' ? 'Sequence' : undefined
  return needs.includes('size') ? 'Collection' : 'Iterable'
}
