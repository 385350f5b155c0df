import { ancestorsOf, defineTransform, field, genericParts, parentOf, withoutType } from '#transform'

const MAPPING = 'annotate it with collections.abc.Mapping, which nobody changes'
/** What to do instead, by what can be changed although the object that holds it cannot. */
const INSTEAD: Readonly<Record<string, string>> = {
  'builtins.bytearray': 'hold bytes',
  'builtins.dict': MAPPING,
  'builtins.list': 'hold a tuple',
  'builtins.set': 'hold a frozenset',
  'collections.defaultdict': MAPPING,
  'collections.deque': 'hold a tuple',
  'typing.DefaultDict': MAPPING,
  'typing.Deque': 'hold a tuple',
  'typing.Dict': MAPPING,
  'typing.List': 'hold a tuple',
  'typing.Set': 'hold a frozenset',
}

export default defineTransform({
  summary: 'Report fields of frozen dataclasses that hold what can be changed',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/dataclasses.html#frozen-instances',
  query: '(assignment left: (identifier) @name type: (type) @type) @assignment',
  anchors: [
    ': list',
    ': dict',
    ': set',
    ': bytearray',
    ': List',
    ': Dict',
    ': Set',
    /:\s*(?:\w+\.)*(?:[Dd]eque|[Dd]efault[Dd]ict|List|Dict|Set)\b/,
  ],
  needs: /\bfrozen\s*=\s*True\b/,
  recipes: ['standards'],
  rewrite({ name, type, assignment }, context) {
    const [statement, block, definition] = ancestorsOf(assignment)
    if (statement?.type !== 'expression_statement' || block?.type !== 'block') return
    const decorated = definition?.type === 'class_definition' ? parentOf(definition) : undefined
    const isFrozen = decorated?.namedChildren.some((child) => {
      const call = child.type === 'decorator' ? child.firstNamedChild : undefined
      const callee = call?.type === 'call' ? field(call, 'function') : undefined
      return (
        callee &&
        context.qualifiedName(callee) === 'dataclasses.dataclass' &&
        /\bfrozen\s*=\s*True\b/.test((call && field(call, 'arguments')?.text) ?? '')
      )
    })
    if (decorated?.type !== 'decorated_definition' || !isFrozen) return
    const annotation = withoutType(type)
    const held = context.qualifiedName(genericParts(annotation)?.origin ?? annotation) ?? ''
    const instead = Object.hasOwn(INSTEAD, held) ? INSTEAD[held] : undefined
    if (instead === undefined) return
    context.report(`what ${name.text} holds can be changed although the object is frozen: ${instead}`, name)
  },
})
