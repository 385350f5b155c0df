import { type Context, type Module, membersOf, type Node, type Project } from '#transform'

/** Classes whose assertion methods are those of unittest. */
const TEST_CASES = [
  'unittest.TestCase',
  'unittest.case.TestCase',
  'unittest.IsolatedAsyncioTestCase',
  'unittest.async_case.IsolatedAsyncioTestCase',
  'django.test.SimpleTestCase',
  'django.test.TestCase',
  'django.test.TransactionTestCase',
  'django.test.LiveServerTestCase',
  'django.contrib.staticfiles.testing.StaticLiveServerTestCase',
  'rest_framework.test.APISimpleTestCase',
  'rest_framework.test.APITestCase',
  'rest_framework.test.APITransactionTestCase',
  'tornado.testing.AsyncTestCase',
  'tornado.testing.AsyncHTTPTestCase',
]
/** What decides in a class of its own how an assertion comes out. */
const DECIDING = ['failureException', '_baseAssertEqual', '_getAssertEqualityFunc']

/** Whether a value is an instance of unittest.TestCase. */
export function isTestCase(context: Context, value: Node): 'yes' | 'no' | 'unknown' {
  const type = context.typeOf(value)
  if (!type) return 'unknown'
  const answers = membersOf(type).map((member) => {
    if (member.kind !== 'instance') return 'no'
    const { of } = member
    if (typeof of === 'string') return TEST_CASES.includes(of) ? 'yes' : 'no'
    return isOneOf(of, TEST_CASES)
  })
  if (answers.every((answer) => answer === 'yes')) return 'yes'
  return answers.includes('unknown') ? 'unknown' : 'no'
}

/** Whether a class inherits from one of `names`. Most test cases do from the first one. */
function isOneOf(
  { module, node }: { readonly module: Module; readonly node: Node },
  names: readonly string[],
) {
  let isUnknown = false
  for (const name of names) {
    const answer = module.isSubclassOf(node, name)
    if (answer === 'yes') return 'yes'
    isUnknown ||= answer === 'unknown'
  }
  return isUnknown ? 'unknown' : 'no'
}

/** Whether a method of `value` surely is the one of unittest. Skips the site where that is only likely. */
export function isUnittestMethod(context: Context, value: Node, method: string): boolean {
  const answer = isTestCase(context, value)
  if (answer === 'no') {
    if (value.text === 'self' && /^assert[A-Z]/.test(method) && !isDefined(context.project, method))
      context.skip('the class is no TestCase itself: what it is mixed into may not be one either')
    return false
  }
  if (answer === 'unknown') {
    if (value.text !== 'self') return false
    context.skip('the class may be no unittest.TestCase: one of its bases is not known')
  }
  if (value.text.includes('(') && value.text !== 'super()')
    context.skip('what makes the test case would no longer be called')
  context.refuseOwn(value, [method, ...DECIDING])
  if ([method, ...DECIDING].some((name) => isDefined(context.project, name)) && hasHeirs(context, value))
    context.skip(`a class that inherits from this one may define ${method} itself`)
  return true
}

/** What `isDefined` searches the project for. */
export const DEFINITIONS = [
  'def assert',
  'def fail',
  'def _baseAssertEqual',
  'def _getAssertEqualityFunc',
  'failureException =',
]
const answers = new WeakMap<Project, Map<string, boolean>>()

/** What is true of a whole project is looked up once. */
function once(project: Project, question: string, ask: () => boolean): boolean {
  const known = answers.get(project) ?? new Map<string, boolean>()
  answers.set(project, known)
  const answer = known.get(question) ?? ask()
  known.set(question, answer)
  return answer
}

/** Whether some class of the project has its own method of that name. */
function isDefined(project: Project, name: string): boolean {
  const pattern = new RegExp(`\\bdef ${name}\\b|\\b${name} =`)
  return once(project, `def ${name}`, () => project.filesWith(new Set(DEFINITIONS), pattern).length > 0)
}

/** Whether the value may be of a class of the project that inherits from the one that is known. */
function hasHeirs({ inference, module, project }: Context, value: Node): boolean {
  const type = inference.typeOf(module, value)
  return (type ? membersOf(type) : []).some((member) => {
    const of = member.kind === 'instance' ? member.of : undefined
    const name = of === undefined || typeof of === 'string' ? of : of.module.qualifiedNameOf(of.node)
    if (name === undefined) return true
    if (typeof of === 'object' && isLeaf(of.module, name, project)) return false
    return once(project, `class ${name}`, () => project.hierarchy.subclassesOf(name).size > 0)
  })
}

/** Whether no other file takes the class, or what it stands in, and nothing in its own inherits from it: then no search is needed. */
function isLeaf(module: Module, name: string, project: Project): boolean {
  const { path, tree } = module
  const own = name.slice(name.lastIndexOf('.') + 1)
  const inside = module.name && name.startsWith(`${module.name}.`) ? name.slice(module.name.length + 1) : name
  const ways = [own, inside.split('.', 1)[0] ?? own]
  const base = new RegExp(`\\([^()]*\\b${own}\\b[^()]*\\)\\s*:|=\\s*${own}\\b`)
  return once(
    project,
    `${path} ${name}`,
    () => project.namesUsedElsewhere(path, ways).size === 0 && !base.test(tree.text),
  )
}

/** Whether some file says how assertEqual compares. */
export function hasOwnEquality(project: Project): boolean {
  const words = new Set(['addTypeEqualityFunc'])
  return once(project, 'equality', () => project.filesWith(words).length > 0)
}
