import {
  ancestorsOf,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  keywordArgument,
  type Node,
  parentOf,
  removeArguments,
  removeDecorator,
  stringParts,
} from '#transform'
import { anyFixtureOf, decorated, decoratorName } from './_fixtures.ts'
import { nameByModule, PUBLIC } from './_import-form.ts'
import { tidyParametrize } from './_parametrize.ts'
import { returnWhatIsYielded } from './_useless-yield.ts'

export default defineTransform({
  summary: 'Write decorators of pytest without what they do not need',
  since: 'any',
  safety: 'safe',
  sameAs: [
    'PT001',
    'PT002',
    'PT003',
    'PT006',
    'PT007',
    'PT013',
    'PT020',
    'PT022',
    'PT023',
    'PT024',
    'PT025',
    'PT026',
  ],
  docs: 'https://docs.pytest.org/en/stable/reference/reference.html#pytest-fixture',
  drops: ['names', 'constants', 'statements'],
  query: `
    (decorator) @decorator
    (call function: (_) @parametrize) @call
    (attribute) @name
    (identifier) @name
    (identifier) @bare`,
  where: {
    parametrize: 'pytest.mark.parametrize',
    name: 'pytest.yield_fixture',
    bare: PUBLIC.map((name) => `pytest.${name}`),
  },
  anchors: ['yield_fixture', ...PUBLIC],
  needs: /\bpytest\b/,
  rewrite({ decorator, call, name, bare }, context) {
    if (bare) return nameByModule(context, bare)
    if (call) return tidyParametrize(context, call)
    if (name) {
      if (isChosen(name)) return context.skip('it is chosen for an older pytest')
      // Its import goes when nothing uses it any more.
      if (!isImported(name)) context.replace(name, context.import('pytest', 'fixture', name))
      return
    }
    if (!decorator) return
    const meant = decoratorName(context, decorator) ?? ''
    if (/^pytest\.mark\.\w+$/.test(meant))
      return tidyMark(context, decorator, meant.slice('pytest.mark.'.length))
    const fixture = anyFixtureOf(context, decorator)
    if (fixture) returnWhatIsYielded(context, fixture)
    if (/^pytest\.(?:yield_)?fixture$/.test(meant)) tidyFixture(context, decorator)
  },
})

/** `x = pytest.fixture if NEW else pytest.yield_fixture`, and the same as statements. */
function isChosen(name: Node): boolean {
  for (const up of ancestorsOf(name)) {
    if (/^(?:decorator|call|function_definition|class_definition)$/.test(up.type)) return false
    if (/^(?:conditional_expression|if_statement|try_statement)$/.test(up.type)) return true
  }
  return false
}

function isImported(name: Node): boolean {
  return /^(?:dotted_name|aliased_import)$/.test(parentOf(name)?.type ?? '')
}

/** `@pytest.fixture("module")`, `@pytest.fixture(scope="function")`, `@pytest.fixture()` */
function tidyFixture(context: Context, decorator: Node): void {
  const call = decorator.firstNamedChild
  const list = call?.type === 'call' ? field(call, 'arguments') : undefined
  if (!call || list?.type !== 'argument_list') return
  const args = argumentsOf(call)
  if (hasSplat(args)) return
  const scope = keywordArgument(args, 'scope')
  const [first] = args
  const isDefault = (value: Node | undefined) => value !== undefined && textOf(context, value) === 'function'
  const needless = scope && isDefault(field(scope, 'value')) ? scope : isDefault(first) ? first : undefined
  if (args.length === (needless ? 1 : 0)) {
    if (list.text.includes('#')) context.skip('a comment stands between the parentheses')
    dropArguments(context, call, list)
  } else if (needless) {
    const edits = removeArguments(context.text, call, [needless])
    context.edit(edits ?? context.skip('a comment speaks of the scope'))
  } else if (first?.type === 'string' && !scope) context.insert(first.startIndex, 'scope=')
}

function textOf(context: Context, node: Node): string | undefined {
  const parts = stringParts(node)
  return parts && context.text.slice(parts.content.start, parts.content.end)
}

function tidyMark(context: Context, decorator: Node, mark: string): void {
  const call = decorator.firstNamedChild
  const list = call?.type === 'call' ? field(call, 'arguments') : undefined
  const isEmpty = !list || (list.type === 'argument_list' && list.namedChildCount === 0)
  const isOnFixture = decorated(decorator)?.decorators.some((other) => {
    return decoratorName(context, other) === 'pytest.fixture'
  })
  // Marks do nothing to fixtures, and pytest refuses them from version 9 on; no fixture to use is as good as no mark.
  if ((isOnFixture && /^(?:asyncio|usefixtures)$/.test(mark)) || (mark === 'usefixtures' && isEmpty)) {
    const removal = removeDecorator(context.module.tree, decorator)
    context.carryOut(removal ?? context.skip('a comment stands beside the mark, which does nothing'))
  } else if (call && list && isEmpty && !/^(?:parametrize|usefixtures)$/.test(mark))
    dropArguments(context, call, list)
}

function dropArguments(context: Context, call: Node, list: Node): void {
  const callee = field(call, 'function')
  if (callee) context.remove({ start: callee.endIndex, end: list.endIndex })
}
