import { argumentsOf, defineTransform, field, leaveChoices, parentOf, spellingsOf, table } from '#transform'
import { isExpected } from './_methods.ts'

/** Attribute by method. Without the hint the name says too little of the object. */
const METHODS: Readonly<Record<string, { readonly to: string; readonly hint?: string }>> = table({
  getName: { to: 'name' },
  setName: { to: 'name' },
  isDaemon: { to: 'daemon', hint: 'threading' },
  setDaemon: { to: 'daemon', hint: 'threading' },
})

export default defineTransform({
  summary: 'Replace getName, setName, isDaemon and setDaemon of threads with the attributes',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/library/threading.html#threading.Thread.name',
  query: '(call function: (attribute object: (_) @object attribute: (identifier) @method) @access) @call',
  anchors: Object.keys(METHODS),
  searches: Object.keys(METHODS).flatMap(spellingsOf),
  rewrite({ object, method, access, call }, context) {
    const row = Object.hasOwn(METHODS, method.text) ? METHODS[method.text] : undefined
    const isSetter = method.text.startsWith('set')
    const args = argumentsOf(call)
    if (!row || args.length !== (isSetter ? 1 : 0)) return
    if (!isExpected(context, object, method.text, { classes: ['threading.Thread'], ...row })) return
    leaveChoices(context, access)
    const list = field(call, 'arguments')
    if (!list) return
    context.replace(method, row.to)
    if (!isSetter) return context.remove({ start: method.endIndex, end: list.endIndex })
    const [value] = args
    if (parentOf(call)?.type !== 'expression_statement' || !value || /_splat$|^generator/.test(value.type))
      return context.skip(`assign to ${row.to} in a statement of its own`)
    const assigned = value.type === 'keyword_argument' ? field(value, 'value') : value
    if (!assigned) return
    const isLong = assigned.text.includes('\n')
    context.replace({ start: method.endIndex, end: assigned.startIndex }, isLong ? ' = (' : ' = ')
    context.replace({ start: assigned.endIndex, end: list.endIndex }, isLong ? ')' : '')
  },
})
