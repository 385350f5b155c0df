import {
  type Context,
  commentsIn,
  decoratorExpressions,
  defineTransform,
  field,
  type Node,
  removeStatement,
  scopeOf,
  withoutComments,
} from '#transform'
import { headOf } from './_six-names.ts'

export default defineTransform({
  summary: 'Drop __metaclass__ = type, and pass other metaclasses by keyword',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP001'],
  docs: 'https://peps.python.org/pep-3115/',
  drops: ['names', 'statements'],
  query: '(expression_statement . (assignment left: (identifier) @name right: (_) @value) .) @statement',
  anchors: ['__metaclass__'],
  rewrite({ name, value, statement }, context) {
    if (name.text !== '__metaclass__') return
    const { names, tree } = context.module
    const scope = scopeOf(name)
    if (scope.kind !== 'class' && scope.kind !== 'module') return
    if (
      names.loads('__metaclass__').length > 0 ||
      AS_ATTRIBUTE.test(tree.text) ||
      names.bindings('__metaclass__').some((one) => one.scope === scope && one.node.id !== name.id)
    )
      return context.skip('__metaclass__ is read or set again: nothing but this code looks at it')
    const removal = removeStatement(tree, statement)
    if (!removal) return context.skip('a comment beside it would be lost')
    const isType = context.qualifiedName(value) === 'builtins.type'
    if (scope.kind === 'module' && !isType)
      return context.skip('Python 3 has no metaclass for a whole module')
    context.carryOut(removal)
    if (!isType) addKeyword(scope.node, value, context)
  },
})

/** Read of an object, or asked for by `getattr` and the like. */
const AS_ATTRIBUTE = /\.\s*__metaclass__\b|['"]__metaclass__['"]/

/** Python 3 never looked at the attribute: with the keyword the class gets a metaclass that it did not have. */
function addKeyword(definition: Node, value: Node, context: Context): void {
  if (!/^(?:identifier|attribute)$/.test(value.type))
    context.skip('what makes the metaclass is evaluated in the class body')
  const head = headOf(value)
  if (context.module.bindingsOf(head).some(({ scope }) => scope.node.id === definition.id))
    context.skip(`${head.text} is defined in the class itself`)
  const bases = field(definition, 'superclasses')
  const items = withoutComments(bases)
  const isOfSix = [bases, ...decoratorExpressions(definition)].some((node) => SIX.test(node?.text ?? ''))
  const isGiven = ({ type, text }: Node) => type === 'dictionary_splat' || /^metaclass\s*=/.test(text)
  if (isOfSix || items.some(isGiven)) context.skip('the class has a metaclass already')
  context.review('Python 3 did not use this metaclass until now: the class changes')
  const keyword = `metaclass=${value.text}`
  const last = items.at(-1)
  const name = field(definition, 'type_parameters') ?? field(definition, 'name')
  if (last) context.insert(last.endIndex, `, ${keyword}`)
  else if (
    bases &&
    commentsIn(context.module.tree, { start: bases.startIndex, end: bases.endIndex }).length === 0
  )
    context.replace(bases, `(${keyword})`)
  else if (!bases && name) context.insert(name.endIndex, `(${keyword})`)
}

/** What gives a class its metaclass on both Pythons: that becomes a keyword, too. */
const SIX = /\b(?:add|with)_metaclass\b/
