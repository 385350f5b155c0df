import {
  blockOf,
  defineTransform,
  enclosingClass,
  field,
  indentOf,
  isFirstOnLine,
  newlineAt,
  removeStatement,
  sameNode,
  scopeOf,
  statementsOf,
} from '#transform'

export default defineTransform({
  summary: 'Decorate methods instead of wrapping them below: f = classmethod(f)',
  since: 'any',
  safety: 'safe',
  sameAs: ['PLR0202', 'PLR0203'],
  docs: 'https://docs.python.org/3/library/functions.html#classmethod',
  drops: ['names', 'statements'],
  query: `
    (expression_statement . (assignment left: (identifier) @name right: (call
      function: (identifier) @decorator
      arguments: (argument_list . (identifier) @given .))) .) @statement`,
  where: { decorator: ['builtins.classmethod', 'builtins.staticmethod', 'builtins.property'] },
  rewrite({ name, decorator, given, statement }, context) {
    const { module, text } = context
    const scope = scopeOf(statement)
    const block = blockOf(statement)
    if (name.text !== given.text || scope.kind !== 'class' || !block) return
    const method = statementsOf(block).find((one) => {
      const inner = one.type === 'decorated_definition' ? field(one, 'definition') : one
      return inner?.type === 'function_definition' && field(inner, 'name')?.text === name.text
    })
    const owner = enclosingClass(name)
    if (!method || method.startIndex > statement.startIndex || !owner) return
    const bindings = module.names.bindings(name.text).filter((one) => one.scope === scope)
    if (bindings.length > 2) return context.skip(`${name.text} is bound more than once`)
    const isRead = module.names
      .loads(name.text)
      .some(
        ({ node }) => !sameNode(node, given) && module.bindingsOf(node).some((one) => one.scope === scope),
      )
    if (isRead) return context.skip(`${name.text} is used as it was before`)
    if (!isFirstOnLine(text, method.startIndex)) return
    const removal = removeStatement(module.tree, statement)
    if (!removal) return context.skip('a comment beside it would be lost')
    context.carryOut(removal)
    const next = newlineAt(text, method.startIndex) + indentOf(text, method.startIndex)
    context.insert(method.startIndex, `@${decorator.text}${next}`)
  },
})
