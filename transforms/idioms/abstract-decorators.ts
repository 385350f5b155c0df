import {
  type Context,
  defineTransform,
  indentOf,
  isFirstOnLine,
  lineEnd,
  type Node,
  newlineAt,
  table,
} from '#transform'

/** https://docs.python.org/3/library/abc.html#abc.abstractproperty */
const DEPRECATED: Readonly<Record<string, string>> = table({
  'abc.abstractproperty': 'property',
  'abc.abstractclassmethod': 'classmethod',
  'abc.abstractstaticmethod': 'staticmethod',
})

export default defineTransform({
  summary: 'Combine abstractmethod with property, classmethod and staticmethod',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP051', 'fix-deprecated-abstractproperty'],
  docs: 'https://docs.python.org/3/library/abc.html#abc.abstractproperty',
  query: '(decorator [(identifier) (attribute)] @name) @decorator',
  where: { name: Object.keys(DEPRECATED) },
  rewrite({ name, decorator }, context) {
    if (!name || !decorator) return
    const builtin = DEPRECATED[context.qualifiedName(name) ?? ''] ?? ''
    if (!context.isBuiltin(builtin, name)) context.skip(`${builtin} is not the builtin here`)
    const { text } = context
    const end = lineEnd(text, decorator.endIndex)
    if (!isFirstOnLine(text, decorator.startIndex)) context.skip('the decorator shares its line')
    const newline = newlineAt(text, decorator.startIndex) + indentOf(text, decorator.startIndex)
    context.replace(name, builtin)
    context.insert(end, `${newline}@${abstractmethod(name, context)}`)
  },
})

/** Beside `abc.abstractproperty` it is `abc.abstractmethod`. */
function abstractmethod(name: Node, context: Context): string {
  return context.import('abc', 'abstractmethod', name)
}
