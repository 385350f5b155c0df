import {
  ancestorsOf,
  basesOf,
  blockOf,
  type Context,
  decoratorNames,
  defineTransform,
  field,
  headOf,
  isTestFile,
  type Node,
} from '#transform'

const OVERLOADS = ['typing.overload', 'typing_extensions.overload']

export default defineTransform({
  summary: 'Report overloads without the function that does the work: calling them raises',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/typing.html#typing.overload',
  query: `
    (decorated_definition
      (decorator . (_) @decorator .)
      definition: (function_definition name: (identifier) @name) @definition) @whole`,
  where: { decorator: OVERLOADS },
  rewrite({ name, definition, whole }, context) {
    const { module } = context
    const block = whole && blockOf(whole)
    if (
      !name ||
      !definition ||
      !block ||
      module.isStub ||
      isTestFile(module.path) ||
      isDeclared(context, definition)
    )
      return
    const scope = module.names.bindings(name.text).find(({ node }) => node.id === name.id)?.scope
    const all = module.names.bindings(name.text).filter((one) => one.scope === scope)
    // The last of them stands for all.
    if (!scope || all.at(-1)?.node.id !== name.id) return
    if (!all.every(({ kind, owner }) => kind === 'function' && isOverload(context, owner))) return
    context.report(
      `${name.text} has overloads alone, so that calling it raises NotImplementedError: add the function itself below them, without @overload`,
      name,
    )
  },
})

function isOverload(context: Context, definition: Node): boolean {
  return decoratorNames(context, definition).some((one) => one !== undefined && OVERLOADS.includes(one))
}

/** Whether nothing but the types is wanted: in a Protocol, an abstract method, below `if TYPE_CHECKING`. */
function isDeclared(context: Context, definition: Node): boolean {
  if (decoratorNames(context, definition).some((one) => /^abc\.abstract/.test(one ?? ''))) return true
  for (const up of ancestorsOf(definition)) {
    if (up.type === 'if_statement' && /TYPE_CHECKING/.test(field(up, 'condition')?.text ?? '')) return true
    if (up.type !== 'class_definition') continue
    return basesOf(up).some((base) => {
      const head = headOf(base)
      return /^typing(?:_extensions)?\.Protocol$/.test((head && context.qualifiedName(head)) ?? '')
    })
  }
  return false
}
