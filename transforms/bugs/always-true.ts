import {
  type Context,
  decoratorsOf,
  defineTransform,
  field,
  type Node,
  withoutComments,
  withoutParentheses,
} from '#transform'
import { textOf } from './_text.ts'

export default defineTransform({
  summary: 'Report tests of what is always true: tuples, texts and functions that are not called',
  since: 'any',
  safety: 'report',
  sameAs: ['F631', 'F634', 'PLW0129', 'fix-assert-tuple'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#truth-value-testing',
  query: `
    (assert_statement . (_) @test)
    (if_statement condition: (_) @test)
    (elif_clause condition: (_) @test)
    (while_statement condition: (_) @test)`,
  anchors: ['assert', 'if', 'elif', 'while'],
  rewrite({ test }, context) {
    if (!test) return
    const why = whyTrue(context, withoutParentheses(test))
    if (why) context.report(`${why} is always true`, test)
  },
})

function whyTrue(context: Context, test: Node): string | undefined {
  switch (test.type) {
    case 'tuple':
      return withoutComments(test).some(({ type }) => type !== 'list_splat')
        ? 'a tuple that holds something'
        : undefined
    case 'string':
    case 'concatenated_string':
      return textOf(context, test)?.value ? 'a text' : undefined
    case 'lambda':
    case 'generator_expression':
      return `a ${test.type.replace('_', ' ')}`
    case 'not_operator':
      return undefined
    case 'boolean_operator': {
      const isOr = field(test, 'operator')?.text === 'or'
      // `assert x and "text"` is a way to give the message.
      return [field(test, 'left'), field(test, 'right')]
        .map((part) => part && withoutParentheses(part))
        .filter((part) => part && (isOr || !/string$/.test(part.type)))
        .map((part) => part && whyTrue(context, part))
        .find((why) => why !== undefined)
    }
    case 'identifier': {
      const [binding, more] = context.module.bindingsOf(test)
      if (binding?.kind !== 'function' || more || binding.context !== 'plain') return undefined
      return decoratorsOf(binding.owner).length === 0
        ? `the function ${test.text}, which is not called,`
        : undefined
    }
    default:
      return undefined
  }
}
