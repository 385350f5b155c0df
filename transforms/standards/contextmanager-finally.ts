import { ancestorsOf, defineTransform, field, lineOf, type Node, ownNodes } from '#transform'

export default defineTransform({
  summary: 'Report context managers that put nothing back when the with block raises',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/contextlib.html#contextlib.contextmanager',
  query: `
    (decorated_definition
      (decorator . (_) @decorator .)
      definition: (function_definition) @function)`,
  where: { decorator: ['contextlib.contextmanager', 'contextlib.asynccontextmanager'] },
  rewrite({ function: definition }, context) {
    if (!definition) return
    const [only, ...more] = ownNodes(definition, ['yield'])
    if (!only || more.length > 0) return
    // What catches the exception, or is left in any case, knows what it does.
    for (const up of ancestorsOf(only)) {
      if (/^(?:try_statement|except_clause|for_statement|while_statement)$/.test(up.type)) return
      if (up.type === 'function_definition') break
    }
    const steps = ownNodes(definition, ['assignment', 'augmented_assignment', 'call'])
    const before = steps.filter(({ endIndex }) => endIndex < only.startIndex)
    const after = steps.filter(({ startIndex }) => startIndex > only.endIndex)
    const shared = sharedNames(definition)
    const undone = after.find((step) => before.some((first) => undoes(first, step, shared)))
    if (!undone) return
    context.report(
      `line ${lineOf(undone)} puts back what was changed, but not when the with block raises: let the yield stand in try, and that in finally`,
      only,
    )
  },
})

/** The names that a function binds for others. */
function sharedNames(definition: Node): ReadonlySet<string> {
  const statements = ownNodes(definition, ['global_statement', 'nonlocal_statement'])
  return new Set(statements.flatMap(({ namedChildren }) => namedChildren.map(({ text }) => text)))
}

/** Whether a step takes back what an earlier one did. */
function undoes(first: Node, then: Node, shared: ReadonlySet<string>): boolean {
  if (first.type === 'call' || then.type === 'call') {
    const [one, other] = [calleeOf(first), calleeOf(then)]
    return one !== undefined && one.receiver === other?.receiver && areOpposite(one.name, other.name)
  }
  const target = field(then, 'left')
  if (!target || target.text !== field(first, 'left')?.text) return false
  const isShared = /^(?:attribute|subscript)$/.test(target.type) || shared.has(target.text)
  if (!isShared) return false
  const [up, down] = [operatorOf(first), operatorOf(then)]
  if (up !== '=' || down !== '=') return `${up}${down}` === '+=-=' || `${up}${down}` === '-=+='
  const [old, value] = [field(first, 'right'), field(then, 'right')]
  // `done = True` says that all went well.
  return (
    value !== null && old?.text !== value?.text && RESTORED.test(value?.type ?? '') && value?.type !== 'true'
  )
}

/** What a value is that was kept, or stands for nothing: anything else is a result. */
const RESTORED = /^(?:identifier|attribute|none|false|integer|string|list|dictionary|tuple)$/

function operatorOf(step: Node): string {
  return step.children.find(({ type }) => /^[-+*/|&^%@<>]*=$/.test(type))?.type ?? ''
}

function calleeOf(call: Node): { readonly receiver: string; readonly name: string } | undefined {
  const callee = call.type === 'call' ? field(call, 'function') : undefined
  const receiver = callee?.type === 'attribute' ? field(callee, 'object') : undefined
  const name = callee?.type === 'attribute' ? field(callee, 'attribute') : undefined
  return receiver && name ? { receiver: receiver.text, name: name.text } : undefined
}

/** Beginnings of the names of methods that take back what others did. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['acquire', 'release'],
  ['activate', 'deactivate'],
  ['add', 'remove'],
  ['append', 'pop'],
  ['attach', 'detach'],
  ['connect', 'disconnect'],
  ['disable', 'enable'],
  ['enable', 'disable'],
  ['install', 'uninstall'],
  ['lock', 'unlock'],
  ['push', 'pop'],
  ['register', 'unregister'],
  ['start', 'stop'],
  ['subscribe', 'unsubscribe'],
]

function areOpposite(one: string, other: string): boolean {
  if (one === other) return /^(?:chdir|umask|set(?:_?[a-z]\w*)?)$/i.test(one) && one !== 'set'
  return OPPOSITES.some(([does, undoes]) => {
    if (!one.startsWith(does) || !other.startsWith(undoes)) return false
    const [what, whatElse] = [one.slice(does.length), other.slice(undoes.length)]
    return what === whatElse || whatElse === ''
  })
}
