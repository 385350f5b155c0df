import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  headOf,
  isTestFile,
  keywordArgument,
  type Node,
  statementsOf,
  table,
} from '#transform'

const MUTABLE: Readonly<Record<string, string>> = table({
  'builtins.list': 'a tuple',
  'builtins.dict': 'a tuple of pairs',
  'builtins.set': 'a frozenset',
  'builtins.bytearray': 'bytes',
  'typing.List': 'a tuple',
  'typing.Dict': 'a tuple of pairs',
  'typing.Set': 'a frozenset',
  'collections.defaultdict': 'a tuple of pairs',
  'collections.deque': 'a tuple',
})

export default defineTransform({
  summary: 'Report fields of frozen dataclasses that can be changed, so that hash raises TypeError',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/dataclasses.html#dataclasses.dataclass',
  query: `
    (decorated_definition
      (decorator (call function: (_) @decorator) @options)
      definition: (class_definition body: (block) @body) @owner)`,
  where: { decorator: ['dataclasses.dataclass'] },
  needs: /\bfrozen\b/,
  rewrite({ options, body, owner }, context) {
    if (!options || !body || !owner || context.module.isStub || isTestFile(context.module.path)) return
    const args = argumentsOf(options)
    // Without eq, objects are hashed by what they are, not by what they hold.
    if (!isOn(args, 'frozen') || isOff(args, 'eq') || hasHash(context, owner)) return
    const found = statementsOf(body).flatMap((statement) => fieldIn(context, statement) ?? [])
    const [first] = found
    if (!first) return
    const which = found.map(({ name, of }) => `${name} (make it ${MUTABLE[of]})`).join(', ')
    context.report(
      `objects of it can be changed all the same, and hash() raises TypeError, because of ${which}`,
      first.node,
    )
  },
})

function isOn(args: readonly Node[], name: string): boolean {
  const given = keywordArgument(args, name)
  return !!given && field(given, 'value')?.type === 'true'
}

function isOff(args: readonly Node[], name: string): boolean {
  const given = keywordArgument(args, name)
  return !!given && field(given, 'value')?.type === 'false'
}

function hasHash({ module }: Context, owner: Node): boolean {
  return module.names.bindings('__hash__').some(({ scope }) => scope.node.id === owner.id)
}

/** The field that a statement defines, where it is of a class whose objects have no hash. */
function fieldIn(
  context: Context,
  statement: Node,
): { readonly name: string; readonly node: Node; readonly of: string } | undefined {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const name = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
  const annotation = assignment && field(assignment, 'type')?.firstNamedChild
  const head = annotation ? headOf(annotation) : undefined
  const of = head ? (context.qualifiedName(head) ?? '') : ''
  if (!assignment || name?.type !== 'identifier' || !head || !(of in MUTABLE)) return undefined
  // What is left out of comparisons is left out of the hash.
  const value = field(assignment, 'right')
  const args = value?.type === 'call' ? argumentsOf(value) : []
  if (isOff(args, 'hash') || isOff(args, 'compare')) return undefined
  return { name: name.text, node: name, of }
}
