import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isPath,
  type Node,
  parentOf,
  removeArguments,
  sameNode,
} from '#transform'
import { leaveChosen } from './_chosen.ts'

const ATTRIBUTES = 'django.utils.decorators.available_attrs'
const PATHS = ['django.utils._os.upath', 'django.utils._os.npath']
const WRAPS = ['functools.wraps', 'django.utils.functional.wraps', 'django.utils.decorators.wraps']

export default defineTransform({
  summary: 'Drop calls of helpers of Django that did something on Python 2 only',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/releases/3.0/#removed-private-python-2-compatibility-apis',
  query: '(call function: (_) @helper arguments: (argument_list) @_args) @call',
  where: { helper: [ATTRIBUTES, ...PATHS] },
  projectNeeds: ['django'],
  drops: ['names'],
  rewrite({ helper, call }, context) {
    const [value, ...others] = argumentsOf(call)
    if (!value || others.length > 0 || /_argument$|_splat$/.test(value.type)) return
    leaveChosen(context, call)
    if (context.qualifiedName(helper) === ATTRIBUTES) return dropAttributes(context, call, value)
    const isBare = isPath(value) || /^(?:call|string|subscript|parenthesized_expression)$/.test(value.type)
    context.replace(call, isBare ? value.text : `(${value.text})`)
  },
})

/** What it gives is what `wraps` takes when it is not told; of the function itself it wants nothing. */
function dropAttributes(context: Context, call: Node, value: Node): void {
  if (!isPath(value)) context.skip('what is called for the function would no longer be called')
  const argument = parentOf(call)?.type === 'keyword_argument' ? parentOf(call) : call
  const list = argument && parentOf(argument)
  const outer = list?.type === 'argument_list' ? parentOf(list) : undefined
  const callee = outer?.type === 'call' ? field(outer, 'function') : undefined
  const args = outer ? argumentsOf(outer) : []
  const name = argument && field(argument, 'name')?.text
  const isPlace = name === undefined ? args[1] && sameNode(args[1], call) : name === 'assigned'
  // Behind a second argument without a name, a third one would take its place.
  const isSafe = name !== undefined || args.slice(2).every(({ type }) => type === 'keyword_argument')
  if (
    outer &&
    argument &&
    callee &&
    isPlace &&
    isSafe &&
    WRAPS.includes(context.qualifiedName(callee) ?? '')
  ) {
    const removed = removeArguments(context.text, outer, [argument])
    if (!removed) context.skip('a comment speaks of the argument')
    context.edit(removed)
    return
  }
  context.replace(call, context.import('functools', 'WRAPPER_ASSIGNMENTS', call))
}
