import {
  alignedItems,
  ancestorsOf,
  basesOf,
  CHANGING_METHODS,
  type Context,
  checkWidth,
  commentsIn,
  decoratorExpressions,
  defineTransform,
  enclosingClass,
  field,
  lineEnd,
  type Node,
  piecesOf,
  table,
  withoutComments,
} from '#transform'

const CONTAINERS: Readonly<Record<string, string>> = table({ list: 'list', dictionary: 'dict', set: 'set' })
const ATOMS: Readonly<Record<string, string>> = table({
  true: 'bool',
  false: 'bool',
  integer: 'int',
  float: 'float',
  none: 'None',
})
/** Bases that read no annotations, and have no attributes that a class could override. */
const PLAIN_BASES = /^(?:builtins\.(?:object|(?:Base)?Exception|\w+(?:Error|Warning))|abc\.ABC)$/

export default defineTransform({
  summary: 'Annotate lists, dicts and sets that belong to a class with ClassVar',
  since: '3.9',
  safety: 'review',
  sameAs: ['RUF012'],
  docs: 'https://docs.python.org/3/library/typing.html#typing.ClassVar',
  query: `
    (expression_statement . (assignment
      left: (identifier) @name
      right: (_) @value) @assignment .) @statement`,
  anchors: [/^[ \t]+\w+[ \t]*=[ \t]*[[{]\s*["'\w([{-]/m],
  needs: /^class\b/m,
  rewrite({ statement, assignment, name, value }, context) {
    if (!Object.hasOwn(CONTAINERS, value.type)) return
    const [block, definition] = ancestorsOf(statement)
    if (block?.type !== 'block' || definition?.type !== 'class_definition') return
    if (field(assignment, 'type') || /^__.*__$/.test(name.text) || !isPlain(context, definition)) return
    const line = { start: statement.startIndex, end: lineEnd(context.text, statement.endIndex) }
    if (commentsIn(context.module.tree, line).some(({ text }) => /#\s*type:|noqa[^#]*RUF012/.test(text)))
      return
    const attribute = `\\.${name.text}\\s*`
    if (new RegExp(`${attribute}(?::[^=\\n]+)?[-+*/|&^]?=(?!=)`).test(context.text))
      return context.skip('objects are given one of their own')
    if (
      new RegExp(
        `${attribute}(?:\\.(?:${CHANGING_METHODS})\\(|(?:\\[[^\\]\\n]*\\])+\\s*[-+*/|&^]?=(?!=))`,
      ).test(context.text)
    )
      return context.skip('something changes it: is it meant to be one for all objects?')
    if (withoutComments(value).length === 0) return
    const type = typeOf(context, value)
    if (type === undefined) return context.skip(`what it holds is not known: annotate it with ClassVar[…]`)
    const classVar = context.import('typing', 'ClassVar', name)
    if (!/^(?:\w+\.)?ClassVar$/.test(classVar)) return context.skip('ClassVar may mean something else here')
    const text = `: ${classVar}[${type}]`
    const edit = { start: name.endIndex, end: name.endIndex, text }
    checkWidth(context, edit, [edit])
    context.review('no object can have one of its own then, for type checkers')
    context.edit([edit])
    if (!value.text.includes('\n')) return
    const items = withoutComments(value)
    const moved = alignedItems(context, value, items, -text.length)
    if (moved.length === 0 && items[0]?.startPosition.row === value.startPosition.row)
      return context.skip('the lines below would no longer be aligned')
    context.edit(moved)
  },
})

/** Whether a class stands by itself: nothing reads its annotations, or says what its attributes are. */
function isPlain(context: Context, definition: Node): boolean {
  if (decoratorExpressions(definition).length > 0 || enclosingClass(definition)) return false
  if (field(definition, 'superclasses')?.namedChildren.some(({ type }) => type === 'keyword_argument'))
    return false
  return basesOf(definition).every((base) => PLAIN_BASES.test(context.qualifiedName(base) ?? ''))
}

/** The type of a literal, as an annotation says it; undefined where a part of it is something else. */
function typeOf(context: Context, value: Node): string | undefined {
  const builtin = (name: string) => (name === 'None' || context.isBuiltin(name, value) ? name : undefined)
  const atom = ATOMS[value.type]
  if (atom !== undefined) return builtin(atom)
  switch (value.type) {
    case 'string':
    case 'concatenated_string':
      return builtin(piecesOf(value)?.[0]?.isBytes ? 'bytes' : 'str')
    case 'parenthesized_expression':
      return value.firstNamedChild ? typeOf(context, value.firstNamedChild) : undefined
    case 'unary_operator': {
      const argument = field(value, 'argument')
      return argument && /^(?:integer|float)$/.test(argument.type) ? typeOf(context, argument) : undefined
    }
    case 'tuple': {
      const types = withoutComments(value).map((one) => typeOf(context, one))
      const name = builtin('tuple')
      return name && types.length > 0 && types.every((one) => one !== undefined)
        ? `${name}[${types.join(', ')}]`
        : undefined
    }
    default:
      return containerType(context, value)
  }
}

/** The type of a list, dict or set of literals of the same kind, or of a few kinds. */
function containerType(context: Context, value: Node): string | undefined {
  const name = Object.hasOwn(CONTAINERS, value.type) ? CONTAINERS[value.type] : undefined
  if (name === undefined || !context.isBuiltin(name, value)) return undefined
  const items = withoutComments(value)
  const parts = name === 'dict' ? ['key', 'value'] : [undefined]
  const types = parts.map((part) => {
    const held = items.map((item) => (part === undefined ? item : field(item, part)))
    return commonType(
      context,
      held.map((one) => one && typeOf(context, one)),
    )
  })
  return items.length > 0 && types.every((one) => one !== undefined)
    ? `${name}[${types.join(', ')}]`
    : undefined
}

function commonType(context: Context, types: readonly (string | undefined)[]): string | undefined {
  if (!types.every((one) => one !== undefined)) return undefined
  const members = [...new Set(types)]
  const [only, other, more] = members
  if (other === undefined) return only
  // Type checkers take an int for a float.
  if (members.every((one) => /^(?:int|float)$/.test(one))) return 'float'
  // More than two, or those of several shapes, say nothing that a reader could use.
  if (more !== undefined || !context.targets('3.10') || members.some((one) => one.includes('[')))
    return undefined
  return members.toSorted((a, b) => Number(a === 'None') - Number(b === 'None')).join(' | ')
}
