import {
  argumentsOf,
  basesOf,
  type Context,
  defineTransform,
  field,
  keywordArgument,
  type Node,
  parentOf,
  withoutComments,
} from '#transform'
import { decorated, decoratorName } from './_fixtures.ts'

const PATCHES = ['unittest.mock', 'mock'].flatMap((module) =>
  ['patch', 'patch.object'].map((name) => `${module}.${name}`),
)

export default defineTransform({
  summary: 'Report tests that use pytest and mocks in another way than they are meant',
  since: 'any',
  safety: 'report',
  sameAs: ['PT008', 'PT014', 'PT016', 'PT019', 'PT028'],
  docs: 'https://docs.pytest.org/en/stable/how-to/index.html',
  query: `
    (call function: (_) @callee arguments: (argument_list)) @call
    (function_definition name: (identifier) @test parameters: (parameters) @parameters) @definition`,
  anchors: ['fail', 'patch', 'parametrize', /\bdef test\w*\(/],
  needs: /\b(?:pytest|mock|mocker)\b|^def test\w*\([^)]*=/m,
  rewrite({ callee, call, test, parameters, definition }, context) {
    if (test && parameters && definition) {
      if (isCollected(context, test, definition)) reportParameters(context, parameters, definition)
      return
    }
    if (!callee || !call) return
    const name = context.qualifiedName(callee) ?? ''
    if (name === 'pytest.fail' && argumentsOf(call).length === 0)
      context.report('it does not say why the test fails: give it a message', call)
    else if (name === 'pytest.mark.parametrize') reportRepeated(context, call)
    else if (PATCHES.includes(name) || isMocker(callee)) reportLambda(context, call, name)
  },
})

/** Whether pytest takes the function for a test. */
function isCollected({ module }: Context, name: Node, definition: Node): boolean {
  if (!/^test/.test(name.text) || !/(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(module.path)) return false
  const outer = parentOf(definition)?.type === 'decorated_definition' ? parentOf(definition) : definition
  const block = outer && parentOf(outer)
  // What is called elsewhere, too, or comes from unittest, is more than a test of pytest.
  const isCalled = module.tree.text.split(`${name.text}(`).length > 2
  if (isCalled) return false
  return block?.type === 'module' || isPlainClass(block && parentOf(block))
}

function isPlainClass(owner: Node | undefined | null): boolean {
  return owner?.type === 'class_definition' && basesOf(owner).length === 0
}

function reportParameters(context: Context, parameters: Node, definition: Node): void {
  const given = parametrized(context, definition)
  for (const parameter of withoutComments(parameters)) {
    const name =
      parameter.type === 'identifier' ? parameter : (field(parameter, 'name') ?? parameter.firstNamedChild)
    if (!name || given === undefined) continue
    if (/default_parameter$/.test(parameter.type))
      context.report(`pytest never fills in ${name.text}, which has a default`, parameter)
    else if (
      /^_/.test(name.text) &&
      !given.includes(name.text) &&
      /^(?:identifier|typed_parameter)$/.test(parameter.type)
    )
      context.report(
        `${name.text} is a fixture whose value is not used: ask for it with pytest.mark.usefixtures`,
        parameter,
      )
  }
}

/** The names that decorators fill in; undefined when that is not known. */
function parametrized(context: Context, definition: Node): readonly string[] | undefined {
  const whole = parentOf(definition)
  const decorators =
    whole?.type === 'decorated_definition'
      ? whole.namedChildren.filter(({ type }) => type === 'decorator')
      : []
  const names: string[] = []
  for (const decorator of decorators) {
    const name = decoratorName(context, decorator) ?? ''
    // Others, such as mock.patch, pass arguments of their own.
    if (!/^pytest\.mark\.\w+$/.test(name)) return undefined
    if (name === 'pytest.mark.parametrize') names.push(...(decorator.text.match(/\w+/g) ?? []))
  }
  return decorated(decorators[0] ?? definition) || decorators.length === 0 ? names : undefined
}

/** Rows of `parametrize` that are written twice. */
function reportRepeated(context: Context, call: Node): void {
  const args = argumentsOf(call)
  const keyword = keywordArgument(args, 'argvalues')
  const values = keyword ? field(keyword, 'value') : args[1]
  if (!values || !/^(?:list|tuple)$/.test(values.type)) return
  const seen = new Set<string>()
  for (const row of withoutComments(values)) {
    // What is called may give something else each time.
    const isLiteral = row.type !== 'call' && row.descendantsOfType(['call', 'await']).length === 0
    const text = row.type === 'string' ? row.text : row.text.replace(/\s+/g, ' ')
    if (isLiteral && seen.has(text))
      context.report(`${text.length > 40 ? 'this' : text} is tested twice`, row)
    seen.add(text)
  }
}

/** Whether it is `mocker.patch` or `mocker.patch.object` of the fixture, which pytest finds by its name. */
function isMocker(callee: Node): boolean {
  return /^(?:(?:class|module|package|session)_)?mocker\.patch(?:\.object)?$/.test(callee.text)
}

/** `patch("name", lambda *args: 1)` */
function reportLambda(context: Context, call: Node, name: string): void {
  const args = argumentsOf(call)
  const isObject = /\.object$/.test(name || (field(call, 'function')?.text ?? ''))
  const keyword = keywordArgument(args, 'new')
  const made = keyword ? field(keyword, 'value') : args[isObject ? 2 : 1]
  if (made?.type !== 'lambda' || keywordArgument(args, 'return_value')) return
  const body = field(made, 'body')
  const names = new Set(
    field(made, 'parameters')
      ?.descendantsOfType('identifier')
      .map(({ text }) => text),
  )
  const isUsed = body && [body, ...body.descendantsOfType('identifier')].some(({ text }) => names.has(text))
  if (body && !isUsed)
    context.report(
      `return_value=${body.text.split('\n', 1)[0]} says the same, and knows how it was called`,
      made,
    )
}
