import {
  basesOf,
  defineTransform,
  field,
  headOf,
  isTestFile,
  type Node,
  statementsOf,
  table,
} from '#transform'

/** What a class replaces, and the methods of the builtin that do the same without asking it. */
const BYPASSED: Readonly<Record<string, readonly (readonly [own: string, others: readonly string[]])[]>> =
  table({
    'builtins.dict': [
      ['__setitem__', ['update', 'setdefault']],
      ['__getitem__', ['get']],
      ['__delitem__', ['pop']],
    ],
    'builtins.list': [
      ['append', ['extend', '__iadd__']],
      ['__setitem__', ['append', 'extend']],
    ],
    'builtins.set': [['add', ['update', '__ior__']]],
  })
const INSTEAD: Readonly<Record<string, string>> = table({
  'builtins.dict': 'collections.UserDict or MutableMapping',
  'builtins.list': 'collections.UserList or MutableSequence',
  'builtins.set': 'collections.abc.MutableSet',
})

export default defineTransform({
  summary: 'Report subclasses of builtins whose other methods go past the one that they replace',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/collections.html#collections.UserDict',
  query: '(class_definition superclasses: (argument_list (_) @base) body: (block) @body) @definition',
  where: { base: Object.keys(BYPASSED) },
  needs: /\bclass\s+\w+\s*\(\s*(?:\w+\.)?(?:dict|list|set)\b/,
  rewrite({ base, body, definition }, context) {
    const kind = base ? (context.qualifiedName(base) ?? '') : ''
    if (!base || !body || !definition || basesOf(definition).length !== 1) return
    // One that is for its own module alone is used as that needs it.
    if (/^_/.test(field(definition, 'name')?.text ?? '') || isTestFile(context.module.path)) return
    const methods = methodsOf(body)
    for (const [own, others] of BYPASSED[kind] ?? []) {
      const method = methods.get(own)
      const left = others.filter((other) => !methods.has(other))
      // `__getitem__` that only helps with a missing key, and methods that are closed to all.
      if (!method || left.length < others.length || isClosed(method) || avoids(method, left)) continue
      const all = [...(own === '__setitem__' ? ['the constructor'] : []), ...left]
      context.report(
        `${listed(all)} of ${headOf(base)?.text} ${all.length > 1 ? 'do' : 'does'} not call this ${own}: define ${all.length > 1 ? 'them' : 'it'} too, or derive from ${INSTEAD[kind]}`,
        field(method, 'name') ?? method,
      )
    }
  },
})

function methodsOf(body: Node): ReadonlyMap<string, Node | undefined> {
  return new Map(
    statementsOf(body).flatMap((statement): [string, Node | undefined][] => {
      const one = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
      if (one?.type === 'function_definition') return [[field(one, 'name')?.text ?? '', one]]
      // `update = _no_update`
      const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
      const names = assignment?.type === 'assignment' ? assignment.descendantsOfType('identifier') : []
      return names.map(({ text }) => [text, undefined])
    }),
  )
}

function isClosed(method: Node): boolean {
  const body = field(method, 'body')
  return !!body && statementsOf(body).at(-1)?.type === 'raise_statement'
}

/** Whether a method calls those others itself, knowing that they do not come back to it. */
function avoids(method: Node, others: readonly string[]): boolean {
  return others.some((other) => new RegExp(`\\bself\\s*\\.\\s*${other}\\(`).test(method.text))
}

function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join('')
}
