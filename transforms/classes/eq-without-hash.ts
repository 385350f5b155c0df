import {
  basesOf,
  type Context,
  decoratorsOf,
  defineTransform,
  field,
  headOf,
  type Node,
  statementsOf,
} from '#transform'

/** Classes that have no hash in any case. */
const UNHASHABLE =
  /^builtins\.(?:list|dict|set|bytearray)$|^collections\.(?:User(?:Dict|List)|OrderedDict|defaultdict|Counter|deque|abc\.(?:Mutable\w+|Mapping|Set))$|^typing\.(?:Mutable\w+|Mapping|AbstractSet)$/
/** Decorators that leave hash and equality as they are. */
const HARMLESS = /^functools\.total_ordering$|^typing(?:_extensions)?\.final$/

export default defineTransform({
  summary: 'Report classes that define __eq__ and lose their hash by it',
  since: 'any',
  safety: 'report',
  sameAs: ['PLW1641'],
  docs: 'https://docs.python.org/3/reference/datamodel.html#object.__hash__',
  query: '(class_definition name: (identifier) @name body: (block) @body) @definition',
  anchors: ['__eq__'],
  rewrite({ name, body, definition }, context) {
    const members = statementsOf(body).flatMap(namesOf)
    const equal = members.find((member) => member.text === '__eq__')
    if (!equal || members.some(({ text }) => text === '__hash__') || context.module.isStub) return
    // Dataclasses, attrs and their like decide on their own.
    if (!decoratorsOf(definition).every((one) => HARMLESS.test(context.qualifiedName(one) ?? ''))) return
    if (basesOf(definition).some((base) => isUnhashable(context, base))) return
    context.report(
      `objects of ${name.text} cannot be put into sets or be keys: define __hash__, or say so with __hash__ = None`,
      equal,
    )
  },
})

/** What a statement of a class body binds, under a condition, too. */
function namesOf(statement: Node): Node[] {
  const node = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
  if (node?.type === 'function_definition') return [field(node, 'name')].filter((name) => name !== undefined)
  if (/^(?:if|try|with|for)_statement$/.test(statement.type))
    return statement.descendantsOfType('block').flatMap((block) => statementsOf(block).flatMap(namesOf))
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  if (assignment?.type !== 'assignment') return []
  const right = field(assignment, 'right')
  return [field(assignment, 'left'), ...(right?.type === 'assignment' ? [field(right, 'left')] : [])].filter(
    (name) => name !== undefined,
  )
}

function isUnhashable(context: Context, base: Node): boolean {
  const head = headOf(base)
  return head !== undefined && UNHASHABLE.test(context.qualifiedName(head) ?? '')
}
