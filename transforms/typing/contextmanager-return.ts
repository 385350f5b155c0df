import { type Context, defineTransform, genericParts, isGenerator, type Node, roleOf } from '#transform'
import { bothModules } from './_tables.ts'

const from = (names: readonly string[], modules: readonly string[]) =>
  modules.flatMap((module) => names.map((name) => `${module}.${name}`))

/** What people write for the generator behind a context manager: something that it is, or what the decorator makes of it. */
const SYNC: ReadonlySet<string> = new Set([
  ...from(['Iterator', 'Iterable'], ['typing', 'typing_extensions', 'collections.abc']),
  ...bothModules(['ContextManager']),
  'contextlib.AbstractContextManager',
])
const ASYNC: ReadonlySet<string> = new Set([
  ...from(['AsyncIterator', 'AsyncIterable'], ['typing', 'typing_extensions', 'collections.abc']),
  ...bothModules(['AsyncContextManager']),
  'contextlib.AbstractAsyncContextManager',
])

export default defineTransform({
  summary: 'Annotate the function of a context manager with the generator that it is',
  since: 'any',
  safety: 'review',
  sameAs: ['UP052'],
  docs: 'https://docs.python.org/3/library/contextlib.html#contextlib.contextmanager',
  query: `
    (decorated_definition
      (decorator . (_) @decorator .)
      definition: (function_definition return_type: (type . [(generic_type) (subscript) (string)] @returns .)) @function)`,
  needs: /->(?<=\)\s*->)[^\n]*\[/,
  where: { decorator: ['contextlib.contextmanager', 'contextlib.asynccontextmanager'] },
  rewrite({ decorator, returns, function: definition }, context) {
    if (!decorator || !returns || !definition) return
    if (/^["'](?:\w+\.)*(?:Async)?(?:Iterator|Iterable|ContextManager)\[/.test(returns.text))
      return context.skip('the annotation stands in quotes: write Generator in it by hand')
    const parts = genericParts(returns)
    const [yielded, ...more] = parts?.args ?? []
    if (!parts || !yielded || more.length > 0) return
    if (parts.origin.type === 'identifier' && roleOf(parts.origin)?.role !== 'load') return
    const isAsync = context.qualifiedName(decorator) === 'contextlib.asynccontextmanager'
    if (isAsync !== (definition.firstChild?.type === 'async')) return
    if (!(isAsync ? ASYNC : SYNC).has(context.qualifiedName(parts.origin) ?? '')) return
    if (!context.module.isStub && !isGenerator(definition))
      context.skip('the function has no yield of its own: what it returns may be any iterator')
    const name = isAsync ? 'AsyncGenerator' : 'Generator'
    const generator =
      typingName(context, name, returns) ??
      context.import(context.targets('3.9') ? 'collections.abc' : 'typing', name, returns)
    context.review('an override or a protocol may name the old type')
    context.replace(parts.origin, generator)
    if (!context.targets('3.13')) context.insert(yielded.endIndex, isAsync ? ', None' : ', None, None')
  },
})

/** What the file calls the class of typing, where it has it already: a second import would be in the way of that one's move. */
function typingName(context: Context, name: string, at: Node): string | undefined {
  const found = context.module.names.resolve(name, at)
  if (found.kind !== 'bound') return undefined
  const isTypings = found.bindings.every(
    ({ imported, context: circumstances }) =>
      imported?.module === 'typing' && imported.name === name && circumstances === 'plain',
  )
  return isTypings ? name : undefined
}
