import { type Context, field, type Node, parentOf } from '#transform'

/** A function that is a fixture of pytest. */
export interface FixtureFunction {
  readonly definition: Node
  readonly body: Node
  /** All decorators of it, the one of pytest among them. */
  readonly decorators: readonly Node[]
}

/** What a decorator names: `pytest.fixture` of `@fixture(…)`. */
export function decoratorName(context: Context, decorator: Node): string | undefined {
  const value = decorator.firstNamedChild
  const callee = value?.type === 'call' ? field(value, 'function') : value
  return callee ? context.qualifiedName(callee) : undefined
}

/** The decorators beside this one, it included, and what they decorate. */
export function decorated(decorator: Node): { definition: Node; decorators: readonly Node[] } | undefined {
  const whole = parentOf(decorator)
  const definition = whole && field(whole, 'definition')
  if (!whole || !definition) return undefined
  return { definition, decorators: whole.namedChildren.filter(({ type }) => type === 'decorator') }
}

/** The function that the decorator makes a fixture; undefined for other decorators, and for coroutines. */
export function fixtureOf(context: Context, decorator: Node): FixtureFunction | undefined {
  const found = anyFixtureOf(context, decorator)
  return found && isAsync(found.definition) ? undefined : found
}

/** Whether a def is one of a coroutine, or of an asynchronous generator. */
export function isAsync(definition: Node): boolean {
  return definition.children.some(({ type }) => type === 'async')
}

/** The function that a decorator of pytest, or of pytest-asyncio, makes a fixture. */
export function anyFixtureOf(context: Context, decorator: Node): FixtureFunction | undefined {
  const name = decoratorName(context, decorator) ?? ''
  if (!/^(?:pytest\.(?:yield_)?|pytest_asyncio\.(?:plugin\.)?)fixture$/.test(name)) return undefined
  const found = decorated(decorator)
  const body = found && field(found.definition, 'body')
  if (found?.definition.type !== 'function_definition' || !body) return undefined
  return { ...found, body }
}

/** `Iterator[T]` and the like as annotation of what a fixture gives: `T`. */
export function yielded(context: Context, annotation: Node): Node | undefined {
  const outer = annotation.type === 'type' ? annotation.firstNamedChild : annotation
  const head = outer && (outer.type === 'subscript' ? field(outer, 'value') : outer.firstNamedChild)
  const name = head && context.qualifiedName(head)
  if (!outer || !/^(?:typing|collections\.abc)\.(?:Async)?(?:Iterator|Iterable|Generator)$/.test(name ?? ''))
    return undefined
  const inner =
    outer.type === 'generic_type' ? outer.namedChildren[1]?.namedChildren[0] : field(outer, 'subscript')
  return inner
}
