import {
  basesOf,
  type Context,
  classAround,
  decoratorsOf,
  defineTransform,
  field,
  type Node,
  parentOf,
  scopeOf,
  statementsOf,
  withoutComments,
} from '#transform'

/** Where pytest looks for tests if nobody tells it otherwise. */
const COLLECTED = /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/

export default defineTransform({
  summary: 'Call the methods setup and teardown of tests setup_method and teardown_method',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pytest.org/en/stable/deprecations.html#support-for-tests-written-for-nose',
  drops: ['names'],
  query: '((function_definition name: (identifier) @name (#match? @name "^(?:setup|teardown)$")) @method)',
  anchors: [/\bdef[ \t]+(?:setup|teardown)\b/],
  rewrite({ name, method }, context) {
    if (!name || !method || !COLLECTED.test(context.module.path)) return
    const scope = scopeOf(method)
    const owner = scope.kind === 'class' ? classAround(method) : undefined
    if (scope.kind !== 'module' && !owner) return
    if (!holdsTests(context, owner)) return
    const kind = owner ? 'method' : 'module'
    const newer = `${name.text}_${kind}`
    if (decoratorsOf(method).length > 0) return
    if (owner) heedClass(context, owner)
    const { names } = context.module
    const isBound = (other: string) => names.bindings(other).some((one) => one.scope === scope)
    // pytest called these in place of the other ones.
    if (
      isBound(newer) ||
      (!owner && isBound(`${name.text}Module`.replace('setup', 'setUp').replace('teardown', 'tearDown')))
    )
      return
    if (names.bindings(name.text).filter((one) => one.scope === scope).length > 1)
      context.skip(`${name.text} is bound twice`)
    const isAsync = /^async\b/.test(method.text)
    if (isAsync || withoutComments(field(method, 'parameters')).length > (owner ? 2 : 1))
      context.skip('it takes other arguments than pytest has, or waits: pytest does not call it')
    if (isCalled(context, name, owner !== undefined))
      context.skip(`something calls ${name.text} by its name: rename both`)
    if (/\bnose\b/.test(context.text)) context.skip('nose does not know the other name')
    if (!/\bpytest\b/.test(context.text)) {
      if (!context.targets('3.10'))
        context.skip('nose, which may run these tests, does not know the other name')
      context.review('pytest has to run these tests')
    }
    context.replace(name, newer)
  },
})

/** Whether pytest takes a class, or the module where there is none, for one with tests. */
function holdsTests({ module }: Context, owner: Node | undefined): boolean {
  const body = owner ? field(owner, 'body') : module.tree.root
  if (owner && !/^Test/.test(field(owner, 'name')?.text ?? '')) return false
  return (body ? statementsOf(body) : []).some((statement) => {
    const definition = field(statement, 'definition') ?? statement
    return (
      /^(?:function|class)_definition$/.test(definition.type) &&
      (owner ? /^test/ : /^[tT]est/).test(field(definition, 'name')?.text ?? '')
    )
  })
}

/** Skips a class that has something to do with others: all of them would need the new name. */
function heedClass(context: Context, owner: Node): void {
  const name = field(owner, 'name')?.text ?? ''
  const { module, project } = context
  if (basesOf(owner).some(({ text }) => text !== 'object'))
    context.skip('its base may have, or be, a test with the same method: rename all of them')
  if (parentOf(owner)?.type !== 'module' && parentOf(parentOf(owner) ?? owner)?.type !== 'module')
    context.skip('the class stands in something else')
  if (module.names.loads(name).length > 0 || project.namesUsedElsewhere(module.path, [name]).size > 0)
    context.skip(`${name} is used by others: what derives from it needs the new name, too`)
}

function isCalled({ module, project, text }: Context, name: Node, isMethod: boolean): boolean {
  if (isMethod) return new RegExp(`(?:\\.\\s*|['"])${name.text}\\b`).test(text)
  return (
    module.names.loads(name.text).length > 0 ||
    project.namesUsedElsewhere(module.path, [name.text]).size > 0 ||
    module.inAll(name.text)
  )
}
