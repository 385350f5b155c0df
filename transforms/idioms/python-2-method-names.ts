import {
  blockOf,
  type Context,
  canReachEnd,
  defineTransform,
  field,
  isInstanceOf,
  type Node,
  ownReturns,
  scopeOf,
  statementsOf,
  yields,
} from '#transform'
import { isAskedFor, RENAMED } from './_python-2-methods.ts'

export default defineTransform({
  summary: 'Give methods that only Python 2 calls, such as __nonzero__, the names that Python 3 calls',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/whatsnew/3.0.html#operators-and-special-methods',
  drops: ['names', 'constants'],
  query: '(function_definition name: (identifier) @name) @method',
  anchors: [/\bdef[ \t]+(?:__nonzero__|__r?div__|__idiv__|next)\b/],
  searches: Object.keys(RENAMED),
  rewrite({ name, method }, context) {
    const old = name.text
    const current = Object.hasOwn(RENAMED, old) ? RENAMED[old] : undefined
    // What `__unicode__` gives may be no `str` of what the class is for: its twin is mostly there.
    if (current === undefined || old === '__unicode__' || scopeOf(method).kind !== 'class') return
    const bound = (other: string) => boundInClass(other, method, context)
    // Elsewhere it is a method as any other.
    if (bound(current) > 0 || (old === 'next' && !isIterator(method))) return
    if (bound(old) > 1) return context.skip(`${old} is bound more than once in the class`)
    if (isAskedFor(context, old)) return context.skip(`something in the project asks for ${old} by its name`)
    if (old === '__nonzero__') giveBool(context, method)
    context.replace(name, current)
    context.note(`Python 3 never called ${old}: it calls ${current} from now on`)
  },
})

/** Whether the class that a method stands in goes through itself: `TarFile.next` is no part of what its `__iter__` gives. */
function isIterator(method: Node): boolean {
  const block = blockOf(method)
  return (block ? statementsOf(block) : []).some(
    (one) =>
      one.type === 'function_definition' &&
      field(one, 'name')?.text === '__iter__' &&
      /\breturn self$/.test(field(one, 'body')?.text ?? ''),
  )
}

/** Python 2 takes whole numbers of `__nonzero__`, too; `__bool__` has to give `True` or `False`. */
function giveBool(context: Context, method: Node): void {
  const body = field(method, 'body')
  const returned = (body && !yields(body) ? ownReturns(body) : []).map((one) => one.firstNamedChild)
  if (
    canReachEnd(context, body) ||
    returned.some((value) => !value || value.type === 'none' || value.type === 'comment')
  )
    context.skip('what it returns is neither True nor False, which __bool__ has to give')
  if (!context.isBuiltin('bool')) context.skip('bool means something else here')
  for (const value of returned) {
    // Python 2 takes nothing else of a comparison either, but for whole numbers, which hardly any gives.
    if (!value || value.type === 'comparison_operator' || isInstanceOf(context, value, ['builtins.bool']))
      continue
    if (/^[01]$/.test(value.text)) context.replace(value, value.text === '1' ? 'True' : 'False')
    else if (value.text.startsWith('(') && value.type === 'parenthesized_expression')
      context.insert(value.startIndex, 'bool')
    else {
      context.insert(value.startIndex, 'bool(')
      context.insert(value.endIndex, ')')
    }
  }
}

/** How often the class that a method stands in binds a name. */
function boundInClass(name: string, method: Node, { module }: Context): number {
  const scope = scopeOf(method)
  return module.names.bindings(name).filter((one) => one.scope === scope).length
}
