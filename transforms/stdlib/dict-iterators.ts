import {
  defineTransform,
  field,
  isConsumed,
  isDefinedInProject,
  isInstance,
  isSearched,
  isTriedFor,
  leaveChoices,
  parentOf,
  sameNode,
  spellingsOf,
  table,
} from '#transform'
import { isExpected } from './_methods.ts'

/** https://peps.python.org/pep-3106/ */
const METHODS: Readonly<Record<string, string>> = table({
  iterkeys: 'keys',
  itervalues: 'values',
  iteritems: 'items',
  viewkeys: 'keys',
  viewvalues: 'values',
  viewitems: 'items',
})

export default defineTransform({
  summary: 'Replace iteritems and its like, which dicts no longer have, with items, keys and values',
  since: 'any',
  safety: 'safe',
  docs: 'https://peps.python.org/pep-3106/',
  query: '(call function: (attribute) @access arguments: (argument_list . ")")) @call',
  anchors: Object.keys(METHODS),
  searches: Object.keys(METHODS).flatMap(spellingsOf),
  rewrite({ access, call }, context) {
    const [object, method] = [access && field(access, 'object'), access && field(access, 'attribute')]
    const view = METHODS[method?.text ?? '']
    if (!call || !access || !object || !method || view === undefined) return
    if (field(call, 'arguments')?.namedChildCount !== 0) return
    if (
      isDefinedInProject(context, method.text) &&
      isInstance(context, object, ['builtins.dict']) === 'unknown'
    )
      context.skip(`a class of the project defines ${method.text}, and ${object.text} may be of that`)
    if (!isExpected(context, object, method.text, { classes: ['builtins.dict'], hint: '' })) return
    leaveChoices(context, access)
    if (isTriedFor(access, /\bAttributeError\b/))
      context.skip(`a handler around may be there because ${method.text} is gone`)
    context.replace(method, view)
    if (method.text.startsWith('view') || isConsumed(context, call)) return
    // Keys would be asked for by their hashes.
    if (view === 'values' && isSearched(call)) return
    const outer = parentOf(call)
    const next = outer?.type === 'attribute' && field(outer, 'attribute')?.text === 'next' && parentOf(outer)
    if (!context.isBuiltin('iter', call)) context.skip('iter is not the builtin here')
    if (next && sameNode(field(next, 'function'), outer))
      context.skip('iterators have no method next any more: call next()')
    context.insert(call.startIndex, 'iter(')
    context.insert(call.endIndex, ')')
  },
})
