import {
  argumentsOf,
  basesOf,
  type Context,
  decoratorNames,
  decoratorsOf,
  defineTransform,
  enclosingClass,
  field,
  isTestFile,
  keywordArgument,
  type Node,
  ownMember,
  parentOf,
} from '#transform'

const CACHES: readonly string[] = ['functools.lru_cache', 'functools.cache']
/** Methods that are static or of the class without a decorator. */
const OF_CLASS = /^__(?:new|init_subclass|class_getitem)__$/

export default defineTransform({
  summary: 'Report caches on methods, which keep every instance alive',
  since: 'any',
  safety: 'report',
  sameAs: ['B019'],
  docs: 'https://docs.python.org/3/faq/programming.html#how-do-i-cache-method-calls',
  query: `
    (decorator . (call function: (_) @cache)) @decorator
    (decorator . [(identifier) (attribute)] @cache) @decorator`,
  where: { cache: CACHES },
  rewrite({ cache, decorator }, context) {
    const decorated = decorator && parentOf(decorator)
    const method = decorated && field(decorated, 'definition')
    const definition = decorated && enclosingClass(decorated)
    if (!cache || !decorator || method?.type !== 'function_definition' || !definition) return
    const names = decoratorNames(context, method)
    // What is known of the others is that they are caches, or hand the method on.
    if (names.some((name) => name === undefined || !(CACHES.includes(name) || HARMLESS.test(name)))) return
    if (
      isTestFile(context.module.path) ||
      OF_CLASS.test(field(method, 'name')?.text ?? '') ||
      livesOn(context, definition)
    )
      return
    const self = field(method, 'parameters')?.namedChildren[0]
    if (!self || /_(?:splat|separator)/.test(self.type)) return
    // Equal values share what is kept: then it is about values, not about instances.
    const own = { kind: 'instance', of: { module: context.module, node: definition }, args: [] } as const
    if (ownMember(context.inference, own, ['__eq__', '__hash__']) !== undefined) return
    const size = sizeOf(decorator)
    if (size === undefined) return
    const [held, more] =
      size === 'None' ? ['every instance', ''] : [`up to ${size} instances`, ', and all share it']
    context.report(
      `the cache of ${field(method, 'name')?.text} keeps ${held} alive${more}: use cached_property, or a cache in the instance`,
      decorator,
    )
  },
})

/** How many results a cache keeps; undefined where that is no number that can be read. */
function sizeOf(decorator: Node): string | undefined {
  const call = decorator.firstNamedChild
  const callee = call?.type === 'call' ? field(call, 'function') : call
  if (/(?:^|[.])cache$/.test(callee?.text ?? '')) return 'None'
  const args = call?.type === 'call' ? argumentsOf(call) : []
  const first = args[0]?.type === 'keyword_argument' ? undefined : args[0]
  const named = keywordArgument(args, 'maxsize')
  const size = named ? field(named, 'value') : first
  if (!size) return '128'
  return /^(?:None|[1-9]\d*)$/.test(size.text) ? size.text : undefined
}

/** Decorators below which a method still gets the instance. */
const HARMLESS = /^(?:builtins\.property|abc\.abstractmethod|typing(?:_extensions)?\.(?:final|override))$/

/** Whether the instances stay as long as the program runs, as members of enums do, or are values, as tuples are. */
function livesOn(context: Context, definition: Node): boolean {
  const { module } = context
  const roots = ['enum.Enum', 'builtins.type', 'builtins.tuple']
  if (roots.some((root) => module.isSubclassOf(definition, root) === 'yes')) return true
  if (basesOf(definition).some(({ text }) => /(?:Enum|Flag|Meta(?:class)?|^type|NamedTuple)$/.test(text)))
    return true
  return (
    decoratorsOf(definition).some(({ text }) =>
      /singleton|dataclass$|^attrs?\b|^define$|^frozen$/i.test(text),
    ) || isSingleton(context, definition)
  )
}

/** Whether the one instance of a class is made below it, in the same module. */
function isSingleton(context: Context, definition: Node): boolean {
  const name = field(definition, 'name')?.text ?? ''
  return (
    /singleton/i.test(name) || new RegExp(`^\\w+ *(?::[^=\\n]+)?= *${name}\\(\\)`, 'm').test(context.text)
  )
}
