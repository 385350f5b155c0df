import { defineTransform, removeStatement, wordsIn } from '#transform'
import { MAKERS } from './_typevars.ts'

export default defineTransform({
  summary: 'Drop private type variables that nothing uses',
  since: 'any',
  safety: 'review',
  recipes: ['standards'],
  sameAs: ['PYI018'],
  docs: 'https://docs.python.org/3/library/typing.html#typing.TypeVar',
  // Others may take up one that nothing uses yet.
  phase: 'last',
  drops: ['names', 'constants', 'statements'],
  query: `
    (expression_statement . (assignment
      left: (identifier) @name
      right: (call function: (_) @callee)) .) @statement`,
  where: { callee: MAKERS },
  anchors: ['TypeVar', 'ParamSpec', 'TypeVarTuple'],
  rewrite({ name, statement }, context) {
    if (!name || !statement) return
    const { module, project, text } = context
    const variable = name.text
    const own = module.names.bindings(variable).find(({ node }) => node.id === name.id)
    if (!/^_[^_]/.test(variable) || own?.scope.kind !== 'module' || own.context !== 'plain') return
    // It says its own name.
    if ([...wordsIn(text, variable)].some((at) => at < statement.startIndex || at >= statement.endIndex))
      return
    if (module.inAll(variable) || module.exports?.isDynamic)
      return context.skip(`${variable} is not used here, but others may import it`)
    if (project.namesUsedElsewhere(module.path, [variable]).has(variable))
      return context.skip(`${variable} is not used here, but may be elsewhere`)
    const removal = removeStatement(module.tree, statement)
    if (!removal) return context.skip(`a comment beside ${variable} would be lost`)
    context.carryOut(removal)
  },
})
