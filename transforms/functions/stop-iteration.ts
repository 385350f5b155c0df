import { ancestorsOf, argumentsOf, defineTransform, field, sameNode, yields } from '#transform'

export default defineTransform({
  summary: 'End generators by return instead of raise StopIteration',
  since: 'any',
  safety: 'review',
  sameAs: ['PLR1708'],
  docs: 'https://peps.python.org/pep-0479/',
  drops: ['statements'],
  query: '(raise_statement . (_) @raised .) @statement',
  anchors: [/\braise\s+StopIteration\b/],
  rewrite({ raised, statement }, context) {
    const callee = raised.type === 'call' ? field(raised, 'function') : raised
    if (!callee || context.qualifiedName(callee) !== 'builtins.StopIteration') return
    const owner = [...ancestorsOf(statement)].find(({ type }) => /^(?:function|class)_definition$/.test(type))
    const body = owner && field(owner, 'body')
    if (owner?.type !== 'function_definition' || !body || !yields(body)) return
    const [value, more] = raised.type === 'call' ? argumentsOf(raised) : []
    const isAsync = owner.firstChild?.type === 'async'
    if (more || (value && isAsync) || /splat|keyword|generator/.test(value?.type ?? ''))
      return context.skip('return takes nothing of the kind here')
    if (raised.text.includes('#')) return context.skip('a comment would be lost')
    let child = statement
    for (const up of ancestorsOf(statement)) {
      if (sameNode(up, owner)) break
      const isTried = up.type === 'try_statement' && sameNode(field(up, 'body'), child)
      if (isTried && up.namedChildren.some(({ type }) => type.startsWith('except')))
        return context.skip('the try around it may catch what is raised')
      if (up.type === 'finally_clause') return context.skip('a return in finally swallows other errors')
      if (up.type === 'with_statement')
        return context.skip('what the with statement manages may look at the error')
      child = up
    }
    context.note('since Python 3.7 it is a RuntimeError')
    context.replace(statement, value ? `return ${value.text}` : 'return')
  },
})
