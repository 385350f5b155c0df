import {
  argumentsOf,
  basesOf,
  type Context,
  field,
  headOf,
  localClass,
  type Module,
  type Node,
  statementsOf,
} from '#transform'

/** Classes from outside whose methods a method of this name does not replace. */
const HARMLESS =
  /^(?:builtins\.(?:object|BaseException|Exception|\w+Error)|abc\.ABC|typing(?:_extensions)?\.(?:Generic|Protocol)|enum\.\w+)$/
const TEST_CASES = /^unittest2?\.(?:case\.)?(?:TestCase|IsolatedAsyncioTestCase)$/
const OF_TESTS = /^(?:test_?\w*|setUp|tearDown|setUpClass|tearDownClass|asyncSetUp|asyncTearDown)$/

/** Whether a class that `definition` inherits from has a method of this name that is not said to return None; 'unknown' where one of them is not known. */
export function isInherited(context: Context, definition: Node, method: string): 'yes' | 'no' | 'unknown' {
  return inherited(context, context.module, definition, method, 0)
}

function inherited(
  context: Context,
  module: Module,
  definition: Node,
  method: string,
  depth: number,
): 'yes' | 'no' | 'unknown' {
  let answer: 'no' | 'unknown' = 'no'
  for (const base of inheritedBy(module, definition)) {
    const head = headOf(base)
    const qualified = head && module.qualify(head)
    const name = qualified?.kind === 'certain' ? qualified.name : undefined
    // `try: import unittest2 as unittest`, and unittest itself where there is none.
    const names = qualified?.kind === 'uncertain' ? qualified.candidates : [name ?? '']
    if (names.length > 0 && names.every((one) => isHarmless(one, method))) continue
    if (name === undefined || depth > 20) return 'unknown'
    const local = module === context.module && head ? localClass(module, head) : undefined
    const found = local ? { module, name: head?.text ?? '' } : context.inference.definitions.find(name)
    const [binding, more] = found ? found.module.names.bindings(found.name) : []
    if (!found || binding?.kind !== 'class' || more) {
      answer = 'unknown'
      continue
    }
    const overridden = methodOf(binding.owner, method)
    // What other files say may change in this very run.
    const isHere = found.module.path === context.module.path
    if (overridden && isHere && field(overridden, 'return_type')?.text === 'None') continue
    if (overridden) return 'yes'
    const above = inherited(context, found.module, binding.owner, method, depth + 1)
    if (above === 'yes') return 'yes'
    if (above === 'unknown') answer = 'unknown'
  }
  return answer
}

/** The bases of a class; of `six.with_metaclass(Meta, Base)` what comes behind the metaclass. */
function inheritedBy(module: Module, definition: Node): readonly Node[] {
  return basesOf(definition).flatMap((base) => {
    const callee = base.type === 'call' ? field(base, 'function') : undefined
    const meant = callee && module.qualify(callee)
    return meant?.kind === 'certain' && meant.name === 'six.with_metaclass'
      ? argumentsOf(base).slice(1)
      : [base]
  })
}

/** Whether a class from outside has no method of this name that matters, or one that returns None. */
function isHarmless(name: string, method: string): boolean {
  return HARMLESS.test(name) || (TEST_CASES.test(name) && OF_TESTS.test(method))
}

/** The method that the body of a class defines under a name. */
function methodOf(definition: Node, name: string): Node | undefined {
  const body = field(definition, 'body')
  return (body ? statementsOf(body) : [])
    .map((child) => (child.type === 'decorated_definition' ? field(child, 'definition') : child))
    .find((child) => child?.type === 'function_definition' && field(child, 'name')?.text === name)
}
