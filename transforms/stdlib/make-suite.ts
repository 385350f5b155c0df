import {
  argumentsOf,
  defineTransform,
  field,
  hasSplat,
  leaveFallbacks,
  removeArguments,
  table,
} from '#transform'

const METHODS: Readonly<Record<string, string>> = table({
  'unittest.makeSuite': 'loadTestsFromTestCase',
  'unittest.findTestCases': 'loadTestsFromModule',
  'unittest.getTestCaseNames': 'getTestCaseNames',
})

export default defineTransform({
  summary: 'Replace unittest.makeSuite, findTestCases and getTestCaseNames with a TestLoader',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/library/unittest.html#unittest.TestLoader.loadTestsFromTestCase',
  drops: ['constants'],
  query: '(call function: (_) @callee) @call',
  where: { callee: Object.keys(METHODS) },
  rewrite({ call, callee }, context) {
    leaveFallbacks(context, callee)
    const args = argumentsOf(call)
    const [tests, prefix] = args
    const value = prefix?.type === 'keyword_argument' ? field(prefix, 'value') : prefix
    const isPlain = tests && !hasSplat(args) && args.length <= 2 && tests.type !== 'keyword_argument'
    if (
      !isPlain ||
      (value && !/^(['"])test\1$/.test(value.text)) ||
      (value && prefix && !/^(?:prefix\b|['"])/.test(prefix.text))
    )
      return context.skip('make a TestLoader and set what is given here')
    const method = METHODS[context.qualifiedName(callee) ?? '']
    context.replace(callee, `${context.import('unittest', 'TestLoader', callee)}().${method}`)
    if (prefix) context.edit(removeArguments(context.text, call, [prefix]) ?? [])
  },
})
