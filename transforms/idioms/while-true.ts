import { defineTransform } from '#transform'

export default defineTransform({
  summary: 'Replace while 1 with while True',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP048'],
  docs: 'https://docs.python.org/3/reference/compound_stmts.html#the-while-statement',
  drops: ['constants'],
  query: '(while_statement condition: (_) @condition)',
  anchors: ['while 1', 'while(1)', 'while (1)'],
  rewrite({ condition }, context) {
    const one = condition.type === 'parenthesized_expression' ? condition.firstNamedChild : condition
    if (one?.type === 'integer' && one.text === '1') context.replace(one, 'True')
  },
})
