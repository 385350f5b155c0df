import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  isDefinedInProject,
  type Node,
  parentOf,
  replaceCallee,
  spellingsOf,
  table,
} from '#transform'

/** https://docs.python.org/3/library/unittest.html#deprecated-aliases, and the older ones that went in 3.1 and 3.2. */
const ALIASES: Readonly<Record<string, string>> = table({
  assertEquals: 'assertEqual',
  assertNotEquals: 'assertNotEqual',
  assert_: 'assertTrue',
  assertAlmostEquals: 'assertAlmostEqual',
  assertNotAlmostEquals: 'assertNotAlmostEqual',
  assertRegexpMatches: 'assertRegex',
  assertNotRegexpMatches: 'assertNotRegex',
  assertRaisesRegexp: 'assertRaisesRegex',
  assertItemsEqual: 'assertCountEqual',
  failUnless: 'assertTrue',
  failIf: 'assertFalse',
  failUnlessEqual: 'assertEqual',
  failIfEqual: 'assertNotEqual',
  failUnlessAlmostEqual: 'assertAlmostEqual',
  failIfAlmostEqual: 'assertNotAlmostEqual',
  failUnlessRaises: 'assertRaises',
})

/** Classes that have the methods of unittest and none of their own instead. */
const TEST_CASES = [
  'unittest.TestCase',
  'unittest.case.TestCase',
  'unittest.IsolatedAsyncioTestCase',
  'django.test.SimpleTestCase',
  'django.test.TestCase',
  'django.test.TransactionTestCase',
  'django.test.LiveServerTestCase',
  'rest_framework.test.APITestCase',
  'tornado.testing.AsyncTestCase',
  'tornado.testing.AsyncHTTPTestCase',
]

export default defineTransform({
  summary: 'Call assertion methods of unittest by the names that Python 3.12 has',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP005', 'PT009'],
  docs: 'https://docs.python.org/3/whatsnew/3.12.html#removed',
  query: '(attribute object: (identifier) @self attribute: (identifier) @method)',
  anchors: Object.keys(ALIASES),
  searches: Object.keys(ALIASES).flatMap(spellingsOf),
  rewrite({ self, method }, context) {
    const current = Object.hasOwn(ALIASES, method.text) ? ALIASES[method.text] : undefined
    const definition = current === undefined ? undefined : classOfSelf(self, context)
    if (current === undefined || !definition) return
    if (isDefinedInProject(context, method.text))
      return context.skip(`something in the project defines ${method.text} itself`)
    // A base that cannot be looked into may define the method, and a mixin may be one of anything.
    if (!TEST_CASES.some((name) => context.module.isSubclassOf(definition, name) === 'yes'))
      context.review(
        `${field(definition, 'name')?.text ?? 'the class'} may be no unittest.TestCase, and have its own ${method.text}`,
      )
    if (isAssignedTo(method, current))
      return context.skip(`the class gives itself ${current} where there is none: drop that`)
    replaceCallee(context, method, current)
  },
})

/** Whether it is the value of `self.new = self.old`. */
function isAssignedTo(method: Node, name: string): boolean {
  const value = parentOf(method)
  const assignment = value && parentOf(value)
  const target = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
  return target?.type === 'attribute' && field(target, 'attribute')?.text === name
}

/** The class in one of whose methods `self` is the first parameter; also in functions in it that see that parameter. */
function classOfSelf(self: Node, context: Context): Node | undefined {
  const [binding, ...others] = context.module.bindingsOf(self)
  if (binding?.kind !== 'parameter' || others.length > 0) return undefined
  const method = binding.owner
  if (
    method.type !== 'function_definition' ||
    field(method, 'parameters')?.firstNamedChild?.id !== binding.node.id
  )
    return undefined
  for (const up of ancestorsOf(method)) {
    if (up.type === 'class_definition') return up
    if (up.type === 'function_definition') return undefined
  }
  return undefined
}
